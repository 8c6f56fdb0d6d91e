"""The run report: what the page says, and that it is safe to open anywhere."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from flows.monitoring import report
from flows.monitoring.drawing import MARGIN, Frame, Point, framed, land, sparkline, world_map
from warehouse.errors import NotFoundError, NoWarehouseError

STORM = 'A storm killed two people in Lisbon on Tuesday and injured at least seven, Mayor Ana Ribeiro said.\n"We have never seen such wind as this," Ribeiro said.'
STORIES = [
    {"id": "a", "title": "Storm <script>alert(1)</script> & rain", "text": STORM, "published_at": "2026-03-03", "publisher": "Tejo <b>Post</b>", "url": "https://example.org/a?x=1&y=2"},
    {"id": "b", "title": "Blast in Lyon", "text": "An explosion killed five people in Lyon on Monday, police said.", "published_at": "2026-03-03", "url": "javascript:alert(2)"},
    {"id": "c", "title": "Memorial", "text": "A quake killed 80 people in Lima in 2007.", "published_at": "2026-03-03"},
]  # fmt: skip


@pytest.fixture(scope="module")
def home(cli, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    inbox = folder / "inbox"
    inbox.mkdir()
    (inbox / "night.jsonl").write_text("\n".join(map(json.dumps, STORIES)), "utf8")
    (inbox / "empty<i>.txt").write_bytes(b"")
    cli("run", inbox, "--home", folder / "home")
    return folder / "home"


@pytest.fixture(scope="module")
def page(home: Path) -> html.HtmlElement:
    return html.fromstring(report.write(home).read_text("utf8"))


def test_it_tells_the_counts_the_incidents_and_the_rejects(page):
    tiles = dict(zip(page.xpath("//dl//dt/text()"), page.xpath("//dl//dd/text()"), strict=True))
    assert (tiles["new articles"], tiles["rejected"]) == ("3", "1")
    rows = [" ".join(row.text_content().split()) for row in page.xpath("//table[@class='incidents']/tbody/tr")]
    assert rows[0].startswith("1 ")
    assert "Lyon, France 2 Mar 2026 5" in rows[0]
    assert "Lisbon, Portugal 3 Mar 2026 2 7 or more" in rows[1]
    assert "empty<i>.txt" in page.text_content()
    assert "Ana Ribeiro" in page.text_content()
    assert len(page.xpath("//*[@class='dot']")) == 2


def test_what_an_article_only_recalls_is_not_the_nights(page):
    assert "Lima" not in " ".join(page.xpath("//table[@class='incidents']")[0].itertext())


def test_it_needs_nothing_from_elsewhere_and_runs_nothing(page):
    assert not page.xpath("//script | //link | //img | //iframe | //@src | //@onload | //@onclick")
    assert all(address.startswith(("http://", "https://")) for address in page.xpath("//@href"))
    assert set(page.xpath("//a/@href")) == {"https://example.org/a?x=1&y=2"}
    style = "".join(page.xpath("//style/text()"))
    assert not [loader for loader in ("url(", "@import") if loader in style]


def test_it_suits_phone_paper_and_night(page):
    style = "".join(page.xpath("//style/text()"))
    assert page.xpath("//meta[@name='viewport']")
    assert [kind for kind in ("max-width: 40rem", "@media print", "prefers-color-scheme: dark") if kind not in style] == []


def test_text_from_outside_stays_text(page):
    assert not page.xpath("//b | //i")
    assert "Storm <script>alert(1)</script> & rain" in page.text_content()
    assert "Tejo <b>Post</b>" in page.text_content()


def test_the_last_run_is_also_latest(home, cli):
    done = cli("report", "1", "--home", home)
    assert Path(done.stdout.strip()) == home / "reports" / "run_000001.html"
    assert (home / "reports" / "latest.html").read_text("utf8") == (home / "reports" / "run_000001.html").read_text("utf8")


def test_a_run_that_is_not_there_is_named(home, tmp_path):
    with pytest.raises(NotFoundError, match="run_000099"):
        report.write(home, "run_000099")
    with pytest.raises(NoWarehouseError):
        report.write(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("low", "best", "high", "said"),
    [
        (2, 2, 2, "2"),
        (2, 3, 5, "3 (2 to 5)"),
        (10, 10, None, "10 or more"),
        (None, None, None, ""),
        (0, 0, 0, "0"),
        (1, 1200, 1200, "1,200 (1 to 1,200)"),
    ],
)
def test_tolls_are_told_with_their_range(low, best, high, said):
    assert report.toll({"killed_low": low, "killed_best": best, "killed_high": high}, "killed") == said


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ([3, 7, 7, 11], "3 → 7 → 11"),
        ([3, None, 3], ""),
        ([], ""),
        ([0, 1], "0 → 1"),
        ([1, 2, 3, 4, 5, 6, 7], "… → 3 → 4 → 5 → 6 → 7"),
    ],
)
def test_a_toll_that_changed_shows_how(figures, said):
    row = {"figures": [{"measure": "killed", "best": best} for best in figures] + [{"measure": "injured", "best": 99}]}
    assert report.history(row, "killed") == said


@pytest.mark.parametrize(
    ("first", "last", "precision", "said"),
    [
        (date(2026, 5, 3), date(2026, 5, 3), "day", "3 May 2026"),
        (date(2026, 5, 3), date(2026, 5, 9), "week", "3 to 9 May 2026"),
        (date(2026, 4, 30), date(2026, 5, 2), "day", "30 Apr to 2 May 2026"),
        (date(2025, 12, 30), date(2026, 1, 2), "day", "30 Dec 2025 to 2 Jan 2026"),
        (date(2026, 5, 1), date(2026, 5, 31), "month", "May 2026"),
        (date(2012, 1, 1), date(2012, 12, 31), "year", "2012"),
        (None, None, "none", "—"),
    ],
)
def test_days_are_told_as_exactly_as_they_are_known(first, last, precision, said):
    assert report.when({"event_date": first, "event_date_end": last, "date_precision": precision}) == said


def test_a_measure_stands_beside_the_median_of_the_runs_before():
    measure = report.Measure("rejected_share", "Rejected", "{:.0%}")
    shown = report.trend(measure, [{"rejected_share": share} for share in (0.1, None, 0.3, 0.5)])
    assert shown is not None
    assert (shown["now"], shown["before"]) == ("50%", "20%")
    assert report.trend(measure, [{"rejected_share": None}]) is None


def test_a_line_is_broken_where_a_value_is_unknown():
    assert str(sparkline([1.0, 2.0, None, 3.0])).count("M") == 2
    assert "circle" not in sparkline([1.0, None])
    assert sparkline([None, None]) == ""


@pytest.mark.parametrize(
    "places",
    [
        [(0.0, 0.0)],
        [(179.0, -50.0)],
        [(-179.5, 70.0), (179.5, -50.0)],
        [(35.1, 48.4), (36.2, 50.0)],
        [(0.0, 89.0)],
        [(10.0, -80.0), (12.0, 85.0)],
    ],
)
def test_the_map_holds_every_point_whole(places):
    frame = framed([Point(*place, 0, "") for place in places])
    assert -180 <= frame.west < frame.east <= 180
    assert -90 <= frame.south < frame.north <= 90
    for longitude, latitude in places:
        assert max(frame.west, -180) <= longitude <= frame.east
        assert frame.south <= latitude <= frame.north
        assert longitude + MARGIN <= frame.east or frame.east == 180


def test_the_map_escapes_its_labels():
    assert "<script>" not in world_map([Point(2.0, 48.0, 3, "<script>", 1)])


def test_north_is_up_and_the_land_is_where_it_is():
    frame = Frame(-180, -90, 180, 90)
    assert frame.y(60) < frame.y(0)
    assert frame.x(-100) < frame.x(100)
    assert len(land()) > 50
    assert all(-180.1 <= x <= 180.1 and -90.1 <= y <= 90.1 for ring in land() for x, y in ring)
