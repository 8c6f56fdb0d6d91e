"""Every format: what is recovered from a well-formed file of it. All texts are our own."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
import zlib
from datetime import datetime

import brotli
import pytest
import zstandard

from transforms.parse import ParseSettings
from transforms.records import ParsedArticle, Rejection

TEXT = "Ferry service resumes in Port Alder\n\nThe ferry resumed on Monday.\nPassengers cheered, the harbour office said.\n"
G2 = """<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:example.org:20310310:FERRY" version="{version}" xml:lang="en-GB">
  <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:EX"><name>Example Wire</name></provider>
    <versionCreated>2031-03-10T08:30:00+02:00</versionCreated><pubStatus qcode="stat:{status}"/></itemMeta>
  <contentMeta><located><name>Port Alder</name></located><headline>Ferry service
     resumes</headline><language tag="en-GB"/></contentMeta>
  <contentSet><inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head>
    <hedline><hl1>Another headline</hl1></hedline><byline>By Ada Writer, <byttl>Staff</byttl></byline></body.head>
    <body.content><p>The ferry resumed
       on Monday.</p><media><media-caption>A picture</media-caption></media><p>Passengers cheered.</p></body.content></body></nitf></inlineXML></contentSet>
</newsItem>"""
NITF = """<nitf><head><docdata><doc-id id-string="ex.17"/><du-key key="FERRY" version="3"/><date.issue norm="20310310T063000Z"/></docdata></head>
<body><body.head><hedline><hl1>Ferry service resumes</hl1></hedline><byline><person>Ada Writer</person></byline>
<dateline><location>PORT ALDER</location></dateline></body.head><body.content><p>The ferry resumed&nbsp;on Monday.</p><p>Passengers cheered.</p></body.content></body></nitf>"""
NEWSML1 = """<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>example.org</ProviderId><DateId>20310310</DateId><NewsItemId>FERRY</NewsItemId>
<RevisionId>2</RevisionId><PublicIdentifier>urn:newsml:example.org:20310310:FERRY:2</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20310310T060000Z</FirstCreated><ThisRevisionCreated>20310310T063000Z</ThisRevisionCreated><Status FormalName="Usable"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine>Ferry service resumes</HeadLine><ByLine>By Ada Writer</ByLine></NewsLines>
<ContentItem><DataContent><body><p>The ferry resumed on Monday.</p><p>Passengers cheered.</p></body></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Example Tribune</title><language>en</language><item><title>Ferry service resumes</title><link>https://example.org/ferry</link>
<guid>tag:example.org,2031:ferry</guid><pubDate>Mon, 10 Mar 2031 08:30:00 +0200</pubDate><dc:creator>Ada Writer</dc:creator>
<content:encoded><![CDATA[<p>The ferry resumed on Monday.</p><p>Passengers cheered.</p>]]></content:encoded></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Tribune</title><entry><id>tag:example.org,2031:ferry</id><title type="html">Ferry service &lt;b&gt;resumes&lt;/b&gt;</title>
<link rel="alternate" href="https://example.org/ferry"/><published>2031-03-10T06:30:00Z</published><author><name>Ada Writer</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The ferry resumed on Monday.</p><p>Passengers cheered.</p></div></content></entry></feed>"""
NINJS1 = {"uri": "http://example.org/ferry", "type": "text", "versioncreated": "2031-03-10T06:30:00Z", "version": "2", "pubstatus": "usable", "language": "en",
          "byline": "By Ada Writer and Ben Writer", "headline": "Ferry service resumes", "body_text": "The ferry resumed on Monday. Passengers cheered.",
          "body_xhtml": "<p>The ferry resumed on Monday.</p><p>Passengers cheered.</p>"}  # fmt: skip
NINJS3 = {"uri": "http://example.org/ferry", "type": "text", "versionCreated": "2031-03-10T06:30:00Z", "by": "Ada Writer", "standard": {"name": "ninjs", "version": "3.0"},
          "headlines": [{"role": "short", "value": "Ferry"}, {"role": "main", "value": "Ferry service resumes"}],
          "bodies": [{"role": "nitf", "contentType": "text/vnd.IPTC.NITF", "value": NITF}]}  # fmt: skip
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry service resumes | Example Tribune</title>
<meta property="og:site_name" content="Example Tribune"><link rel="canonical" href="/ferry">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Ferry service resumes","datePublished":"2031-03-10T08:30:00+02:00",
"author":[{"@type":"Person","name":"Ada Writer"}]}]}</script></head><body><nav>Home News Sport</nav><article><h1>Ferry service resumes</h1>
<p>The ferry between the two harbours resumed on Monday after a break of three weeks, the harbour office said in a statement.</p>
<p>Passengers cheered as the first boat left the quay shortly after dawn, and the captain sounded the horn for a full minute.</p>
<p>The break had cost the island's shops much of their trade, said the mayor, who had written to the ministry four times.</p></article></body></html>"""
MAIL = """From: Example Wire <desk@example.org>
To: list@example.org
Subject: Ferry service resumes
Date: Mon, 10 Mar 2031 08:30:00 +0200
Message-ID: <17@example.org>
Content-Type: text/plain; charset=utf-8

The ferry resumed on Monday.
Passengers cheered.
"""
MARKDOWN = """---
title: Ferry service resumes
date: 2031-03-10
author: Ada Writer
---
The ferry **resumed** on [Monday](https://example.org).

## What passengers said

Passengers cheered.
"""
CSV = 'id,headline,body,pub_date\n17,Ferry service resumes,"The ferry resumed on Monday.\nPassengers cheered.",2031-03-10T06:30:00Z\n'
WARC_PAGE = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}".encode()


def warc(payload: bytes = WARC_PAGE, kind: str = "response", url: str = "https://example.org/fetched") -> bytes:
    """A record of a WARC file."""
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http\r\nContent-Length: {len(payload)}\r\n\r\n"
    return head.encode() + payload + b"\r\n\r\n"


ARC = b"filedesc://x.arc 0.0.0.0 20310310063000 text/plain 9\n1 0 Here\n\n\nhttps://example.org/ferry 10.0.0.1 20310310063000 text/html %d\n%s\n" % (
    len(WARC_PAGE), WARC_PAGE,
)  # fmt: skip


def docx() -> bytes:
    """A Word document of three paragraphs."""
    stream = io.BytesIO()
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = ("Ferry service resumes", "The ferry resumed on Monday.", "Passengers cheered.")
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{word}"><w:body>{paragraphs}</w:body></w:document>')
        archive.writestr(
            "docProps/core.xml",
            '<c:p xmlns:c="urn:c" xmlns:d="urn:d"><d:creator>Ada Writer</d:creator><d:created>2031-03-10T06:30:00Z</d:created></c:p>',
        )
    return stream.getvalue()


def parquet() -> bytes:
    """A table of one article."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    row = {
        "id": "17",
        "title": "Ferry service resumes",
        "text": "The ferry resumed on Monday.\nPassengers cheered.",
        "published": datetime(2031, 3, 10, 6, 30),
    }
    pq.write_table(pa.Table.from_pylist([row]), stream)
    return stream.getvalue()


def pdf() -> bytes:
    """A page with three lines, made by hand."""
    lines = ("Ferry service resumes", "The ferry resumed on Monday.", "Passengers cheered.")
    drawn = "BT /F1 12 Tf 72 720 Td " + " ".join(f"({line}) Tj 0 -20 Td" for line in lines) + " ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )  # fmt: skip
    content, offsets = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(content))
        content += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return f"{content}xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n".encode()


BODY = "The ferry resumed on Monday.\nPassengers cheered."
WHEN = datetime(2031, 3, 10, 6, 30)
HEADLINE = "Ferry service resumes"
CASES = {
    "NewsML-G2": (G2.format(version=4, status="usable"), {"format": "newsml-g2", "headline": HEADLINE, "text": BODY, "published_at": WHEN, "version": 4, "status": "usable", "source_key": "urn:newsml:example.org:20310310:FERRY", "authors": ("Ada Writer",), "publisher": "Example Wire", "language": "en-GB", "dateline_place": "Port Alder"}),
    "NewsML-G2 canceled": (G2.format(version=5, status="canceled"), {"version": 5, "status": "canceled"}),
    "NITF": (NITF, {"format": "nitf", "headline": HEADLINE, "text": BODY, "published_at": WHEN, "version": 3, "source_key": "ex.17", "authors": ("Ada Writer",), "dateline_place": "PORT ALDER"}),
    "NewsML 1": (NEWSML1, {"format": "newsml", "headline": HEADLINE, "text": BODY, "published_at": WHEN, "version": 2, "status": "usable", "source_key": "urn:newsml:example.org:20310310:FERRY", "authors": ("Ada Writer",)}),
    "RSS": (RSS, {"format": "feed", "headline": HEADLINE, "text": BODY, "published_at": WHEN, "source_key": "tag:example.org,2031:ferry", "url": "https://example.org/ferry", "authors": ("Ada Writer",), "publisher": "Example Tribune", "language": "en"}),
    "Atom": (ATOM, {"format": "feed", "headline": HEADLINE, "text": BODY, "published_at": WHEN, "source_key": "tag:example.org,2031:ferry", "url": "https://example.org/ferry", "authors": ("Ada Writer",)}),
    "ninjs 1": (json.dumps(NINJS1), {"format": "ninjs", "headline": HEADLINE, "text": BODY, "published_at": WHEN, "version": 2, "status": "usable", "source_key": "http://example.org/ferry", "authors": ("Ada Writer", "Ben Writer")}),
    "ninjs 3 with NITF": (json.dumps(NINJS3), {"format": "ninjs", "headline": HEADLINE, "text": BODY, "published_at": WHEN, "authors": ("Ada Writer",)}),
    "e-mail": (MAIL, {"format": "email", "headline": HEADLINE, "text": BODY, "published_at": WHEN, "source_key": "17@example.org", "publisher": "Example Wire"}),
    "Markdown": (MARKDOWN, {"format": "markdown", "headline": HEADLINE, "text": "The ferry resumed on Monday.\n\nWhat passengers said\n\nPassengers cheered.", "published_at": datetime(2031, 3, 10), "authors": ("Ada Writer",)}),
    "CSV": (CSV, {"format": "csv", "headline": HEADLINE, "text": BODY, "published_at": WHEN, "source_key": "17"}),
    "Parquet": (parquet(), {"format": "parquet", "headline": HEADLINE, "text": BODY, "published_at": WHEN, "source_key": "17"}),
    "docx": (docx(), {"format": "docx", "headline": HEADLINE, "text": BODY, "published_at": WHEN, "authors": ("Ada Writer",)}),
    "PDF": (pdf(), {"format": "pdf", "headline": HEADLINE, "text": BODY}),
    "HTML": (PAGE, {"format": "html", "headline": HEADLINE, "published_at": WHEN, "authors": ("Ada Writer",), "publisher": "Example Tribune", "language": "en"}),
    "WARC": (warc(b"", "warcinfo", "") + warc(), {"format": "html", "headline": HEADLINE, "published_at": WHEN, "url": "https://example.org/ferry"}),
    "WARC, a record per gzip member": (gzip.compress(warc(b"", "warcinfo", "")) + gzip.compress(warc()), {"headline": HEADLINE, "url": "https://example.org/ferry"}),
    "WARC of extracted texts": (
        warc(TEXT.encode(), "conversion").replace(b"application/http", b"text/plain"),
        {"format": "text", "headline": "Ferry service resumes in Port Alder", "url": "https://example.org/fetched"},
    ),
    "NITF in UTF-16": ('<?xml version="1.0" encoding="UTF-16"?>'.encode("utf-16") + NITF.encode("utf-16-le"), {"format": "nitf", "text": BODY}),
    "ARC": (ARC, {"format": "html", "headline": HEADLINE, "url": "https://example.org/ferry"}),
    "plain text": (TEXT, {"format": "text", "headline": "Ferry service resumes in Port Alder", "text": "The ferry resumed on Monday.\nPassengers cheered, the harbour office said."}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_fields(parsed, case):
    content, expected = CASES[case]
    articles = [one for one in parsed(content) if isinstance(one, ParsedArticle)]
    assert len(articles) == 1
    assert {name: getattr(articles[0], name) for name in expected} == expected


def test_of_two_dates_of_a_page_the_one_with_the_hour_is_taken(parsed):
    page = PAGE.replace('"2031-03-10T08:30:00+02:00"', '"March 10, 2031"')
    assert parsed(page)[0].published_at == datetime(2031, 3, 10)
    page = page.replace("<title>", '<meta property="article:published_time" content="2031-03-10T08:30:00+02:00"><title>')
    assert parsed(page)[0].published_at == WHEN


def test_a_page_is_its_article_without_what_surrounds_it(parsed):
    (page,) = parsed(PAGE)
    assert page.text.startswith("The ferry between the two harbours resumed")
    assert "Home News Sport" not in page.text


@pytest.mark.parametrize(
    "pack",
    [gzip.compress, bz2.compress, lzma.compress, zstandard.ZstdCompressor().compress, lambda data: gzip.compress(bz2.compress(data))],
)
def test_compression_is_told_by_content_and_may_be_nested(parsed, pack):
    (article,) = parsed(pack(TEXT.encode()), "any.name")
    assert article.headline == "Ferry service resumes in Port Alder"


def zipped(**members: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return stream.getvalue()


def test_members_of_archives_are_named_by_their_path(parsed):
    inner = zipped(**{"wire/a.txt": TEXT, ".hidden": "x", "b.jsonl": '{"text": "One day."}\n{"text": "Two days."}\n'})
    found = parsed(tarred({"day/inner.zip": inner, "day/c.nitf": NITF.encode()}), "night.tgz")
    assert [(one.origin.member, one.format) for one in found] == [
        ("day/inner.zip!/wire/a.txt", "text"), ("day/inner.zip!/b.jsonl#1", "jsonl"), ("day/inner.zip!/b.jsonl#2", "jsonl"), ("day/c.nitf", "nitf"),
    ]  # fmt: skip


def test_each_line_of_json_lines_is_an_article_and_its_text_is_kept_as_given(parsed):
    lines = [{"id": 1, "text": "  As  given. \r\nYes.", "title": "T", "authors": ["A. Writer", "B. Writer"]}, {"id": "x2", "text": "Two."}]
    first, second = parsed("\n".join(map(json.dumps, lines)))
    assert (first.text, first.source_key, first.headline, first.authors) == ("  As  given. \r\nYes.", "1", "T", ("A. Writer", "B. Writer"))
    assert (second.origin.member, second.source_key, second.headline) == ("2", "x2", None)


ANSWERS = (
    [{"text": "One."}, {"text": "Two."}],
    {
        "status": "ok",
        "articles": [
            {"title": "A", "content": "One.", "publishedAt": "2031-03-10T06:30:00Z", "source": {"id": None, "name": "X"}},
            {"content": "Two."},
        ],
    },
    {"response": {"results": [{"webTitle": "A", "bodyText": "no", "body": "One."}, {"body": "Two."}]}},
    {"hits": {"hits": [{"_id": "a", "_source": {"body": "One."}}, {"_id": "b", "_source": {"body": "Two."}}]}},
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": "1", "content_html": "<p>One.</p>"}, {"id": "2", "content_text": "Two."}],
    },
)


@pytest.mark.parametrize("answer", ANSWERS)
def test_answers_of_news_apis(parsed, answer):
    assert [one.text for one in parsed(json.dumps(answer, indent=1))] == ["One.", "Two."]


@pytest.mark.parametrize("size", [3, 70_000, 300_000])
def test_an_array_is_read_an_element_at_a_time(parsed, size):
    records = [{"id": str(number), "text": chr(0x410 + number) * size} for number in range(5)]
    found = parsed(json.dumps(records, ensure_ascii=False, indent=2))
    assert [(one.source_key, one.text) for one in found] == [(record["id"], record["text"]) for record in records]
    cut = parsed(json.dumps(records)[:-10])
    assert [type(one) for one in cut] == [ParsedArticle] * 4 + [Rejection]


def test_markup_in_fields_other_than_text_is_taken_out(parsed):
    for record in ({"text": "<p>One.</p>"}, {"content": "<p>One.</p><p>Two &amp; three.</p>"}, {"body_html": "<div>One.<br>Two.</div>"}):
        (article,) = parsed(json.dumps(record))
        assert article.text == {"text": "<p>One.</p>", "content": "One.\nTwo & three.", "body_html": "One.\nTwo."}[next(iter(record))]


def test_other_field_names_are_a_setting(parsed):
    settings = ParseSettings(fields={"text": "content.full", "title": "content.head", "id": "nr"})
    (article,) = parsed(json.dumps({"nr": 5, "content": {"full": "One.", "head": "H"}}), settings=settings)
    assert (article.text, article.headline, article.source_key) == ("One.", "H", "5")


@pytest.mark.parametrize(
    ("item", "public", "key"),
    [
        ("FERRY", "urn:newsml:example.org:20310310:FERRY:2U", "urn:newsml:example.org:20310310:FERRY"),
        ("ferry-20310310-1", "urn:x:2N", "ferry-20310310-1"),
        ("FERRY", "", "FERRY"),
    ],
)
def test_revisions_of_a_newsml_item_share_their_key(parsed, item, public, key):
    document = NEWSML1.replace(">FERRY<", f">{item}<").replace("urn:newsml:example.org:20310310:FERRY:2", public)
    assert parsed(document)[0].source_key == key


def test_plain_text_in_newsml_keeps_its_lines(parsed):
    document = NEWSML1.replace(
        "<body><p>The ferry resumed on Monday.</p><p>Passengers cheered.</p></body>", "The ferry resumed on Monday.\nPassengers cheered.\n"
    )
    assert parsed(document)[0].text == BODY


def test_preformatted_text_keeps_its_lines(parsed):
    document = NITF.replace(
        "<p>The ferry resumed&nbsp;on Monday.</p><p>Passengers cheered.</p>", "<pre>The ferry resumed on Monday.\nPassengers cheered.</pre>"
    )
    assert parsed(document)[0].text == BODY


def test_names_and_dates_elsewhere_in_nitf(parsed):
    document = NITF.replace(
        "<person>Ada Writer</person>", "By <person><name.given>Ada</name.given><name.family>Writer</name.family></person>"
    )
    document = document.replace('<date.issue norm="20310310T063000Z"/>', "").replace(
        "</location>", '</location><story.date norm="20310310T083000+0200"/>'
    )
    (article,) = parsed(document.replace("<nitf>", '<!DOCTYPE nitf SYSTEM "nitf-3-5.dtd">\n<nitf baselang="en-GB">'))
    assert (article.authors, article.published_at, article.language) == (("Ada Writer",), WHEN, "en-GB")


@pytest.mark.parametrize(
    "content",
    [
        '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>No</title></head><body><p>The ferry resumed on Monday.</p><p>Passengers cheered.</p></body></html></inlineXML>',
        '<inlineXML><x:story xmlns:x="urn:x"><x:p>The ferry resumed on Monday.</x:p><x:p>Passengers cheered.</x:p></x:story></inlineXML>',
        '<inlineData contenttype="text/plain">The ferry resumed on Monday.\nPassengers cheered.</inlineData>',
        '<inlineData contenttype="text/html">&lt;p&gt;The ferry resumed on Monday.&lt;/p&gt;&lt;p&gt;Passengers cheered.&lt;/p&gt;</inlineData>',
        '<inlineData contenttype="text/plain" encoding="bytenc:base64">VGhlIGZlcnJ5IHJlc3VtZWQgb24gTW9uZGF5LgpQYXNzZW5nZXJzIGNoZWVyZWQu</inlineData>',
    ],
)
def test_ways_of_carrying_text_in_newsml_g2(parsed, content):
    before, _ = G2.format(version=1, status="usable").split("<contentSet>")
    (article,) = parsed(before + "<contentSet>" + content + "</contentSet></newsItem>")
    assert (article.text, article.headline) == (BODY, HEADLINE)


def test_a_message_gives_every_item_and_tells_of_those_without_text(parsed):
    item = G2.format(version=1, status="usable").split("?>", 1)[1]
    picture = item.replace("ninat:text", "ninat:picture").replace("FERRY", "PICTURE").split("<contentSet>")[0] + "</newsItem>"
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet><packageItem guid="p"/>{picture}{item}</itemSet></newsMessage>'
    found = parsed(message)
    assert [(one.origin.member, type(one)) for one in found] == [
        ("p", Rejection), ("urn:newsml:example.org:20310310:PICTURE", Rejection), ("urn:newsml:example.org:20310310:FERRY", ParsedArticle),
    ]  # fmt: skip
    assert "picture" in found[1].detail


def test_attachments_of_a_mail_are_read_in_their_turn(parsed):
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Date"] = (
        "a@example.org",
        "b@example.org",
        "See attached",
        "Mon, 10 Mar 2031 08:30:00 +0200",
    )
    message.set_content("Two texts attached.")
    message.add_attachment(docx(), maintype="application", subtype="octet-stream", filename="ferry.docx")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    assert [(one.format, one.origin.member) for one in parsed(bytes(message))] == [("email", None), ("docx", "ferry.docx")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "iso-8859-15", "utf-8"])
def test_encodings_by_mark_or_detection(parsed, encoding):
    text = "Café à Genève rouvert\n\nLe café était fermé depuis l’été, a déclaré la propriétaire, très émue, à côté de l’église.\n"
    (article,) = parsed(text.replace("’", "'").encode(encoding))
    assert article.headline == "Café à Genève rouvert"


def test_a_declared_encoding_is_believed_where_utf8_does_not_fit(parsed):
    page = PAGE.replace("utf-8", "windows-1251").replace("the harbour office", "Портовое управление")
    (article,) = parsed(page.encode("cp1251"))
    assert "Портовое управление" in article.text


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "identity"])
def test_content_encodings_of_archived_responses(parsed, encoding):
    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstandard.ZstdCompressor().compress}.get(
        encoding, bytes
    )
    packed = pack(PAGE.encode())
    chunked = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (100, packed[:100], len(packed) - 100, packed[100:])
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {encoding}\r\n"
    (plain,) = parsed(warc(f"{head}\r\n".encode() + packed))
    (in_chunks,) = parsed(warc(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + chunked))
    (undone,) = parsed(warc(f"{head}Transfer-Encoding: chunked\r\n\r\n{PAGE}".encode()))  # some archives undo both and keep the headers
    assert plain.text == in_chunks.text == undone.text
    assert plain.text.startswith("The ferry between the two harbours resumed")


@pytest.mark.parametrize(
    "damage",
    [("<html ", "<html/ "), ("The ferry", "The \x0bferry"), ("<!doctype html>", "<!DOCTYPE html/>")],
    ids=["closed root", "control", "doctype"],
)
def test_a_page_is_read_for_all_its_slips(parsed, damage):
    assert damage[0] in PAGE
    (article,) = parsed(PAGE.replace(*damage).replace('<html/ lang="en">', '<html lang="en"/>'))
    assert article.text == parsed(PAGE)[0].text
    assert article.headline == HEADLINE
