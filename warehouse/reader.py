"""The door for analysts: one snapshot as SQL, pandas, Arrow or DuckDB, through a connection that can do nothing but read it."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import duckdb
import pyarrow as pa

from transforms.schema import TABLES
from transforms.schema.arrow import arrow_schema
from warehouse import database, leases
from warehouse.errors import NotFoundError, QueryError, WarehouseError
from warehouse.integrity import DamagedError, FileFault, file_faults
from warehouse.layout import Home
from warehouse.manifest import Manifest, at_moment
from warehouse.sql import exact_glob, quoted
from warehouse.statements import read_only
from warehouse.views import views

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow.dataset as ds

    from warehouse.searching.search import Kind

MEMORY_LIMIT = "2GB"
SPILL_LIMIT = "10GB"
"""What a query may put on disk beyond its memory, in a temporary folder that goes with the connection."""
MAY_BE_DAMAGE = (duckdb.IOException, duckdb.InvalidInputException, pa.ArrowException, OSError)
"""What reading a damaged file raises, and little else does."""
ATTEMPTS = 5
"""How often to look for the newest snapshot, if it is replaced and collected at the moment when it was found."""


def open(home: str | Path = "nightdesk-home", at: int | date | None = None, *, memory_limit: str = MEMORY_LIMIT) -> Warehouse:  # noqa: A001 - as gzip.open
    """The warehouse at `home` as it is now, or as it was `at` a snapshot's number, or at the end of a day or at a time (UTC).

    Raises NoWarehouseError where nothing was committed yet, NotFoundError where there is no such snapshot.
    """
    place = Home.at(home)
    for _ in range(ATTEMPTS - 1):
        with suppress(FileNotFoundError, NotFoundError):
            return _opened(place, at, memory_limit)
    return _opened(place, at, memory_limit)


def _opened(place: Home, at: int | date | None, memory_limit: str) -> Warehouse:
    """As `open`, unless the snapshot is removed before it is marked as being read: then FileNotFoundError or NotFoundError."""
    manifest = at_moment(place, at)
    try:
        database.ensure(place)
        return Warehouse(place, manifest, memory_limit)
    except duckdb.Error as error:
        raise _refusal(place, manifest, error) from None


def _refusal(home: Home, manifest: Manifest, error: Exception) -> WarehouseError:
    """What to raise for an error of DuckDB or Arrow: where files are damaged, that, and not what reading them gave."""
    faults = _damage(home, manifest, error)
    return DamagedError(faults) if faults else QueryError(str(error))


def _damage(home: Home, manifest: Manifest, error: BaseException | None) -> list[FileFault]:
    """Damaged files that may be behind an error."""
    may_be = isinstance(error, MAY_BE_DAMAGE) and not (isinstance(error, OSError) and error.errno)
    return list(file_faults(home, manifest)) if may_be else []


@dataclass(frozen=True)
class Selection:
    """A table, some of its columns and rows, or the answer to a question: nothing is read before it is asked for in one of these forms."""

    relation: duckdb.DuckDBPyRelation
    """As a DuckDB relation, to be filtered, joined and aggregated further."""

    def to_arrow(self) -> pa.Table:
        """As an Arrow table."""
        table: pa.Table = self.relation.to_arrow_table()
        return table

    def to_batches(self) -> pa.RecordBatchReader:
        """As a stream of Arrow record batches, for what is larger than memory."""
        batches: pa.RecordBatchReader = self.relation.to_arrow_reader()
        return batches

    def to_pandas(self) -> pd.DataFrame:
        """As a pandas frame on Arrow's types: NULL stays NULL, whole numbers stay whole."""
        import pandas as pd

        frame: pd.DataFrame = self.to_arrow().to_pandas(types_mapper=pd.ArrowDtype)
        return frame


class Warehouse:
    """One snapshot, open for reading. It stays the same whatever is committed meanwhile. Not to be shared by threads."""

    def __init__(self, home: Home, manifest: Manifest, memory_limit: str = MEMORY_LIMIT) -> None:
        self.home = home
        self.manifest = manifest
        self._lease = leases.take(home.snapshot(manifest.number))
        self._spill = tempfile.TemporaryDirectory(prefix="nightdesk-")
        self.connection = duckdb.connect(
            config={"memory_limit": memory_limit, "temp_directory": self._spill.name, "max_temp_directory_size": SPILL_LIMIT}
        )
        database.create_views(self.connection, home, manifest, comments=False)
        self._lock_down()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let go of the snapshot. Raises DamagedError in the place of what reading a damaged file raised."""
        cause = error.__context__ if isinstance(error, QueryError) else error
        faults = _damage(self.home, self.manifest, cause)
        self.close()
        if faults:
            raise DamagedError(faults) from error

    def close(self) -> None:
        """Let go of the snapshot."""
        self.connection.close()
        self._spill.cleanup()
        os.close(self._lease)

    @property
    def snapshot(self) -> int:
        """Number of the snapshot."""
        return self.manifest.number

    def names(self) -> list[str]:
        """Names of the tables and views."""
        return [*TABLES, *(view.name for view in views())]

    def table(self, name: str, columns: Sequence[str] | None = None, where: str | None = None) -> Selection:
        """A table or view, or those of its columns, and rows for which the SQL condition `where` holds: only these are read from disk."""
        if name not in self.names():
            raise NotFoundError(f"There is no table or view {name!r}.", f"There are: {', '.join(self.names())}.")
        relation = self.connection.view(name)
        try:
            relation = relation.filter(where) if where else relation
            return Selection(relation.project(", ".join(columns)) if columns else relation)
        except duckdb.Error as error:
            raise _refusal(self.home, self.manifest, error) from None

    def dataset(self, name: str) -> ds.Dataset:
        """A stored table's files as a pyarrow dataset."""
        import pyarrow.dataset as ds

        if name not in TABLES:
            raise NotFoundError(f"There is no stored table {name!r}.", f"There are: {', '.join(TABLES)}.")
        root = self.home.snapshot(self.snapshot) / name
        return ds.dataset(
            [str(root / file.path) for file in self.manifest.tables.get(name, ())], format="parquet", schema=arrow_schema(TABLES[name])
        )

    def sql(self, text: str, parameters: Sequence[Any] | dict[str, Any] | None = None) -> Selection:
        """The answer to one question in SQL. Raises QueryError where it is wrong, or anything but a question."""
        statement = read_only(self.connection, text)
        try:
            return Selection(self.connection.sql(statement, params=parameters))
        except duckdb.InterruptException:
            raise
        except duckdb.Error as error:
            raise _refusal(self.home, self.manifest, error) from None

    def search(self, text: str, kind: Kind = "articles", *, limit: int = 20, **filters: Any) -> Selection:
        """The articles or quotes that fit the words of `text` best, best first; columns are those of `warehouse.searching.search.SCHEMA`.

        `filters` are the fields of `warehouse.searching.search.Filters`. The index is brought up to date first, where it isn't.
        """
        from warehouse.searching.search import Filters, search

        return Selection(self.connection.from_arrow(search(self, text, kind, Filters(**filters), limit)))

    @contextmanager
    def limit(self, seconds: float | None) -> Iterator[None]:
        """Stop what is computed inside after so many seconds, with a QueryError: as soon as the step of the query that is under way is done."""
        is_over = threading.Event()

        def stop() -> None:
            is_over.set()
            self.connection.interrupt()

        timer = threading.Timer(seconds or threading.TIMEOUT_MAX, stop)
        timer.daemon = True
        timer.start()
        try:
            yield
        except (duckdb.Error, pa.ArrowException, OSError) as error:
            if is_over.is_set():
                raise QueryError(
                    f"The query took more than {seconds:g} seconds and was stopped.", "Ask for less, or allow more time."
                ) from None
            if isinstance(error, OSError) and error.errno is not None:
                raise  # of a file or pipe that the answer goes to: what fails in a stream of Arrow's has no number
            raise _refusal(self.home, self.manifest, error) from None
        finally:
            timer.cancel()
            timer.join()  # a thread that outlives us would hold the connection at the interpreter's end

    def _lock_down(self) -> None:
        """From here on the connection reads this snapshot's files and nothing else, and no query can change that."""
        folder = exact_glob(self.home.snapshot(self.snapshot))
        for setting in (
            f"SET allowed_directories = [{quoted(folder)}]",
            "SET parquet_metadata_cache = true",
            "SET python_enable_replacements = false",
            "SET enable_progress_bar = false",
            "SET autoinstall_known_extensions = false",
            "SET autoload_known_extensions = false",
            "SET enable_external_access = false",
            "SET lock_configuration = true",
        ):
            self.connection.execute(setting)
