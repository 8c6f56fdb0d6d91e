"""Event mentions of several articles become incidents: told once, however often and in whatever batches they come."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.ids import make_id
from transforms.resolve.incidents import join, stories, windows

DAY = date(2026, 3, 10)
LYON, LILLE = ("Lyon", 45.76, 4.84), ("Lille", 50.63, 3.06)
NUMBER = count()


def event(article: str, *, day: date | None = DAY, town=LYON, mode: str | None = "firearms", killed=None, injured=None, clues=(), **other):
    """An event row as the extractor makes it, published the day after."""
    name, latitude, longitude = town or (None, None, None)
    tolls = [
        {"measure": measure, "low": value, "best": value, "high": value, "text": str(value), "char_start": 0, "char_end": 1}
        for measure, value in (("killed", killed), ("injured", injured))
        if value is not None
    ]
    row = {
        "event_id": make_id("event", article, other.get("char_start", 0)), "article_id": article,
        "published_at": datetime(2026, 3, 11, 8), "char_start": 0, "trigger_start": 0, "event_type": "ASSAULT", "event_mode": mode,
        "cameo_root": "18", "quad_class": 4, "intensity": -9.0, "acled_event_type": None, "acled_sub_event_type": None,
        "actor_entity_id": None, "target_entity_id": None, "place_text": name, "place_entity_id": f"ent_{name}" if name else None,
        "country_iso3": "FRA" if name else None, "admin1": None, "latitude": latitude, "longitude": longitude,
        "geo_precision": 1 if name else None, "event_date": day, "event_date_end": day, "date_precision": "day" if day else "none",
        "date_basis": "sentence" if day else None, "modality": "asserted", "negated": False, "same_event_id": None, "tolls": tolls,
        "killed_low": killed, "killed_best": killed, "killed_high": killed, "injured_low": injured, "injured_best": injured,
        "injured_high": injured, "clues": list(clues), "incident_id": None,
    }  # fmt: skip
    return row | other


def articles_of(rows, **fields):
    return {row["article_id"]: {"article_id": row["article_id"], "publisher": f"Paper {row['article_id']}", **fields} for row in rows}


def incident_count(*rows) -> int:
    return len(join(rows, [], articles_of(rows)).incidents)


class TestWhatIsOneIncident:
    def test_same_day_place_and_toll(self):
        assert incident_count(event("a", killed=2, injured=5), event("b", killed=2, injured=5)) == 1

    def test_a_rising_toll_with_a_name_in_common(self):
        assert incident_count(event("a", killed=1, clues=["name:mara lind"]), event("b", killed=3, clues=["name:mara lind"])) == 1

    def test_a_follow_up_that_gives_no_date(self):
        late = event("b", day=None, killed=1, published_at=datetime(2026, 3, 30), clues=["name:mara lind", "age:34"])
        assert incident_count(event("a", killed=1, clues=["name:mara lind", "age:34"]), late) == 1

    def test_two_mentions_of_one_article(self):
        first = event("a", killed=1)
        second = event("a", char_start=90, same_event_id=first["event_id"])
        joined = join([first, second], [], articles_of([first]))
        assert len(set(joined.incident_of.values())) == 1
        assert joined.incidents[0]["mention_count"] == 2

    def test_two_reports_that_name_the_same_ship(self):
        """Many died, the toll rose, and neither report gives a town."""
        sunk = {"event_type": "ACCIDENT", "mode": "drown", "town": None, "clues": ["about:mv halcyon", "about:lake orrin"]}
        early, late = event("a", killed=31, **sunk), event("b", killed=88, published_at=datetime(2026, 3, 13), **sunk)
        assert incident_count(early, late) == 1
        assert incident_count(early, late | {"clues": ["about:mv corsair", "about:lake tamsin"]}) == 2

    def test_an_earthquake_told_of_from_two_towns(self):
        """One says where it began, the other where it destroyed."""
        shaken = {"event_type": "DISASTER", "mode": "earthquake"}
        far = ("Dijon", 47.32, 5.04)
        assert incident_count(event("a", killed=12, **shaken), event("b", killed=12, town=far, **shaken)) == 1
        assert incident_count(event("a", killed=12), event("b", killed=12, town=far)) == 2
        assert incident_count(event("a", killed=12, **shaken), event("b", killed=12, town=LILLE, **shaken)) == 2

    def test_a_storm_by_its_name_in_every_country_that_it_crosses(self):
        crossed = {"event_type": "DISASTER", "mode": "storm", "clues": ["storm:orla"]}
        here, there = event("a", killed=12, **crossed), event("b", killed=4, day=DAY + timedelta(days=3), **crossed)
        there |= {"country_iso3": "ESP", "place_text": "Vigo", "latitude": 42.23, "longitude": -8.72, "published_at": datetime(2026, 3, 15)}
        assert incident_count(here, there) == 1
        assert incident_count(here, there | {"clues": ["storm:bram"]}) == 2


def act(article: str, event_type: str, mode: str | None, **other):
    """An event row of something that is no violence."""
    return event(article, event_type=event_type, mode=mode, **other)


class TestActs:
    """Arrests, charges, protests and words: by who did them to whom and when, by whom else they name, and gatherings by where they were."""

    def test_an_arrest_of_the_same_man_on_one_day(self):
        arrest = {"event_type": "COERCE", "mode": "arrest", "town": None, "target_entity_id": "ent_mayor"}
        assert incident_count(act("a", **arrest), act("b", **arrest)) == 1
        assert incident_count(act("a", **arrest), act("b", **arrest | {"target_entity_id": "ent_banker"})) == 2
        assert incident_count(act("a", **arrest), act("b", **arrest, day=DAY + timedelta(days=40))) == 2

    def test_whom_one_names_and_the_other_has_in_its_headline(self):
        rows = [act("a", "COERCE", "arrest", town=None, clues=["about:jorun valenga"]), act("b", "COERCE", "arrest", town=None)]
        articles = {article: {"article_id": article, "headline": "Valenga seized at the airport"} for article in "ab"}
        assert len(join(rows, [], articles).incidents) == 1
        assert len(join(rows, [], articles | {"b": {"article_id": "b", "headline": "Smuggler seized at the airport"}}).incidents) == 2

    def test_a_president_is_held(self):
        """One names him as whom it was done to, the other only beside "the leader"."""
        held = {"event_type": "COERCE", "mode": "arrest", "town": None, "clues": ["about:odo marek"]}
        rows = [act("a", **held, target_entity_id="ent_marek"), act("b", **held)]
        articles = {
            name: {"article_id": name, "headline": headline}
            for name, headline in (("a", "Officers hold president"), ("b", "Officers on television"))
        }
        assert len(join(rows, [], articles).incidents) == 1

    def test_the_court_town_tells_little(self):
        """A court hears many charges in a day."""
        rows = [act(article, "LEGAL", "charge") for article in "ab"]
        assert incident_count(*rows) == 2

    def test_a_march_in_one_town_on_one_day(self):
        march = {"event_type": "PROTEST", "mode": "demo"}
        rows = [act("a", **march, clues=["about:harbour union"]), act("b", **march, clues=["about:harbour union"])]
        assert incident_count(*rows) == 1
        assert incident_count(rows[0], act("b", **march, town=LILLE)) == 2

    def test_a_march_through_a_city_that_is_a_country(self):
        city = {"place_text": "Singapore", "place_entity_id": "ent_SGP", "country_iso3": "SGP", "geo_precision": 6, "town": None}
        rows = [act(article, "PROTEST", "demo", **city, clues=["about:harbour union"]) for article in "ab"]
        assert incident_count(*rows) == 1
        assert incident_count(*(row | {"country_iso3": "FRA", "place_entity_id": "ent_FRA"} for row in rows)) == 2

    def test_words_need_both_parties_or_the_same_words(self):
        accused = {"event_type": "ACCUSE", "mode": "disapprove", "town": None, "actor_entity_id": "ent_minister"}
        aimed = accused | {"target_entity_id": "ent_company"}
        assert incident_count(act("a", **aimed), act("b", **aimed)) == 1
        assert incident_count(act("a", **accused, trigger="blamed"), act("b", **accused, trigger="criticised")) == 2

    def test_versions_of_one_article(self):
        rows = [act(article, "ACCUSE", "disapprove", town=None, trigger="blamed") for article in "ab"]
        assert len(join(rows, [], articles_of(rows, source_key="wire-1")).incidents) == 1


class TestWhatIsNot:
    def test_what_an_article_only_speaks_of(self):
        spoken_of = event("a", char_start=90, is_general=True)
        joined = join([event("a", killed=1), spoken_of], [], articles_of([spoken_of]))
        assert len(joined.incidents) == 1
        assert spoken_of["event_id"] not in joined.incident_of

    def test_another_town(self):
        assert incident_count(event("a", killed=1), event("b", killed=1, town=LILLE)) == 2

    def test_another_day(self):
        assert incident_count(event("a", killed=1), event("b", killed=1, day=DAY - timedelta(days=9))) == 2

    def test_another_kind(self):
        assert incident_count(event("a", killed=2), event("b", killed=2, mode="explosives")) == 2

    def test_no_more_in_common_than_town_and_day(self):
        assert incident_count(event("a", killed=1, clues=["age:20"]), event("b", injured=3, clues=["age:61"])) == 2

    def test_what_is_denied_or_only_planned_has_no_incident(self):
        rows = [event("a", negated=True), event("b", modality="planned")]
        assert join(rows, [], articles_of(rows)).incident_of == {}


class TestTheRow:
    def test_bounds_over_sources_and_the_majority_for_best(self):
        rows = [
            event("a", killed=2, clues=["name:mara lind"], published_at=datetime(2026, 3, 11, 6)),
            event("b", killed=3, clues=["name:mara lind"], published_at=datetime(2026, 3, 11, 9)),
            event("c", killed=3, clues=["name:mara lind"], published_at=datetime(2026, 3, 11, 12)),
        ]
        (row,) = join(rows, [], articles_of(rows)).incidents
        assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (2, 3, 3)
        assert (row["first_reported_at"], row["last_reported_at"]) == (rows[0]["published_at"], rows[2]["published_at"])
        assert [(figure["article_id"], figure["best"]) for figure in row["figures"]] == [("a", 2), ("b", 3), ("c", 3)]

    def test_copies_of_one_agency_count_once(self):
        rows = [event(article, killed=2, clues=["name:mara lind"]) for article in "abc"] + [event("d", killed=4, clues=["name:mara lind"])]
        articles = articles_of(rows[:3], agency="Agency") | articles_of(rows[3:])
        (row,) = join(rows, [], articles).incidents
        assert (row["article_count"], row["publisher_count"]) == (4, 2)

    def test_spellings_of_one_publisher_count_once(self):
        rows = [event(article, killed=2, clues=["name:mara lind"]) for article in "abc"]
        articles = {
            article: {"article_id": article, "publisher": name} for article, name in zip("abc", ("MW", "Meridian Wire", "Hill Post"))
        }
        (row,) = join(rows, [], articles).incidents
        assert (row["article_count"], row["publisher_count"]) == (3, 2)

    def test_who_was_hurt_and_has_died_since_counts_as_dead(self):
        rows = [
            event(name, killed=1, injured=2, clues=["name:mara lind"], published_at=datetime(2026, 3, 11, hour))
            for hour, name in ((8, "a"), (9, "b"))
        ]
        rows.append(event("c", killed=2, injured=1, clues=["name:mara lind"], published_at=datetime(2026, 3, 12)))
        row = join(rows, [], articles_of(rows)).incidents[0]
        assert (row["killed_low"], row["killed_best"], row["injured_best"]) == (1, 2, 1)

    def test_the_newest_figure_of_a_source_stands(self):
        rows = [
            event("a", killed=2, clues=["name:mara lind"], published_at=datetime(2026, 3, 11, 6)),
            event("b", killed=5, clues=["name:mara lind"], published_at=datetime(2026, 3, 11, 9)),
        ]
        articles = {article: {"article_id": article, "publisher": "One Paper"} for article in "ab"}
        (row,) = join(rows, [], articles).incidents
        assert (row["killed_best"], len(row["figures"])) == (5, 2)

    def test_who_dies_later_is_not_counted_as_injured_too(self):
        rows = [
            event("a", injured=1, clues=["name:mara lind"], published_at=datetime(2026, 3, 11, 6)),
            event("b", killed=1, clues=["name:mara lind"], published_at=datetime(2026, 3, 12, 9)),
        ]
        (row,) = join(rows, [], articles_of(rows)).incidents
        assert (row["killed_best"], row["injured_best"]) == (1, None)

    def test_a_stated_figure_outweighs_one_that_was_counted_up(self):
        """Two reports differ: the newer one has two sentences of one dead each, which may be of one person."""
        counted = event("b", killed=2, clues=["name:mara lind"], published_at=datetime(2026, 3, 12, 9))
        counted["tolls"] += [dict(counted["tolls"][0], low=1, best=1, high=1, char_start=start) for start in (0, 40)]
        rows = [event("a", killed=1, clues=["name:mara lind"]), counted]
        (row,) = join(rows, [], articles_of(rows)).incidents
        assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (1, 1, 2)

    def test_none_said_is_unknown_but_stands_against_a_doubtful_figure(self):
        doubtful = event("b", killed=1, injured=2, clues=["name:mara lind"], published_at=datetime(2026, 3, 12, 9))
        doubtful["tolls"] += [dict(doubtful["tolls"][1], low=1, best=1, high=1, char_start=start) for start in (0, 40)]
        rows = [event("a", killed=1, clues=["name:mara lind"]), doubtful]
        (row,) = join(rows, [], articles_of(rows)).incidents
        assert (row["killed_best"], row["injured_best"], row["injured_high"]) == (1, None, 2)

    def test_the_dead_of_a_large_event_are_counted_for_days(self):
        """Two reports of the first hours don't outvote that of the third day; `low` keeps what they said."""
        clues = ["about:mv halcyon", "about:lake orrin"]
        rows = [event(name, killed=31, clues=clues, published_at=datetime(2026, 3, 11, 8)) for name in "ab"]
        rows.append(event("c", killed=88, clues=clues, published_at=datetime(2026, 3, 13)))
        (row,) = join(rows, [], articles_of(rows)).incidents
        assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (31, 88, 88)

    @pytest.mark.parametrize(("high", "best"), [(None, 12), (4, 4)], ids=["at least four", "four"])
    def test_at_least_four_says_nothing_against_twelve(self, high, best):
        told = {"clues": ["name:mara lind"]}
        rows = [event(name, killed=12, **told) for name in "ab"] + [event(name, killed=4, **told) | {"killed_high": high} for name in "cde"]
        (row,) = join(rows, [], articles_of(rows)).incidents
        assert row["killed_best"] == best


class TestNightByNight:
    def test_a_later_report_joins_the_known_incident(self):
        old, new = event("a", killed=2, injured=5), event("b", killed=2, injured=5)
        known = dict(old, incident_id=join([old], [], articles_of([old])).incident_of[old["event_id"]])
        joined = join([new], [known], articles_of([old, new]))
        assert joined.incident_of == {new["event_id"]: known["incident_id"]}
        assert joined.incidents[0]["article_count"] == 2

    def test_a_report_that_ties_two_incidents_merges_them(self):
        one = event("a", killed=1, clues=["name:mara lind", "age:30"])
        two = event("b", injured=4, clues=["name:omar diaz", "age:50"], published_at=datetime(2026, 3, 11, 9))
        clues = ["name:mara lind", "name:omar diaz", "age:30", "age:50"]
        tie = event("c", killed=1, injured=4, clues=clues, published_at=datetime(2026, 3, 12))
        apart = join([one, two], [], articles_of([one, two])).incident_of
        known = [row | {"incident_id": apart[row["event_id"]]} for row in (one, two)]
        joined = join([tie], known, articles_of([one, two, tie]))
        (redirect,) = joined.redirects
        assert (redirect["replaced_id"], redirect["current_id"]) == (apart[two["event_id"]], apart[one["event_id"]])
        assert set(joined.incident_of.values()) == {redirect["current_id"]}

    def test_what_nothing_new_touches_is_not_written_again(self):
        known = event("a", killed=2, incident_id="inc_one")
        assert join([event("b", town=LILLE, killed=7)], [known], {}).redirects == []
        assert len(join([event("b", town=LILLE, killed=7)], [known], {}).incidents) == 1

    def test_windows_cover_the_days_around_and_long_ones_the_named(self):
        found = windows([event("a", killed=1, clues=["name:mara lind"])])
        near = next(window for window in found if window.clues is None)
        far = next(window for window in found if window.clues is not None)
        assert (near.first, near.last, near.country_iso3) == (DAY - timedelta(days=1), DAY + timedelta(days=1), "FRA")
        assert far.clues == ("name:mara lind",)
        assert far.first < near.first - timedelta(days=30)

    def test_no_windows_of_nothing(self):
        assert windows([]) == []


rows_of_a_week = st.lists(
    st.builds(
        lambda day, town, mode, killed, names: {
            "day": DAY + timedelta(days=day),
            "town": town,
            "mode": mode,
            "killed": killed,
            "clues": sorted(names),
        },
        st.integers(0, 6),
        st.sampled_from([LYON, LILLE, None]),
        st.sampled_from(["firearms", "explosives", None]),
        st.sampled_from([None, 1, 2, 6]),
        st.sets(st.sampled_from(["name:mara lind", "name:omar diaz", "age:30", "street:oak"]), max_size=3),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(rows_of_a_week, st.integers(1, 4), st.randoms(use_true_random=False))
def test_the_same_incidents_with_the_same_ids_whatever_the_batches(specs, size, random):
    rows = [event(f"art_{i:02}", **spec) for i, spec in enumerate(specs)]
    articles = articles_of(rows)
    at_once = join(rows, [], articles)
    shuffled = random.sample(rows, len(rows))
    stored: dict[str, str] = {}
    incidents: dict[str, dict] = {}
    for first in range(0, len(shuffled), size):
        known = [dict(row, incident_id=stored[row["event_id"]]) for row in shuffled[:first]]
        joined = join(shuffled[first : first + size], known, articles)
        stored |= joined.incident_of
        for redirect in joined.redirects:
            del incidents[redirect["replaced_id"]]
        incidents |= {row["incident_id"]: row for row in joined.incidents}
    assert stored == at_once.incident_of
    assert incidents == {row["incident_id"]: row for row in at_once.incidents}


def test_an_incident_is_named_after_its_first_report():
    late, early = event("a", killed=2, injured=5), event("b", killed=2, injured=5, published_at=datetime(2026, 3, 11, 7))
    known = dict(late, incident_id=join([late], [], articles_of([late])).incident_of[late["event_id"]])
    joined = join([early], [known], articles_of([late, early]))
    assert set(joined.incident_of) == {late["event_id"], early["event_id"]}
    assert joined.renamed == {"a"}
    assert [(one["replaced_id"], one["current_id"]) for one in joined.redirects] == [
        (known["incident_id"], joined.incident_of[early["event_id"]])
    ]


def test_an_article_is_of_the_story_of_what_it_tells_most_of():
    first = event("a", killed=1, char_start=10)
    rows = [first, event("a", killed=1, char_start=90, same_event_id=first["event_id"]), event("a", char_start=0, town=LILLE)]
    joined = join(rows, [], articles_of(rows))
    assert stories(rows, joined.incident_of) == {"a": make_id("story", joined.incident_of[first["event_id"]])}


def test_an_incident_of_an_article_that_changed_is_counted_anew():
    rows = [
        event("a", killed=2, clues=["name:mara lind"]),
        event("b", killed=3, clues=["name:mara lind"], published_at=datetime(2026, 3, 12)),
    ]
    articles = articles_of(rows)
    stored = [row | {"incident_id": join(rows, [], articles).incident_of[row["event_id"]]} for row in rows]
    (row,) = join([], stored, articles | {"b": articles["b"] | {"is_current": False}}, {"b"}).incidents
    assert (row["incident_id"], row["killed_best"], row["article_count"]) == (stored[0]["incident_id"], 2, 2)


@pytest.mark.parametrize("rows", [[], [event("z", day=None, published_at=None)]])
def test_nothing_to_go_by(rows):
    assert len(join(rows, [], {}).incidents) == len(rows)
