"""Read-only SQL for many clients at once, by Arrow Flight SQL: what ADBC, JDBC and ODBC drivers speak that exist for most languages and BI tools.

A statement is checked and run in a process of its own (warehouse/serving/pool.py), on the snapshot that its session sees. Statements and their
parameters travel in the tickets and handles that the client holds, so that the server has nothing to remember of them.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
from pyarrow import flight

from transforms.schema import TABLES
from warehouse.database import INFO
from warehouse.errors import QueryError, WarehouseError
from warehouse.layout import Home
from warehouse.limits import Limits
from warehouse.serving import catalog
from warehouse.serving.messages import Message, MessageError, encoded, packed, unpacked
from warehouse.serving.pool import BusyError, Pool
from warehouse.serving.sessions import Door, Sessions, Visit
from warehouse.views import views

PORT = 8815
SHUTDOWN_SECONDS = 10.0
DEFAULTS = Limits()
CREATE, CLOSE, CLOSE_SESSION = "CreatePreparedStatement", "ClosePreparedStatement", "CloseSession"
SESSION_CLOSED = b"\x08\x01"
"""The message CloseSessionResult with the status CLOSED."""


@dataclass(frozen=True)
class Statement:
    """A statement on a snapshot, as a client carries it."""

    snapshot: int
    query: str
    parameters: str = ""
    """The values as an Arrow stream in base64; nothing where there are none."""

    def to_bytes(self) -> bytes:
        """For a ticket or a handle."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Back from one."""
        try:
            statement = cls(**json.loads(data))
        except (ValueError, TypeError):
            raise MessageError("not a handle of this server") from None
        if not (isinstance(statement.snapshot, int) and isinstance(statement.query, str) and isinstance(statement.parameters, str)):
            raise MessageError("not a handle of this server")
        return statement

    def values(self) -> list[Any]:
        """The parameters' values, in their order."""
        if not self.parameters:
            return []
        rows = pa.ipc.open_stream(base64.b64decode(self.parameters)).read_all()
        if len(rows) != 1:
            raise MessageError(f"Expected one set of parameters, found {len(rows)}.")
        return [column[0].as_py() for column in rows.columns]


class Server(flight.FlightServerBase):
    """The server: it answers from the moment that it is made until `stop`."""

    def __init__(
        self,
        home: str | Path,
        token: str,
        host: str = "127.0.0.1",
        port: int = PORT,
        *,
        limits: Limits = DEFAULTS,
        workers: int = 16,
        certificate: tuple[str, str] | None = None,
    ) -> None:
        place = Home.at(home)
        self._sessions = Sessions(place)
        self._pool = Pool(place.path, limits, workers)
        self._names = (*TABLES, *(view.name for view in views()), INFO)
        self._catalog: dict[str, Callable[[Message], pa.Table]] = {
            "CommandGetCatalogs": catalog.catalogs,
            "CommandGetDbSchemas": catalog.schemas,
            "CommandGetTableTypes": catalog.table_types,
            "CommandGetSqlInfo": catalog.server_info,
            "CommandGetPrimaryKeys": partial(catalog.keys, primary={name: table.key for name, table in TABLES.items()}),
        }
        number = self._sessions.snapshot(None)
        self._pool.schema(number, "SELECT 1")  # what can't be served is said now, not to the first client
        self.scheme = "grpc+tls" if certificate else "grpc+tcp"
        try:
            super().__init__(
                f"{self.scheme}://{f'[{host}]' if ':' in host else host}:{port}",
                auth_handler=_Handshake(),
                middleware={"door": Door(token, self._sessions)},
                tls_certificates=[certificate] if certificate else None,
            )
        except (pa.ArrowException, OSError):
            self._pool.close()
            raise WarehouseError(
                f"The server can't listen on {host}:{port}.", "Something else does already, or the certificate is none."
            ) from None

    def stop(self) -> None:
        """End: statements that run are broken off."""
        self._pool.close()
        thread = threading.Thread(target=self.shutdown, daemon=True)
        thread.start()
        thread.join(SHUTDOWN_SECONDS)  # a client that takes nothing of its answer could hold it up for ever

    # --- what Flight asks ----------------------------------------------------------------------------------------------------

    def get_flight_info(self, context: flight.ServerCallContext, descriptor: flight.FlightDescriptor) -> flight.FlightInfo:
        """Where to fetch an answer, and its columns."""
        with _told():
            command = unpacked(descriptor.command or b"")
            match command.name:
                case "CommandStatementQuery":
                    statement = Statement(self._snapshot(context), command.text(1) or "")
                case "CommandPreparedStatementQuery":
                    statement = Statement.from_bytes(command.data(1) or b"")
                case _:
                    table = self._described(context, command)
                    return _info(table.schema, descriptor, descriptor.command or b"")
            schema = self._pool.schema(statement.snapshot, statement.query, statement.values())
            return _info(schema, descriptor, packed("TicketStatementQuery", {1: statement.to_bytes()}))

    def get_schema(  # type: ignore[override]
        self, context: flight.ServerCallContext, descriptor: flight.FlightDescriptor
    ) -> flight.SchemaResult:
        """The columns of an answer."""
        return flight.SchemaResult(self.get_flight_info(context, descriptor).schema)

    def do_get(self, context: flight.ServerCallContext, ticket: flight.Ticket) -> flight.FlightDataStream:
        """An answer."""
        with _told():
            command = unpacked(ticket.ticket)
            if command.name != "TicketStatementQuery":
                return flight.RecordBatchStream(self._described(context, command))
            statement = Statement.from_bytes(command.data(1) or b"")
            schema, batches = self._pool.rows(statement.snapshot, statement.query, statement.values())
            return flight.GeneratorStream(schema, _streamed(batches))

    def do_put(
        self,
        _context: flight.ServerCallContext,
        descriptor: flight.FlightDescriptor,
        reader: flight.MetadataRecordBatchReader,
        writer: flight.FlightMetadataWriter,
    ) -> None:
        """Take the parameters of a prepared statement: the handle that goes back holds them."""
        with _told():
            command = unpacked(descriptor.command or b"")
            if command.name != "CommandPreparedStatementQuery":
                raise QueryError("The warehouse is read-only here.")
            statement = Statement.from_bytes(command.data(1) or b"")
            rows = reader.read_all()
            sink = pa.BufferOutputStream()
            with pa.ipc.new_stream(sink, rows.schema) as stream:
                stream.write_table(rows)
            bound = Statement(statement.snapshot, statement.query, base64.b64encode(sink.getvalue()).decode())
            bound.values()
            writer.write(pa.py_buffer(encoded({1: bound.to_bytes()})))

    def do_action(self, context: flight.ServerCallContext, action: flight.Action) -> Iterator[bytes]:
        """Prepare a statement, let go of one, or log out."""
        with _told():
            if action.type == CREATE:
                statement = Statement(self._snapshot(context), unpacked(action.body.to_pybytes()).text(1) or "")
                schema = self._pool.schema(statement.snapshot, statement.query)
                result = {1: statement.to_bytes(), 2: schema.serialize().to_pybytes()}
                return iter([packed("ActionCreatePreparedStatementResult", result)])
            if action.type == CLOSE:
                return iter(())
            if action.type == CLOSE_SESSION:
                if session := _session(context):
                    self._sessions.end(session)
                return iter([SESSION_CLOSED])
            raise QueryError(f"{action.type} is not provided: the warehouse is read-only here.")

    def list_actions(self, _context: flight.ServerCallContext) -> list[tuple[str, str]]:  # type: ignore[override]
        """What `do_action` takes."""
        return [(CREATE, "Prepare a query"), (CLOSE, "Let go of a prepared query"), (CLOSE_SESSION, "Log out")]

    # --- how it is answered --------------------------------------------------------------------------------------------------

    def _snapshot(self, context: flight.ServerCallContext) -> int:
        return self._sessions.snapshot(_session(context))

    def _described(self, context: flight.ServerCallContext, command: Message) -> pa.Table:
        """The answer to a question about what there is."""
        if command.name == "CommandGetTables":
            return catalog.tables(command, self._names, lambda name: self._pool.schema(self._snapshot(context), f"FROM {name}"))
        try:
            answer = self._catalog[command.name]
        except KeyError:
            raise QueryError(f"{command.name} is not provided here.") from None
        return answer(command)


class _Handshake(flight.ServerAuthHandler):
    """The handshake itself asks nothing: the door has looked at its header."""

    def authenticate(self, outgoing: Any, incoming: Any) -> None:
        """Let it pass."""

    def is_valid(self, _token: Any) -> Any:
        """As above."""
        return ""


def _session(context: flight.ServerCallContext) -> str | None:
    visit = context.get_middleware("door")
    assert isinstance(visit, Visit)
    return visit.session


def _info(schema: pa.Schema, descriptor: flight.FlightDescriptor, ticket: bytes) -> flight.FlightInfo:
    # an endpoint without a location is the server that was asked, under whatever name the client reaches it
    return flight.FlightInfo(schema, descriptor, [flight.FlightEndpoint(ticket, [])], -1, -1)


def _streamed(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    with _told():
        yield from batches


@contextmanager
def _told() -> Iterator[None]:
    """Errors as the client is to see them."""
    try:
        yield
    except BusyError as error:
        raise flight.FlightUnavailableError(str(error)) from None
    except (WarehouseError, MessageError) as error:
        raise flight.FlightServerError(str(error)) from None  # other kinds of errors would tell the client our stack
