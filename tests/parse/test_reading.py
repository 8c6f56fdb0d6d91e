"""Files found, told apart, opened: on disk, in memory, and on a real S3 server that runs here."""

from __future__ import annotations

import json
import os
import socket
from datetime import date
from pathlib import Path

import fsspec
import pytest

from flows.inputs.listing import FoundFile, find
from flows.inputs.reading import articles, keep, read
from flows.inputs.remote import RemoteError
from flows.inputs.retries import Retries
from transforms.records import Article, ParsedArticle, Rejection

TEXT = "Ferry service resumes\nThe ferry resumed on Monday.\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with two texts, one of them nested, and what is to be passed over."""
    for name in ("b.txt", "a/c.txt", ".hidden.txt", ".git/d.txt", "half.txt.tmp", "half.txt.part"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT + name)
    return tmp_path


def names(found: list[FoundFile], below: Path) -> list[str]:
    return [str(Path(file.uri).relative_to(below)) for file in found]


def test_folders_are_walked_in_order_and_what_is_hidden_or_unfinished_is_passed_over(inbox):
    assert names(list(find([str(inbox)])), inbox) == ["a/c.txt", "b.txt"]


def test_links_that_lead_back_are_not_followed_and_others_are(inbox, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "e.txt").write_text(TEXT)
    (inbox / "a" / "loop").symlink_to(inbox)
    (inbox / "elsewhere").symlink_to(other)
    (inbox / "b2.txt").symlink_to(inbox / "b.txt")
    assert names(list(find([str(inbox)])), inbox) == ["a/c.txt", "b.txt", "b2.txt", "elsewhere/e.txt"]


def test_a_path_that_is_not_there_is_said_at_once(tmp_path):
    with pytest.raises(FileNotFoundError, match="no such file"):
        list(find([str(tmp_path / "missing")]))


def test_the_id_of_a_file_is_of_its_place_and_content(inbox):
    (before,) = find([str(inbox / "b.txt")])
    assert before == next(find([str(inbox / "b.txt")]))
    (inbox / "b.txt").write_text(TEXT + "More.")
    (after,) = find([str(inbox / "b.txt")])
    assert before.file_id.startswith("fil_")
    assert before.file_id != after.file_id


def test_what_is_no_regular_file_is_rejected_and_never_opened(inbox):
    os.mkfifo(inbox / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(inbox / "sock"))
        (inbox / "dangling").symlink_to(inbox / "nowhere")
        rejected = [one for file in find([str(inbox)]) for one in read(file) if isinstance(one, Rejection)]
    assert {(Path(one.origin.uri).name, one.reason) for one in rejected} == {
        ("pipe", "unreadable"),
        ("sock", "unreadable"),
        ("dangling", "unreadable"),
    }


def test_a_file_that_is_gone_again_is_rejected(inbox):
    (file,) = find([str(inbox / "b.txt")])
    (inbox / "b.txt").unlink()
    (rejected,) = read(file)
    assert rejected.reason == "unreadable"


def test_a_file_that_grows_while_it_is_read_gives_what_it_had_and_is_told_of(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One."}\n{"text": "Two."}\n')
    (file,) = find([str(path)])
    reading = read(file)
    first = next(reading)
    with open(path, "a", encoding="utf8") as stream:
        stream.write('{"text": "Three."}\n')
    rest = list(reading)
    assert isinstance(first, ParsedArticle)
    assert rest[-1].reason == "changed"


def test_articles_have_their_origin_and_the_day_that_was_given(inbox):
    (file,) = find([str(inbox / "b.txt")])
    (article,) = articles(file, date(2031, 3, 10))
    assert isinstance(article, Article)
    assert (article.source_uri, article.source_sha256) == (file.uri, file.sha256)
    assert (article.published_at.isoformat(), article.published_at_basis) == ("2031-03-10T00:00:00", "metadata")


def test_the_bytes_of_a_refused_file_are_kept_once(inbox, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    (file,) = find([str(inbox / "b.txt")])
    kept = keep(file, home)
    assert kept == f"raw/{file.sha256[:2]}/{file.sha256}.zst"
    assert keep(file, home) == kept
    (same,) = (one for found in find([str(home)]) for one in read(found))
    assert same.headline == "Ferry service resumes"
    assert keep(FoundFile("gone", error="No such file"), home) is None


def test_bytes_that_are_others_by_now_are_not_kept_under_the_old_hash(inbox, tmp_path):
    (file,) = find([str(inbox / "b.txt")])
    (inbox / "b.txt").write_text("Something else.")
    assert keep(file, tmp_path / "home") is None
    assert not [path for path in (tmp_path / "home").rglob("*") if path.is_file()]


def test_folders_behind_urls(tmp_path):
    memory = fsspec.filesystem("memory")
    memory.pipe("/night/a/one.txt", TEXT.encode())
    memory.pipe("/night/two.jsonl", json.dumps({"text": "Two."}).encode())
    memory.pipe("/night/.hidden", b"x")
    try:
        found = list(find(["memory://night"]))
        assert [file.uri.rsplit("/", 1)[-1] for file in found] == ["one.txt", "two.jsonl"]
        assert [one.source_format for file in found for one in articles(file)] == ["text", "jsonl"]
        assert keep(found[0], tmp_path) is not None
    finally:
        memory.rm("/night", recursive=True)


def test_a_protocol_that_is_not_known_is_said_at_once():
    with pytest.raises(RemoteError, match="nosuch"):
        list(find(["nosuch://host/file"]))


def test_a_server_that_does_not_answer_is_a_rejection():
    pytest.importorskip("aiohttp")
    (file,) = find(["http://127.0.0.1:9/a.html"], Retries(0))
    (rejected,) = read(file)
    assert rejected.reason == "unreadable"


def test_a_bucket_on_an_s3_server(s3):
    s3.mkdir("inbox")
    s3.pipe("inbox/night/one.txt", TEXT.encode())
    s3.pipe("inbox/night/two.jsonl", json.dumps({"id": 2, "text": "Two."}).encode())
    found = list(find(["s3://inbox/night"]))
    assert [file.uri for file in found] == ["s3://inbox/night/one.txt", "s3://inbox/night/two.jsonl"]
    assert [one.source_uri for file in found for one in articles(file)] == [file.uri for file in found]
