"""Limits and field names of reading, with their defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ParseSettings:
    """What a parser may spend, and what sources call their fields. Sizes are in bytes."""

    max_document_bytes: int = 64 << 20
    """Of a document that can only be read whole: XML, HTML, JSON that is not JSON Lines, PDF, an archive within an archive."""
    max_record_bytes: int = 16 << 20
    """Of one record of a file of many: a line of JSON Lines, a page of a WARC, a row of a CSV."""
    max_unpacked_bytes: int = 64 << 30
    """Of everything that one file unpacks to."""
    max_ratio: float = 300.0
    """Of unpacked to packed bytes, looked at once more than `free_unpacked_bytes` came out. News text packs to about a fifth."""
    free_unpacked_bytes: int = 64 << 20
    """Unpacked without regard to the ratio."""
    max_depth: int = 4
    """Archives within archives; compression counts as one too."""
    max_members: int = 1_000_000
    """Members of one archive."""
    max_rejections: int = 1_000
    """Rejected records of one file that are listed one by one; what is beyond is summed up in one row."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Our field name (`text`, `title`, `id`, `published_at`, `publisher`, `authors`, `language`, `url`, `version`, `status`) → the
    source's own, a dot leading into nested objects (`text = "content.body"`). What is not named here is found by its usual names."""


DEFAULTS = ParseSettings()
