"""Where a row comes from: its words, its rule, its file."""

from __future__ import annotations

import pytest

import warehouse
from transforms.ids import make_id
from warehouse.explanation import Passage, Span
from warehouse.rendering import marked, render


@pytest.fixture(scope="module")
def filled(tmp_path_factory, make):
    home = tmp_path_factory.mktemp("explain") / "home"
    ana, old = make_id("entity", "Ana Ruiz"), make_id("entity", "A. Ruiz")
    incident = make_id("incident", "i")
    weapon = {"class": "drone", "text": "people", "char_start": 4, "char_end": 10}
    make.commit(
        home,
        articles=[make.article(headline="Two killed", source_member="17", story_id=make_id("story", "s"))],
        events=[make.event(incident_id=incident, weapons=[weapon], **make.spanned("killed", "Two people"), killed_best=2)],
        incidents=[make.incident(figures=[{"article_id": make_id("article", "a"), "measure": "killed", "best": 2, "text": "Two people"}])],
        quotes=[make.quote(speaker_entity_id=ana, speaker_name="Ana Ruiz")],
        mentions=[make.mention("Ana Ruiz", "she", form="pronoun"), make.mention("Ana Ruiz", "mayor")],
        entities=[make.entity("Ana Ruiz"), make.entity("A. Ruiz")],
        entity_keys=[make.entity_key("Ana Ruiz")],
        entity_roles=[{"entity_id": ana, "article_id": make_id("article", "a"), "published_at": make.NOON, "title": "Mayor", "text": "mayor", "char_start": 37, "char_end": 42, "run_id": "r"}],
        redirects=[{"replaced_id": old, "current_id": ana, "run_id": "r"}],
        files=[{"file_id": make_id("file", "f"), "source_uri": "inbox/a.txt", "source_format": "text", "read_at": make.NOON, "run_id": "r"}],
    )  # fmt: skip
    return home


def test_an_event_shows_its_sentence_spans_rule_and_source(filled):
    text = render(warehouse.explain(filled, make_id("event", "e")), lambda rule: f"what {rule} looks for")
    assert "[killed: Two [weapon (drone): people]] were [trigger: killed] in Aleta, the mayor said." in text
    assert "rule kill: right in about 90% of such rows\n  what kill looks for" in text
    assert "from inbox/a.txt #17 (text, sha256 000000000000), body[0:48]" in text
    assert "Two killed" in text


def test_a_quote_shows_its_paragraph(filled):
    explained = warehouse.explain(filled, make_id("quote", "q"))
    assert marked(explained.passages[0]).endswith("“[quote: We will rebuild,]” [speaker: she] added.")


def test_an_incident_shows_every_report_and_figure(filled):
    explained = warehouse.explain(filled, make_id("incident", "i"))
    assert [passage.spans[0].what for passage in explained.passages] == ["killed"]
    assert explained.related["figures"][0]["best"] == 2
    (articles,) = (rows for what, rows in explained.related.items() if what.startswith("articles"))
    assert [(row["headline"], row["mentions"], row["reason"]) for row in articles] == [("Two killed", 1, "no other article tells of it")]


def test_an_entity_shows_its_roles_and_newest_mentions(filled):
    explained = warehouse.explain(filled, make_id("entity", "Ana Ruiz"))
    assert explained.related["roles"][0]["title"] == "Mayor"
    assert [passage.spans[0].text for passage in explained.passages] == ["mayor"]


def test_an_entity_shows_its_names_with_counts_and_why_they_are_one(filled, make):
    explained = warehouse.explain(filled, make_id("entity", "Ana Ruiz"))
    day = make.NOON.date()
    assert explained.related["names"] == [{"name": "mayor", "times": 1, "articles": 1, "first_seen": day, "last_seen": day}]
    (role,) = explained.related["roles"]
    assert (role["times"], role["first_seen"], role["last_seen"], role["articles"]) == (1, day, day, [make_id("article", "a")])
    (key,) = explained.related["keys, and why each is this entity"]
    assert (key["entity_key"], key["articles"]) == ("person:ana ruiz", 1)
    rules = explained.related["mentions, by the rule that found whom they mean"]
    assert {(rule["form"], rule["times"]) for rule in rules} == {("pronoun", 1), ("name", 1)}
    assert [row["replaced_id"] for row in explained.related["earlier ids"]] == [make_id("entity", "A. Ruiz")]
    assert "  mayor  1      1" in render(explained)


def test_an_old_id_leads_to_what_stands_in_its_place(filled):
    explained = warehouse.explain(filled, make_id("entity", "A. Ruiz"))
    assert explained.identifier == make_id("entity", "Ana Ruiz")


@pytest.mark.parametrize(("kind", "name"), [("article", "a"), ("mention", None), ("story", "s"), ("file", "f")])
def test_every_kind_of_id_can_be_explained(filled, make, kind, name):
    identifier = make.mention("Ana Ruiz", "she")["mention_id"] if kind == "mention" else make_id(kind, name)
    assert identifier in render(warehouse.explain(filled, identifier))


@pytest.mark.parametrize(
    ("identifier", "message"),
    [
        ("nonsense", "is no id of this warehouse. Ids look like"),
        ("evt_0000000000000000", "There is no evt_0000000000000000"),
        ("sto_0", "There is no sto_0"),
    ],
)
def test_unknown_ids_are_refused(filled, identifier, message):
    with pytest.raises(warehouse.NotFoundError, match=message):
        warehouse.explain(filled, identifier)


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        ([], "abcdef"),
        ([("x", 0, 6)], "[x: abcdef]"),
        ([("x", 0, 2), ("y", 2, 4)], "[x: ab][y: cd]ef"),
        ([("x", 1, 5), ("y", 2, 3)], "a[x: b[y: c]de]f"),
        ([("x", 1, 4), ("y", 2, 6)], "a[x: bcd]ef"),
        ([("x", 0, 3), ("y", 0, 3)], "[x: [y: abc]]def"),
        ([("x", 4, 9)], "abcdef"),
    ],
)
def test_spans_are_nested_and_never_cross(spans, shown):
    passage = Passage({}, 0, 6, "abcdef", tuple(Span(what, start, end, "") for what, start, end in spans))
    assert marked(passage) == shown
