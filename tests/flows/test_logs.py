"""Every line of the log carries the run, the batch and the file; as text or JSON, by setting."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from flows import nightly
from flows.monitoring import logs
from flows.settings import Settings, load

logger = logging.getLogger("nightdesk.test")


def test_a_line_of_text_says_what_it_is_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(Settings(home=tmp_path))
    logger.warning("before the run")
    logs.concern_run("run_000007")
    with logs.about("annotate-3", "articles-0.arrow"):
        logger.info("%d of %d", 2, 3)
    logger.warning("one file", extra={"file": "a.html"})
    lines = [line.split(" ", 1)[1].split() for line in capsys.readouterr().err.splitlines()]
    assert lines == [
        ["WARNING", "-", "-", "-", "before", "the", "run"],
        ["INFO", "run_000007", "annotate-3", "articles-0.arrow", "2", "of", "3"],
        ["WARNING", "run_000007", "-", "a.html", "one", "file"],
    ]


def test_a_line_of_json_has_them_as_fields(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(Settings(home=tmp_path, log_format="json"))
    logs.concern_run("run_000007")
    with logs.about("read-0", "a.html"):
        logger.error("São Paulo: %s", "no\nroom", extra={"step": "read"})
    (line,) = capsys.readouterr().err.splitlines()
    entry = json.loads(line)
    assert entry.pop("time").endswith("Z")
    assert entry == {
        "level": "ERROR", "logger": "nightdesk.test", "run": "run_000007", "batch": "read-0", "file": "a.html",
        "message": "São Paulo: no\nroom", "step": "read",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "logged"),
    [
        ({}, ["info", "warning"]),
        ({"quiet": True}, ["warning"]),
        ({"log_level": "ERROR"}, []),
        ({"quiet": True, "log_level": "INFO"}, ["info", "warning"]),
    ],
)
def test_what_is_logged_is_a_setting(
    given: dict[str, object], logged: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(Settings(home=tmp_path, **given))
    logs.set_up(Settings(home=tmp_path, **given))  # a second time changes nothing
    logger.info("info")
    logger.warning("warning")
    assert [line.split()[-1] for line in capsys.readouterr().err.splitlines()] == logged


def test_others_handlers_are_left_alone(tmp_path: Path) -> None:
    prefects = logging.NullHandler()
    logging.getLogger(logs.LOGGER).addHandler(prefects)
    logs.set_up(Settings(home=tmp_path))
    assert prefects in logging.getLogger(logs.LOGGER).handlers


def test_a_run_logs_its_batches_and_its_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.txt"
    source.write_text("Two people were killed in a fire in Lyon on Friday, police said.")
    nightly.run([str(source)], load(tmp_path / "home", log_format="json"), tracked=False)
    entries = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    assert [(entry["run"], entry["batch"], Path(entry["file"]).name) for entry in entries] == [
        ("run_000001", "read-0", "in.txt"),
        ("run_000001", "annotate-0", entries[1]["file"]),
        ("run_000001", "-", "-"),
    ]
    assert entries[0]["message"] == "read 1 of 1 files"
    assert entries[-1]["message"].startswith("committed: 1 new article;")
