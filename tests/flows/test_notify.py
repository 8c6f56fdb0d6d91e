"""Messages: who is told of what, in which words, and that a real address gets them."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import ValidationError

from flows import nightly
from flows.gates import GateError
from flows.monitoring import notify, outcome
from flows.monitoring.summary import STEPS, Summary
from flows.settings import Settings, SettingsError
from warehouse.errors import LockedError


@pytest.fixture
def webhook() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Address of a local webhook, and the messages that it got."""
    got: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"json://127.0.0.1:{server.server_port}", got
    server.shutdown()
    server.server_close()


def summary_at(step: str, home: Path) -> Summary:
    """The summary of a run that got as far as a step."""
    summary = Summary("run_000042", home)
    for done in STEPS[: STEPS.index(step)]:
        summary.lap(done)
    return summary


def failing(
    error: BaseException, step: str = "annotate", paths: tuple[str, ...] = ("in box/",), home: Path = Path("/srv/nd")
) -> outcome.Outcome:
    return outcome.failed(error, summary_at(step, home), list(paths), Settings(home=home))


GOOD = outcome.Outcome(
    "committed", Path("/srv/nd"), datetime(2026, 3, 3), 9.0, "12 new articles.", "nightdesk report run_000042", "run_000042"
)
WARNED = outcome.Outcome(**GOOD.__dict__ | {"warnings": ("Herald sent nothing.",)})
FAILED = failing(RuntimeError("lost"))


@pytest.mark.parametrize(
    ("ended", "told_on"),
    [
        (GOOD, {"always"}),
        (WARNED, {"warning", "always"}),
        (FAILED, {"failure", "warning", "always"}),
        (failing(GateError(["x"]), "judge"), {"failure", "warning", "always"}),
        (failing(KeyboardInterrupt()), {"always"}),
    ],
    ids=lambda value: value.state if isinstance(value, outcome.Outcome) else "",
)
def test_nobody_is_woken_without_need(ended, told_on):
    assert {when for when in ("failure", "warning", "always") if notify.is_wanted(ended, when)} == told_on


def test_a_failure_names_step_file_remedy_and_command():
    error = OSError(28, "No space left on device", "/srv/nd/spool/x.parquet")
    sent = notify.message(failing(error))
    assert sent.title == "Nightdesk: run_000042 failed at the step ‘annotate’"
    assert sent.kind == "failure"
    assert "No space left on device" in sent.body
    assert "Step: annotate" in sent.body
    assert "File: /srv/nd/spool/x.parquet" in sent.body
    assert "What to do: Make room" in sent.body
    assert sent.body.endswith("Next: nightdesk run 'in box/' --home /srv/nd")


def test_an_error_over_a_batch_names_the_batch():
    error = ValueError("odd")
    with pytest.raises(ValueError, match="odd"), outcome.concerning("inbox/a.txt, one of the 3 files of batch 7"):
        raise error
    ended = failing(error, "read")
    assert (ended.file, ended.step) == ("inbox/a.txt, one of the 3 files of batch 7", "read")
    assert "defect" in ended.remedy


def test_a_stop_says_how_to_go_on_and_a_lock_what_to_look_at():
    stopped = notify.message(failing(GateError(["97% were rejected."]), "judge"))
    assert stopped.title.endswith("stopped before the commit")
    assert "97% were rejected." in stopped.body
    assert "--no-gates" in stopped.body
    locked = failing(LockedError("Another process is writing.", "Wait."))
    assert locked.command == "nightdesk status --home /srv/nd"


def test_success_tells_the_counts_and_where_the_report_is(tmp_path):
    summary = Summary("run_000042", tmp_path, snapshot=42, articles_new=12, warnings=["Herald sent nothing."])
    sent = notify.message(outcome.succeeded(summary))
    assert (sent.title, sent.kind) == ("Nightdesk: run_000042 committed, with warnings", "warning")
    assert "12 new articles" in sent.body
    assert "Herald sent nothing." in sent.body
    assert f"Next: nightdesk report run_000042 --open --home {tmp_path}" in sent.body


def test_what_is_kept_is_read_again(tmp_path):
    ended = failing(RuntimeError("lost"), home=tmp_path)
    ended.keep()
    assert outcome.Outcome.last(tmp_path) == ended
    (tmp_path / outcome.FILE).write_text("{half", "utf8")
    assert outcome.Outcome.last(tmp_path) is None


def test_a_real_failure_arrives(cli, webhook, tmp_path):
    address, got = webhook
    environment = os.environ | {"NIGHTDESK_NOTIFY": address}
    done = cli("run", "no/such/inbox", "--home", tmp_path / "home", env=environment)
    assert done.returncode == 1
    (message,) = got
    assert "failed at the step ‘read’" in message["title"]
    assert "no/such/inbox" in message["message"]
    assert f"Next: nightdesk run no/such/inbox --home {tmp_path / 'home'}" in message["message"]
    assert address not in (tmp_path / "home" / outcome.FILE).read_text("utf8")


def test_a_trial_message_is_sent_on_request(cli, webhook, tmp_path):
    address, got = webhook
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text(f'notify = ["{address}", "json://127.0.0.1:9/"]', "utf8")
    done = cli("notify", "--home", home)
    assert (done.returncode, done.stdout.strip()) == (1, "sent to 1 of 2 addresses")
    assert [message["title"] for message in got] == ["Nightdesk: a trial"]
    assert cli("notify", "--home", tmp_path).returncode == 2


@pytest.mark.parametrize("wrong", ["processes = 'many'", "speed = 3"])
def test_a_night_with_wrong_settings_is_told_of(webhook, tmp_path, wrong):
    """A schedule names the home only. What stands there tonight is told of by the settings that are right, and kept for `status`."""
    address, got = webhook
    (tmp_path / "settings.toml").write_text(f'{wrong}\nnotify = ["{address}"]\n', "utf8")
    parameters = nightly.nightly.validate_parameters({"paths": ["inbox"], "settings": {"home": str(tmp_path)}})
    with pytest.raises(SettingsError):
        nightly.nightly.fn(**parameters)
    last = outcome.Outcome.last(tmp_path)
    assert last is not None
    assert last.what in got[0]["message"]
    assert f"{tmp_path}/settings.toml: {wrong.split()[0]}: " in last.what


def test_a_dead_process_is_told_of_by_prefect(webhook, tmp_path, monkeypatch):
    address, got = webhook
    monkeypatch.setenv("NIGHTDESK_NOTIFY", address)
    began = datetime.now(UTC) - timedelta(seconds=9)
    run = SimpleNamespace(parameters={"paths": ["inbox"], "settings": {"home": str(tmp_path), "notify": ["**********"]}}, start_time=began)
    notify.crashed(None, run, SimpleNamespace(message="Flow run process exited with status code -9."))  # type: ignore[arg-type]
    assert "exited with status code -9" in got[0]["message"]
    last = outcome.Outcome.last(tmp_path)
    assert last is not None
    assert last.state == "failed"


def test_a_process_that_told_of_its_end_is_not_told_of_again(webhook, tmp_path, monkeypatch):
    """Asked to end (SIGTERM), a run keeps that it was interrupted before Prefect sees its process end."""
    address, got = webhook
    monkeypatch.setenv("NIGHTDESK_NOTIFY", address)
    settings = Settings(home=tmp_path)
    outcome.failed(KeyboardInterrupt(), Summary("run_000001", tmp_path), ["inbox"], settings).keep()
    run = SimpleNamespace(parameters={"paths": ["inbox"], "settings": {"home": str(tmp_path)}}, start_time=datetime.now(UTC))
    notify.crashed(None, run, SimpleNamespace(message="Flow run process exited with status code -15."))  # type: ignore[arg-type]
    last = outcome.Outcome.last(tmp_path)
    assert last is not None
    assert (last.state, got) == ("interrupted", [])


def test_addresses_are_checked_at_once_and_kept_out_of_records(cli, tmp_path, monkeypatch):
    with pytest.raises(ValidationError, match="address 2 is none that apprise knows"):
        Settings(home=tmp_path, notify="json://localhost nonsense://secret-token")
    settings = Settings(home=tmp_path, notify="slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ")
    assert "TIiajkdn" not in settings.model_dump_json() + repr(settings)
    done = cli("run", tmp_path, "--home", tmp_path / "home", env=os.environ | {"NIGHTDESK_NOTIFY": "nonsense://secret-token"})
    assert done.returncode == 2
    assert "secret-token" not in done.stderr + done.stdout
