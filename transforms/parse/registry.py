"""The formats, in the order in which they are asked whether they know a file: a parser is one file and one line here."""

from __future__ import annotations

from transforms.parse import compression, html, json, plain
from transforms.parse.format import Format

FORMATS: tuple[Format, ...] = (
    compression.GZIP,
    compression.BZIP2,
    compression.XZ,
    compression.ZSTD,
    json.FORMAT,
    html.FORMAT,
    plain.FORMAT,
)
