"""What must hold of every stored row, derived from the schema, as SQL conditions and queries that find what breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from transforms.schema.fields import Field
from transforms.schema.tables import TABLES, Table, TextSpan


class Condition(NamedTuple):
    """A fault that a row shows by itself, or beside its article."""

    name: str
    meaning: str
    fault: str
    """SQL that is true of a faulty row."""
    shown: str
    """SQL for the columns by which a faulty row is shown."""


class Query(NamedTuple):
    """A fault that shows only between rows."""

    name: str
    meaning: str
    sql: str
    """A query whose rows are the faults."""


def conditions(table: Table) -> Iterator[Condition]:
    """What each row of a table must hold by itself: required columns, vocabularies, ranges, whole spans, ordered bounds."""
    for field in table.fields:
        yield from _of_field(table, field)
    for span in table.spans:
        yield _whole_span(table, span)
    columns = set(table.columns)
    if {"char_start", "char_end"} <= columns:
        yield _condition(
            table, "char_end", "The span ends after it starts.", "char_start IS NULL OR char_end IS NULL OR char_start >= char_end"
        )
    for low in (column for column in table.columns if column.endswith("_low")):
        best, high = low.replace("_low", "_best"), low.replace("_low", "_high")
        if {best, high} <= columns:
            fault = f"{low} > {best} OR {best} > {high} OR {low} > {high}"
            yield _condition(table, low.removesuffix("_low"), "The bounds hold the best figure between them.", fault)
    if {"event_date", "event_date_end"} <= columns:
        fault = "event_date > event_date_end OR (event_date IS NULL) <> (event_date_end IS NULL)"
        yield _condition(table, "event_date", "The range of days is whole and in order.", fault)
    if {"latitude", "longitude"} <= columns:
        yield _condition(table, "latitude", "A position is whole.", "(latitude IS NULL) <> (longitude IS NULL)")


def queries(table: Table) -> Iterator[Query]:
    """What must hold between rows: unique keys, references that lead somewhere."""
    key = ", ".join(table.key)
    yield Query(
        f"{table.name}.key",
        f"No two rows share {key}.",
        f"SELECT {key}, count(*) AS row_count FROM {table.name} GROUP BY {key} HAVING count(*) > 1",
    )
    for column, target in table.references:
        (referred,) = TABLES[target].key
        sql = f"SELECT {key}, r.{column} AS missing FROM {table.name} r ANTI JOIN {target} t ON r.{column} = t.{referred} WHERE r.{column} IS NOT NULL"
        yield Query(f"{table.name}.{column}.exists", f"{column} leads to a row of {target}.", sql)


def slices(table: Table) -> Iterator[Condition]:
    """What must hold of each row of `sliced(table)`: spans slice back to their text."""
    for span in table.spans:
        found = f"substring(a.body, s.{span.start} + 1, s.{span.end} - s.{span.start})"
        shown = ", ".join(f"s.{name}" for name in dict.fromkeys((*table.key, "article_id", span.text, span.start, span.end)))
        yield Condition(
            f"{table.name}.{span.text}.slices",
            f"body[{span.start}:{span.end}] is {span.text}, counted in code points.",
            f"s.{span.start} IS NOT NULL AND {found} IS DISTINCT FROM s.{span.text}",
            f"{shown}, {found} AS body_text",
        )


def sliced(table: Table) -> str:
    """SQL for the rows of a table, `s`, each beside its article, `a`."""
    return f"{table.name} s JOIN articles a ON s.article_id = a.article_id"


def _of_field(table: Table, field: Field) -> Iterator[Condition]:
    if field.required:
        yield _condition(table, field.name, "Never NULL.", f"{field.name} IS NULL", "required")
    if field.values:
        listed = ", ".join(f"'{value}'" for value in field.values)
        yield _condition(table, field.name, f"One of {', '.join(field.values)}.", f"{field.name} NOT IN ({listed})", "vocabulary")
    if field.minimum is not None:
        yield _condition(table, field.name, f"Not below {field.minimum:g}.", f"{field.name} < {field.minimum}", "minimum")
    if field.maximum is not None:
        yield _condition(table, field.name, f"Not above {field.maximum:g}.", f"{field.name} > {field.maximum}", "maximum")


def _whole_span(table: Table, span: TextSpan) -> Condition:
    fault = f"({span.text} IS NULL) <> ({span.start} IS NULL) OR ({span.text} IS NULL) <> ({span.end} IS NULL)"
    return _condition(table, span.text, f"{span.text}, {span.start} and {span.end} are known together or not at all.", fault, "whole")


def _condition(table: Table, column: str, meaning: str, fault: str, kind: str = "order") -> Condition:
    named = fault.replace("(", " ").split()
    shown = ", ".join(dict.fromkeys((*table.key, *(name for name in table.columns if name in named))))
    return Condition(f"{table.name}.{column}.{kind}", meaning, fault, shown)
