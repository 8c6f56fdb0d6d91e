"""`nightdesk run`, as the person who schedules it sees it."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

STORY = """Two killed as storm hits Lisbon
LISBON, March 3 (Northern Wire) - A storm killed two people in Lisbon on Tuesday and injured at least seven, Mayor Ana Ribeiro said.
"We have never seen such wind," Ribeiro told reporters.
J.Keller--NW
"""
RECORDS = [
    {
        "id": "one",
        "title": "Minister visits Oslo",
        "text": "Foreign Minister Jan Novak met his Norwegian counterpart in Oslo on Monday.",
        "published_at": "2026-03-03",
    },
    {
        "id": "two",
        "title": "Strike",
        "text": "Dock workers in Marseille went on strike on Tuesday over pay, their union said.",
        "published_at": "2026-03-04",
    },
]
COUNTS = "select (select count(*) from articles) articles, (select count(*) from events) events, (select count(*) from quotes) quotes, (select count(*) from mentions) mentions, (select count(*) from entities) entities, (select count(*) from runs) runs"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "storm.txt").write_text(STORY, "utf8")
    with gzip.open(folder / "records.jsonl.gz", "wt", encoding="utf8") as lines:
        lines.write("\n".join(map(json.dumps, RECORDS)))
    return folder


def test_a_night_lands_in_every_table(cli, rows, inbox, tmp_path):
    home = tmp_path / "home"
    done = cli("run", inbox, "--home", home)
    assert done.returncode == 0, done.stderr
    assert "3 new" in done.stdout
    articles = rows(
        home, "select source_key, headline, agency, authors, published_at::date::varchar as day from articles order by headline"
    )
    assert [article["headline"] for article in articles] == ["Minister visits Oslo", "Strike", "Two killed as storm hits Lisbon"]
    (toll,) = rows(home, "select killed_best, injured_low, country_iso3 from incidents where killed_best is not null")
    assert toll == {"killed_best": 2, "injured_low": 7, "country_iso3": "PRT"}
    (quote,) = rows(home, "select speaker_name, kind from quotes where kind = 'direct'")
    assert quote == {"speaker_name": "Ana Ribeiro", "kind": "direct"}


def test_the_same_input_twice_changes_nothing(cli, rows, inbox, tmp_path):
    home = tmp_path / "home"
    cli("run", inbox, "--home", home)
    before, snapshot = rows(home, COUNTS), (home / "lake" / "current").readlink()
    again = cli("run", inbox, "--home", home)
    assert again.returncode == 0
    assert "nothing to do" in again.stdout
    assert (rows(home, COUNTS), (home / "lake" / "current").readlink()) == (before, snapshot)


def test_a_known_article_in_a_new_file_is_not_stored_again(cli, rows, inbox, tmp_path):
    home = tmp_path / "home"
    cli("run", inbox, "--home", home)
    (inbox / "again.jsonl").write_text(json.dumps(RECORDS[0]) + "\n", "utf8")
    done = cli("run", inbox, "--home", home)
    assert done.returncode == 0
    assert "0 new" in done.stdout
    assert "1 known" in done.stdout
    (file,) = rows(home, "select articles_new, articles_known from files where source_uri like '%again.jsonl'")
    assert file == {"articles_new": 0, "articles_known": 1}


def test_one_text_in_two_files_is_annotated_once(cli, rows, inbox, tmp_path):
    (inbox / "storm (copy).txt").write_text(STORY, "utf8")
    home = tmp_path / "home"
    done = cli("run", inbox, "--home", home)
    assert done.returncode == 0, done.stderr
    stored = rows(home, "select annotation, duplicate_kind from articles where headline like 'Two killed%' order by 1")
    assert stored == [{"annotation": "annotated", "duplicate_kind": None}, {"annotation": "duplicate", "duplicate_kind": "exact"}]
    (twice,) = rows(home, "select count(*) - count(distinct mention_id) as rows from mentions")
    assert twice == {"rows": 0}


def test_a_newer_version_takes_the_older_ones_place(cli, rows, inbox, tmp_path):
    home = tmp_path / "home"
    cli("run", inbox, "--home", home)
    update = RECORDS[1] | {
        "version": 2,
        "text": "Dock workers in Marseille ended their strike on Wednesday, their union said.",
        "published_at": "2026-03-05",
    }
    (inbox / "update.jsonl").write_text(json.dumps(update) + "\n", "utf8")
    assert cli("run", inbox, "--home", home).returncode == 0
    versions = rows(home, "select version, is_current from articles where source_key = 'two' order by version")
    assert versions == [{"version": 1, "is_current": False}, {"version": 2, "is_current": True}]


def test_what_cannot_be_read_is_rejected_with_a_reason_and_the_rest_lands(cli, rows, inbox, tmp_path):
    home = tmp_path / "home"
    (inbox / "broken.jsonl").write_text('{"id": "x", "text": "cut of', "utf8")
    (inbox / "empty.txt").write_bytes(b"")
    done = cli("run", inbox, "--home", home)
    assert done.returncode == 3
    assert "rejected" in done.stdout
    rejects = rows(home, "select source_uri, reason, remedy from rejects order by source_uri")
    assert [Path(reject["source_uri"]).name for reject in rejects] == ["broken.jsonl", "empty.txt"]
    assert all(reject["reason"] and reject["remedy"] for reject in rejects)
    assert rows(home, "select count(*) n from articles") == [{"n": 3}]


def test_a_reject_is_tried_again_only_when_asked_or_changed(cli, rows, inbox, tmp_path):
    home = tmp_path / "home"
    (inbox / "empty.txt").write_bytes(b"")
    assert cli("run", inbox, "--home", home).returncode == 3
    again = cli("run", inbox, "--home", home)
    assert (again.returncode, "nothing to do" in again.stdout) == (0, True)
    asked = cli("run", inbox, "--home", home, "--retry-rejects")
    assert (asked.returncode, "1 new file" in asked.stdout) == (3, True)
    listed = cli("rejects", "--home", home).stdout
    assert listed.count("empty.txt") == 1
    (inbox / "empty.txt").write_text("Rain in Cork\nIt rained in Cork on Monday.\n", "utf8")
    assert cli("run", inbox, "--home", home).returncode == 0
    assert cli("rejects", "--home", home).stdout == "Nothing was rejected.\n"


def test_relative_days_need_a_day_of_publication(cli, rows, tmp_path):
    """A text without a date keeps its relative days as expressions; the day that the user gives gives them values."""
    story = tmp_path / "story.txt"
    story.write_text("Blast in Lyon\nAn explosion killed three people in Lyon on Thursday, police said.\n", "utf8")
    undated, dated = tmp_path / "undated", tmp_path / "dated"
    cli("run", story, "--home", undated)
    cli("run", story, "--home", dated, "--published", "2026-03-06")
    query = "select event_date::varchar as day, date_text, published_at_basis from events join articles using (article_id) where killed_best = 3"
    assert rows(undated, query) == [{"day": None, "date_text": "Thursday", "published_at_basis": "none"}]
    assert rows(dated, query) == [{"day": "2026-03-05", "date_text": "Thursday", "published_at_basis": "metadata"}]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["run", "no/such/folder"], 1, "no/such/folder: no such file or folder. Name files"),
        (["sql", "select 1", "--home", "no/home"], 1, "Fill it with `nightdesk run PATH`"),
        (["run", "README.md", "--home", "README.md"], 1, "README.md/lake: Not a directory. A file stands where a folder is needed"),
        (["schedule", "no/such/folder"], 1, "no/such/folder: no such file or folder. Name files"),
        (["run"], 2, "No PATH is given, and no sources are set"),
        (["run", ".", "--published", "yesterday"], 2, "--published"),
        (["run", ".", "--processes", "0"], 2, "--processes"),
        (["frobnicate"], 2, "No such command"),
    ],
)
def test_errors_name_what_is_wrong(cli, tmp_path, arguments, code, message):
    done = cli(*arguments, env=os.environ | {"NIGHTDESK_HOME": str(tmp_path / "home")})
    assert done.returncode == code, done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_model_names_the_remedy(cli, inbox, tmp_path):
    done = cli("run", inbox, "--home", tmp_path / "home", "--model", "no_such_model")
    assert done.returncode == 1
    assert "make install" in done.stderr


def test_every_command_has_help_with_an_example(cli):
    names = [
        line.split()[1]
        for line in cli("--help").stdout.splitlines()
        if line.startswith("│ ") and len(line.split()) > 2 and line.split()[1].isalpha()
    ]
    assert {"run", "sql", "tables", "explain", "check"} <= set(names)
    for name in ("run", "sql", "tables", "explain", "check"):
        assert "nightdesk " + name in cli(name, "--help").stdout.replace("Usage: nightdesk " + name, "", 1)


def test_a_killed_run_leaves_nothing_and_the_next_one_gives_what_an_undisturbed_one_gives(cli, rows, tmp_path):
    source = tmp_path / "night.jsonl"
    with open(source, "w", encoding="utf8") as lines:
        for number in range(60):
            text = f'Police in Leeds arrested {number + 2} men on Monday after a fight. "We acted quickly," Sergeant Tom Hale{number} said.'
            lines.write(json.dumps({"id": f"k{number}", "text": text, "published_at": "2026-02-02"}) + "\n")
    calm, killed = tmp_path / "calm", tmp_path / "killed"
    cli("run", source, "--home", calm)
    command = [sys.executable, "-m", "flows.cli", "run", str(source), "--home", str(killed)]
    for seconds in (1.5, 4.0, 5.5):
        process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert cli("run", source, "--home", killed).returncode == 0
    for table in ("articles", "events", "quotes", "mentions", "entities", "incidents"):
        query = f"select columns(lambda c: c not in ('run_id', 'ingested_at', 'article_ingested_at')) from {table} order by all"
        assert rows(calm, query) == rows(killed, query), table
    assert cli("check", "--home", killed).returncode == 0


@pytest.mark.slow
def test_the_same_flow_is_tracked_by_a_real_prefect_server(cli, rows, inbox, tmp_path):
    home = tmp_path / "home"
    environment = os.environ | {"PREFECT_HOME": str(tmp_path / "prefect")}
    done = cli("run", inbox, "--home", home, "--prefect", env=environment)
    assert done.returncode == 0, done.stderr
    assert "Flow run" in done.stderr + done.stdout
    assert rows(home, "select count(*) n from articles") == [{"n": 3}]
    import sqlite3

    with sqlite3.connect(tmp_path / "prefect" / "prefect.db") as database:
        assert database.execute("select state_name from flow_run").fetchall() == [("Completed",)]
        tasks = {name for (name,) in database.execute("select distinct substr(name, 1, 4) from task_run")}
    assert tasks == {"read", "anno"}


def test_a_prefect_server_that_is_not_there_is_told_like_any_failure(cli, inbox, tmp_path):
    environment = os.environ | {"PREFECT_HOME": str(tmp_path / "prefect"), "PREFECT_API_URL": "http://127.0.0.1:9/api"}
    (tmp_path / "home").mkdir()
    done = cli("run", inbox, "--home", tmp_path / "home", env=environment)
    assert done.returncode == 1
    assert "Failed to reach API at http://127.0.0.1:9/api/. Start that Prefect server, or unset PREFECT_API_URL" in done.stderr
    assert "Traceback" not in done.stderr
    told = json.loads((tmp_path / "home" / "last_run.json").read_text("utf8"))
    assert (told["state"], told["step"]) == ("failed", "fetch")


def test_other_names_of_fields_and_limits_are_settings(cli, rows, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text('[reading]\nmax_rejections = 1\n[reading.fields]\ntext = "content.plain"\nid = "nr"\n', "utf8")
    source = tmp_path / "odd.jsonl"
    source.write_text(json.dumps({"nr": "7", "content": {"plain": "Rain fell in Cork on Monday."}}) + "\n{]\n{]\n{]\n", "utf8")
    assert cli("run", source, "--home", home).returncode == 3
    assert rows(home, "select source_key, body from articles") == [{"source_key": "7", "body": "Rain fell in Cork on Monday."}]
    assert rows(home, "select count(*) <= 2 as few from rejects") == [{"few": True}]


def test_a_run_that_is_told_to_end_says_so_and_the_next_goes_on(cli, rows, tmp_path):
    source, home = tmp_path / "night.jsonl", tmp_path / "home"
    with open(source, "w", encoding="utf8") as lines:
        for number in range(40):
            text = f'Police in Leeds arrested {number + 2} men on Monday. "We acted quickly," Sergeant Tom Hale{number} said.'
            lines.write(json.dumps({"id": f"k{number}", "text": text, "published_at": "2026-02-02"}) + "\n")
    environment = os.environ | {"NIGHTDESK_BATCH_WORDS": "100", "NIGHTDESK_IN_PROCESS_BYTES": "0"}
    command = [sys.executable, "-m", "flows.cli", "run", str(source), "--home", str(home)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment)
    until = time.monotonic() + 120
    while not list(home.glob("spool/*/failures.json")):
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.02)
    process.terminate()
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "nightdesk: interrupted" in said
    assert "Traceback" not in said
    assert list(home.glob("spool/*/failures.json"))
    assert not list((home / "lake" / "snapshots").iterdir())
    assert cli("run", source, "--home", home, env=environment).returncode == 0
    assert rows(home, "select count(*) n from articles") == [{"n": 40}]
