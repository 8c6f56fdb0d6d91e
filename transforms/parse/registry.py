"""The formats, in the order in which they are asked whether they know a file: a parser is one file and one line here.

What none of them knows, by content or by name, is plain text if it is text at all.
"""

from __future__ import annotations

from transforms.parse import (
    archives,
    compression,
    feed,
    html,
    json,
    mail,
    markdown,
    newsml1,
    newsml_g2,
    nitf,
    pdf,
    tables,
    web_archive,
    xml,
)
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
    tables.PARQUET,
    pdf.FORMAT,
    newsml_g2.FORMAT,
    newsml1.FORMAT,
    nitf.FORMAT,
    feed.FORMAT,
    json.FORMAT,
    html.FORMAT,
    xml.OTHER,
    mail.FORMAT,
    markdown.FORMAT,
    tables.CSV,
)
