"""Exports to URLs: whole or recognisably not, taken up where they were cut short, and never over what something else wrote."""

from __future__ import annotations

import hashlib
import json

import fsspec
import pytest
import typer
from typer.testing import CliRunner

import warehouse
from flows.cli import export as cli_export
from transforms.schema import TABLES
from warehouse.errors import WarehouseError
from warehouse.exports.export import FORMATS, export
from warehouse.exports.target import CROISSANT, DATA_PACKAGE, UNFINISHED, Bucket, Folder, target_at


@pytest.fixture(scope="module")
def filled(tmp_path_factory, good, make):
    home = tmp_path_factory.mktemp("export") / "home"
    make.commit(home, **good)
    return home


@pytest.fixture
def house(filled):
    with warehouse.open(filled) as opened:
        yield opened


@pytest.fixture
def memory():
    """fsspec's files in memory, of which there are none at first."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    yield system
    system.store.clear()


@pytest.fixture
def bucket(s3):
    """A bucket named `news` on an S3 server."""
    s3.mkdir("news")
    return s3


def names(system, folder):
    system.invalidate_cache()
    return {name.rsplit("/", 1)[-1] for name in system.find(folder)}


def is_whole(system, folder):
    """Whether datapackage.json and croissant.json are there, and every file as they say."""
    package = json.loads(system.cat_file(f"{folder}/{DATA_PACKAGE}"))
    croissant = json.loads(system.cat_file(f"{folder}/{CROISSANT}"))
    contents = {one["path"]: system.cat_file(f"{folder}/{one['path']}") for one in package["resources"]}
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    return all(one["hash"] == f"sha256:{sums[one['path']]}" for one in package["resources"]) and all(
        one["sha256"] == sums[one["contentUrl"]] for one in croissant["distribution"]
    )


@pytest.mark.parametrize("output_format", FORMATS)
def test_every_format_lies_there_whole_with_its_metadata(house, memory, output_format):
    written = export(house, "memory://news/today", output_format)
    assert is_whole(memory, "/news/today")
    files = {one.path.rsplit("/", 1)[-1] for one in written}
    assert names(memory, "/news/today") == files | {DATA_PACKAGE, CROISSANT}
    assert {one.path.removeprefix("memory://news/today/") for one in written} == files
    assert {one.name for one in written} == set(TABLES)


def test_a_bucket_on_an_s3_server(house, filled, bucket):
    app = typer.Typer()
    cli_export.register(app)
    call = lambda *arguments: CliRunner().invoke(app, ["s3://news/today", "--home", str(filled), *arguments])  # noqa: E731
    called = call("-f", "csv", "--table", "articles", "--table", "quotes")
    assert called.exit_code == 0, called.output
    assert is_whole(bucket, "news/today")
    assert names(bucket, "news/today") == {"articles.csv", "quotes.csv", DATA_PACKAGE, CROISSANT}
    assert isinstance(call("-f", "csv").exception, WarehouseError)
    assert call("-f", "parquet", "--table", "events", "--replace").exit_code == 0
    assert is_whole(bucket, "news/today")
    assert names(bucket, "news/today") == {"events.parquet", DATA_PACKAGE, CROISSANT}
    bucket.pipe("news/today/mine.txt", b"mine")
    with pytest.raises(WarehouseError, match=r"holds what no export wrote: mine\.txt"):
        export(house, "s3://news/today", replace=True)
    with pytest.raises(WarehouseError, match="s3://nosuch/x can't be used"):
        export(house, "s3://nosuch/x")
    assert not bucket.exists("nosuch")


def test_what_lies_there_stays_unless_it_is_an_export_to_replace(house, memory):
    memory.pipe("/full/letter.txt", b"mine")
    for replace in (False, True):
        with pytest.raises(WarehouseError, match=r"is there already|letter\.txt"):
            export(house, "memory://full", replace=replace)
    assert names(memory, "/full") == {"letter.txt"}


class CutShortError(Exception):
    pass


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize("after", range(5))
def test_an_export_cut_short_is_none_and_the_next_one_mends_it(house, memory, monkeypatch, after, replace):
    """The process ends after some files: no datapackage.json tells of a whole that isn't there, and the same command again makes one."""
    if replace:
        export(house, "memory://news", "csv", tables=["articles", "runs"])
    left = iter(range(after))

    def put(self, path, real=Bucket._put):
        if next(left, None) is None:
            raise CutShortError
        real(self, path)

    with monkeypatch.context() as patch:
        patch.setattr(Bucket, "_put", put)
        if after < 4:
            with pytest.raises(WarehouseError):
                export(house, "memory://news", "csv", tables=["articles", "events"], replace=replace)
            assert DATA_PACKAGE not in names(memory, "/news")
    export(house, "memory://news", "csv", tables=["articles", "events"], replace=replace)
    assert is_whole(memory, "/news")
    assert names(memory, "/news") == {"articles.csv", "events.csv", DATA_PACKAGE, CROISSANT}


def test_a_file_that_arrives_cut_is_noticed(house, memory, monkeypatch):
    monkeypatch.setattr(memory, "put_file", lambda source, target: memory.pipe_file(target, b"cut"), raising=False)
    with pytest.raises(WarehouseError, match="has 3 bytes in place of"):
        export(house, "memory://news", "csv", tables=["articles"])
    assert DATA_PACKAGE not in names(memory, "/news")
    assert UNFINISHED in names(memory, "/news")


@pytest.mark.parametrize(("url", "message"), [("nosuch://x/y", "nosuch"), ("http://127.0.0.1:1/x", "can't be used")])
def test_places_that_can_not_be_used_are_said(house, url, message):
    with pytest.raises(WarehouseError, match=message):
        export(house, url, "csv", tables=["runs"])


def test_a_file_url_is_a_folder(house, tmp_path):
    assert isinstance(target_at(f"file://{tmp_path}/out"), Folder)
    (written,) = export(house, f"file://{tmp_path}/out", "csv", tables=["runs"])
    assert written.path == str(tmp_path / "out" / "runs.csv")
    assert not [path for path in tmp_path.iterdir() if path.name != "out"]
