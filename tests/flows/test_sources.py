"""The sources of settings.toml: what is wrong with them is said, what they name is read, and inboxes are emptied into their archives."""

from __future__ import annotations

import errno
import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import fsspec
import pytest

import warehouse
from flows import nightly
from flows.inputs import feeds, inbox, ledger, sources
from flows.inputs.listing import FoundFile, find, listed
from flows.inputs.retries import Retries
from flows.inputs.sources import PathSource, SourceError
from flows.monitoring.summary import Summary
from flows.settings import SettingsError, load
from tests.flows.web import Answer, Site
from transforms.schema import TABLES
from transforms.schema.arrow import arrow_table

LONG_AGO = 1_700_000_000
TEXT = "Ferry service resumes\nThe ferry resumed on Monday.\n"


def write(path: Path, text: str = TEXT, at: int = LONG_AGO) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf8")
    os.utime(path, (at, at))
    return path


def note(home: Path, *files: FoundFile) -> None:
    """Put files into the ledger, as a run that read them does."""
    now = datetime.now(UTC).replace(tzinfo=None)
    with warehouse.writer(home) as store, store.begin() as changes:
        rows = [
            {
                "file_id": file.file_id, "source_uri": file.uri, "source_sha256": file.sha256, "byte_count": file.byte_count,
                "modified_at": ledger.settled(file.modified_at, now), "read_at": now, "rejected_count": 0, "run_id": changes.run_id, "source_format": "text",
            }
            for file in files
        ]  # fmt: skip
        changes.append("files", arrow_table(TABLES["files"], rows))
        changes.append("runs", arrow_table(TABLES["runs"], [{"run_id": changes.run_id, "started_at": now}]))
        changes.commit()


# --- settings -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("toml", "sentences"),
    [
        ('[[sources]]\npath = "in"\narchive = "in/done"', ["sources[1]: archive in/done lies within in"]),
        ('[[sources]]\npath = "s3://a/in"\narchive = "done"', ["sources[1]: archive done is no place in the store of s3://a/in"]),
        ('[[sources]]\npath = "a"\n[[sources]]\nfeed = "ftp://b"', ["sources[2].feed: ", "given 'ftp://b'"]),
        ('[[sources]]\nfeed = "https://u:p@e.org/rss"', ["sources[1].feed: an address is stored"]),
        ('[[sources]]\npath = "a/in"\n[[sources]]\npath = "b/in"', ["two sources are called in"]),
        ('[[sources]]\npath = "a"\nfolow = true', ["sources[1].folow: there is no such setting"]),
        ('[[sources]]\nname = "a"', ["sources[1].path: Field required"]),
        ("[fetch]\nretries = -1", ["fetch.retries: ", "given -1"]),
        ("[fetch]\nuser_agent = 3\n[reading]\nmax_depht = 4", ["fetch.user_agent: ", "reading.max_depht: "]),
        ("sources = [", ["is no TOML"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_file_and_key(tmp_path, toml, sentences):
    (tmp_path / "settings.toml").write_text(toml)
    with pytest.raises(SettingsError) as refused:
        load(tmp_path)
    for sentence in (str(tmp_path / "settings.toml"), *sentences):
        assert sentence in str(refused.value)


def test_where_a_wrong_setting_stands_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("NIGHTDESK_KEEP_DAYS", "many")
    with pytest.raises(SettingsError, match=r"the command line: processes: .*\nNIGHTDESK_KEEP_DAYS: keep_days: "):
        load(tmp_path, processes=0)


def test_secrets_are_not_said(tmp_path):
    (tmp_path / "settings.toml").write_text('[[sources]]\nfeed = "https://e.org/rss"\nheaders = {Authorization = ["hush"]}')
    with pytest.raises(SettingsError) as refused:
        load(tmp_path)
    assert "hush" not in str(refused.value)


def test_secrets_are_not_kept_with_a_run(tmp_path):
    (tmp_path / "settings.toml").write_text('[[sources]]\nfeed = "https://e.org/rss"\nheaders = {Authorization = "hush"}')
    assert "hush" not in load(tmp_path).model_dump_json()


def test_sources_have_names_and_places(tmp_path):
    (tmp_path / "settings.toml").write_text(
        '[[sources]]\npath = "in/*.gz"\n[[sources]]\npath = "s3://bucket/news"\n[[sources]]\nfeed = "https://e.org:8080/rss"\n'
        '[[sources]]\nname = "wire"\npath = "/srv/wire"\narchive = "read"'
    )
    paths, polled = sources.chosen(load(tmp_path).sources, tmp_path)
    assert [(source.name, source.path, source.archive) for source in paths] == [
        ("gz", f"{tmp_path}/in/*.gz", None),
        ("news", "s3://bucket/news", None),
        ("wire", "/srv/wire", f"{tmp_path}/read"),
    ]
    assert [(source.name, source.follow) for source in polled] == [("e.org-8080", False)]


def test_a_source_that_is_not_there_is_a_warning_and_the_others_are_read(tmp_path):
    write(tmp_path / "in" / "a.txt")
    warnings: list[str] = []
    both = [PathSource(path=str(tmp_path / "gone")), PathSource(path=str(tmp_path / "in"))]
    assert [Path(file.uri).name for file in sources.files(both, warnings, Retries(0))] == ["a.txt"]
    assert len(warnings) == 1
    assert "gone" in warnings[0]
    with pytest.raises(SourceError):
        list(sources.files(both[:1], [], Retries(0)))


# --- the ledger ---------------------------------------------------------------------------------------------------------


def test_a_file_is_known_by_size_and_time_without_being_read(tmp_path, monkeypatch):
    path = write(tmp_path / "in" / "a.txt")
    note(tmp_path, *find([str(path)]))
    monkeypatch.setattr("flows.inputs.ledger.hashed", lambda *_, **__: pytest.fail("was read"))
    with warehouse.writer(tmp_path) as store:
        ((file, is_known),) = ledger.looked_up(listed([str(path)]), store, load(tmp_path))
    assert is_known
    assert len(file.sha256) == 64


@pytest.mark.parametrize(
    ("text", "at", "by_content", "is_known"),
    [
        (TEXT, LONG_AGO + 60, False, True),  # touched
        (TEXT.replace("Monday", "Sunday"), LONG_AGO + 60, False, False),  # written anew
        (TEXT + "More.", LONG_AGO, False, False),
        (TEXT.replace("Monday", "Sunday"), LONG_AGO, False, True),  # told by its bytes alone
        (TEXT.replace("Monday", "Sunday"), LONG_AGO, True, False),
    ],
)
def test_a_file_that_has_changed_is_another(tmp_path, text, at, by_content, is_known):
    path = write(tmp_path / "in" / "a.txt")
    note(tmp_path, *find([str(path)]))
    write(path, text, at)
    with warehouse.writer(tmp_path) as store:
        ((_, found),) = ledger.looked_up(listed([str(path)]), store, load(tmp_path, by_content=by_content))
    assert found is is_known


def test_a_file_that_was_read_right_after_it_changed_is_not_told_by_its_time():
    now = datetime(2026, 3, 3, 12)
    assert ledger.settled(now - timedelta(seconds=1), now) is None
    assert ledger.settled(now - timedelta(minutes=1), now) == now - timedelta(minutes=1)
    assert ledger.settled(None, now) is None


# --- inboxes ------------------------------------------------------------------------------------------------------------


def emptied(home: Path, source: PathSource) -> list[str]:
    with warehouse.writer(home) as store:
        return inbox.archive([source], store, load(home))


def below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_what_is_in_the_ledger_is_moved_by_day_and_nothing_else(tmp_path):
    box, home, archive = tmp_path / "in", tmp_path / "home", tmp_path / "read"
    write(box / "a.txt")
    write(box / "wire" / "b.txt", TEXT + "b")
    note(home, *find([str(box)]))
    write(box / "new.txt", "New.")
    write(box / "wire" / "b.txt", TEXT + "changed", LONG_AGO + 1)
    assert emptied(home, PathSource(path=str(box), archive=str(archive))) == []
    day = f"{datetime.now(UTC):%Y/%m/%d}"
    assert below(archive) == [f"{day}/a.txt"]
    assert below(box) == ["new.txt", "wire/b.txt"]
    assert emptied(home, PathSource(path=str(box), archive=str(archive))) == []
    assert below(archive) == [f"{day}/a.txt"]


@pytest.mark.parametrize(("text", "names"), [(TEXT, ["a.txt"]), ("Other.", ["a-", "a.txt"])])
def test_a_name_that_is_taken_is_not_overwritten(tmp_path, text, names):
    file = next(find([str(write(tmp_path / "in" / "a.txt"))]))
    write(tmp_path / "read/2026/03/03/a.txt", text)
    inbox.move(file, str(tmp_path / "in"), str(tmp_path / "read"), date(2026, 3, 3))
    found = below(tmp_path / "read/2026/03/03")
    assert len(found) == len(names)
    assert all(name.startswith(start) for name, start in zip(found, names, strict=True))
    assert (tmp_path / "read/2026/03/03/a.txt").read_text() == text


def test_an_archive_on_another_disk_gets_whole_files(tmp_path, monkeypatch):
    file = next(find([str(write(tmp_path / "in" / "a.txt"))]))
    rename = Path.replace

    def across(self: Path, target: Path) -> Path:
        if self.parent != Path(target).parent:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", across)
    inbox.move(file, str(tmp_path / "in"), str(tmp_path / "read"), date(2026, 3, 3))
    assert below(tmp_path) == ["read/2026/03/03/a.txt"]


def test_an_inbox_that_cannot_be_emptied_is_a_warning(tmp_path):
    path = write(tmp_path / "in" / "a.txt")
    note(tmp_path / "home", *find([str(path)]))
    write(tmp_path / "read", "a file where a folder should be")
    (warning,) = emptied(tmp_path / "home", PathSource(path=str(tmp_path / "in"), archive=str(tmp_path / "read")))
    assert "The inbox in could not be emptied" in warning
    assert path.exists()


def test_an_inbox_in_a_store_is_emptied_within_it(tmp_path):
    memory = fsspec.filesystem("memory")
    memory.pipe("/box/in/wire/a.txt", TEXT.encode())
    try:
        note(tmp_path, *find(["memory:///box/in"]))
        assert emptied(tmp_path, PathSource(path="memory:///box/in", archive="memory:///box/read")) == []
        assert [name.rpartition("/box/")[2] for name in memory.find("/box")] == [f"read/{datetime.now(UTC):%Y/%m/%d}/wire/a.txt"]
    finally:
        memory.rm("/box", recursive=True)


# --- as a user ----------------------------------------------------------------------------------------------------------


def test_a_run_without_paths_reads_the_sources_and_empties_the_inbox(cli, rows, tmp_path):
    home = tmp_path / "home"
    write(tmp_path / "in" / "a.jsonl", json.dumps({"id": "a", "text": "Rain fell in Cork on Monday."}) + "\n")
    with Site() as site:
        site.answers["/1"] = Answer(
            f"<html><head><title>Ferry</title></head><body><article><p>{'The ferry to the islands resumed on Monday. ' * 8}</p></article></body></html>"
        )
        site.answers["/rss"] = Answer(f"<rss><channel><item><link>{site.url}/1</link></item></channel></rss>", "text/xml")
        home.mkdir()
        (home / "settings.toml").write_text(
            f'[[sources]]\npath = "{tmp_path}/in"\narchive = "{tmp_path}/read"\n'
            f'[[sources]]\nfeed = "{site.url}/rss"\nfollow = true\n[[sources]]\npath = "{tmp_path}/gone"\n[fetch]\npause_seconds = 0\n'
        )
        done = cli("run", "--home", home)
        assert done.returncode == 0, done.stderr
        assert "The source gone can't be read" in done.stdout
        assert rows(home, "select source_key, url is not null as has_url from articles order by 1") == [
            {"source_key": "a", "has_url": False},
            {"source_key": f"{site.url}/1", "has_url": True},
        ]
        assert below(tmp_path / "in") == []
        assert below(home / "feeds") == [f"state/{site.url.removeprefix('http://').replace(':', '-')}.json"]
        again = cli("run", "--home", home)
    assert (again.returncode, "nothing to do" in again.stdout) == (0, True)


def test_a_kill_between_the_commit_and_the_move_loses_nothing_and_doubles_nothing(rows, tmp_path, monkeypatch):
    home, box, archive = tmp_path / "home", tmp_path / "in", tmp_path / "read"
    write(box / "a.jsonl", json.dumps({"id": "a", "text": "Rain fell in Cork on Monday."}) + "\n")
    home.mkdir()
    (home / "settings.toml").write_text(f'quiet = true\n[[sources]]\npath = "{box}"\narchive = "{archive}"\n')

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(inbox, "move", killed)
        with pytest.raises(KeyboardInterrupt):
            nightly.run([], load(home), tracked=False)
    counts = "select (select count(*) from articles) articles, (select count(*) from files) files, (select count(*) from runs) runs"
    assert (rows(home, counts), below(box)) == ([{"articles": 1, "files": 1, "runs": 1}], ["a.jsonl"])
    summary = nightly.run([], load(home), tracked=False)
    assert (summary.snapshot, summary.files_known) == (None, 1)
    assert (rows(home, counts), below(box)) == ([{"articles": 1, "files": 1, "runs": 1}], [])
    assert below(archive) == [f"{datetime.now(UTC):%Y/%m/%d}/a.jsonl"]


def test_what_was_fetched_stays_where_originals_are_not_kept(tmp_path):
    warc = write(tmp_path / "feeds/new/post/1.warc.gz", "x")
    with warehouse.writer(tmp_path) as store:
        assert feeds.clear(store, load(tmp_path)) == []
    assert warc.exists()
    note(tmp_path, *find([str(warc)]))
    with warehouse.writer(tmp_path) as store:
        assert feeds.clear(store, load(tmp_path)) == []
    assert below(tmp_path / "feeds") == [f"read/{datetime.now(UTC):%Y/%m/%d}/post/1.warc.gz"]


def test_known_files_are_not_fetched_from_a_store_again(tmp_path, s3):
    s3.mkdir("news")
    s3.pipe("news/in/a.txt", TEXT.encode())
    s3.pipe("news/in/b.txt.gz", b"x")
    s3.pipe("news/in/c.txt", TEXT.encode() + b"c")
    (a, c) = find(["s3://news/in/*.txt"])
    note(
        tmp_path,
        FoundFile(**{name: getattr(a, name) for name in ("uri", "sha256", "byte_count")}, modified_at=a.modified_at - timedelta(0)),
    )
    with warehouse.writer(tmp_path) as store:
        summary = Summary("", tmp_path)
        new = ledger.new_files(listed(["s3://news/in/*.txt"]), store, load(tmp_path), summary, tmp_path / "copies")
        assert ([file.uri for file in new], summary.files_known) == ([c.uri], 1)
        assert Path(new[0].place).read_bytes() == TEXT.encode() + b"c"
        assert inbox.archive([PathSource(path="s3://news/in/*.txt", archive="s3://news/read")], store, load(tmp_path)) == []
    assert sorted(s3.find("news")) == ["news/in/b.txt.gz", "news/in/c.txt", f"news/read/{datetime.now(UTC):%Y/%m/%d}/a.txt"]
