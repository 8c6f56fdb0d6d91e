"""What a run without paths reads: the sources of `<home>/settings.toml`, folders, URLs and patterns, inboxes, and feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Discriminator, Field, SecretStr, Tag, field_validator, model_validator

from flows.inputs import remote
from flows.inputs.listing import FoundFile, listed
from flows.inputs.patterns import Pattern, has_pattern
from flows.inputs.retries import Retries
from warehouse.errors import WarehouseError

_NOT_IN_A_NAME = re.compile(r"[^\w.-]+")


class SourceError(WarehouseError):
    """No source could be read."""


class NoSourcesError(SourceError):
    """Nothing is named that could be read."""

    is_usage = True


class _Source(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field("", pattern=r"^[\w.-]*$", description="What warnings call it; made from its address, if none is given.")


class PathSource(_Source):
    """Files: a folder, a file, a URL, or a pattern of them."""

    path: str = Field(description="Folder, file, URL or pattern; a relative path is below the home.")
    archive: str | None = Field(None, description="Folder into which a file is moved, by day, once what it holds is committed.")

    @model_validator(mode="before")
    @classmethod
    def _with_name(cls, given: Any) -> Any:
        return _named(given, "path")

    @model_validator(mode="after")
    def _archive_lies_elsewhere(self) -> PathSource:
        if self.archive is None:
            return self
        if _protocol(self.archive) != _protocol(self.path) or not remote.has_folders(self.path):
            raise ValueError(f"archive {self.archive} is no place in the store of {self.path}: name a folder there")
        root, archive = (Path(place.removeprefix(f"{_protocol(place)}://")) for place in (self.root, self.archive))
        if archive == root or root in archive.parents:
            raise ValueError(f"archive {self.archive} lies within {self.root}, and would be read again: name a folder outside of it")
        return self

    @property
    def root(self) -> str:
        """The folder that is walked: for a pattern the one above the first name with a pattern."""
        return Pattern.of(self.path).base if has_pattern(self.path) else self.path.rstrip("/")


class FeedSource(_Source):
    """An RSS or Atom feed, a sitemap or a sitemap index, to be polled."""

    feed: str = Field(pattern=r"^https?://", description="Its address.")
    follow: bool = Field(False, description="Fetch the pages that it names, in place of reading what it says itself. A sitemap needs that.")
    max_pages: int = Field(500, ge=1, description="Pages to fetch at one time, the newest first; the others come the next time.")
    days: int | None = Field(None, ge=1, description="Pass over pages that are dated longer ago.")
    headers: dict[str, SecretStr] = Field({}, description="Headers to send to the feed's own host, such as Authorization.")

    @model_validator(mode="before")
    @classmethod
    def _with_name(cls, given: Any) -> Any:
        return _named(given, "feed")

    @field_validator("feed")
    @classmethod
    def _holds_no_password(cls, feed: str) -> str:
        if urlsplit(feed).username:
            raise ValueError("an address is stored with what is read from it, so it must hold no password: use headers")
        return feed


def _kind(given: Any) -> str:
    if isinstance(given, dict):
        return "feed" if "feed" in given else "path"
    return "feed" if isinstance(given, FeedSource) else "path"


Source = Annotated[Annotated[PathSource, Tag("path")] | Annotated[FeedSource, Tag("feed")], Discriminator(_kind)]


def check_names(sources: Sequence[PathSource | FeedSource]) -> None:
    """Raises ValueError where two sources have one name."""
    names = [source.name for source in sources]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"two sources are called {twice[0]}: give each a name of its own")


def chosen(sources: Sequence[PathSource | FeedSource], home: Path) -> tuple[list[PathSource], list[FeedSource]]:
    """The sources that are paths, relative ones made absolute, and the feeds. Raises NoSourcesError where there is none at all."""
    if not sources:
        raise NoSourcesError(
            "No PATH is given, and no sources are set.", f"Name files or folders, or put [[sources]] into {home / 'settings.toml'}."
        )
    paths = [source for source in sources if isinstance(source, PathSource)]
    absolute = [
        path.model_copy(update={"path": _absolute(path.path, home), "archive": path.archive and _absolute(path.archive, home)})
        for path in paths
    ]
    return absolute, [source for source in sources if isinstance(source, FeedSource)]


def files(sources: Sequence[PathSource], warnings: list[str], retries: Retries) -> Iterator[FoundFile]:
    """Every file of the sources. One that isn't there or can't be reached is told of in `warnings`, and the others are read.

    Raises SourceError where there is none that can be.
    """
    failures = []
    for source in sources:
        try:
            yield from listed([source.path], retries)
        except (FileNotFoundError, remote.RemoteError) as error:
            failures.append(f"The source {source.name} can't be read: {error}.")
    warnings += failures
    if failures and len(failures) == len(sources):
        raise SourceError(" ".join(failures), "See that what it names is there, and mend its entry in <home>/settings.toml if it is not.")


def _named(given: Any, key: str) -> Any:
    """What is given for a source, with a name made from its address where it has none."""
    if not isinstance(given, dict) or given.get("name") or not isinstance(given.get(key), str):
        return given
    address = given[key]
    whole = urlsplit(address).netloc if key == "feed" else address.rstrip("/").rpartition("/")[2]
    return given | {"name": _NOT_IN_A_NAME.sub("-", whole.rpartition("@")[2]).strip("-.") or key}


def _protocol(path: str) -> str:
    return path.partition("://")[0] if remote.is_url(path) else ""


def _absolute(path: str, home: Path) -> str:
    return path if remote.is_url(path) else str(home.absolute() / Path(path).expanduser())
