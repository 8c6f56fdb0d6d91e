"""Each view on a few rows: what goes in, what comes out."""

from __future__ import annotations

from datetime import date, datetime

import duckdb
import pytest

from transforms.ids import make_id
from transforms.schema import TABLES
from transforms.schema.ddl import create_table
from warehouse.views import LAYERS, parse, views

MORNING, EVENING = datetime(2025, 7, 10, 6), datetime(2025, 7, 10, 18)


@pytest.fixture
def ask(make):
    """A function from input rows by table and a query to the rows of its answer."""
    with duckdb.connect() as connection:
        for table in TABLES.values():
            connection.execute(create_table(table))
        for view in views():
            connection.execute(f"CREATE VIEW {view.name} AS {view.query}")

        def answer(query, **tables):
            for name, rows in tables.items():
                connection.register("given", make.table(name, rows))
                connection.execute(f"INSERT INTO {name} SELECT * FROM given")
                connection.unregister("given")
            return connection.execute(query).fetchall()

        yield answer


def test_current_articles_are_those_that_stand(ask, make):
    articles = [
        make.article("stands"),
        make.article("old", is_current=False),
        make.article("withdrawn", status="canceled"),
        make.article("embargoed", status="withheld"),
        make.article("copy", duplicate_of=make_id("article", "stands"), duplicate_kind="exact"),
    ]
    assert ask("SELECT source_key FROM current_articles", articles=articles) == [("stands",)]


def test_current_events_are_those_of_articles_that_stand(ask, make):
    articles = [make.article("a", headline="H"), make.article("old", is_current=False)]
    events = [make.event("e", of="a"), make.event("f", of="old")]
    assert ask("SELECT headline, publisher, trigger FROM current_events", articles=articles, events=events) == [
        ("H", "Example Tribune", "killed")
    ]


def test_current_quotes_are_those_of_articles_that_stand(ask, make):
    articles = [make.article("a", headline="H"), make.article("old", is_current=False)]
    quotes = [make.quote("q", of="a"), make.quote("r", of="a", is_fragment=True), make.quote("s", of="old")]
    assert ask("SELECT headline, is_fragment FROM current_quotes ORDER BY ALL", articles=articles, quotes=quotes) == [
        ("H", False),
        ("H", True),
    ]


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({"modality": "asserted"}, True),
        ({"modality": "claimed"}, True),
        ({"modality": "claimed", "negated": None}, True),
        ({"modality": "planned"}, False),
        ({"modality": "denied"}, False),
        ({"modality": "asserted", "negated": True}, False),
    ],
)
def test_happened_is_what_is_told_as_fact(ask, make, values, counts):
    assert len(ask("FROM happened", articles=[make.article("a")], events=[make.event(**values)])) == counts


def test_statements_leave_quoted_terms_out(ask, make):
    quotes = [make.quote("q"), make.quote("term", is_fragment=True)]
    assert ask("SELECT quote_id FROM statements", articles=[make.article("a")], quotes=quotes) == [(make_id("quote", "q"),)]


def figure(name, published_at, best, publisher="Tribune", measure="killed"):
    return {"article_id": name, "publisher": publisher, "published_at": published_at, "measure": measure, "low": best, "best": best, "high": None,
            "text": str(best), "char_start": 0, "char_end": 1}  # fmt: skip


def test_figures_are_one_row_a_source(ask, make):
    rows = [make.incident(figures=[figure("a", MORNING, 2), figure("b", EVENING, 3)]), make.incident("quiet")]
    assert ask("SELECT article_id, measure, best, high FROM figures ORDER BY 1", incidents=rows) == [
        ("a", "killed", 2, None),
        ("b", "killed", 3, None),
    ]


def test_toll_history_follows_each_measure(ask, make):
    rows = [make.incident(figures=[figure("b", EVENING, 5), figure("a", MORNING, 2), figure("a", MORNING, 9, measure="injured")])]
    query = "SELECT measure, report_number, best, previous_best, change FROM toll_history ORDER BY measure, report_number"
    assert ask(query, incidents=rows) == [("injured", 1, 9, None, None), ("killed", 1, 2, None, None), ("killed", 2, 5, 2, 3)]


def test_events_daily_counts_an_incident_once_where_and_when_it_was(ask, make):
    known = {"event_date": date(2025, 7, 9), "event_date_end": date(2025, 7, 9), "date_precision": "day", "country_iso3": "UKR"}
    events = [
        make.event("e", incident_id="i", **known),
        make.event("vague", incident_id="i", **known | {"date_precision": "week"}),
        make.event("no country", incident_id="i", **known | {"country_iso3": None}),
        make.event("next day", incident_id="i", **known | {"event_date": date(2025, 7, 10)}),
        make.event("other", incident_id="j", **known),
        make.event("of none", incident_id=None, **known | {"country_iso3": "FRA"}),
        make.event("of none, vague", incident_id=None, **known | {"date_precision": "week"}),
        make.event("of a vague one", incident_id="k", **known),
    ]
    incidents = [
        make.incident() | known | {"incident_id": "i", "killed_best": 4},
        make.incident() | known | {"incident_id": "j", "injured_best": 1},
        make.incident() | known | {"incident_id": "k", "killed_best": 7, "date_precision": "month"},
    ]
    query = "SELECT day, country_iso3, report_count, incident_count, killed, injured FROM events_daily ORDER BY ALL"
    assert ask(query, articles=[make.article("a")], events=events, incidents=incidents) == [
        (date(2025, 7, 9), "FRA", 1, 0, None, None),
        (date(2025, 7, 9), "UKR", 5, 2, 4, 1),
    ]


def test_dyads_count_by_month_and_pair(ask, make):
    pair = {"actor_country": "RUS", "target_country": "UKR", "intensity": -9.0, "incident_id": "i"}
    events = [make.event("e", **pair), make.event("f", **pair | {"intensity": -10.0}), make.event("g", actor_country="RUS")]
    query = "SELECT month, actor_country, target_country, report_count, incident_count, mean_intensity FROM dyads"
    assert ask(query, articles=[make.article("a")], events=events) == [(date(2025, 7, 1), "RUS", "UKR", 2, 1, -9.5)]


def test_quotes_by_speaker(ask, make):
    ana = make_id("entity", "Ana Ruiz")
    quotes = [make.quote("q", speaker_entity_id=ana), make.quote("r", speaker_entity_id=ana, kind="indirect"), make.quote("s")]
    query = "SELECT speaker_name, role, quote_count, direct_count, article_count FROM quotes_by_speaker"
    assert ask(query, articles=[make.article("a")], quotes=quotes, entities=[make.entity("Ana Ruiz", roles=["Mayor", "engineer"])]) == [
        ("Ana Ruiz", "Mayor", 2, 1, 1)
    ]


def test_quotes_about_whom_a_statement_names(ask, make):
    body = make.BODY
    quote = make.quote(char_start=0, char_end=len(body), text=body, kind="indirect", speaker_entity_id=make_id("entity", "Ana"))
    mentions = [make.mention("Aleta", "Aleta"), make.mention("Ana", "mayor"), make.mention("Aleta", "We")]
    query = "SELECT about_name, quote_id FROM quotes_about"
    found = ask(query, articles=[make.article("a")], quotes=[quote], mentions=mentions, entities=[make.entity("Aleta"), make.entity("Ana")])
    assert found == [("Aleta", make_id("quote", "q"))]


def test_entity_timeline_counts_each_side_once(ask, make):
    ana = make_id("entity", "Ana")
    found = ask(
        "SELECT name, day, article_count, mention_count, statement_count, acted_count, suffered_count FROM entity_timeline",
        articles=[make.article("a")],
        mentions=[make.mention("Ana", "she"), make.mention("Ana", "mayor")],
        quotes=[make.quote(speaker_entity_id=ana)],
        events=[
            make.event("e", actor_entity_id=ana),
            make.event("f", target_entity_id=ana),
            make.event("g", target_entity_id=ana, modality="planned"),
        ],
        entities=[make.entity("Ana")],
    )
    assert found == [("Ana", date(2025, 7, 10), 1, 2, 1, 1, 1)]


def test_co_mentions_pair_entities_both_ways(ask, make):
    keys = [make.entity_key("Ana", of="a"), make.entity_key("Ben", of="a"), make.entity_key("Ana", of="b"), make.entity_key("Cem", of="b")]
    articles = [make.article("a"), make.article("b", is_current=False)]
    query = "SELECT name, other_name, article_count FROM co_mentions ORDER BY ALL"
    assert ask(query, articles=articles, entity_keys=keys, entities=[make.entity(name) for name in ("Ana", "Ben", "Cem")]) == [
        ("Ana", "Ben", 1),
        ("Ben", "Ana", 1),
    ]


def test_coverage_orders_publishers_and_counts_copies(ask, make):
    articles = [
        make.article("a", publisher="First", published_at=MORNING),
        make.article(
            "b",
            publisher="Copier",
            published_at=EVENING,
            duplicate_of=make_id("article", "a"),
            duplicate_kind="exact",
            annotation="duplicate",
        ),
        make.article("c", publisher=None),
    ]
    events = [make.event("e", of="a", incident_id="i"), make.event("f", of="c", incident_id="i")]
    query = "SELECT publisher, place_in_order, hours_behind, report_count FROM coverage ORDER BY 2"
    assert ask(query, articles=articles, events=events, incidents=[make.incident() | {"incident_id": "i"}]) == [
        ("First", 1, 0.0, 1),
        ("Copier", 2, 12.0, 1),
    ]


def test_quality_by_run(ask, make):
    found = ask(
        "SELECT rejected_share, unannotated_count, unresolved_speaker_share, undated_event_share, mean_event_confidence FROM quality_by_run",
        runs=[make.run(articles_new=2, articles_known=1, rejected_count=1)],
        articles=[make.article("a"), make.article("b", annotation="language")],
        quotes=[make.quote("q"), make.quote("r", speaker_entity_id="x"), make.quote("term", is_fragment=True)],
        events=[make.event("e", confidence=0.5), make.event("f", confidence=1.0, event_date=date(2025, 7, 9))],
    )
    assert found == [(0.25, 1, 0.5, 0.5, 0.75)]


def test_dim_date_has_every_day_between(ask, make):
    articles = [make.article("a", published_at=datetime(2025, 7, 4)), make.article("b", published_at=datetime(2025, 7, 6))]
    found = ask("SELECT date_key, weekday_name, is_weekend, week FROM dim_date ORDER BY 1", articles=articles)
    assert found == [
        (date(2025, 7, 4), "Friday", False, 27),
        (date(2025, 7, 5), "Saturday", True, 27),
        (date(2025, 7, 6), "Sunday", True, 27),
    ]


def test_dim_country_names_countries(ask, make):
    entities = [make.entity("Kiew", entity_type="place", country_iso3="UKR")]
    events = [make.event(actor_country="RUS", target_country="ZZZ")]
    assert ask("FROM dim_country ORDER BY 1", entities=entities, events=events) == [
        ("RUS", "RUS", "Russia"),
        ("UKR", "UKR", "Ukraine"),
        ("ZZZ", "ZZZ", None),
        ("unknown", None, None),
    ]


def test_dim_event_type_has_the_commonest_codes_of_a_type_and_mode(ask, make):
    found = ask(
        "SELECT event_type_key, event_type, event_mode, cameo_root, report_count FROM dim_event_type ORDER BY 1",
        events=[
            make.event("e"),
            make.event("f", cameo_root="19"),
            make.event("g", cameo_root="19"),
            make.event("h", event_mode="aerial", cameo_root="20"),
        ],
    )
    assert found == [
        ("ASSAULT", "ASSAULT", None, "19", 3),
        ("ASSAULT/aerial", "ASSAULT", "aerial", "20", 1),
        ("unknown", None, None, None, 0),
    ]


def test_dim_entity_and_dim_article_look_facts_up(ask, make):
    found = ask("SELECT entity_key, name, role FROM dim_entity ORDER BY 2", entities=[make.entity("Ana", roles=["Mayor"])])
    assert found == [(make_id("entity", "Ana"), "Ana", "Mayor"), ("unknown", None, None)]
    articles = [make.article("a", headline="H"), make.article("old", is_current=False)]
    assert ask("SELECT article_id, headline FROM dim_article", articles=articles) == [(make_id("article", "a"), "H")]


NOTHING_KNOWN = {"published_at": None, "event_date": None, "event_type": None, "actor_entity_id": None}
LEADS = [
    ("fact_events", "date_key", "dim_date", "date_key"),
    ("fact_events", "country_key", "dim_country", "country_key"),
    ("fact_events", "actor_country_key", "dim_country", "country_key"),
    ("fact_events", "target_country_key", "dim_country", "country_key"),
    ("fact_events", "event_type_key", "dim_event_type", "event_type_key"),
    ("fact_events", "actor_key", "dim_entity", "entity_key"),
    ("fact_events", "target_key", "dim_entity", "entity_key"),
    ("fact_events", "place_key", "dim_entity", "entity_key"),
    ("fact_events", "article_id", "dim_article", "article_id"),
    ("fact_incidents", "date_key", "dim_date", "date_key"),
    ("fact_incidents", "country_key", "dim_country", "country_key"),
    ("fact_incidents", "event_type_key", "dim_event_type", "event_type_key"),
    ("fact_incidents", "place_key", "dim_entity", "entity_key"),
    ("fact_quotes", "date_key", "dim_date", "date_key"),
    ("fact_quotes", "speaker_key", "dim_entity", "entity_key"),
    ("fact_quotes", "article_id", "dim_article", "article_id"),
]


def star(make) -> dict:
    """Rows with everything known, and rows with nothing known."""
    ana = make_id("entity", "Ana")
    known = {"event_date": date(2024, 2, 1), "event_mode": "aerial", "actor_entity_id": ana, "place_entity_id": ana, "country_iso3": "UKR", "actor_country": "RUS", "target_country": "UKR"}  # fmt: skip
    undated = {"published_at": None}
    return {
        "articles": [make.article("a"), make.article("b", published_at=None)],
        "events": [make.event("e", incident_id=make_id("incident", "i"), **known),
                   make.event("f", of="b", incident_id=make_id("incident", "j"), **NOTHING_KNOWN)],
        "quotes": [make.quote("q", speaker_entity_id=ana, said_date=date(2023, 5, 1)), make.quote("r", of="b", **undated)],
        "incidents": [make.incident("i", event_date=date(2024, 2, 1), country_iso3="UKR", event_mode="aerial"),
                      make.incident("j", event_date=None, first_reported_at=None, event_type=None)],
        "entities": [make.entity("Ana")],
    }  # fmt: skip


@pytest.mark.parametrize(("fact", "key", "dimension", "its_key"), LEADS, ids=[f"{fact}.{key}" for fact, key, *_ in LEADS])
def test_every_key_of_a_fact_leads_into_its_dimension_once(ask, make, fact, key, dimension, its_key):
    found = ask(
        f"SELECT count(*), count(f.{key}), count(d.{its_key}) FROM {fact} f LEFT JOIN {dimension} d ON d.{its_key} = f.{key}", **star(make)
    )
    assert found == [(2, 2, 2)]


def test_a_fact_says_what_its_day_is(ask, make):
    found = ask("SELECT date_key, date_key_basis, country_key, event_type_key, actor_key FROM fact_events ORDER BY 1", **star(make))
    assert found == [
        (date(2024, 2, 1), "event", "UKR", "ASSAULT/aerial", make_id("entity", "Ana")),
        (date(2025, 7, 10), "ingested", "unknown", "unknown", "unknown"),
    ]


def test_quotes_by_topic_are_on_their_event_or_else_on_what_the_article_tells_most_of(ask, make):
    ana = make_id("entity", "Ana")
    events = [make.event("e"), make.event("f"), make.event("g", event_type="AID")]
    quotes = [make.quote("q", speaker_entity_id=ana), make.quote("r", speaker_entity_id=ana, event_id=make_id("event", "g"))]
    found = ask(
        "SELECT speaker_name, role, topic, quote_count FROM quotes_by_topic ORDER BY topic",
        articles=[make.article("a")],
        events=events,
        quotes=quotes,
        entities=[make.entity("Ana", roles=["Mayor"])],
    )
    assert found == [("Ana", "Mayor", "AID", 1), ("Ana", "Mayor", "ASSAULT", 1)]


def test_quality_daily_adds_the_runs_of_a_day_up(ask, make):
    found = ask(
        "SELECT run_count, articles_new, rejected_share, unresolved_speaker_share, low_confidence_event_share FROM quality_daily",
        runs=[
            make.run(articles_new=2, articles_known=1, rejected_count=1),
            make.run(2, articles_new=4, articles_known=0, rejected_count=0),
        ],
        articles=[make.article("a")],
        quotes=[make.quote("q"), make.quote("r", speaker_entity_id="x")],
        events=[make.event("e", confidence=0.4), make.event("f", confidence=0.9)],
    )
    assert found == [(2, 6, 1 / 8, 0.5, 0.5)]


def test_staging_lays_lists_out_as_rows(ask, make):
    weapon = {"class": "rifle", "text": "people", "char_start": 4, "char_end": 10, "count_low": 2, "count_high": None}
    toll = {"measure": "missing", "low": 1, "best": 1, "high": 1, "text": "Two", "char_start": 0, "char_end": 3}
    rows = {"articles": [make.article("a", authors=["Ana Ruiz", "Ben Okri"])], "events": [make.event("e", weapons=[weapon], tolls=[toll]), make.event("f")],
            "entities": [make.entity("Ana", aliases=["Ana", "A. Ruiz"])]}  # fmt: skip
    assert ask("SELECT weapon_class, count_low FROM event_weapons", **rows) == [("rifle", 2)]
    assert ask("SELECT measure, best, toll_text FROM event_tolls") == [("missing", 1, "Two")]
    assert ask("SELECT author FROM article_authors ORDER BY 1") == [("Ana Ruiz",), ("Ben Okri",)]
    assert ask('SELECT paragraph_number, kind, "text" FROM article_paragraphs ORDER BY 1') == [(1, "text", make.BODY)]
    assert ask("SELECT alias, is_canonical FROM entity_aliases ORDER BY 1") == [("A. Ruiz", False), ("Ana", True)]


def test_names_and_counts_by_id(ask, make):
    assert ask("SELECT name FROM entity_names", entities=[make.entity("Ana")]) == [("Ana",)]
    assert ask("SELECT mention_count FROM incident_counts", incidents=[make.incident(mention_count=7)]) == [(7,)]


def test_every_view_is_tested_here():
    from pathlib import Path

    text = Path(__file__).read_text("utf8")
    assert [
        view.name for view in views() if f"{view.name} " not in text and f'{view.name}"' not in text and f"{view.name}(" not in text
    ] == []


def test_a_view_says_what_a_row_is_and_what_its_own_columns_mean():
    from warehouse.dictionary import entries

    assert {view.layer for view in views()} == set(LAYERS)
    for entry in entries():
        assert entry.description.endswith("."), entry.name
        assert all(column.meaning.endswith((".", ")")) for column in entry.columns), entry.name


def test_a_view_describes_no_column_that_it_does_not_have():
    from warehouse.dictionary import entries

    for entry in entries():
        if entry.view:
            assert set(entry.view.columns) <= {column.name for column in entry.columns}, entry.name


def test_a_file_is_a_description_its_columns_and_a_query():
    view = parse("v", "core", "-- What a row is.\n-- a: A column.\nSELECT 1 AS a;\n")
    assert (view.description, view.columns, view.query) == ("What a row is.", {"a": "A column."}, "SELECT 1 AS a")


def test_current_rejects_are_those_of_the_last_reading(ask, make):
    first = {"source_uri": "a.txt", "reason": "empty", "rejected_at": MORNING, "run_id": "run_000001"}
    read = {"file_id": "fil_1", "source_uri": "a.txt", "source_format": "text", "read_at": MORNING, "run_id": "run_000001"}
    assert ask("SELECT reason FROM current_rejects", rejects=[first], files=[read]) == [("empty",)]
    again = [read, read | {"file_id": "fil_2", "read_at": EVENING, "run_id": "run_000002"}]
    assert ask("SELECT reason FROM current_rejects", rejects=[], files=again) == []


def test_incidents_current_are_those_that_a_standing_article_reports(ask, make):
    articles = [make.article("a"), make.article("old", is_current=False)]
    events = [
        make.event("e", of="a", incident_id=make_id("incident", "i")),
        make.event("f", of="old", incident_id=make_id("incident", "j")),
        make.event("g", of="a", incident_id=make_id("incident", "k"), modality="denied"),
    ]
    incidents = [make.incident(name, place_entity_id=make_id("entity", "Lyon")) for name in "ijk"]
    entities = [make.entity("Lyon", entity_type="place")]
    found = ask(
        "SELECT incident_id, place_name FROM incidents_current", articles=articles, events=events, incidents=incidents, entities=entities
    )
    assert found == [(make_id("incident", "i"), "Lyon")]


def test_events_gdelt_speaks_gdelts_language(ask, make):
    event = make.event(
        "e", incident_id=make_id("incident", "i"), event_date=date(2025, 7, 10), actor_text="Russian forces", actor_country="RUS", actor_sector="MIL",
        target_entity_id=make_id("entity", "Kyiv"), target_text="the capital", cameo_root="19", quad_class=4, intensity=-9.0,
    )  # fmt: skip
    incident = make.incident("i", mention_count=7, publisher_count=2, article_count=3)
    columns = "SQLDATE, MonthYear, Actor1Name, Actor1CountryCode, Actor1Type1Code, Actor2Name, EventRootCode, QuadClass, GoldsteinScale, NumMentions, NumSources, NumArticles"
    found = ask(
        f"SELECT {columns} FROM events_gdelt",
        articles=[make.article("a")],
        events=[event],
        incidents=[incident],
        entities=[make.entity("Kyiv")],
    )
    assert found == [(20250710, 202507, "Russian forces", "RUS", "MIL", "Kyiv", "19", 4, -9.0, 7, 2, 3)]


def test_events_acled_has_a_row_an_incident(ask, make):
    mentions = [
        make.event(name, incident_id=make_id("incident", "i"), actor_text=actor, target_text="a village") for name, actor in
        (("e", "gunmen"), ("f", "gunmen"), ("g", "bandits"))
    ]  # fmt: skip
    incident = make.incident(
        "i", event_date=date(2025, 7, 10), date_precision="week", acled_event_type="Violence against civilians", acled_sub_event_type="Attack",
        country_iso3="NGA", place_text="Gusau", geo_precision=4, killed_best=3,
    )  # fmt: skip
    protest = make.incident("p", event_type="CONSULT")
    columns = "year, time_precision, sub_event_type, actor1, actor2, iso3, location, geo_precision, source, fatalities"
    found = ask(f"SELECT {columns} FROM events_acled", articles=[make.article("a")], events=mentions, incidents=[incident, protest])
    assert found == [(2025, 2, "Attack", "gunmen", "a village", "NGA", "Gusau", 3, "Example Tribune", 3)]
