"""Figures of a run for Prometheus, as a file and pushed to a real server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from flows import nightly
from flows.settings import load


def figures(text: str) -> dict[tuple[str, str], float]:
    """Metric and its label besides the home, if any → value."""
    return {
        (sample.name, next((value for name, value in sample.labels.items() if name not in ("home", "job")), "")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in")
    (folder / "in.txt").write_text("Two people were killed in a fire in Lyon on Friday, police said.")
    (folder / "empty.html").write_text("")
    return folder


def test_a_run_leaves_its_figures_in_a_file(source: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    settings = load(home, metrics_file="metrics/nightdesk.prom", quiet=True)
    nightly.run([str(source)], settings, tracked=False)
    found = figures((home / "metrics" / "nightdesk.prom").read_text())
    assert found["nightdesk_run_success", ""] == 1
    assert found["nightdesk_run_articles", ""] == 1
    assert found["nightdesk_run_files", ""] == 2
    assert found["nightdesk_run_events", ""] >= 1
    assert found["nightdesk_run_rejects", "empty"] == 1
    assert found["nightdesk_run_snapshot", ""] == 1
    assert found["nightdesk_run_step_seconds", "annotate"] > 0
    assert found["nightdesk_run_step_peak_bytes", "commit"] >= found["nightdesk_run_step_peak_bytes", "read"] > 50_000_000
    ended = found["nightdesk_run_ended_timestamp_seconds", ""]

    nightly.run([str(source)], settings, tracked=False)
    found = figures((home / "metrics" / "nightdesk.prom").read_text())
    assert found["nightdesk_run_success", ""] == 1
    assert found["nightdesk_run_articles", ""] == 0
    assert ("nightdesk_run_snapshot", "") not in found
    assert found["nightdesk_run_ended_timestamp_seconds", ""] >= ended


def test_a_failed_run_is_no_success(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        nightly.run([str(tmp_path / "nowhere")], load(tmp_path / "home", metrics_file="m.prom", quiet=True), tracked=False)
    assert figures((tmp_path / "home" / "m.prom").read_text())["nightdesk_run_success", ""] == 0


@pytest.fixture
def gateway() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """A server that keeps what is pushed to it."""
    taken: list[tuple[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            taken.append((self.path, self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", taken
    server.shutdown()


def test_figures_are_pushed(source: Path, tmp_path: Path, gateway: tuple[str, list[tuple[str, str]]]) -> None:
    address, taken = gateway
    nightly.run([str(source)], load(tmp_path / "home", metrics_push=address, quiet=True), tracked=False)
    ((path, text),) = taken
    assert path.startswith("/metrics/job/nightdesk/")
    assert figures(text)["nightdesk_run_articles", ""] == 1


def test_a_gateway_that_is_not_there_costs_no_run(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summary = nightly.run([str(source)], load(tmp_path / "home", metrics_push="http://127.0.0.1:9", quiet=True), tracked=False)
    assert summary.snapshot == 1
    assert "could not be pushed to http://127.0.0.1:9" in capsys.readouterr().err
