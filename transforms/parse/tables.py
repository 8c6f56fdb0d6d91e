"""CSV and Parquet: a row an article, its columns told apart as the fields of JSON records are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from transforms.parse.fields import NAMES, article_of, folded
from transforms.parse.format import Format, Outcome
from transforms.parse.json import numbered
from transforms.parse.reasons import Refused, reject
from transforms.parse.source import Head, Source
from transforms.parse.text import encoding_of

_DELIMITERS = ",\t;|"
_BATCH_ROWS = 256
_ALL_NAMES = frozenset(name for names in NAMES.values() for name in names)


def _recognises_csv(head: Head) -> bool:
    """A first line with the name of a text column and of one more that articles have."""
    if head.is_binary:
        return False
    header = [folded(name.strip(' "')) for name in _split(head.text.partition("\n")[0])]
    return len(header) > 1 and any(name in NAMES["text"] for name in header) and sum(name in _ALL_NAMES for name in header) > 1


def _split(line: str) -> list[str]:
    return line.strip().split(_delimiter(line))


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)


def _read_csv(source: Source) -> Iterator[Outcome]:
    csv.field_size_limit(source.settings.max_record_bytes)
    stream = io.TextIOWrapper(source.reader, encoding_of(source.head.bytes), errors="replace", newline="")
    header_line = source.head.text.partition("\n")[0]
    try:
        rows = csv.DictReader(stream, delimiter=_delimiter(header_line), restkey="_more")
        for number, row in enumerate(rows, 1):
            yield _outcome({name.lstrip("\ufeff"): value for name, value in row.items() if name}, source, number, "csv")
    except csv.Error as error:
        raise Refused("malformed", f"not sound CSV: {error}") from error
    finally:
        stream.detach()


def _read_parquet(source: Source) -> Iterator[Outcome]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    wanted = {path.partition(".")[0] for path in source.settings.fields.values()}
    number = 0
    try:
        table = pq.ParquetFile(source.in_any_order())
        columns = [name for name in table.schema_arrow.names if name in wanted or folded(name) in _ALL_NAMES]
        if not columns:
            raise Refused("no_article", f"no column that could be an article's; there are {', '.join(table.schema_arrow.names[:20])}")
        for batch in table.iter_batches(_BATCH_ROWS, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield _outcome(row, source, number, "parquet")
    except (pa.ArrowException, OSError) as error:
        raise Refused("damaged", f"not sound Parquet: {error}") from error


def _outcome(row: Mapping[str, Any], source: Source, number: int, name: str) -> Outcome:
    origin = numbered(source.origin, number)
    try:
        return article_of(row, origin, source.settings.fields, name)
    except Refused as refused:
        return reject(origin, refused.reason, refused.detail)


CSV = Format("csv", _recognises_csv, _read_csv, (".csv", ".tsv"))
PARQUET = Format("parquet", lambda head: head.bytes.startswith(b"PAR1"), _read_parquet, (".parquet",))
