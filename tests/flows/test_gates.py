"""Quality gates: each tells a good value from a bad one, measures what it says, and stops or warns a real night."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import warehouse
from flows import gates
from transforms.ids import make_id
from transforms.schema import TABLES
from transforms.schema.arrow import arrow_table
from warehouse.errors import WarehouseError

FIRST = datetime(2026, 3, 1, 3)
BUILT_IN = gates.load(Path("no-such-home"))


@pytest.mark.parametrize("gate", BUILT_IN.gates, ids=lambda gate: gate.name)
def test_a_gate_tells_a_good_value_from_a_bad_one(gate):
    row = {"cases": gate.cases, "subject": "Example Tribune", "usual": 12.0, "detail": "detail"}
    assert gates.breached(gate, row | {"value": gate.passes}) is None
    breach = gates.breached(gate, row | {"value": gate.breaks})
    assert breach is not None
    assert "None" not in breach.sentence
    assert gates.breached(gate, row | {"value": gate.breaks, "cases": gate.cases - 1}) is None
    assert gates.breached(gate, row | {"value": None}) is None


def test_every_measure_is_judged():
    assert {gate.measure for gate in BUILT_IN.gates} == set(BUILT_IN.measures)


def article(number: int, night: datetime, **values: Any) -> dict[str, Any]:
    return {
        "article_id": make_id("article", night, number, values.get("publisher")), "source_key": f"{night}-{number}", "status": "usable",
        "annotation": "annotated", "source_uri": "a.jsonl", "source_format": "jsonl", "published_at": night, "published_at_basis": "metadata",
        "body": "Rain fell.", "word_count": 100, "ingested_at": night,
    } | values  # fmt: skip


def rows_of(run_id: str, night: datetime, sources: dict[str, int], events: int, **values: Any) -> dict[str, list[dict[str, Any]]]:
    articles = [
        article(number, night, publisher=source, run_id=run_id) | values for source, count in sources.items() for number in range(count)
    ]
    told = [{"event_id": make_id("event", night, number), "article_id": articles[0]["article_id"], "run_id": run_id, "modality": "asserted", "char_start": 0, "char_end": 10} for number in range(events)]  # fmt: skip
    run = {"run_id": run_id, "started_at": night}
    file = {"file_id": make_id("file", night), "source_uri": "a.jsonl", "source_format": "jsonl", "read_at": night, "run_id": run_id, "articles_new": len(articles), "articles_known": 0, "rejected_count": 0}  # fmt: skip
    return {"articles": articles, "events": told, "runs": [run], "files": [file]}


def put(transaction: warehouse.Transaction, rows: dict[str, list[dict[str, Any]]]) -> None:
    for name, listed in rows.items():
        transaction.append(name, arrow_table(TABLES[name], listed))


@pytest.fixture(scope="module")
def past(tmp_path_factory) -> Path:
    """A home with ten like nights: 8 articles of the Tribune, 6 of the Herald, 3 events each thousand words."""
    home = tmp_path_factory.mktemp("past")
    with warehouse.writer(home) as store:
        for number in range(10):
            with store.begin() as transaction:
                put(transaction, rows_of(transaction.run_id, FIRST + timedelta(days=number), {"Tribune": 8, "Herald": 6}, 4))
                transaction.commit()
    return home


def verdict(home: Path, change: Any = None, **night: Any) -> gates.Verdict:
    tonight = FIRST + timedelta(days=10)
    given = {"sources": {"Tribune": 8, "Herald": 6}, "events": 4} | night
    with warehouse.writer(home) as store, store.begin() as transaction:
        rows = rows_of(transaction.run_id, tonight, **given)
        if change:
            change(rows)
        put(transaction, rows)
        return gates.judge(BUILT_IN, transaction, tonight)


def test_a_night_like_the_others_passes(past):
    assert verdict(past) == gates.Verdict(())


def test_a_source_that_is_missing_or_floods_is_named(past):
    (missing,) = verdict(past, sources={"Tribune": 8}, events=2).warnings
    assert missing.startswith("Herald sent 0.0 times its usual number of articles (6 a night)")
    (flooding,) = verdict(past, sources={"Tribune": 8, "Herald": 60}, events=19).warnings
    assert flooding.startswith("Herald sent 10.0 times")


def test_a_source_that_is_new_has_no_usual_number(past):
    assert verdict(past, sources={"Tribune": 8, "Herald": 6, "Gazette": 90}, events=30).breaches == ()


def test_events_are_counted_against_the_nights_before(past):
    (few,) = verdict(past, events=1).warnings
    assert "0.2 times as many events" in few


def test_without_a_past_only_fixed_limits_judge(tmp_path):
    assert verdict(tmp_path, sources={"Tribune": 8}, events=3).breaches == ()
    found = verdict(tmp_path, sources={"Tribune": 60}, events=0)
    assert found.stops == ["There are 0.00 events an article in 60 articles (at least 0.1): the rules or the language model don't work."]


def test_spoilt_records_stop_a_night_and_pictures_do_not(past):
    def rejecting(count: int, reason: str = "malformed") -> Any:
        def change(rows: dict[str, list[dict[str, Any]]]) -> None:
            rows["files"][0]["rejected_count"] = count
            rows["rejects"] = [{"source_uri": "bad.jsonl", "source_sha256": "0", "reason": reason, "rejected_at": FIRST, "run_id": rows["runs"][0]["run_id"]}]  # fmt: skip

        return change

    stopped = verdict(past, rejecting(40))
    assert stopped.stops == ["74% of 54 records were rejected (at most 50%), mostly for 'malformed', such as bad.jsonl."]
    warned = verdict(past, rejecting(7))
    assert (len(warned.warnings), warned.stops) == (1, [])
    pictures = verdict(past, rejecting(40, "no_article"))
    assert (len(pictures.warnings), pictures.stops) == (1, [])


def test_rows_that_break_an_invariant_stop_the_night(past):
    (stop,) = verdict(past, lambda rows: rows["articles"][0].update(word_count=-5)).stops
    assert stop == "1 new rows break the rule articles.word_count.minimum: Not below 0."


def test_undated_articles_and_failures_are_told(past):
    undated = verdict(past, sources={"Tribune": 14, "Herald": 8}, events=6, published_at=None)
    assert [breach.gate.name for breach in undated.breaches] == ["articles-undated"]
    failing = verdict(past, lambda rows: rows["articles"][0].update(annotation="failed"))
    assert [breach.gate.name for breach in failing.breaches] == ["some-rules-fail"]


def test_a_home_may_have_gates_of_its_own(tmp_path):
    own = """
measures: {bodies: "SELECT count(*) AS value, count(*) AS cases FROM articles WHERE run_id = $run_id"}
gates:
  - {name: no-events, level: ignore, measure: events_per_article, minimum: 0.1, cases: 50, says: "", passes: 1, breaks: 0}
  - {name: large, level: warn, measure: bodies, maximum: 10, cases: 1, says: "{value} articles.", passes: 5, breaks: 11}
"""
    (tmp_path / "gates.yml").write_text(own, "utf8")
    loaded = gates.load(tmp_path)
    assert "no-events" not in {gate.name for gate in loaded.active}
    assert "large" in {gate.name for gate in loaded.active}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("gates: [{name: x}]", r"gates.yml is wrong: gates.0.level: Field required; gates.0.measure: "),
        ("gates: [", r"gates.yml is wrong: while parsing a flow node .* line 1, column 9"),
        ("gates: [{name: x, level: warn, measure: nothing, maximum: 1, cases: 1, says: '', passes: 0, breaks: 2}]", "no such measure"),
        ("gates: [{name: x, level: warn, measure: faults, cases: 1, says: '', passes: 0, breaks: 2}]", "a minimum or a maximum"),
    ],
)
def test_wrong_gates_are_refused_before_the_night_begins(tmp_path, text, message):
    (tmp_path / "gates.yml").write_text(text, "utf8")
    with pytest.raises(WarehouseError, match=message):
        gates.load(tmp_path)


def test_a_night_that_is_stopped_commits_nothing_and_goes_on_when_told_to(cli, rows, tmp_path):
    inbox, home = tmp_path / "inbox", tmp_path / "home"
    inbox.mkdir()
    good = {"id": "good", "text": "Two people were killed in a storm in Oslo on Monday, police said.", "published_at": "2026-03-03"}
    broken = ["{broken"] * 30
    (inbox / "a.jsonl").write_text("\n".join([json.dumps(good), *broken]), "utf8")
    stopped = cli("run", inbox, "--home", home)
    assert stopped.returncode == 1
    assert "97% of 31 records were rejected" in stopped.stderr
    assert "--no-gates" in stopped.stderr
    assert not (home / "nightdesk.duckdb").exists()
    assert list((home / "spool").rglob("events.arrow")), "what was worked out is kept"
    done = cli("run", inbox, "--home", home, "--no-gates")
    assert done.returncode == 3, done.stderr
    assert rows(home, "select count(*) n from articles") == [{"n": 1}]


def test_a_warning_is_printed_and_kept_with_the_run(cli, rows, tmp_path):
    records = [json.dumps({"id": f"n{number}", "text": f"Rain fell in Cork for {number + 2} days."}) for number in range(21)]
    (tmp_path / "a.jsonl").write_text("\n".join(records), "utf8")
    home = tmp_path / "home"
    done = cli("run", tmp_path / "a.jsonl", "--home", home)
    assert done.returncode == 0, done.stderr
    assert "100% of 21 articles have no day of publication" in done.stdout
    ((warnings, steps),) = [(row["warnings"], row["steps"]) for row in rows(home, "select warnings, steps from runs")]
    assert len(warnings) == 1
    assert [step["step"] for step in steps] == ["fetch", "read", "identify", "annotate", "resolve", "assemble", "judge"]
    assert "have no day of publication" in (home / "reports" / "latest.html").read_text("utf8")
