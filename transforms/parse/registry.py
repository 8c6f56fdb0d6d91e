"""The formats, in the order in which they are asked whether they know a file: a parser is one file and one line here."""

from __future__ import annotations

from transforms.parse import archives, compression, feed, html, json, newsml1, newsml_g2, nitf, plain, web_archive, xml
from transforms.parse.format import Format

FORMATS: tuple[Format, ...] = (
    compression.GZIP,
    compression.BZIP2,
    compression.XZ,
    compression.ZSTD,
    archives.ZIP,
    archives.TAR,
    web_archive.WARC,
    web_archive.ARC,
    newsml_g2.FORMAT,
    newsml1.FORMAT,
    nitf.FORMAT,
    feed.FORMAT,
    json.FORMAT,
    html.FORMAT,
    xml.OTHER,
    plain.FORMAT,
)
