"""A real wire story, without a single rule made for it: what the warehouse must hold afterwards.

The text is read from the folder of real articles beside the project; nothing of it stands here but names and figures.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def home(real_articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real") / "home"
    story = real_articles / "000_bf9c0f2e4cbd39dc.txt"
    subprocess.run(
        [sys.executable, "-m", "flows.cli", "run", str(story), "--home", str(folder), "--published", "2025-07-10"],
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture(scope="module")
def ask(home: Path):
    with duckdb.connect(str(home / "nightdesk.duckdb"), read_only=True) as connection:

        def run(sql: str) -> list[dict[str, Any]]:
            return connection.sql(sql).to_arrow_table().to_pylist()

        yield run


def test_headline_and_sign_off(ask):
    (article,) = ask("select headline, authors, publisher, agency, body from articles")
    assert article["headline"].startswith("Wave of Russian drones")
    assert article["authors"] == ["F.Beaulieu"]
    assert article["publisher"] == "VC"
    assert article["agency"] == "AFP"
    assert "Beaulieu" not in article["body"]
    assert ask("select name from entities where name ilike '%Beaulieu%' or name = 'VC'") == []


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Volodymyr Zelensky", None),
        ("Vitali Klitschko", "mayor"),
        ("Sergei Lavrov", "foreign minister"),
        ("Marco Rubio", None),
        ("Donald Trump", None),
        ("Keir Starmer", "prime minister"),
    ],
)
def test_people_are_one_row_each_with_their_roles(ask, name, role):
    surname = name.split()[-1]
    people = ask(
        f"select name, roles from entities where entity_type = 'person' and (name ilike '%{surname}%' or list_contains(aliases, '{surname}'))"
    )
    assert [person["name"] for person in people] == [name]
    assert role is None or any(role in given.lower() for given in people[0]["roles"])


@pytest.mark.parametrize(("place", "country"), [("Kyiv", "UKR"), ("Kherson", "UKR"), ("Belgorod", "RUS"), ("Kuala Lumpur", "MYS")])
def test_places_are_on_the_map(ask, place, country):
    found = ask(
        f"select country_iso3, latitude is not null as mapped from entities where name ilike '{place}%' and entity_type in ('place', 'region')"
    )
    assert found
    assert all(row == {"country_iso3": country, "mapped": True} for row in found)


def test_the_barrage_on_kyiv(ask):
    (incident,) = ask("""select incident_id, killed_low, killed_best, injured_best, event_date::varchar as day from incidents
                         where event_type = 'ASSAULT' and place_text ilike '%Kyiv%' and killed_best is not null""")
    assert (incident["killed_best"], incident["injured_best"], incident["day"]) == (2, 16, "2025-07-10")
    events = ask(f"select actor_country, weapons from events where incident_id = '{incident['incident_id']}'")
    assert "RUS" in {event["actor_country"] for event in events}
    counts = {(weapon["class"], weapon["count_low"]) for event in events for weapon in event["weapons"] or []}
    assert {("missile", 18), ("drone", 400)} <= counts


def test_the_strikes_on_kherson_and_the_attack_on_belgorod(ask):
    (kherson,) = ask(
        "select actor_country, injured_best from events where place_text ilike '%Kherson%' and event_type = 'ASSAULT' and injured_best is not null"
    )
    assert kherson == {"actor_country": "RUS", "injured_best": 3}
    belgorod = ask(
        "select distinct actor_country, killed_best from events where place_text ilike '%Belgorod%' and event_type = 'ASSAULT' and killed_best is not null"
    )
    assert belgorod == [{"actor_country": "UKR", "killed_best": 1}]


def test_the_record_barrage_of_the_night_before_is_an_event_of_its_own(ask):
    record = ask(
        "select incident_id, event_date::varchar as day from events where list_contains(list_transform(weapons, lambda w: w.count_low), 741)"
    )
    assert record
    kyiv = ask("select incident_id from incidents where killed_best = 2")
    assert not {row["incident_id"] for row in record} & {row["incident_id"] for row in kyiv}


def test_what_is_only_planned_is_planned(ask):
    planned = ask("select trigger, modality from events where event_type in ('CONSULT', 'AGREE') and modality = 'planned'")
    triggers = {row["trigger"].lower() for row in planned}
    assert any("meet" in trigger for trigger in triggers)
    assert any("call" in trigger or "join" in trigger or "speak" in trigger for trigger in triggers)


def test_every_real_quotation_has_its_speaker_and_scare_quotes_have_none(ask):
    quotes = ask(
        "select text, speaker_name, speaker_basis, is_fragment, channel from quotes where kind in ('direct', 'mixed') order by char_start"
    )
    spoken = [quote for quote in quotes if not quote["is_fragment"]]
    assert [quote["speaker_name"] for quote in spoken if "Sanctions must" in quote["text"]] == ["Volodymyr Zelensky"]
    assert [quote["channel"] for quote in spoken if "Sanctions must" in quote["text"]] == ["social media"]
    assert [quote["speaker_name"] for quote in spoken if "objectives are" in quote["text"]] == ["Volodymyr Zelensky"]
    assert all(quote["speaker_name"] for quote in spoken)
    assert any("Starmer" in quote["speaker_name"] for quote in spoken)
    fragments = [quote["text"] for quote in quotes if quote["is_fragment"]]
    assert any("coalition of the willing" in text for text in fragments)


def test_every_span_slices_back_to_its_text(home):
    done = subprocess.run([sys.executable, "-m", "flows.cli", "check", "--home", str(home)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
