"""Whether articles give the same things with the same ids in whatever order and batches they come.

    python -m tests.flows.any_order articles.jsonl --articles 500

The articles are ingested in one night; then, each time into a new warehouse, shuffled in five nights, and backwards in twenty. Names, ids
and kinds of entities, the entity of every name, mention, role, quote and event, the names of speakers, incidents with all their figures, the
incident of every event and the story of every article are compared row by row. Of articles with the same words one is taken: of these the
first to come is annotated, whichever that is.
Exit code 1, with examples, where anything differs.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from flows import nightly
from flows.settings import Settings
from transforms.resolve.duplicates import text_sha256

COMPARED = {
    "entities": "SELECT * FROM entities",
    "keys": "SELECT entity_key, article_id, entity_id FROM entity_keys",
    "mentions": "SELECT mention_id, entity_id FROM mentions",
    "roles": "SELECT entity_id, article_id, char_start, title FROM entity_roles",
    "quotes": "SELECT quote_id, speaker_entity_id, speaker_name, relayed_by_entity_id FROM quotes",
    "events": "SELECT event_id, actor_entity_id, target_entity_id, place_entity_id, attributed_to_entity_id FROM events",
    "incidents": "SELECT * FROM incidents",
    "reports": "SELECT event_id, incident_id FROM events",
    "stories": "SELECT article_id, story_id FROM articles",
}
"""What must be the same, as queries."""
EXAMPLES = 3


class Difference(NamedTuple):
    """Rows that only one of two warehouses has."""

    what: str
    only_one: list[str]
    only_other: list[str]


def ingest(home: Path, nights: Sequence[Sequence[str]]) -> Path:
    """A warehouse of files, night by night; all in this process, so that the model is loaded once."""
    for files in nights:
        nightly.run(list(files), Settings(home=home, quiet=True, gates=False, in_process_bytes=10**12), tracked=False)
    return home


def differences(one: Path, other: Path) -> list[Difference]:
    """What two warehouses of the same articles differ in."""
    found = []
    for what, query in COMPARED.items():
        ours, theirs = _rows(one, query), _rows(other, query)
        if ours != theirs:
            found.append(Difference(what, sorted(ours - theirs), sorted(theirs - ours)))
    return found


def _rows(home: Path, query: str) -> set[str]:
    with duckdb.connect(str(home / "nightdesk.duckdb"), read_only=True) as connection:
        return set(map(str, connection.execute(query).fetchall()))


def orders(files: Sequence[str], seed: int) -> dict[str, list[list[str]]]:
    """The orders to try, by what they are called: files by night."""
    shuffled = random.Random(seed).sample(files, len(files))
    size = -(-len(files) // 20)
    backwards = list(reversed(files))
    return {
        "shuffled, in five nights": [shuffled[i::5] for i in range(5)],
        "backwards, in twenty nights": [backwards[first : first + size] for first in range(0, len(files), size)],
    }


def single_articles(sources: Sequence[str], folder: Path, most: int, seed: int) -> list[str]:
    """Up to `most` articles as a file each: records of JSON Lines of different words, drawn at random, or the files as they are."""
    files = [source for source in sources if not source.endswith(".jsonl")]
    records = (source for source in sources if source.endswith(".jsonl"))
    lines = {
        text_sha256(json.loads(line)["text"]): line
        for source in records
        for line in Path(source).read_text("utf8").splitlines()
        if line.strip()
    }
    for number, line in enumerate(lines.values()):
        files.append(str(folder / f"{number:06}.jsonl"))
        Path(files[-1]).write_text(line, "utf8")
    return sorted(random.Random(seed).sample(files, most)) if len(files) > most else sorted(files)


def main() -> int:
    """Compare, and say so."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sources", nargs="+", help="files of an article each, or JSON Lines of articles")
    options.add_argument("--articles", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    differing = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "articles").mkdir()
        files = single_articles(given.sources, folder / "articles", given.articles, given.seed)
        at_once = ingest(folder / "at-once", [files])
        for number, (order, nights) in enumerate(orders(files, given.seed).items()):
            begun = time.perf_counter()
            found = differences(at_once, ingest(folder / str(number), nights))
            differing += len(found)
            say(f"{len(files):,} articles {order}: {'the same' if not found else 'DIFFERENT'} ({time.perf_counter() - begun:.0f} s)")
            for difference in found:
                say(f"  {difference.what}: {len(difference.only_one):,} rows only at once, {len(difference.only_other):,} only in nights")
                for mark, rows in (("-", difference.only_one), ("+", difference.only_other)):
                    for row in rows[:EXAMPLES]:
                        say(f"    {mark} {row}")
    return 1 if differing else 0


def say(text: str) -> None:
    """A line on standard output, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
