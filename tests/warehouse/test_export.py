"""Exports: what stands in the files, what the metadata say of them, and what is refused."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from zipfile import ZipFile

import duckdb
import frictionless
import pyarrow.parquet as pq
import pytest
import typer
from typer.testing import CliRunner

import warehouse
from flows.cli import export as cli_export
from transforms.schema import FIELDS, TABLES
from warehouse.errors import NotFoundError, QueryError, WarehouseError
from warehouse.exports.export import CROISSANT, DATA_PACKAGE, FORMATS, export
from warehouse.exports.formats import WRITERS, Content

TRICKY = "=1+1 “said” \x07, \r\nnext"


@pytest.fixture(scope="module")
def filled(tmp_path_factory, good, make):
    home = tmp_path_factory.mktemp("export") / "home"
    make.commit(home, **good)
    second = make.article("b", headline=TRICKY, published_at=None, authors=["A", "B"])
    make.commit(home, articles=[second], fingerprints=[make.fingerprint(second)])
    return home


@pytest.fixture
def house(filled):
    with warehouse.open(filled) as opened:
        yield opened


def rows(house, name):
    return house.table(name).to_arrow().to_pylist()


def test_parquet_holds_the_rows_and_what_the_columns_mean(house, tmp_path):
    written = export(house, tmp_path / "out")
    assert {one.name: one.rows for one in written} == {name: len(rows(house, name)) for name in TABLES}
    for one in written:
        table = pq.read_table(one.path)
        assert table.to_pylist() == rows(house, one.name)
        assert table.schema.metadata[b"description"].decode() == TABLES[one.name].description
        assert [column.metadata[b"description"].decode() for column in table.schema] == [
            FIELDS[name].description for name in table.column_names
        ]


def test_duckdb_holds_tables_comments_and_keys(house, tmp_path):
    export(house, tmp_path / "out", "duckdb")
    with duckdb.connect(tmp_path / "out" / "nightdesk.duckdb", read_only=True) as made:
        for name in TABLES:
            assert made.sql(f"FROM {name}").to_arrow_table().to_pylist() == rows(house, name)
        comments = made.execute("SELECT comment FROM duckdb_tables() WHERE table_name = 'events'").fetchall()
        assert comments == [(TABLES["events"].description,)]
        assert made.execute("SELECT count(*) FROM duckdb_columns() WHERE comment IS NULL AND NOT internal").fetchone() == (0,)
        keys = made.execute("SELECT constraint_type, count(*) FROM duckdb_constraints() WHERE table_name = 'events' GROUP BY 1").fetchall()
        assert dict(keys)["PRIMARY KEY"] == 1
        assert dict(keys)["FOREIGN KEY"] == len(TABLES["events"].references)


def test_sqlite_holds_the_rows_and_their_references_lead_somewhere(house, tmp_path):
    export(house, tmp_path / "out", "sqlite")
    made = sqlite3.connect(tmp_path / "out" / "nightdesk.sqlite")
    assert made.execute("PRAGMA foreign_key_check").fetchall() == []
    assert made.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = made.execute("SELECT headline, authors, published_at, is_current FROM articles ORDER BY source_key").fetchall()
    assert found == [(None, "[]", "2025-07-10T12:00:00", 1), (TRICKY, '["A", "B"]', None, 1)]
    ((statement,),) = made.execute("SELECT sql FROM sqlite_master WHERE name = 'events'")
    assert FIELDS["event_date"].description in statement


def test_xlsx_holds_texts_as_they_are_and_says_what_it_cut(make, tmp_path):
    body = "x" * 40_000
    make.commit(tmp_path / "home", articles=[make.article(headline=TRICKY, body=body)], runs=[make.run()])
    with warehouse.open(tmp_path / "home") as house:
        (written,) = export(house, tmp_path / "out", "xlsx", tables=["articles"])
    assert (written.rows, written.cut) == (1, 1)
    sheet = ZipFile(written.path).read("xl/worksheets/sheet1.xml").decode()
    assert "=1+1 “said” _x0007_" in sheet
    assert "<f>" not in sheet
    assert "x" * 32_767 in sheet
    assert "x" * 32_768 not in sheet


def test_xlsx_refuses_more_rows_than_a_sheet_has(house, tmp_path, monkeypatch):
    monkeypatch.setattr("warehouse.exports.formats.SHEET_ROWS", 2)
    with pytest.raises(WarehouseError, match="articles has 2 rows, and an Excel sheet holds 1 below its header"):
        export(house, tmp_path / "out", "xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("output_format", FORMATS)
def test_the_data_package_is_valid(house, tmp_path, output_format):
    export(house, tmp_path / "out", output_format, tables=[*TABLES, "current_events", "events_daily"])
    package = json.loads((tmp_path / "out" / DATA_PACKAGE).read_text("utf8"))
    assert [error.note for error in frictionless.Package.metadata_validate(package)] == []
    assert package["resources"][1]["schema"]["primaryKey"] == ["event_id"]


def test_the_data_package_fits_its_csv_files_to_the_last_cell(house, tmp_path):
    export(house, tmp_path / "out", "csv", tables=[*TABLES, "events_daily", "quotes_by_speaker"])
    report = frictionless.validate(str(tmp_path / "out" / DATA_PACKAGE))
    assert report.valid, report.flatten(["name", "type", "fieldName", "note"])
    assert report.stats["tasks"] == len(TABLES) + 2
    with (tmp_path / "out" / "quotes.csv").open("a") as stream:
        stream.write("one cell too few\n")
    assert not frictionless.validate(str(tmp_path / "out" / DATA_PACKAGE)).valid


@pytest.mark.parametrize("output_format", FORMATS)
def test_the_croissant_keeps_the_rules_of_its_specification(house, tmp_path, output_format):
    """The rules of Croissant 1.0 for what we use of it: properties that must be there, ids that are met once, sources that are there."""
    export(house, tmp_path / "out", output_format, tables=[*TABLES, "events_daily"])
    made = json.loads((tmp_path / "out" / CROISSANT).read_text("utf8"))
    assert made["@type"] == "sc:Dataset"
    assert made["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    assert made["name"]
    assert made["description"]
    files = {file["@id"]: file for file in made["distribution"]}
    for file in files.values():
        content = (tmp_path / "out" / file["contentUrl"]).read_bytes()
        assert (file["@type"], file["sha256"]) == ("cr:FileObject", hashlib.sha256(content).hexdigest())
        assert file["contentSize"] == f"{len(content)} B"
        assert "/" in file["encodingFormat"]
    assert [record_set["name"] for record_set in made["recordSet"]] == [*TABLES, "events_daily"]
    fields = [field for record_set in made["recordSet"] for field in record_set["field"]]
    ids = [*files, *(record_set["@id"] for record_set in made["recordSet"]), *(field["@id"] for field in fields)]
    assert len(ids) == len(set(ids))
    for record_set in made["recordSet"]:
        columns = set(house.table(record_set["name"]).relation.columns)
        for field in record_set["field"]:
            assert field["@type"] == "cr:Field"
            assert field["source"]["extract"]["column"] in columns
            assert field["source"]["fileObject"]["@id"] in files
            assert field["dataType"] in {f"sc:{kind}" for kind in ("Text", "Integer", "Float", "Boolean", "Date", "DateTime")}
        for key in record_set.get("key", ()):
            assert key["@id"] in ids


@pytest.mark.parametrize("output_format", FORMATS)
def test_the_croissant_is_valid(house, tmp_path, output_format):
    mlcroissant = pytest.importorskip("mlcroissant", reason="the reference reader is installed apart: one of its parts has no wheel")
    export(house, tmp_path / "out", output_format)
    dataset = mlcroissant.Dataset(jsonld=tmp_path / "out" / CROISSANT)  # raises where a rule is broken
    assert {record_set.name for record_set in dataset.metadata.record_sets} == set(TABLES)
    if output_format in ("parquet", "csv"):
        assert [record["events/trigger"] for record in dataset.records("events")] == [b"killed"]


def test_where_selects_rows_of_views_too(house, tmp_path):
    (written,) = export(house, tmp_path / "out", "csv", tables=["current_articles"], where="headline IS NOT NULL")
    assert written.rows == 1
    assert "foreignKeys" not in (tmp_path / "out" / DATA_PACKAGE).read_text()


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"tables": ["nothing"]}, NotFoundError, "no table or view 'nothing'"),
        ({"tables": ["articles", "runs"], "where": "headline IS NULL"}, QueryError, "doesn't fit runs"),
        ({"tables": ["articles"], "where": "1/0; DROP"}, QueryError, "doesn't fit articles"),
        ({"tables": ["articles"], "where": "source_key::INTEGER = 1"}, QueryError, "The export stopped"),
    ],
)
def test_what_is_refused_leaves_nothing(house, tmp_path, options, error, message):
    with pytest.raises(error, match=message):
        export(house, tmp_path / "out", **options)
    assert list(tmp_path.iterdir()) == []


def test_only_an_earlier_export_is_replaced(house, tmp_path):
    target = tmp_path / "out"
    export(house, target, "csv", tables=["runs"])
    with pytest.raises(WarehouseError, match="is there already"):
        export(house, target)
    export(house, target, tables=["articles"], replace=True)
    assert {path.name for path in target.iterdir()} == {"articles.parquet", DATA_PACKAGE, CROISSANT}
    (target / "mine.txt").write_text("precious")
    with pytest.raises(WarehouseError, match=r"holds what no export wrote: mine\.txt"):
        export(house, target, replace=True)
    assert (target / "mine.txt").read_text() == "precious"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_failure_half_way_leaves_the_earlier_export(house, tmp_path, monkeypatch):
    target = tmp_path / "out"
    export(house, target, tables=["runs"])
    before = {path.name: path.read_bytes() for path in target.iterdir()}

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("warehouse.exports.export.croissant", full)
    with pytest.raises(OSError, match="No space left"):
        export(house, target, replace=True)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_rows_stream(house, tmp_path, monkeypatch):
    """Many more batches than are in memory at a time go through every format in their order."""
    monkeypatch.setattr("warehouse.exports.formats.BATCH_ROWS", 7)
    numbers = list(range(5000))
    house.connection.execute("CREATE TABLE numbers AS SELECT i AS mention_count FROM range(5000) t(i)")
    content = Content("numbers", "Numbers.", house.connection.table("numbers"), {"mention_count": "A number."})
    for output_format, write in WRITERS.items():
        folder = tmp_path / output_format
        folder.mkdir()
        content.rows = 0
        path = folder / write([content], folder)["numbers"]
        assert content.rows == 5000
        if output_format == "sqlite":
            found = sqlite3.connect(path).execute("SELECT mention_count FROM numbers").fetchall()
        elif output_format == "xlsx":
            found = duckdb.sql(
                f"SELECT unnest({re.findall(r'<v>([0-9]+)</v>', ZipFile(path).read('xl/worksheets/sheet1.xml').decode())})::INTEGER"
            ).fetchall()
        elif output_format == "duckdb":
            with duckdb.connect(path, read_only=True) as made:
                found = made.sql("FROM numbers").fetchall()
        else:
            found = duckdb.sql(f"FROM '{path}'").fetchall()
        assert [number for (number,) in found] == numbers, output_format
        assert len(list(folder.iterdir())) == 1
    assert pq.ParquetFile(tmp_path / "parquet" / "numbers.parquet").num_row_groups == 1


def test_the_command(filled, tmp_path):
    app = typer.Typer()
    cli_export.register(app)
    called = CliRunner().invoke(app, [str(tmp_path / "out"), "-f", "csv", "--table", "articles", "--at", "1", "--home", str(filled)])
    assert called.exit_code == 0, called.output
    assert called.stdout.split() == ["articles", "1", "rows", "articles.csv"]
