"""A web server for tests: answers by path, keeps ETags, and notes what it was asked."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass
class Answer:
    """What a path is answered with."""

    body: str | bytes = ""
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    failures: int = 0
    """Times that 503 is answered before."""


@dataclass
class Asked:
    """A request."""

    path: str
    headers: dict[str, str]
    at: float
    status: int


class Site:
    """A server that runs as long as it is a context."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer a request, with 304 where the asker has the page as it is."""
        answer = self.answers.get(request.path, Answer(status=404))
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        status = answer.status
        if answer.failures:
            answer.failures -= 1
            status = 503
        elif status == 200 and request.headers.get("If-None-Match") == etag:
            status = 304
        self.asked.append(Asked(request.path, dict(request.headers), time.monotonic(), status))
        body = body if status == 200 else b""
        request.send_response(status)
        sent = {"Content-Type": answer.media_type, "ETag": etag, "Content-Length": str(len(body))} | answer.headers
        for name, value in sent.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)
