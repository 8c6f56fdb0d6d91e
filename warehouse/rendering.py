"""Explanations as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from datetime import date, datetime

from transforms.records import Row
from warehouse.explanation import Explanation, Passage, Span

WIDTH = 100
SUMMED_UP = ("entity", "incident")
SHOWN_PASSAGES = 10
WIDEST_CELL = 120
LEFT_OUT = frozenset(
    {"run_id", "pipeline_version", "article_id", "published_at", "rule_id", "confidence", "figures", "weapons", "tolls", "keys", "text"}
)
RuleText = Callable[[str], str | None]
"""Gives a rule's own words by its id."""


def render(explanation: Explanation, rule_text: RuleText = lambda _: None) -> str:
    """An explanation as text: the row's values, its rule, and each passage with its spans in brackets.

    Of what many passages tell, as they do of entities and incidents, tables that sum it up come first.
    """
    passages, tables = list(_passages(explanation)), list(_related(explanation))
    told = [*tables, *passages] if explanation.kind in SUMMED_UP else [*passages, *tables]
    return "\n".join([*_head(explanation), *_rule(explanation.row, rule_text), *told])


def marked(passage: Passage) -> str:
    """The passage with its spans in brackets: `[trigger: killed]`; spans may hold others but not cross them."""
    openings: dict[int, list[Span]] = {}
    closings: dict[int, int] = {}
    reaches: list[int] = []
    for span in passage.spans:
        if span.start < passage.start or span.end > passage.end:
            continue
        while reaches and reaches[-1] <= span.start:
            reaches.pop()
        if reaches and span.end > reaches[-1]:
            continue
        reaches.append(span.end)
        openings.setdefault(span.start, []).append(span)
        closings[span.end] = closings.get(span.end, 0) + 1
    pieces = []
    for at in range(passage.start, passage.end + 1):
        pieces.append("]" * closings.get(at, 0))
        pieces += [f"[{span.what}: " for span in openings.get(at, ())]
        pieces.append(passage.text[at - passage.start : at - passage.start + 1])
    return "".join(pieces)


def _head(explanation: Explanation) -> Iterator[str]:
    yield f"{explanation.kind} {explanation.identifier}"
    for name, value in explanation.row.items():
        offset = name.endswith(("_start", "_end")) and isinstance(value, int)
        is_marked = name.endswith("_text") and name.replace("_text", "_start") in explanation.row
        hidden = offset or is_marked or name in LEFT_OUT or name == f"{explanation.kind}_id"
        if not hidden and value not in (None, [], ""):
            yield f"  {name:<26} {_shown(value)}"


def _rule(row: Row, rule_text: RuleText) -> Iterator[str]:
    if row.get("rule_id"):
        sure = "" if row.get("confidence") is None else f": right in about {row['confidence']:.0%} of such rows"
        yield f"\nrule {row['rule_id']}{sure}"
        text = rule_text(row["rule_id"])
        if text:
            yield textwrap.indent(text.rstrip(), "  ")


def _passages(explanation: Explanation) -> Iterator[str]:
    for passage in explanation.passages[:SHOWN_PASSAGES]:
        article = passage.article
        yield f"\n{article['article_id']}  {_shown(article['published_at']) or 'no date'}  {article['publisher'] or ''}".rstrip()
        if article["headline"]:
            yield f"  {article['headline']}"
        member = f" #{article['source_member']}" if article["source_member"] else ""
        yield f"  from {article['source_uri']}{member} ({article['source_format']}, sha256 {(article['source_sha256'] or '')[:12]}), body[{passage.start}:{passage.end}]"
        yield textwrap.fill(" ".join(marked(passage).split()), WIDTH, initial_indent="    ", subsequent_indent="    ")
        for span in passage.spans:
            yield f"      {span.what:<20} {span.start:>6}-{span.end:<6} {textwrap.shorten(span.text, 60)}"
    more = len(explanation.passages) - SHOWN_PASSAGES
    if more > 0:
        yield f"\nand {more} more passages"


def _related(explanation: Explanation) -> Iterator[str]:
    """Every list of further rows as a table, without the columns that are empty in all of them."""
    for what, rows in explanation.related.items():
        columns = [name for name in (rows[0] if rows else ()) if any(row[name] not in (None, [], "") for row in rows)]
        if columns:
            yield f"\n{what}"
            cells = [columns, *([textwrap.shorten(_shown(row[name]), WIDEST_CELL) for name in columns] for row in rows)]
            widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
            for line in cells:
                yield ("  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))).rstrip()


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)
