"""Storage, SQL and the doors to read it: snapshots of Parquet files, one writer, any number of readers.

with warehouse.writer(home) as store, store.begin() as changes: ...; changes.commit()
with warehouse.open(home) as house: house.table("events", where="country_iso3 = 'UKR'").pandas()
"""

from warehouse.checks import Failure as Failure
from warehouse.checks import check as check
from warehouse.checks import check_new as check_new
from warehouse.errors import LockedError as LockedError
from warehouse.errors import NotFoundError as NotFoundError
from warehouse.errors import NoWarehouseError as NoWarehouseError
from warehouse.errors import QueryError as QueryError
from warehouse.errors import WarehouseError as WarehouseError
from warehouse.explanation import Explanation as Explanation
from warehouse.explanation import explain as explain
from warehouse.history import Change as Change
from warehouse.history import Snapshot as Snapshot
from warehouse.history import collect as collect
from warehouse.history import diff as diff
from warehouse.history import rollback as rollback
from warehouse.history import snapshots as snapshots
from warehouse.reader import Selection as Selection
from warehouse.reader import Warehouse as Warehouse
from warehouse.reader import open as open  # noqa: A004
from warehouse.transaction import Transaction as Transaction
from warehouse.writer import Writer as Writer
from warehouse.writer import writer as writer
