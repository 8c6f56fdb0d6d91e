"""The full-text index: words of articles and quotes in one SQLite file, `<home>/search/index.sqlite`.

It is derived data and may be deleted at any time. It knows which of the lake's files it has read; as these never change, being up to
date with a snapshot means having read all of its files, and costs what is new. The text of an id never changes either (ids are made of it),
so that an entry once made stays right: which entries are found is the snapshot's affair (warehouse/searching/search.py), not the index's.
What no snapshot holds any more stays in it until it is made anew.

Beside the words it keeps the texts themselves, compressed: to take twenty bodies out of Parquet means unpacking whole row groups, which takes
ten times as long as the search.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from warehouse.errors import WarehouseError
from warehouse.layout import Home
from warehouse.lock import exclusive
from warehouse.manifest import DataFile, Manifest

VERSION = 1
"""Of the index's layout: another one is made anew."""
TOKENIZER = "porter unicode61 remove_diacritics 2"
"""Words of any script without accents and case; English ones by their stem."""
BATCH_ROWS = 1000
HITS_AT_A_TIME = 10_000
WAIT_SECONDS = 600.0
"""For another process that brings the index up to date; a night takes seconds, a first index of a million articles minutes."""
STALE_FACTOR = 2
"""An index with more than so many times the snapshot's rows is made anew."""


@dataclass(frozen=True)
class Indexed:
    """A table whose text is searched."""

    table: str
    key: str
    weights: Mapping[str, float]
    """The text columns, and what a word in each is worth; the last is the one that passages are shown of."""


ARTICLES = Indexed("articles", "article_id", {"headline": 3.0, "body": 1.0})
QUOTES = Indexed("quotes", "quote_id", {"text": 1.0})
KINDS = (ARTICLES, QUOTES)


class Index:
    """An open index. Not to be shared by threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection = _connect(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    @property
    def version(self) -> int:
        """Of its layout; 0 where it has just been created."""
        (version,) = self.connection.execute("PRAGMA user_version").fetchone()
        return int(version)

    def make(self) -> None:
        """Make the tables."""
        statements = ["CREATE TABLE file (path TEXT, sha256 TEXT, PRIMARY KEY (path, sha256)) WITHOUT ROWID"]
        for kind in KINDS:
            statements += [
                f"CREATE TABLE {kind.table} (rowid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)",
                f"CREATE TABLE {kind.table}_kept (rowid INTEGER PRIMARY KEY, text BLOB NOT NULL)",
                f"CREATE VIRTUAL TABLE {kind.table}_text USING fts5({', '.join(kind.weights)}, content = '', tokenize = '{TOKENIZER}')",
            ]
        with self._transaction():
            for statement in (*statements, f"PRAGMA user_version = {VERSION}"):
                self.connection.execute(statement)

    def lacks(self, manifest: Manifest) -> list[tuple[Indexed, DataFile]]:
        """The snapshot's files that the index has not read yet, the oldest first."""
        read = set(self.connection.execute("SELECT path, sha256 FROM file"))
        return [
            (kind, file)
            for kind in KINDS
            for file in manifest.tables.get(kind.table, ())
            if file.rows and (f"{kind.table}/{file.path}", file.sha256) not in read
        ]

    def is_stale(self, manifest: Manifest) -> bool:
        """Whether most of it is of rows that the snapshot no longer has."""
        return any(self._entries(kind) > STALE_FACTOR * manifest.rows(kind.table) for kind in KINDS)

    def add(self, kind: Indexed, file: DataFile, path: Path) -> None:
        """Read one of the lake's files: the whole of it or, should anything happen meanwhile, nothing."""
        names = list(kind.weights)
        into = f"INSERT INTO {kind.table}_text (rowid, {', '.join(names)}) VALUES ({', '.join('?' * (len(names) + 1))})"
        keep = f"INSERT INTO {kind.table}_kept VALUES (?, ?)"
        pack = zstandard.ZstdCompressor().compress
        with self._transaction():
            for ids, *texts in _rows(path, [kind.key, *names]):
                for identity, *values in zip(ids, *texts, strict=True):
                    entry = self.connection.execute(f"INSERT OR IGNORE INTO {kind.table} (id) VALUES (?)", (identity,))
                    if entry.rowcount:
                        self.connection.execute(into, (entry.lastrowid, *values))
                        self.connection.execute(keep, (entry.lastrowid, pack((values[-1] or "").encode())))
            self.connection.execute("INSERT OR REPLACE INTO file VALUES (?, ?)", (f"{kind.table}/{file.path}", file.sha256))

    def matches(self, kind: Indexed, expression: str) -> pa.Table:
        """Ids and scores (BM25, the higher the better) of everything that an FTS5 expression finds."""
        weights = ", ".join(map(str, kind.weights.values()))
        found = self.connection.execute(
            f"SELECT {kind.table}.id, -bm25({kind.table}_text, {weights}) FROM {kind.table}_text "
            f"JOIN {kind.table} ON {kind.table}.rowid = {kind.table}_text.rowid WHERE {kind.table}_text MATCH ?",
            (expression,),
        )
        columns: dict[str, pa.DataType] = {"id": pa.string(), "score": pa.float64()}
        schema = pa.schema(columns)
        batches = []
        while rows := found.fetchmany(HITS_AT_A_TIME):
            batches.append(pa.record_batch([pa.array(column) for column in zip(*rows, strict=True)], schema=schema))
        return pa.Table.from_batches(batches, schema)

    def texts(self, kind: Indexed, ids: Sequence[str]) -> list[str]:
        """The texts of some ids, in their order."""
        unpack = zstandard.ZstdDecompressor().decompress
        query = f"SELECT text FROM {kind.table}_kept WHERE rowid = (SELECT rowid FROM {kind.table} WHERE id = ?)"
        return [unpack(self.connection.execute(query, (one,)).fetchone()[0]).decode() for one in ids]

    def _entries(self, kind: Indexed) -> int:
        (last,) = self.connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {kind.table}").fetchone()  # none is ever deleted
        return int(last)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")


def place(home: Home) -> Path:
    """Where a home's index lies."""
    return home.path / "search" / "index.sqlite"


@contextmanager
def up_to_date(home: Home, manifest: Manifest) -> Iterator[Index]:
    """The index, with everything in it that a snapshot has. It is made where it is missing, damaged, or of another version."""
    path = place(home)
    is_current = manifest.number == home.current_number()  # an earlier one may have much less without anything being of the past
    if not _is_sound(path, manifest, is_current=is_current):
        try:
            with exclusive(path.with_name(".lock"), WAIT_SECONDS):
                _bring_up_to_date(path, home, manifest, is_current=is_current)
        except (OSError, sqlite3.OperationalError) as error:
            raise WarehouseError(
                f"The search index in {path.parent} lacks the newest articles and can't be written ({error}).",
                "Search once where it can be, or make room.",
            ) from None
    with Index(path) as index:
        yield index


def _is_sound(path: Path, manifest: Manifest, *, is_current: bool) -> bool:
    """Whether the index needs nothing, as far as can be told without reading it all."""
    if not path.exists():
        return False
    try:
        with Index(path) as index:
            return index.version == VERSION and not index.lacks(manifest) and not (is_current and index.is_stale(manifest))
    except sqlite3.DatabaseError:
        return False


def _bring_up_to_date(path: Path, home: Home, manifest: Manifest, *, is_current: bool) -> None:
    if not _can_be_added_to(path, manifest, is_current=is_current):
        remove(path)
    with Index(path) as index:
        if index.version != VERSION:
            index.make()
        for kind, file in index.lacks(manifest):
            index.add(kind, file, home.snapshot(manifest.number) / kind.table / file.path)


def _can_be_added_to(path: Path, manifest: Manifest, *, is_current: bool) -> bool:
    try:
        with Index(path) as index:
            return index.version == VERSION and not (is_current and index.is_stale(manifest))
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return False


def remove(path: Path) -> None:
    """Delete an index. Whoever reads it meanwhile goes on reading what they opened."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def passages(columns: Mapping[str, Sequence[str | None]], column: str, expression: str, words: int, marks: tuple[str, str]) -> list[str]:
    """Of each text the part that an expression fits best, found words between `marks`; dots stand where a part begins or ends within a text.

    All columns of the texts are given, as an expression may fit across them; the passages are of one.
    """
    names = list(columns)
    with sqlite3.connect(":memory:") as connection:
        connection.execute(f"CREATE VIRTUAL TABLE shown USING fts5({', '.join(names)}, tokenize = '{TOKENIZER}')")
        connection.executemany(f"INSERT INTO shown VALUES ({', '.join('?' * len(names))})", zip(*columns.values(), strict=True))
        found = dict(
            connection.execute(
                "SELECT rowid, snippet(shown, ?, ?, ?, ?, ?) FROM shown WHERE shown MATCH ?",
                (names.index(column), *marks, "…", words, expression),
            )
        )
    return [found.get(row + 1, "") for row in range(len(columns[column]))]


def _connect(path: Path) -> sqlite3.Connection:
    """Open for reading and writing, or only for reading where the folder allows no more."""
    with suppress(OSError, sqlite3.OperationalError):
        path.parent.mkdir(exist_ok=True)
        connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")  # readers go on while an update is written
            connection.execute("PRAGMA synchronous = NORMAL")
        except BaseException:
            connection.close()
            raise
        return connection
    # a log that can't be written can't be joined in either: what was checkpointed is all there is
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)


def _rows(path: Path, columns: list[str]) -> Iterator[list[list[str | None]]]:
    """Columns of a Parquet file, some rows at a time."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(BATCH_ROWS, columns=columns):
            yield [batch.column(name).to_pylist() for name in columns]
