"""Backfills: which days a file is of, the plan, and an archive that lands whole however often the work is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import date, datetime
from pathlib import Path

import pytest

from bench.resume import differences
from flows.archives import turns
from flows.archives.days import Days, of_file, of_path
from flows.archives.plan import Order, Plan
from flows.inputs.listing import FoundFile, listed
from flows.monitoring import status
from flows.settings import load
from transforms.parse import DEFAULTS
from warehouse.errors import LockedError
from warehouse.lock import exclusive


@pytest.mark.parametrize(
    ("path", "first", "last"),
    [
        ("news/2019/03/04/a.xml", "2019-03-04", "2019-03-04"),
        ("news/2019-03-04.jsonl.gz", "2019-03-04", "2019-03-04"),
        ("news/20190304T0612Z_a.xml", "2019-03-04", "2019-03-04"),
        ("news/20190304061200.xml", "2019-03-04", "2019-03-04"),
        ("s3://bucket/2018/reissued_2019_03_04.txt", "2019-03-04", "2019-03-04"),
        ("news/2019/03/a.xml", "2019-03-01", "2019-03-31"),
        ("news/2020-02.tar", "2020-02-01", "2020-02-29"),
        ("news/2019/a.xml", "2019-01-01", "2019-12-31"),
        ("2016/2019-03-04/a.xml", "2019-03-04", "2019-03-04"),
        ("news/2019-02-30/a.xml", "2019-02-01", "2019-02-28"),
        ("news/item-2019030477.xml", None, None),
        ("news/1234567890123.xml", None, None),
        ("news/a.xml", None, None),
        ("news/v2019.txt", None, None),
        ("news/20191304.xml", None, None),
    ],
)
def test_the_days_that_a_path_names(path, first, last):
    assert of_path(path) == (Days(date.fromisoformat(first), date.fromisoformat(last), "path") if first else None)


def test_the_first_basis_that_tells_a_day_is_taken(tmp_path):
    path = tmp_path / "story.jsonl"
    path.write_text('{"text": "Undated."}\n{"text": "Rain fell.", "published_at": "2017-05-06"}\n')
    os.utime(path, (1_500_000_000, 1_500_000_000))
    (file,) = listed([str(path)])
    on = {bases: of_file(file, bases, DEFAULTS) for bases in (("path", "article", "modified"), ("modified", "article"), ("path",))}
    assert [days and (str(days.first), days.basis) for days in on.values()] == [("2017-05-06", "article"), ("2017-07-14", "modified"), None]


@pytest.mark.parametrize(
    ("first", "last", "meets"),
    [(None, None, True), ("2019-03-31", None, True), ("2019-04-01", None, False), (None, "2019-03-01", True), (None, "2019-02-28", False)],
)
def test_a_month_meets_a_range_that_it_overlaps(first, last, meets):
    days = of_path("2019/03/a.xml")
    assert days.meets(first and date.fromisoformat(first), last and date.fromisoformat(last)) is meets


def files(count: int) -> list[FoundFile]:
    moment = datetime(2019, 1, 1)
    return [FoundFile(f"/news/2019/01/{n % 28 + 1:02}/{n}.xml", byte_count=n * 100, modified_at=moment) for n in range(count)]


@pytest.mark.parametrize("newest_first", [True, False])
def test_a_plan_has_every_wanted_file_once_in_the_order_of_days(tmp_path, newest_first):
    order = Order(("/news",), date(2019, 1, 3), date(2019, 1, 20), newest_first, ("path",), 20_000)
    plan = Plan.make(tmp_path, order, iter([*files(200), FoundFile("/news/undated.xml")]), DEFAULTS)
    chunks = [plan.chunk(number) for number in range(plan.chunk_count)]
    found = [file for chunk in chunks for file in chunk.files]
    wanted = [file for file in files(200) if date(2019, 1, 3) <= of_path(file.uri).first <= date(2019, 1, 20)]
    assert sorted(file.uri for file in found) == sorted(file.uri for file in wanted)
    assert {file.uri: file for file in found} == {file.uri: file for file in wanted}
    days = [of_path(file.uri).first for file in found]
    assert days == sorted(days, reverse=newest_first)
    assert plan.passed_over == {"outside": 200 - len(wanted), "undated": 1}
    assert all(chunk.files for chunk in chunks)
    assert all(sum(max(file.byte_count, 2_000) for file in chunk.files) <= 20_000 + 20_000 for chunk in chunks)


def test_a_plan_is_taken_up_where_it_was_left(tmp_path):
    order = Order(("/news",), bases=("path",), chunk_bytes=50_000)
    assert Plan.existing(tmp_path, order) is None
    plan = Plan.make(tmp_path, order, files(100), DEFAULTS)
    plan.finish(plan.chunk(0))
    again = Plan.existing(tmp_path, order)
    assert (again.done, again.chunk_count, again.file_count) == (1, plan.chunk_count, 100)
    left = f"1 of {plan.chunk_count} chunks done"
    assert status.backfill(tmp_path) == f"{left}, not running: the same command goes on with it"
    with turns.backfilling(tmp_path):
        assert status.backfill(tmp_path) == f"{left}, under way"
    assert Plan.existing(tmp_path, Order(("/other",))) is None
    again.remove()
    assert Plan.existing(tmp_path, order) is None
    assert status.backfill(tmp_path) is None


def test_nothing_wanted_is_an_empty_plan(tmp_path):
    assert Plan.make(tmp_path, Order(("/news",)), [], DEFAULTS).chunk_count == 0


def test_a_night_waits_for_a_chunk_and_no_second_backfill_begins(tmp_path):
    settings = load(tmp_path, writer_wait_seconds=1)
    assert turns.patience(settings) == 1
    with turns.backfilling(tmp_path):
        assert turns.patience(settings) == turns.CHUNK_SECONDS
        with pytest.raises(LockedError), turns.backfilling(tmp_path):
            pass
    assert not turns.is_backfilling(tmp_path)


def test_whoever_waits_gets_the_warehouse_between_two_chunks(tmp_path):
    lock, got = tmp_path / "lock", threading.Event()

    def night() -> None:
        with exclusive(lock, 30):
            got.set()

    with exclusive(lock):
        waiting = threading.Thread(target=night)
        waiting.start()
        time.sleep(0.2)
    turns.give_way()
    assert got.is_set()
    waiting.join()


def archive(folder: Path, days: int) -> Path:
    for day in range(1, days + 1):
        path = folder / f"2019/03/{day:02}/wire.jsonl"
        path.parent.mkdir(parents=True)
        text = f'Police in Leeds arrested {day + 2} men on Monday after a fight. "We acted quickly," Sergeant Tom Hale{day} said.'
        path.write_text(json.dumps({"id": f"k{day}", "text": text, "published_at": f"2019-03-{day:02}"}) + "\n")
    return folder


def test_an_archive_that_was_killed_at_lands_like_any_other(cli, rows, tmp_path):
    source, calm, killed = archive(tmp_path / "archive", 8), tmp_path / "calm", tmp_path / "killed"
    order = ["backfill", source, "--oldest-first", "--chunk", "0.004", "--to", "2019-03-06"]
    done = cli(*order, "--home", calm)
    assert done.returncode == 0, done.stderr
    assert "6 new articles from 6 new files, 0 rejected, in 3 chunks" in done.stdout
    command = [sys.executable, "-m", "flows.cli", *map(str, order), "--home", str(killed)]
    process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 120
    while not (killed / "lake" / "snapshots" / "000001").exists():
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    landed = len(list((killed / "lake" / "snapshots").iterdir()))
    assert landed < 3
    again = cli(*order, "--home", killed)
    assert again.returncode == 0, again.stderr
    assert "going on with chunk" in again.stderr or "1 read before" in again.stderr or "2 read before" in again.stderr
    assert differences(calm, killed) == {}
    assert rows(killed, "select run_kind, count(*) n from runs group by all") == [{"run_kind": "backfill", "n": 3}]
    assert not (killed / "backfill-spool").exists()
    assert "0 new articles" in cli(*order, "--home", killed).stdout


@pytest.mark.parametrize(
    ("arguments", "message"), [(["--from", "soon"], "--from"), (["--dates", "path,guess"], "--dates"), (["--chunk", "0"], "--chunk")]
)
def test_wrong_orders_are_refused(cli, tmp_path, arguments, message):
    done = cli("backfill", tmp_path, "--home", tmp_path / "home", *arguments)
    assert (done.returncode, message in done.stderr) == (2, True)
