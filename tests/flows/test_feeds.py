"""Feeds and sitemaps, polled from a real server: what is fetched when, how politely, and that nothing is lost or read twice."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from flows.inputs import feeds, reading
from flows.inputs.fetching import Fetcher
from flows.inputs.listing import find
from flows.inputs.sources import FeedSource
from flows.settings import FetchSettings
from tests.flows.web import Answer, Site
from transforms.parse.links import read_links
from transforms.parse.reasons import Refused
from transforms.records import Article

QUICK = FetchSettings(pause_seconds=0, retries=2, retry_seconds=0.01, timeout_seconds=5)
STORY = "The ferry to the outer islands resumed on Monday after nine days of storms, and the harbour master said that all boats were full until Thursday at least."


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


def page(title: str) -> Answer:
    return Answer(
        f"<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>{title}: {STORY}</p><p>{STORY} It was the longest closure since the service began.</p></article></body></html>"
    )


def rss(*items: str) -> Answer:
    return Answer(f'<rss version="2.0"><channel><title>Harbour Post</title>{"".join(items)}</channel></rss>', "application/rss+xml")


def item(link: str, text: str = "", when: str = "") -> str:
    date = f"<pubDate>{when}</pubDate>" if when else ""
    return f"<item><title>About {link}</title><link>{link}</link><description>{text}</description>{date}</item>"


def sitemap(*pages: tuple[str, str], root: str = "urlset", entry: str = "url") -> Answer:
    entries = "".join(f"<{entry}><loc>{loc}</loc><lastmod>{when}</lastmod></{entry}>" for loc, when in pages)
    return Answer(f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{root}>', "application/xml")


def poll(home: Path, settings: FetchSettings = QUICK, **source: object) -> list[str]:
    with Fetcher(settings) as fetcher:
        return feeds.poll(FeedSource.model_validate(source), fetcher, home)


def stored(home: Path) -> list[Article]:
    """The articles in everything that was fetched."""
    source = feeds.fetched(home)
    found = (article for file in find([source.path] if source else []) for article in reading.articles(file))
    return [article for article in found if isinstance(article, Article)]


def test_a_feed_that_says_it_all_is_read_itself(site, tmp_path):
    site.answers["/rss"] = rss(item(f"{site.url}/1", STORY), item(f"{site.url}/2", STORY + " Twice."))
    assert poll(tmp_path, feed=f"{site.url}/rss") == []
    assert [(article.url, article.publisher) for article in stored(tmp_path)] == [(f"{site.url}/{n}", "Harbour Post") for n in (1, 2)]
    assert site.paths() == ["/rss"]


def test_a_feed_is_asked_for_only_if_it_has_changed(site, tmp_path):
    site.answers["/rss"] = rss(item("/1", STORY))
    poll(tmp_path, feed=f"{site.url}/rss")
    poll(tmp_path, feed=f"{site.url}/rss")
    assert [asked.status for asked in site.asked if asked.path == "/rss"] == [200, 304]
    assert len(stored(tmp_path)) == 1
    site.answers["/rss"] = rss(item("/1", STORY), item("/2", STORY + " More."))
    poll(tmp_path, feed=f"{site.url}/rss")
    assert [asked.status for asked in site.asked if asked.path == "/rss"] == [200, 304, 200]
    assert {article.url for article in stored(tmp_path)} == {"/1", "/2"}


def test_a_feed_of_a_server_without_etags_is_kept_only_if_it_has_changed(site, tmp_path):
    site.answers["/rss"] = rss(item("/1", STORY))
    site.answers["/rss"].headers["ETag"] = ""
    for _ in range(2):
        poll(tmp_path, feed=f"{site.url}/rss")
    assert len(list(find([str(tmp_path / "feeds" / "new")]))) == 1


def test_the_pages_of_a_feed_are_fetched_once(site, tmp_path):
    site.answers |= {"/rss": rss(item("/1"), item("/2")), "/1": page("One"), "/2": page("Two")}
    poll(tmp_path, feed=f"{site.url}/rss", follow=True)
    poll(tmp_path, feed=f"{site.url}/rss", follow=True)
    assert sorted(site.paths()) == ["/1", "/2", "/rss", "/rss"]
    assert sorted((article.headline, article.url) for article in stored(tmp_path)) == [
        ("One", f"{site.url}/1"),
        ("Two", f"{site.url}/2"),
    ]


def test_a_page_that_its_feed_gives_a_new_date_is_asked_for_again(site, tmp_path):
    site.answers |= {"/map": sitemap((f"{site.url}/1", "2026-03-01")), "/1": page("One")}
    poll(tmp_path, feed=f"{site.url}/map", follow=True)
    site.answers |= {"/map": sitemap((f"{site.url}/1", "2026-03-02"))}
    poll(tmp_path, feed=f"{site.url}/map", follow=True)
    assert [asked.status for asked in site.asked if asked.path == "/1"] == [200, 304]
    site.answers |= {"/map": sitemap((f"{site.url}/1", "2026-03-03")), "/1": page("One, corrected")}
    poll(tmp_path, feed=f"{site.url}/map", follow=True)
    assert [article.headline for article in stored(tmp_path)] == ["One", "One, corrected"]


def test_an_index_of_sitemaps_is_followed_and_only_what_changed_is_asked_for(site, tmp_path):
    def index(second: str) -> Answer:
        return sitemap((f"{site.url}/a.xml", "2026-03-01"), (f"{site.url}/b.xml.gz", second), root="sitemapindex", entry="sitemap")

    packed = gzip.compress(str(sitemap((f"{site.url}/2", "2026-03-01")).body).encode())
    site.answers |= {
        "/index": index("2026-03-01"), "/a.xml": sitemap((f"{site.url}/1", "2026-03-01")),
        "/b.xml.gz": Answer(packed, "application/gzip"), "/1": page("One"), "/2": page("Two"), "/3": page("Three"),
    }  # fmt: skip
    assert poll(tmp_path, feed=f"{site.url}/index", follow=True) == []
    assert sorted(site.paths()) == ["/1", "/2", "/a.xml", "/b.xml.gz", "/index"]
    site.asked.clear()
    site.answers |= {"/index": index("2026-03-02"), "/b.xml.gz": sitemap((f"{site.url}/2", "2026-03-01"), (f"{site.url}/3", "2026-03-02"))}
    poll(tmp_path, feed=f"{site.url}/index", follow=True)
    assert site.paths() == ["/index", "/b.xml.gz", "/3"]


def test_the_newest_pages_come_first_and_the_others_the_next_time(site, tmp_path):
    days = [f"2026-03-{day:02}" for day in range(1, 6)]
    site.answers["/map"] = sitemap(*((f"{site.url}/{day}", day) for day in days))
    site.answers |= {f"/{day}": page(day) for day in days}
    poll(tmp_path, feed=f"{site.url}/map", follow=True, max_pages=2)
    assert site.paths() == ["/map", "/2026-03-05", "/2026-03-04"]
    site.asked.clear()
    poll(tmp_path, feed=f"{site.url}/map", follow=True, max_pages=2)
    assert site.paths() == ["/map", "/2026-03-03", "/2026-03-02"]
    assert [asked.status for asked in site.asked if asked.path == "/map"] == [304]


def test_pages_of_long_ago_are_passed_over(site, tmp_path):
    old, new = (f"{datetime.now(UTC) - timedelta(days=days):%Y-%m-%d}" for days in (30, 1))
    site.answers |= {"/map": sitemap((f"{site.url}/old", old), (f"{site.url}/new", new)), "/new": page("New"), "/old": page("Old")}
    poll(tmp_path, feed=f"{site.url}/map", follow=True, days=7)
    assert site.paths() == ["/map", "/new"]


def test_a_server_in_trouble_is_asked_again_and_a_missing_page_is_not(site, tmp_path):
    site.answers |= {"/rss": rss(item("/1"), item("/gone")), "/1": page("One")}
    site.answers["/rss"].failures = 1
    site.answers["/1"].failures = 2
    assert poll(tmp_path, feed=f"{site.url}/rss", follow=True) == []
    assert [asked.status for asked in site.asked if asked.path == "/1"] == [503, 503, 200]
    poll(tmp_path, feed=f"{site.url}/rss", follow=True)
    assert site.paths().count("/gone") == 1


def test_a_page_that_cannot_be_had_is_told_of_and_tried_the_next_time(site, tmp_path):
    site.answers |= {"/rss": rss(item("/1"), item("/2")), "/1": page("One"), "/2": page("Two")}
    site.answers["/2"].failures = 3
    (warning,) = poll(tmp_path, feed=f"{site.url}/rss", follow=True)
    assert "1 of its pages" in warning
    assert "503" in warning
    assert poll(tmp_path, feed=f"{site.url}/rss", follow=True) == []
    assert sorted(article.headline for article in stored(tmp_path)) == ["One", "Two"]


def test_a_host_that_is_down_is_not_asked_for_every_page(site, tmp_path):
    site.answers["/rss"] = rss(*(item(f"/{n}") for n in range(40)))
    site.answers |= {f"/{n}": Answer(status=500) for n in range(40)}
    poll(tmp_path, feed=f"{site.url}/rss", follow=True)
    assert len({path for path in site.paths() if path != "/rss"}) == feeds.FAILURES_IN_A_ROW


def test_a_feed_that_is_down_is_a_warning(tmp_path):
    with Site() as gone:
        address = gone.url
    (warning,) = poll(tmp_path, feed=f"{address}/rss", name="harbour")
    assert warning.startswith("The feed harbour: ")
    assert stored(tmp_path) == []


def test_robots_txt_is_respected(site, tmp_path):
    site.answers |= {
        "/robots.txt": Answer("User-agent: *\nDisallow: /private/\n", "text/plain"),
        "/rss": rss(item("/1"), item("/private/2")), "/1": page("One"), "/private/2": page("Two"),
    }  # fmt: skip
    (warning,) = poll(tmp_path, feed=f"{site.url}/rss", follow=True)
    assert "robots.txt forbids 1 of its pages" in warning
    assert site.paths() == ["/rss", "/1"]
    assert [asked.path for asked in site.asked].count("/robots.txt") == 1


def test_where_robots_txt_cannot_be_asked_nothing_is(site, tmp_path):
    site.answers |= {"/robots.txt": Answer(status=500), "/rss": rss(item("/1", STORY))}
    (warning,) = poll(tmp_path, feed=f"{site.url}/rss")
    assert "a look at its host's robots.txt" in warning
    assert site.paths() == []


def test_it_says_who_it_is_and_pauses_between_requests(site, tmp_path):
    site.answers |= {"/rss": rss(item("/1"), item("/2")), "/1": page("One"), "/2": page("Two")}
    slow = QUICK.model_copy(update={"pause_seconds": 0.15, "user_agent": "harbour-reader/2.1 (+mailto:desk@example.org)"})
    poll(tmp_path, slow, feed=f"{site.url}/rss", follow=True)
    assert {asked.headers["User-Agent"] for asked in site.asked} == {"harbour-reader/2.1 (+mailto:desk@example.org)"}
    times = [asked.at for asked in site.asked]
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.14


def test_headers_with_secrets_go_to_the_feeds_own_host_only(site, tmp_path):
    with Site() as other:
        site.answers |= {"/rss": rss(item(f"{other.url}/1"), item("/2"), item("/3")), "/2": page("Two")}
        site.answers["/3"] = Answer(status=302, headers={"Location": f"{other.url}/1"})
        other.answers["/1"] = page("One")
        poll(tmp_path, feed=f"{site.url}/rss", follow=True, headers={"Authorization": "Bearer x"})
        assert [asked.path for asked in site.asked if "Authorization" in asked.headers] == ["/rss", "/2", "/3"]
        assert other.paths() == ["/1", "/1"]
        assert all("Authorization" not in asked.headers for asked in other.asked)


def test_redirects_are_followed_a_few_times(site, tmp_path):
    site.answers |= {
        "/rss": rss(item("/1"), item("/loop")), "/1": Answer(status=301, headers={"Location": "/2"}), "/2": page("Two"),
        "/loop": Answer(status=302, headers={"Location": "/loop"}),
    }  # fmt: skip
    assert poll(tmp_path, feed=f"{site.url}/rss", follow=True) == []
    assert [article.url for article in stored(tmp_path)] == [f"{site.url}/2"]


def test_what_is_too_large_is_passed_over(site, tmp_path):
    site.answers |= {"/rss": rss(item("/1"), item("/2")), "/1": page("One"), "/2": Answer("<p>" + "x" * 50_000)}
    poll(tmp_path, QUICK.model_copy(update={"max_bytes": 20_000}), feed=f"{site.url}/rss", follow=True)
    assert [article.headline for article in stored(tmp_path)] == ["One"]


def test_a_sitemap_without_follow_says_what_to_set(site, tmp_path):
    site.answers["/map"] = sitemap((f"{site.url}/1", "2026-03-01"))
    (warning,) = poll(tmp_path, feed=f"{site.url}/map")
    assert "set follow = true" in warning


@pytest.mark.parametrize(
    "body", ["", "<html><body>Not a feed</body></html>", "<rss><channel>", '<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>']
)
def test_what_is_no_feed_is_a_warning(site, tmp_path, body):
    site.answers["/rss"] = Answer(body, "application/rss+xml")
    (warning,) = poll(tmp_path, feed=f"{site.url}/rss")
    assert f"{site.url}/rss" in warning


def test_a_kill_between_fetching_and_noting_costs_a_request_and_no_article(site, tmp_path, monkeypatch):
    site.answers |= {"/rss": rss(item("/1")), "/1": page("One")}

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(feeds.Memory, "keep", killed)
        with pytest.raises(KeyboardInterrupt):
            poll(tmp_path, feed=f"{site.url}/rss", follow=True)
    poll(tmp_path, feed=f"{site.url}/rss", follow=True)
    articles = stored(tmp_path)
    assert len({article.article_id for article in articles}) == 1
    assert site.paths().count("/1") == 2


def test_a_memory_that_cannot_be_read_is_none(site, tmp_path):
    site.answers["/rss"] = rss(item("/1", STORY))
    poll(tmp_path, feed=f"{site.url}/rss", name="post")
    (tmp_path / "feeds" / "state" / "post.json").write_text("{")
    assert poll(tmp_path, feed=f"{site.url}/rss", name="post") == []
    assert len(stored(tmp_path)) == 2


@pytest.mark.parametrize(
    ("document", "kind", "dates"),
    [
        (
            (
                '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="self" href="/x"/><link href="a"/>'
                "<published>2026-01-02T03:00:00Z</published><updated>2026-01-03T03:00:00Z</updated></entry></feed>"
            ),
            "feed",
            {"https://example.org/dir/a": datetime(2026, 1, 3, 3)},
        ),
        (
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item><link>https://example.org/b</link></item></rdf:RDF>',
            "feed",
            {"https://example.org/b": None},
        ),
        (
            (
                '<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc> https://example.org/c </loc><news:news>'
                "<news:publication_date>2026-01-05</news:publication_date></news:news></url></urlset>"
            ),
            "sitemap",
            {"https://example.org/c": datetime(2026, 1, 5)},
        ),
        (
            "<sitemapindex><sitemap><loc>https://example.org/s.xml</loc><lastmod>2026-01-05T10:00:00+02:00</lastmod></sitemap></sitemapindex>",
            "index",
            {"https://example.org/s.xml": datetime(2026, 1, 5, 8)},
        ),
    ],
    ids=["atom", "rdf", "news sitemap", "index"],
)
def test_links(document, kind, dates):
    links = read_links(document.encode(), "https://example.org/dir/feed")
    assert (links.kind, links.dates) == (kind, dates)


def test_no_links_in_anything_else():
    with pytest.raises(Refused, match="neither a feed nor a sitemap"):
        read_links(b"<html/>", "https://example.org/")
