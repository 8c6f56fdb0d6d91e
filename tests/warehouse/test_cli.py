"""The commands that read: what they print, and how they end."""

from __future__ import annotations

import csv
import io
import json

import pyarrow.parquet as pq
import pytest
import typer
from typer.testing import CliRunner

import warehouse
from flows.cli import history as cli_history
from flows.cli import printing
from flows.cli import read as cli_read
from transforms.ids import make_id


@pytest.fixture(scope="module")
def app():
    made = typer.Typer()
    cli_read.register(made)
    cli_history.register(made)
    return made


@pytest.fixture(scope="module")
def filled(tmp_path_factory, good, make):
    home = tmp_path_factory.mktemp("cli") / "home"
    make.commit(home, **good)
    make.commit(
        home,
        articles=[make.article("b", headline="[bold] | “quoted”, and more", authors=["A", "B"])],
        fingerprints=[make.fingerprint(make.article("b"))],
    )
    return home


@pytest.fixture
def call(app, filled):
    def invoke(*arguments, code=0, **options):
        result = CliRunner().invoke(app, [*arguments, "--home", str(filled)], **options)
        if code == 0 and result.exception:
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    return invoke


def test_sql_prints_a_table(call):
    shown = call("sql", "SELECT headline, authors FROM articles WHERE source_key = 'b'").stdout
    assert "[bold] | “quoted”, and more" in shown
    assert '["A", "B"]' in shown


def test_sql_table_shows_the_first_rows_and_says_so(call):
    shown = call("sql", "SELECT * FROM range(1000) t(i)").stdout
    assert "99" in shown
    assert "100 " not in shown.replace("first 100 rows", "")
    assert "The first 100 rows" in shown


@pytest.mark.parametrize(
    ("names", "row", "width", "is_table"),
    [
        (["a", "b"], ["1", "2"], 80, True),
        (["text"], ["long enough to be broken over some lines " * 4], 20, True),
        (["event_id", "article_id"], ["evt_0123456789abcdef", "art_0123456789abcdef"], 50, True),
        (["event_id", "article_id"], ["evt_0123456789abcdef", "art_0123456789abcdef"], 40, False),
        ([f"column_{i}" for i in range(30)], ["x"] * 30, 110, False),
    ],
)
def test_an_answer_that_a_table_would_break_up_is_printed_as_records(names, row, width, is_table):
    assert printing.fits(names, [row], width) is is_table


def test_a_record_has_a_line_a_column(call, monkeypatch):
    monkeypatch.setattr(printing, "WIDE", 60)
    shown = call("sql", "SELECT headline, authors, article_id, published_at FROM articles WHERE source_key = 'b'").stdout.splitlines()
    assert [line.split()[0] for line in shown] == ["1", "headline", "authors", "article_id", "published_at"]
    assert shown[2].split(maxsplit=1)[1].strip() == '["A", "B"]'


def test_sql_csv_can_be_read_back(call):
    shown = call(
        "sql", "SELECT headline, authors, published_at, is_current, story_id FROM articles WHERE source_key = 'b'", "-f", "csv"
    ).stdout
    assert list(csv.reader(io.StringIO(shown)))[1] == ["[bold] | “quoted”, and more", '["A", "B"]', "2025-07-10T12:00:00", "true", ""]


def test_sql_json_can_be_read_back(call):
    shown = call(
        "sql",
        "SELECT authors, published_at, story_id, {'a': 1.5::DECIMAL(4, 2)} AS s FROM articles WHERE source_key = 'b'",
        "--format",
        "json",
    ).stdout
    assert json.loads(shown) == [{"authors": ["A", "B"], "published_at": "2025-07-10T12:00:00", "story_id": None, "s": {"a": 1.5}}]


def test_sql_json_of_no_rows_is_an_empty_array(call):
    assert json.loads(call("sql", "SELECT 1 WHERE FALSE", "-f", "json").stdout) == []


def test_sql_parquet_goes_to_a_file(call, tmp_path):
    target = tmp_path / "out.parquet"
    call("sql", "FROM articles", "-f", "parquet", "--output", str(target))
    assert pq.read_table(target).num_rows == 2
    assert [path.name for path in tmp_path.iterdir()] == ["out.parquet"]


def test_sql_leaves_no_half_file_when_the_query_fails(call, tmp_path):
    call("sql", "SELECT error('no') FROM articles", "-f", "csv", "-o", str(tmp_path / "out.csv"), code=1)
    assert list(tmp_path.iterdir()) == []


def test_sql_reads_from_standard_input(call):
    assert call("sql", "-", "-f", "csv", input="SELECT 1 AS a").stdout == "a\n1\n"


def test_sql_of_an_earlier_state(call):
    assert call("sql", "SELECT count(*) AS n FROM articles", "-f", "csv", "--at", "1").stdout == "n\n1\n"


@pytest.mark.parametrize("at", ["yesterday", "2025-13-01", "1.5"])
def test_a_moment_that_is_none_is_wrong_usage(call, at):
    assert f"'{at}' is neither" in call("sql", "SELECT 1", "--at", at, code=2).output


def test_sql_failures_are_ours_to_report(call):
    failed = call("sql", "DROP VIEW articles", code=1)
    assert isinstance(failed.exception, warehouse.QueryError)


def test_tables_lists_all_and_describes_one(call):
    assert "current_events" in call("tables").stdout
    assert "  speaker_basis " in call("tables", "quotes").stdout


def test_explain_shows_the_rule_from_the_seeds(call, monkeypatch):
    monkeypatch.setattr("flows.rules.rule_text", lambda rule: f"the rule {rule}")
    assert "the rule kill" in call("explain", make_id("event", "e")).stdout


def test_rules_are_found_in_the_seeds():
    from flows.rules import rule_text

    text = rule_text("agree-accord")
    assert text
    assert text.startswith("seeds/events/diplomacy.yml\nid: agree-accord")
    assert rule_text("no such rule") is None


def test_check_ends_well_or_with_one(call, filled):
    assert call("check").stdout == "All invariants hold.\n"
    assert call("check", "--checksums", "--at", "1").stdout == "All invariants hold.\n"


def test_check_tells_what_is_wrong(app, home, commit, make):
    commit(articles=[make.article()])
    result = CliRunner().invoke(app, ["check", "--home", str(home)])
    assert result.exit_code == 1
    assert "fingerprints_complete: 1 break the rule" in result.output


def test_snapshots_diff_and_rollback(app, home, commit, make):
    commit(articles=[make.article("a")])
    commit(articles=[make.article("b")])

    def shown(*arguments):
        result = CliRunner().invoke(app, [*arguments, "--home", str(home)])
        assert result.exit_code == 0, result.output
        return result.stdout

    assert "run_000002" in shown("snapshots")
    assert "1 added" in shown("diff", "1")
    assert "source_key='b'" in shown("diff", "1", "2", "--rows", "--table", "articles")
    assert shown("diff", "1", "--table", "quotes") == "No difference.\n"
    assert shown("rollback", "1") == "Snapshot 3 is current, with the state of 1.\n"
    assert "back to 1" in shown("snapshots")


@pytest.mark.parametrize("command", ["sql", "tables", "explain", "check", "snapshots", "diff", "rollback"])
def test_every_command_has_help_with_an_example(app, command):
    shown = CliRunner().invoke(app, [command, "--help"]).stdout
    assert "Example" in shown
