"""The server, asked by the ADBC driver for Flight SQL that Python, Go, R and BI tools use, and by Flight itself where a client must misbehave."""

from __future__ import annotations

import datetime as dt
import os
import re
import signal
import subprocess
import sys
import threading
import time
import warnings
from contextlib import contextmanager
from pathlib import Path

import adbc_driver_manager
import pyarrow as pa
import pytest
from adbc_driver_flightsql import DatabaseOptions, dbapi
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import flight
from typer.testing import CliRunner

import warehouse
from flows.cli import serve as cli_serve
from transforms.schema import TABLES
from warehouse.layout import Home
from warehouse.limits import Limits
from warehouse.serving.messages import MessageError, encoded, packed, unpacked
from warehouse.serving.server import Server
from warehouse.serving.sessions import Sessions

TOKEN = "a token"
SECONDS = 5.0
CLIENTS = 8
BEARER = flight.FlightCallOptions(headers=[(b"authorization", f"Bearer {TOKEN}".encode())])


@pytest.fixture(scope="module")
def filled(tmp_path_factory, good, make):
    home = tmp_path_factory.mktemp("serve") / "home"
    make.commit(home, **good)
    return home


@pytest.fixture(scope="module")
def server(filled):
    made = Server(filled, TOKEN, port=0, limits=Limits(SECONDS, 256 << 20), workers=CLIENTS)
    yield made
    made.stop()


@contextmanager
def connected(server, *, scheme="grpc", **options):
    options = options or {"username": "anybody", "password": TOKEN}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the driver says that there are no transactions
        with dbapi.connect(f"{scheme}://127.0.0.1:{server.port}", db_kwargs=options) as connection:
            yield connection


@contextmanager
def cursor(server, **options):
    with connected(server, **options) as connection, connection.cursor() as opened:
        yield opened


def ask(opened, text, parameters=None):
    opened.execute(text, parameters)
    return opened.fetchall()


def test_a_question_is_answered_in_its_own_types(server):
    with cursor(server) as opened:
        opened.execute("SELECT count(*) AS n, max(published_at) AS last, [1, 2] AS list, NULL::DATE AS nothing FROM articles")
        answer = opened.fetch_arrow_table()
    assert answer.schema.names == ["n", "last", "list", "nothing"]
    assert answer.to_pylist() == [{"n": 1, "last": dt.datetime(2025, 7, 10, 12), "list": [1, 2], "nothing": None}]


@pytest.mark.parametrize(
    ("text", "parameters", "expected"),
    [
        ("SELECT source_key FROM articles WHERE version = ? AND published_at > ?", (1, dt.date(2025, 1, 1)), [("a",)]),
        ("SELECT $2 || $1", ("a", "b"), [("ba",)]),
        ("SELECT ? IS NULL", (None,), [(True,)]),
        ("SELECT '?'", None, [("?",)]),
    ],
)
def test_parameters(server, text, parameters, expected):
    with cursor(server) as opened:
        assert ask(opened, text, parameters) == expected


def test_a_prepared_statement_is_asked_again_with_other_values(server):
    with cursor(server) as opened:
        opened.adbc_prepare("SELECT ? + 1")
        assert [ask(opened, "SELECT ? + 1", (number,)) for number in (1, 2)] == [[(2,)], [(3,)]]


def test_the_catalogue_tells_tables_views_and_columns(server, filled):
    with connected(server) as connection:
        info = connection.adbc_get_info()
        assert (info["vendor_name"], connection.adbc_get_table_types()) == ("Nightdesk", ["VIEW"])
        assert connection.adbc_get_table_schema("events").names == list(TABLES["events"].columns)
        with warehouse.open(filled) as house:
            names = {*house.names(), "warehouse_info"}
        (catalog,) = connection.adbc_get_objects(depth="tables").read_all().to_pylist()
        (schema,) = catalog["catalog_db_schemas"]
        assert {table["table_name"] for table in schema["db_schema_tables"]} == names
        found = connection.adbc_get_objects(depth="all", db_schema_filter="main", table_name_filter="event_").read_all().to_pylist()
        (table,) = found[0]["catalog_db_schemas"][0]["db_schema_tables"]
        assert [column["column_name"] for column in table["table_columns"]] == list(TABLES["events"].columns)
        assert connection.adbc_get_objects(depth="all", catalog_filter="other").read_all().to_pylist() == []


@pytest.mark.parametrize(
    "options",
    [
        {"username": "anybody", "password": "wrong"},
        {"username": TOKEN, "password": ""},
        {DatabaseOptions.AUTHORIZATION_HEADER.value: "Bearer wrong"},
        {DatabaseOptions.AUTHORIZATION_HEADER.value: "Bearer "},
        {DatabaseOptions.AUTHORIZATION_HEADER.value: f"Basic {TOKEN}"},
        {DatabaseOptions.AUTHORIZATION_HEADER.value: TOKEN},
        {DatabaseOptions.AUTHORIZATION_HEADER.value: ""},
    ],
)
def test_nobody_asks_without_the_token(server, options):
    with pytest.raises(adbc_driver_manager.ProgrammingError, match="UNAUTHENTICATED"), cursor(server, **options) as opened:
        ask(opened, "SELECT 1")


def test_no_call_is_open_to_those_without_the_token(server):
    client = flight.connect(f"grpc://127.0.0.1:{server.port}")
    for call in (
        lambda: list(client.list_actions()),
        lambda: client.get_flight_info(flight.FlightDescriptor.for_command(packed("CommandGetCatalogs", {}))),
        lambda: client.do_get(flight.Ticket(packed("CommandGetCatalogs", {}))).read_all(),
        lambda: list(
            client.do_action(flight.Action("CreatePreparedStatement", packed("ActionCreatePreparedStatementRequest", {1: b"SELECT 1"})))
        ),
        lambda: list(client.list_flights()),
    ):
        with pytest.raises(flight.FlightUnauthenticatedError):
            call()


def test_a_session_keeps_its_snapshot_and_a_new_one_sees_the_newest(home, commit, make):
    commit(articles=[make.article("a")])
    bearer = {DatabaseOptions.AUTHORIZATION_HEADER.value: f"Bearer {TOKEN}"}
    server = Server(home, TOKEN, port=0, limits=Limits(SECONDS, 256 << 20), workers=2)
    try:
        with cursor(server) as early, cursor(server, **bearer) as at_a_time:
            assert ask(early, "SELECT snapshot FROM warehouse_info") == [(1,)]
            commit(articles=[make.article("b")])
            with cursor(server) as late:
                for _ in range(2):
                    assert ask(early, "SELECT count(*) FROM articles") == [(1,)]
                    assert ask(late, "SELECT count(*) FROM articles") == [(2,)]
                    assert ask(at_a_time, "SELECT count(*) FROM articles") == [(2,)]
    finally:
        server.stop()


def test_a_session_idle_for_long_goes_on_with_the_newest_and_the_idlest_of_too_many_ends(home, commit, make, monkeypatch):
    commit(runs=[make.run()])
    sessions = Sessions(Home.at(home))
    first, second = sessions.begin(), sessions.begin()
    commit(runs=[make.run(2)])
    assert [sessions.snapshot(token) for token in (first, second, None, "unknown")] == [1, 1, 2, 2]
    monkeypatch.setattr("warehouse.serving.sessions.IDLE_SECONDS", -1.0)
    assert sessions.snapshot(first) == 2
    monkeypatch.setattr("warehouse.serving.sessions.MAX_SESSIONS", 2)
    third = sessions.begin()
    assert [sessions.knows(token) for token in (first, second, third)] == [True, False, True]
    sessions.end(first)
    assert not sessions.knows(first)


def test_many_clients_at_once_get_their_own_answers(server):
    wrong = []

    def client(number):
        with cursor(server) as opened:
            for turn in range(10):
                rows = 20_000 + number
                (found,) = ask(opened, f"SELECT count(*), max(range), {turn} FROM range({rows})")
                opened.execute(f"FROM range({rows})")
                total = opened.fetch_arrow_table()["range"]
                if found != (rows, rows - 1, turn) or len(total) != rows:
                    wrong.append((number, turn, found))

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS + 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert wrong == []
    assert not any(thread.is_alive() for thread in threads)


def test_two_answers_of_one_connection_are_taken_in_turns(server):
    with connected(server) as connection, connection.cursor() as one, connection.cursor() as other:
        one.execute("FROM range(300000)")
        other.execute("FROM range(300000)")
        for _ in range(3):
            assert one.fetchone() == other.fetchone()


def test_a_client_that_never_ends_takes_no_time_from_others(server):
    failed = []

    def hang(text):
        with cursor(server) as opened:
            try:
                ask(opened, text)
            except dbapi.Error as error:
                failed.append(str(error))

    texts = ["SELECT levenshtein(repeat('ab', 100000), repeat('ba', 100000))", "SELECT length(lpad('x', 2000000000, 'x'))"]
    threads = [threading.Thread(target=hang, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    with cursor(server) as opened:
        assert [ask(opened, "SELECT 1") for _ in range(20)] == [[(1,)]] * 20
    for thread in threads:
        thread.join(60)
    assert len(failed) == 2
    assert any("more than 5 seconds" in message for message in failed)


def test_an_answer_that_nobody_takes_to_the_end_frees_its_worker(server):
    for _ in range(CLIENTS + 2):
        with cursor(server) as opened:
            opened.execute("FROM range(100000000)")
            opened.fetchone()
    with cursor(server) as opened:
        assert ask(opened, "SELECT 1") == [(1,)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT colour FROM events", "colour"),
        ("SELEC 1", "syntax error"),
        ("DROP VIEW articles", "DROP statements are not allowed"),
        ("SELECT 1; SELECT 2", "Expected one statement"),
        ("SELECT * FROM read_text('/etc/passwd')", "Permission"),
        ("SELECT error('said so')", "said so"),
    ],
)
def test_errors_are_told_without_our_stack(server, text, message):
    with cursor(server) as opened, pytest.raises(dbapi.Error, match=message) as caught:
        ask(opened, text)
    assert "Traceback" not in str(caught.value)
    assert ".py" not in str(caught.value)


@pytest.mark.parametrize(("table", "columns"), [("events", ["event_id"]), ("events_daily", [])])
def test_the_catalogue_tells_keys(server, table, columns):
    command = packed("CommandGetPrimaryKeys", {3: table.encode()})
    keys = flight.connect(f"grpc://127.0.0.1:{server.port}").do_get(flight.Ticket(command), BEARER).read_all()
    assert keys["column_name"].to_pylist() == columns


def test_nothing_can_be_put_in(server):
    with connected(server) as connection, connection.cursor() as opened:
        with pytest.raises(dbapi.Error):
            opened.adbc_ingest("articles", pa.table({"article_id": ["forged"]}), mode="append")
        with pytest.raises(dbapi.Error):
            opened.executemany("INSERT INTO articles VALUES (?)", [("a",)])
        assert ask(opened, "SELECT count(*) FROM articles") == [(1,)]


@given(st.binary(max_size=200))
def test_bytes_that_are_no_message_are_refused(server, data):
    client = flight.connect(f"grpc://127.0.0.1:{server.port}")
    for wrapped in (data, packed("TicketStatementQuery", {1: data}), packed("CommandPreparedStatementQuery", {1: data})):
        with pytest.raises(flight.FlightServerError):
            client.get_flight_info(flight.FlightDescriptor.for_command(wrapped), BEARER)


@given(st.dictionaries(st.integers(1, 1000), st.binary(max_size=300), max_size=5))
def test_a_message_comes_back_as_it_was_packed(fields):
    message = unpacked(packed("Any name", fields))
    assert (message.name, {number: message.data(number) for number in fields}) == ("Any name", fields)


@given(st.binary(max_size=100))
def test_a_message_is_read_or_refused(data):
    try:
        unpacked(packed("Name", {}) + data)
        unpacked(encoded({1: b"type.googleapis.com/arrow.flight.protocol.sql.X", 2: data})).numbers(1)
    except MessageError:
        pass


def test_a_port_that_is_taken_or_a_home_without_a_warehouse_is_said_at_once(server, filled, tmp_path):
    with pytest.raises(warehouse.NoWarehouseError):
        Server(tmp_path, TOKEN, port=0)
    with pytest.raises(warehouse.WarehouseError, match=f"{server.port}"):
        Server(filled, TOKEN, port=server.port)


@pytest.fixture
def served(filled):
    """A server as a command: its process and port."""
    command = [sys.executable, "-m", "flows.cli", "serve", "--port", "0", "--home", str(filled), "--seconds", "60"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "NIGHTDESK_TOKEN": TOKEN})
    port = int(re.search(r":(\d+)$", process.stderr.readline().strip())[1])
    yield process, port
    process.kill()
    process.wait()
    process.stderr.close()


class At:
    def __init__(self, port):
        self.port = port


def children(process):
    """Processes of a server's process group of descendants, by /proc; empty where that isn't."""
    found = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(pid): int(parent) for pid, parent in (line.split() for line in found.splitlines())}
    below, grown = {process.pid}, True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in below} - below
        below, grown = below | more, bool(more)
    return below - {process.pid}


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_command_ends_when_told_to_and_leaves_nothing_behind(served, stop):
    process, port = served
    failed = []

    def busy():  # without the driver, which is not happy to close a statement whose server is gone
        text = b"SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b"
        command = flight.FlightDescriptor.for_command(packed("CommandStatementQuery", {1: text}))
        with flight.connect(f"grpc://127.0.0.1:{port}") as client:
            info = client.get_flight_info(command, BEARER)
            try:
                client.do_get(info.endpoints[0].ticket, BEARER).read_all()
            except flight.FlightError as error:
                failed.append(error)

    thread = threading.Thread(target=busy)
    thread.start()
    time.sleep(1.5)
    below = children(process)
    assert below
    process.send_signal(stop)
    assert process.wait(20) == 0
    assert "Stopped." in process.stderr.read()
    thread.join(20)
    assert len(failed) == 1
    assert not _alive(below)


def test_workers_go_with_a_server_that_is_killed(served):
    process, port = served
    with cursor(At(port)) as opened:
        assert ask(opened, "SELECT 1") == [(1,)]
    below = children(process)
    process.kill()
    process.wait()
    assert not _alive(below)


def _alive(pids):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        left = {pid for pid in pids if _runs(pid)}
        if not left:
            break
        time.sleep(0.1)
    return left


def _runs(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout.strip()
    return bool(state) and not state.startswith("Z")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--host", "0.0.0.0"], "certificate"),
        (["--host", "news.example.org"], "certificate"),
        (["--certificate", __file__], "go together"),
        (["--memory", "1KB"], "no amount of memory"),
        (["--token", ""], "empty"),
    ],
)
def test_what_would_be_unsafe_or_makes_no_sense_is_refused(filled, options, message):
    import typer

    app = typer.Typer()
    cli_serve.register(app)
    called = CliRunner().invoke(app, [*options, "--home", str(filled)], env={"COLUMNS": "200", "NIGHTDESK_TOKEN": None})
    assert called.exit_code == 2
    assert message in called.output


def test_tls(filled, tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "1",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True,
        capture_output=True,
    )  # fmt: skip
    server = Server(
        filled, TOKEN, port=0, limits=Limits(SECONDS, 256 << 20), workers=1, certificate=(certificate.read_text(), key.read_text())
    )
    try:
        trusted = {DatabaseOptions.TLS_ROOT_CERTS.value: certificate.read_text(), "username": "a", "password": TOKEN}
        with cursor(server, scheme="grpc+tls", **trusted) as opened:
            assert ask(opened, "SELECT 1") == [(1,)]
        with pytest.raises(dbapi.Error), cursor(server, scheme="grpc+tls") as opened:
            ask(opened, "SELECT 1")
    finally:
        server.stop()


def test_a_session_is_closed_by_its_client_and_knows_no_other_actions(server):
    client = flight.connect(f"grpc://127.0.0.1:{server.port}")
    options = flight.FlightCallOptions(headers=[client.authenticate_basic_token("anybody", TOKEN)])
    assert {action.type for action in client.list_actions(options)} == {"CreatePreparedStatement", "ClosePreparedStatement", "CloseSession"}
    with pytest.raises(flight.FlightServerError, match="BeginTransaction is not provided"):
        list(client.do_action(flight.Action("BeginTransaction", b""), options))
    assert [result.body.to_pybytes() for result in client.do_action(flight.Action("CloseSession", b""), options)] == [b"\x08\x01"]
    with pytest.raises(flight.FlightUnauthenticatedError):
        list(client.list_actions(options))


def test_the_example_of_the_documentation_runs(server, monkeypatch):
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "serve.md").read_text("utf8")
    (example,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    monkeypatch.setenv("NIGHTDESK_TOKEN", TOKEN)
    names: dict = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(example.replace("8815", str(server.port)), names)
    assert names["table"].column_names == ["event_type", "events"]
