"""Feeds and sitemaps: what is new in them is fetched into `<home>/feeds/new/` as WARC, and read from there like any other file.

<home>/feeds/state/<name>.json     what a source's documents named, and which of its pages were fetched
<home>/feeds/new/<name>/….warc.gz  what was fetched and is not committed yet
<home>/feeds/read/YYYY/MM/DD/…     what was committed, where originals aren't kept among those of the home
"""

from __future__ import annotations

import gzip
import io
import json
import logging
from collections import deque
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from flows.inputs import inbox
from flows.inputs.fetching import NOT_MODIFIED, Fetched, Fetcher, FetchError
from flows.inputs.ledger import looked_up
from flows.inputs.listing import listed
from flows.inputs.sources import FeedSource, PathSource
from flows.inputs.warc import Warc
from flows.settings import Settings
from transforms.parse.links import Links, read_links
from transforms.parse.reasons import Refused
from warehouse import durable
from warehouse.layout import Home
from warehouse.originals import Originals
from warehouse.state import State as Stored

logger = logging.getLogger("nightdesk.feeds")
PAGES_OF_A_FILE = 100
"""After so many pages the file is closed and what was fetched is noted: a kill costs no more."""
MOST_DOCUMENTS = 2_000
"""Sitemaps of one index that are looked at in one poll."""
FAILURES_IN_A_ROW = 5
"""After so many the host is taken to be down, and is asked no more in this poll."""
XML = "application/xml"


@dataclass
class Document:
    """A feed, sitemap or index as it was when last fetched."""

    validators: dict[str, str] = field(default_factory=dict)
    """Headers that ask whether it has changed."""
    changed: str | None = None
    """When it did, by the index that names it."""
    sha256: str = ""
    kind: str = ""
    dates: dict[str, str | None] = field(default_factory=dict)
    """The addresses that it names, with their dates."""


@dataclass
class Page:
    """A page that was fetched, or refused for good."""

    changed: str | None = None
    """Its date in the feed."""
    validators: dict[str, str] = field(default_factory=dict)


@dataclass
class Memory:
    """What is remembered of a source between two polls."""

    documents: dict[str, Document] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Self:
        """What was kept; nothing where that is not there or can't be read: then everything is asked for anew, and known again by the ledger."""
        try:
            kept = json.loads(path.read_text("utf8"))
            documents = {url: Document(**given) for url, given in kept["documents"].items()}
            return cls(documents, {url: Page(**given) for url, given in kept["pages"].items()})
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            logger.warning("%s can't be read (%s): the source is polled as if for the first time.", path, error)
            return cls()

    def keep(self, path: Path) -> None:
        """Write it, in one piece or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        durable.write_text(unfinished, json.dumps(asdict(self)))
        durable.replace(unfinished, path)

    def due(self) -> list[str]:
        """Pages that were not fetched, or have changed since, the newest first; undated ones last, as the documents name them."""
        dates = {url: when for document in self.documents.values() if document.kind != "index" for url, when in document.dates.items()}
        new = [url for url, when in dates.items() if self._is_due(url, when)]
        return sorted(new, key=lambda url: dates[url] or "", reverse=True)

    def _is_due(self, url: str, when: str | None) -> bool:
        page = self.pages.get(url)
        return page is None or (when is not None and when != page.changed)

    def date(self, url: str) -> str | None:
        """The date that some document gives a page."""
        return next((document.dates[url] for document in self.documents.values() if document.dates.get(url)), None)

    def forget(self) -> None:
        """Forget pages that no document names any more."""
        named = {url for document in self.documents.values() for url in document.dates}
        self.pages = {url: page for url, page in self.pages.items() if url in named}


class Poll:
    """One poll of a source."""

    def __init__(self, source: FeedSource, fetcher: Fetcher, home: Path, now: datetime) -> None:
        self.source = source
        self.warnings: list[str] = []
        self._fetcher = fetcher
        self._now = now
        self._since = (now - timedelta(days=source.days)).isoformat() if source.days else None
        self._file = home / "feeds" / "state" / f"{source.name}.json"
        self._folder = home / "feeds" / "new" / source.name
        self._memory = Memory.load(self._file)
        self._secrets = {name: value.get_secret_value() for name, value in source.headers.items()}
        self._feeds: list[Fetched] = []
        self._forbidden: list[str] = []

    def run(self) -> list[str]:
        """Fetch what is new; gives warnings. Whatever was fetched is on the disk before it is noted as such."""
        self._look_at_documents()
        if self.source.follow:
            self._fetch_pages()
        elif self._feeds:
            with self._warc(0) as warc:
                for feed in self._feeds:
                    charset = feed.headers.get("content-type", "").partition(";")[2]
                    warc.add(feed.url, f"{XML};{charset}" if charset else XML, self._now, feed.content)
        self._memory.forget()
        self._memory.keep(self._file)
        return self.warnings

    def _look_at_documents(self) -> None:
        """Fetch the feed, and the sitemaps that it names if it is an index, as far as they have changed."""
        waiting: deque[tuple[str, str | None]] = deque([(self.source.feed, None)])
        seen: dict[str, Document] = {}
        while waiting and len(seen) < MOST_DOCUMENTS:
            url, changed = waiting.popleft()
            if url in seen:
                continue
            known = self._memory.documents.get(url)
            if known is None or changed is None or changed != known.changed:
                known = self._document(url, changed, known)
            if known is None:
                continue
            seen[url] = known
            if known.kind == "index":
                waiting += known.dates.items()
        if seen:
            self._memory.documents = seen

    def _document(self, url: str, changed: str | None, known: Document | None) -> Document | None:
        """A document as it is now; as it was, or None where there is none, if it can't be had."""
        try:
            fetched = self._fetcher.get(url, known.validators if known else None, self._secrets)
            if fetched.status == NOT_MODIFIED:
                return known
            links = read_links(_unpacked(fetched.content), fetched.url)
        except (FetchError, Refused) as error:
            self._warn(str(error) if isinstance(error, FetchError) else f"{url}: {error.detail}")
            return known
        found = sha256(fetched.content).hexdigest()
        if links.kind != "feed" and not self.source.follow:
            self._warn(f"{url} names pages and says nothing itself: set follow = true")
        elif known is None or known.sha256 != found:
            self._feeds.append(fetched)
        return Document(fetched.validators, changed, found, links.kind, self._dates(links))

    def _dates(self, links: Links) -> dict[str, str | None]:
        """The addresses to remember, with their dates: none from before the days that are asked for."""
        dates = {url: when.isoformat() if when else None for url, when in links.dates.items()}
        return {url: when for url, when in dates.items() if not (self._since and when and when < self._since)}

    def _fetch_pages(self) -> None:
        """Fetch the pages that are due, some at a time, each lot noted once it is on the disk."""
        due = iter(self._memory.due()[: self.source.max_pages])
        failures: list[str] = []
        number = in_a_row = 0
        while in_a_row < FAILURES_IN_A_ROW and (lot := list(islice(due, PAGES_OF_A_FILE))):
            with self._warc(number) as warc:
                for url in lot:
                    reason = self._fetch_page(url, warc)
                    failures += [reason] if reason else []
                    in_a_row = in_a_row + 1 if reason else 0
                    if in_a_row == FAILURES_IN_A_ROW:
                        break
            self._memory.keep(self._file)
            number += 1
        if failures:
            self._warn(f"{len(failures)} of its pages could not be fetched and are tried again the next time, such as {failures[0]}")
        if self._forbidden:
            self._warn(f"robots.txt forbids {len(self._forbidden)} of its pages, such as {self._forbidden[0]}")

    def _fetch_page(self, url: str, warc: Warc) -> str | None:
        """Fetch a page; gives the reason if it couldn't be had and is worth another try at the next poll."""
        known = self._memory.pages.get(url)
        secrets = self._secrets if urlsplit(url).netloc == urlsplit(self.source.feed).netloc else None
        try:
            fetched = self._fetcher.get(url, known.validators if known else None, secrets)
        except FetchError as error:
            if not error.is_final:
                return str(error)
            self._forbidden += [url] if error.is_forbidden else []
            logger.info("%s", error)
            self._memory.pages[url] = Page(self._memory.date(url))
            return None
        if fetched.status != NOT_MODIFIED:
            warc.add(fetched.url, fetched.headers.get("content-type", ""), datetime.now(UTC), fetched.content)
        validators = fetched.validators or (known.validators if known else {})
        self._memory.pages[url] = Page(self._memory.date(url), validators)
        return None

    def _warc(self, number: int) -> Warc:
        return Warc(self._folder / f"{self._now:%Y%m%dT%H%M%S.%fZ}-{number:03}.warc.gz")

    def _warn(self, what: str) -> None:
        self.warnings.append(f"The feed {self.source.name}: {what}.")


def poll(source: FeedSource, fetcher: Fetcher, home: Path) -> list[str]:
    """Fetch what is new in a feed; gives warnings of what couldn't be had, which the next poll tries again."""
    return Poll(source, fetcher, home.absolute(), datetime.now(UTC).replace(tzinfo=None)).run()


def fetched(home: Path) -> PathSource | None:
    """What was fetched for a home and is to be read; None if nothing ever was."""
    folder = home.absolute() / "feeds" / "new"
    return PathSource(name="feeds", path=str(folder)) if folder.is_dir() else None


def clear(store: Stored, settings: Settings) -> list[str]:
    """Take away what was fetched and is committed: it is among the originals, or else moved to `<home>/feeds/read/`."""
    source = fetched(settings.home)
    if source is None:
        return []
    originals = Originals(Home.at(settings.home))
    try:
        for file, is_known in looked_up(listed([source.path]), store, settings):
            if is_known and originals.has(file.sha256):
                Path(file.uri).unlink()
            elif is_known and file.error is None:
                inbox.move(file, source.root, str(Path(source.root).with_name("read")), datetime.now(UTC).date())
    except OSError as error:
        return [f"What was fetched from feeds could not be taken out of {source.path}: {error}."]
    return []


def _unpacked(content: bytes) -> bytes:
    """A document, out of gzip where it was packed before it was put on the server."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        with gzip.open(io.BytesIO(content)) as stream:
            unpacked = stream.read(MOST_UNPACKED + 1)
    except (OSError, EOFError) as error:
        raise Refused("damaged", f"no sound gzip: {error}") from error
    if len(unpacked) > MOST_UNPACKED:
        raise Refused("too_large", f"unpacks to more than {MOST_UNPACKED:,} bytes")
    return unpacked


MOST_UNPACKED = 64 << 20
"""Bytes of a packed sitemap; the protocol allows 50 MB."""
