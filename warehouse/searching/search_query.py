"""What people type into a search box, as an expression of SQLite's FTS5.

    ceasefire talks        both words, in any form (AND between them may be written)
    "ceasefire talks"      these words in this order
    talk*                  words that begin so
    ceasefire -Gaza        the first without the second
    truce OR ceasefire     either

Everything is taken as words to look for, whatever signs stand in it: no input is a syntax error of the engine's.
"""

from __future__ import annotations

import re

from warehouse.errors import QueryError

_ITEM = re.compile(r'(?P<without>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))(?P<begins>\*?)')
_AND, _OR = "AND", "OR"


def fts5(text: str) -> str:
    """The expression; raises QueryError where nothing is asked for, or only what is not wanted."""
    wanted: list[list[str]] = [[]]
    unwanted: list[list[str]] = [[]]
    for item in _ITEM.finditer(_plain(text)):
        if item[0] == _OR:
            wanted.append([])
            unwanted.append([])
        elif item[0] != _AND and (term := _term(item)):
            (unwanted if item["without"] else wanted)[-1].append(term)
    alternatives = [_all_of(*terms) for terms in zip(wanted, unwanted, strict=True) if terms[0]]
    if not alternatives:
        raise QueryError(f"There are no words to look for in {text!r}.", "Name at least one; -word only leaves out.")
    return " OR ".join(alternatives)


def _plain(text: str) -> str:
    """Without what SQLite takes no text with: halves of surrogate pairs, and NUL."""
    return text.encode("utf8", "ignore").decode().replace("\0", " ")


def _term(item: re.Match[str]) -> str:
    """One word or phrase in quotation marks, within which FTS5 knows no operators; nothing where no word is in it."""
    said = item["phrase"] if item["phrase"] is not None else item["word"]
    prefix = said.endswith("*") or bool(item["begins"])
    return f'"{said.rstrip("*")}"{" *" if prefix else ""}' if any(map(str.isalnum, said)) else ""


def _all_of(wanted: list[str], unwanted: list[str]) -> str:
    return f"({' AND '.join(wanted)}){''.join(f' NOT {term}' for term in unwanted)}"
