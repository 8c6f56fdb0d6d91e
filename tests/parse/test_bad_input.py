"""What can't be read ends as a rejection with a reason and a remedy, and the rest goes on."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.parse.fuzz import LIMITED, faults
from tests.parse.test_formats import MAIL, NITF, TEXT, WARC_PAGE, parquet, pdf, tarred, warc, zipped
from transforms.parse import parse
from transforms.records import Origin, ParsedArticle, Rejection

BOMB = '<?xml version="1.0"?><!DOCTYPE n [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><nitf><body><body.content><p>&b;</p></body.content></body></nitf>'
EXTERNAL = '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf><body><body.content><p>&x;</p></body.content></body></nitf>'
WHOLE = {
    "nothing": (b"", "empty"),
    "only white space": (b" \n\t\r\n", "empty"),
    "only marks": (b"--- *** ...\n", "empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200), "binary"),
    "a gzip that is cut short": (gzip.compress(TEXT.encode() * 50)[:-30], "damaged"),
    "a gzip of other bytes": (b"\x1f\x8b\x08\0" + bytes(range(200)), "damaged"),
    "a zip that is cut short": (zipped(**{"a.txt": TEXT})[:-30], "damaged"),
    "Parquet that is cut short": (parquet()[:-40], "damaged"),
    "a PDF that is cut short": (pdf()[:150], "damaged"),
    "XML that is cut short": (NITF[:300], "malformed"),
    "XML with entities": (BOMB, "unsafe_xml"),
    "XML with an external entity": (EXTERNAL, "unsafe_xml"),
    "XML with entities in UTF-16": (BOMB.replace('version="1.0"', 'version="1.0" encoding="UTF-16"').encode("utf-16"), "unsafe_xml"),
    "XML of another kind": ('<?xml version="1.0"?><schema xmlns="urn:x"/>', "no_article"),
    "JSON that is cut short": ('{\n "text": "One', "malformed"),
    "JSON that is no record": ("[[1, 2]]", "no_article"),
    "JSON nested without end": ("[" * 100_000, "malformed"),
    "a record without text": ('{"id": 1, "title": "Only a title"}', "no_article"),
    "ninjs without a uri": ('{"uri": "", "headline": "H", "body_text": "One."}', "invalid"),
    "ninjs with a body that is no string": ('{"uri": "u", "body_text": {"a": "One."}}', "invalid"),
    "a page without text": ("<html><head><title>T</title></head><body><img src=x></body></html>", "no_article"),
    "a feed without entries": ("<rss><channel><title>T</title></channel></rss>", "no_article"),
    "a mail without text": (MAIL.split("\n\n", maxsplit=1)[0] + "\n\n", "no_article"),
    "front matter without a text": ("---\ntitle: T\n---\n", "empty"),
    "CSV of other things": ("id,headline,body\n17,,\n", "no_article"),
}  # fmt: skip


@pytest.mark.parametrize("case", WHOLE)
def test_a_file_that_gives_no_article(reasons, case):
    content, reason = WHOLE[case]
    assert set(reasons(content)) == {reason}


def test_one_bad_line_costs_only_itself(parsed):
    found = parsed('{"text": "One."}\n{"text": "Tw\n\n{"text": "Three."}\n', "a.jsonl")
    assert [(one.origin.member, type(one)) for one in found] == [("1", ParsedArticle), ("2", Rejection), ("4", ParsedArticle)]


def test_a_bad_first_line_costs_only_itself(parsed):
    assert [type(one) for one in parsed('{"text": "On\n{"text": "Two."}\n{"text": "Three."}')] == [Rejection, ParsedArticle, ParsedArticle]


def test_a_damaged_record_costs_only_itself(parsed):
    found = parsed(warc() + b"\0\0 rubbish \r\n" + warc(url="https://example.org/2"))
    assert [type(one) for one in found] == [ParsedArticle, Rejection, ParsedArticle]
    assert found[1].reason == "damaged"


def test_a_damaged_member_costs_only_itself(parsed):
    found = parsed(zipped(**{"a.gz": gzip.compress(TEXT.encode())[:-12], "b.txt": TEXT}))
    assert [(one.origin.member, type(one)) for one in found] == [("a.gz", Rejection), ("b.txt", ParsedArticle)]


def test_a_warc_that_ends_early_keeps_what_came_before(parsed):
    found = parsed(warc() + warc(url="https://example.org/2")[:-200])
    assert [type(one) for one in found] == [ParsedArticle, Rejection]
    assert found[1].reason == "damaged"


def test_records_that_are_no_article_are_summed_up(parsed):
    found = parsed(warc(WARC_PAGE.replace(b"200 OK", b"404 Not Found")) + warc(b"\x89PNG", "resource") * 2 + warc())
    assert [type(one) for one in found] == [ParsedArticle, Rejection]
    assert "2 of application/http" in found[1].detail
    assert "1 of HTTP status 404" in found[1].detail


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\x.txt", "a/../../b.txt"])
def test_members_that_climb_out(reasons, name):
    assert reasons(zipped(**{name: TEXT})) == ["unsafe_path"]
    assert reasons(tarred({name: TEXT.encode()})) == ["unsafe_path"]


def test_links_in_archives(reasons):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            entry = tarfile.TarInfo("link")
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
    assert reasons(stream.getvalue()) == ["unsafe_path"] * 4
    entry = zipfile.ZipInfo("link")
    entry.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    assert reasons(stream.getvalue()) == ["unsafe_path"]


def test_a_locked_member(reasons):
    content = bytearray(zipped(**{"a.txt": TEXT}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert reasons(bytes(content)) == ["encrypted"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (gzip.compress(b'{"text": "a"}\n' * 50_000), "bomb"),
        (gzip.compress(gzip.compress(b'{"text": "a"}\n' * 500_000)), "bomb"),
        (zipped(**{f"{i}.txt": TEXT for i in range(11)}), "bomb"),
        (tarred({f"{i}": b"" for i in range(11)}), "bomb"),
        (gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"a")))), "too_deep"),
        (b"Long\n" + b"a " * 6_000, "too_large"),
        (NITF.replace("Monday", "a" * 10_001), "too_large"),
        ('{"text": "' + "a" * 5_000 + '"}', "too_large"),
        (warc(WARC_PAGE + b" " * 5_000), "too_large"),
    ],
    ids=["gzip", "gzip in gzip", "zip of many", "tar of many", "gzip four deep", "long text", "long NITF", "long JSON", "long page"],
)  # fmt: skip
def test_limits(parsed, content, reason):
    assert reason in [
        one.reason for one in parsed(content, "a.jsonl" if content[:1] == "{" else "a", LIMITED) if isinstance(one, Rejection)
    ]


def test_after_a_line_that_is_too_long_reading_goes_on(parsed):
    found = parsed('{"text": "One."}\n{"text": "' + "a" * 3_000_000 + '"}\n{"text": "Three."}\n', "a.jsonl", LIMITED)
    assert [(one.origin.member, type(one)) for one in found] == [("1", ParsedArticle), ("2", Rejection), ("3", ParsedArticle)]


def test_many_rejections_of_one_file_are_summed_up(parsed):
    found = parsed('{"x": 1}\n' * 100, "a.jsonl", LIMITED)
    assert len(found) == 6
    assert found[-1].detail.startswith("and 95 more")


def test_a_stream_that_fails_is_a_rejection():
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    (found,) = parse(Failing(b"x"), Origin("x"))
    assert isinstance(found, Rejection)
    assert found.reason == "unreadable"


@settings(max_examples=250, deadline=None)
@given(st.integers(min_value=0))
def test_whatever_the_bytes_are_something_comes_out_and_nothing_is_raised(seed):
    assert not faults(seed)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=2_000))
def test_any_bytes_at_all(content):
    assert list(parse(io.BytesIO(content), Origin("any")))
