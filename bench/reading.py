"""Reading: pages of HTML, records of JSON Lines and captures of a WARC a second, on one core, beside the bare libraries."""

from __future__ import annotations

import gzip
import io
import json
import time
from collections.abc import Callable

from bench._corpus import articles
from transforms.parse import parse
from transforms.records import Origin, ParsedArticle

PAGES = 300
RECORDS = 20_000
_FURNITURE = (
    '<div class="teaser"><a href="/{0}">Another story, number {0}</a><img src="/{0}.jpg" alt=""><span class="tag">News</span></div>'
)


def main() -> None:
    """Print the three figures, each with its goal."""
    pages = [_page(record) for record in articles(PAGES)]
    lines = "".join(json.dumps(record) + "\n" for record in articles(2_000)).encode() * (RECORDS // 2_000)
    warc = b"".join(gzip.compress(_record(page), 6) for page in pages)
    size = sum(map(len, pages)) / PAGES / 1000
    _report(f"HTML pages of {size:.0f} kB", _rate(lambda: sum(_count(page) for page in pages)), _rate(lambda: _trafilatura(pages)), 150)
    _report(
        "JSON Lines records", _rate(lambda: _count(lines)), _rate(lambda: sum(1 for line in io.BytesIO(lines) if json.loads(line))), 5_000
    )
    _report("WARC pages, gzip", _rate(lambda: _count(warc)), _rate(lambda: sum(_count(page) for page in pages)), None)


def _report(what: str, ours: float, bare: float, goal: float | None) -> None:
    mark = "" if goal is None else f"  goal {goal:,.0f}: {'met' if ours >= goal else 'not met'}"
    print(f"{what:<28}{ours:>10,.0f} a second, {ours / bare:.2f} of the bare yardstick's {bare:,.0f}{mark}")


def _rate(work: Callable[[], int]) -> float:
    """Things a second of processor time: the better of two runs."""
    rates = []
    for _ in range(2):
        started = time.process_time()
        done = work()
        rates.append(done / (time.process_time() - started))
    return max(rates)


def _count(content: bytes) -> int:
    return sum(isinstance(found, ParsedArticle) for found in parse(io.BytesIO(content), Origin("bench")))


def _trafilatura(pages: list[bytes]) -> int:
    from trafilatura import bare_extraction

    return sum(bare_extraction(page.decode(), fast=True, include_comments=False) is not None for page in pages)


def _page(record: dict[str, str]) -> bytes:
    """A page with an article in it, and about as much around it as sites have, marked as such for one half."""
    linked = {"@type": "NewsArticle", "headline": record["title"], "datePublished": record["published_at"]}
    around = "".join(_FURNITURE.format(number) for number in range(150))
    text = "".join(f"<p>{line}</p>" for line in record["text"].split("\n") if line)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{record["title"]}</title><style>{"p { margin: 0 } " * 600}</style>'
        f'<script type="application/ld+json">{json.dumps(linked)}</script><script>{"var a = 1; " * 2_000}</script></head>'
        f"<body><nav>{around}</nav><article><h1>{record['title']}</h1>{text}</article><div class='more'>{around}</div></body></html>"
    ).encode()


def _record(page: bytes) -> bytes:
    payload = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    return b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/x\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (
        len(payload),
        payload,
    )


if __name__ == "__main__":
    main()
