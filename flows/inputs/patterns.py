"""Paths with patterns: `*` and `?` within a name, `[a-z]` one of some characters, `**` any number of folders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, Self

from fsspec.utils import glob_translate

_MAGIC = re.compile(r"[*?\[]")


def has_pattern(path: str) -> bool:
    """Whether a path has a character that stands for others."""
    return bool(_MAGIC.search(path))


class Choice(Protocol):
    """Which files of a tree are meant. Paths are those below its root."""

    def matches(self, relative: str) -> bool:
        """Whether a file is one of those meant."""

    def may_hold(self, relative: str) -> bool:
        """Whether a folder can have files that are meant somewhere below it."""


class Everything:
    """Every file."""

    def matches(self, relative: str) -> bool:  # noqa: ARG002 - of all paths
        """All are meant."""
        return True

    may_hold = matches


EVERYTHING = Everything()


@dataclass(frozen=True)
class Pattern:
    """A path with patterns, taken apart. What it matches is files, and folders with everything below them."""

    base: str
    """The folder above the first name that has a pattern."""
    parts: tuple[str, ...]
    """Names below it."""

    @classmethod
    def of(cls, path: str) -> Self:
        """Take a path apart. `path` has a pattern."""
        names = path.split("/")
        first = next(index for index, name in enumerate(names) if has_pattern(name))
        return cls("/".join(names[:first]) or ("/" if first else "."), tuple(names[first:]))

    def matches(self, relative: str) -> bool:
        """Whether a file is one of those meant; `relative` is its path below the base."""
        return bool(_regex("/".join(self.parts), whole=True).match(relative))

    def may_hold(self, relative: str) -> bool:
        """Whether a folder can have files that are meant somewhere below it."""
        depth = relative.count("/") + 1
        deep = next((index for index, part in enumerate(self.parts) if part == "**"), len(self.parts))
        return bool(_regex("/".join(self.parts[: min(depth, deep)]), whole=True).match(relative)) if min(depth, deep) else True


@lru_cache(maxsize=256)
def _regex(pattern: str, *, whole: bool) -> re.Pattern[str]:
    """The pattern as a regular expression for a path; where `whole`, also for every path below one that it matches."""
    translated: str = glob_translate(pattern).removesuffix(r"\Z").removesuffix(r"\z").removesuffix("$")
    return re.compile(translated + (r"(?:/.*)?\Z" if whole else r"\Z"), re.DOTALL)
