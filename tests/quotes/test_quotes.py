"""What is found in news copy: the words, whose they are, by which cue."""

from __future__ import annotations

import pytest

DIRECT = [
    ("“The bridge is safe,” the mayor said.", [("The bridge is safe,", "the mayor", "said")]),
    ("“The bridge is safe,” said Mayor Ada Brandt.", [("The bridge is safe,", "Mayor Ada Brandt", "said")]),
    (
        "“The bridge,” said Ada Brandt, “is safe.”",
        [("The bridge,", "Ada Brandt", "said"), ("is safe.", "Ada Brandt", "said")],
    ),
    (
        "“The bridge is safe,” Brandt said. “We checked it twice.”",
        [("The bridge is safe,", "Brandt", "said"), ("We checked it twice.", "Brandt", "said")],
    ),
    ("Brandt said: “The bridge is safe.”", [("The bridge is safe.", "Brandt", "said")]),
    ('"The bridge is safe," Brandt said.', [("The bridge is safe,", "Brandt", "said")]),
    ("''The bridge is safe,'' Brandt said.", [("The bridge is safe,", "Brandt", "said")]),
    ("'We will go', said the captain.", [("We will go", "the captain", "said")]),
    ("“Will you go?” asked the captain.", [("Will you go?", "the captain", "asked")]),
    ("“Go!” the captain shouted.", [("Go!", "the captain", "shouted")]),
    ("“We will go,” said the captain, smiling.", [("We will go,", "the captain", "said")]),
    ("“I heard it,” one driver, Ada Brandt, recalled.", [("I heard it,", "one driver", "recalled")]),
    ("“The dam could burst,” an agency quoted Li Wei as saying.", [("The dam could burst,", "Li Wei", "quoted")]),
    ("Those who were asked had one answer: “Never.”", [("Never.", "Those", "had")]),
    ("“The bridge is safe.” – Ada Brandt", [("The bridge is safe.", "Ada Brandt", "–")]),
    ("“The bridge is safe,” per the engineers.", [("The bridge is safe,", "the engineers", "per")]),
    (
        "“We checked it twice.\n“It is safe,” Brandt said.",
        [("We checked it twice.", "Brandt", "said"), ("It is safe,", "Brandt", "said")],
    ),
    ("“The ferry was never ours,” Hey said at the pier.", [("The ferry was never ours,", "Hey", "said")]),
    (
        "‘We lost it all,’ said the baker. ‘I want to thank the town.\n‘The oven is gone.’",
        [
            ("We lost it all,", "the baker", "said"),
            ("I want to thank the town.", "the baker", "said"),
            ("The oven is gone.", "the baker", "said"),
        ],
    ),
    (
        "We have lost our oven. Nobody will buy cold bread,” the baker said.",
        [("We have lost our oven. Nobody will buy cold bread,", "the baker", "said")],
    ),
    (
        "'It's a pity,' said the baker. 'I want to thank the town.\n'The oven is gone.'",
        [
            ("It's a pity,", "the baker", "said"),
            ("I want to thank the town.", "the baker", "said"),
            ("The oven is gone.", "the baker", "said"),
        ],
    ),
    ("“Then somebody cried, ‘Look out,’” a cook said.", [("Then somebody cried, ‘Look out,’", "a cook", "said")]),
    ("When asked, “Who pays?” the captain replied, “Nobody.”", [("Who pays?", None, "asked"), ("Nobody.", "the captain", "replied")]),
    (
        'The fiddler said: "My uncle used to cry "play on till dawn". Then he slept."',
        [('My uncle used to cry "play on till dawn". Then he slept.', "The fiddler", "said")],
    ),
    ("The warden went home muttering the words: “Nobody swims tonight.”", [("Nobody swims tonight.", "The warden", "muttering")]),
    ("The crowd shouted “coward” and “cheat” at him.", [("coward", "The crowd", "shouted"), ("cheat", "The crowd", "shouted")]),
    ("The keeper told his wife “we are rich now”.", [("we are rich now", "The keeper", "told")]),
    ("Brandt had a message for drivers.\nShe said:\n“The bridge is safe.”", [("The bridge is safe.", "She", "said")]),
]

PARTLY = [
    (
        "Brandt said the bridge was “perfectly safe” and would reopen.",
        [("the bridge was “perfectly safe” and would reopen", "Brandt", "said")],
    ),
    ("The senator called the plan “a disgrace”.", [("the plan “a disgrace”", "The senator", "called")]),
    (
        "Brandt told drivers that the ferry “sails at noon,” describing the queue as “a village on wheels.”",
        [
            ("the ferry “sails at noon,”", "Brandt", "told"),
            ("the queue as “a village on wheels.”", "Brandt", "describing"),
        ],
    ),
    ("Brandt left early, telling the council she “had a boat to catch.”", [("she “had a boat to catch.”", "Brandt", "telling")]),
    ("Police described the driver as “very calm”.", [("the driver as “very calm”", "Police", "described")]),
]

INDIRECT = [
    ("Brandt said that the bridge would reopen.", [("the bridge would reopen", "Brandt", "said")]),
    ("The bridge would reopen on Monday, Brandt said.", [("The bridge would reopen on Monday", "Brandt", "said")]),
    (
        "The bridge, Brandt said, would reopen on Monday.",
        [("The bridge", "Brandt", "said"), ("would reopen on Monday", "Brandt", "said")],
    ),
    (
        "The bridge was shut, Brandt told local radio: a lorry had struck it.",
        [("The bridge was shut", "Brandt", "told"), ("a lorry had struck it", "Brandt", "told")],
    ),
    ("Brandt warned the drivers not to stop on the bridge.", [("not to stop on the bridge", "Brandt", "warned")]),
    (
        "Brandt vowed to reopen the bridge, while the union asked why it was shut.",
        [
            ("to reopen the bridge", "Brandt", "vowed"),
            ("why it was shut", "the union", "asked"),
        ],
    ),
    (
        "Brandt said she knew nothing when asked about the tolls.",
        [("she knew nothing", "Brandt", "said"), ("the tolls", None, "asked about")],
    ),
    (
        "Brandt said the bridge was safe, but the union says it is rotten.",
        [("the bridge was safe", "Brandt", "said"), ("it is rotten", "the union", "says")],
    ),
    ("The driver, who doctors say is blind, was fined.", [("is blind", "doctors", "say")]),
    (
        "Brandt said she was met by the pilot and two sailors had left the ferry.",
        [("she was met by the pilot and two sailors had left the ferry", "Brandt", "said")],
    ),
    ("Brandt has denied harbour traffic is a danger.", [("harbour traffic is a danger", "Brandt", "denied")]),
    (
        "The baker noticed that the door was open and was told that his oven was gone.",
        [("the door was open", "The baker", "noticed"), ("his oven was gone", None, "told")],
    ),
    ("A reader has asked the paper if the ferry will sail.", [("if the ferry will sail", "A reader", "asked")]),
    ("According to Brandt, the bridge is safe.", [("the bridge is safe", "Brandt", "According to")]),
    ("The bridge is safe, according to two engineers.", [("The bridge is safe", "two engineers", "according to")]),
    ("As the mayor put it, the bridge is a disgrace.", [("the bridge is a disgrace", "the mayor", "put")]),
    ("Brandt denied that the bridge had been closed.", [("the bridge had been closed", "Brandt", "denied")]),
    ("The bishops called for both sides to stop.", [("both sides to stop", "The bishops", "called for")]),
    ("Brandt, who said the bridge was safe, resigned.", [("the bridge was safe", "who", "said")]),
    ("The company issued a statement calling for calm.", [("calm", "The company", "calling for")]),
    ("An agency quoted the minister as saying that the plant was safe.", [("the plant was safe", "the minister", "saying")]),
    ("Asked about the plant, the minister left.", [("the plant", None, "Asked about")]),
    ("The bill was criticized by two senators.", [("The bill", "two senators", "criticized")]),
    (
        "He said that he would resign and that his deputy would take over.",
        [("he would resign and that his deputy would take over", "He", "said")],
    ),
]

NOBODYS = [
    ("She wrote the novel “The Long Bridge” in 1990.", ["The Long Bridge"]),
    ("The so-called “bridge of sighs” was closed.", ["bridge of sighs"]),
    ("The “reform” has cost a fortune.", ["reform"]),
    ("Lopez sang on Channel Five’s “Breakfast with Tom,” on Monday.", ["Breakfast with Tom,"]),
    ("The cook added her “secret” sauce.", ["secret"]),
    ("He starred in the series “Harbour Lights,” which ran for years.", ["Harbour Lights,"]),
]


@pytest.mark.parametrize(("text", "expected"), DIRECT)
def test_direct_speech(text, expected, quotes):
    found = quotes(text)
    assert [row[:3] for row in found] == expected
    assert {quote.kind for *_, quote in found} == {"direct"}


@pytest.mark.parametrize(("text", "expected"), PARTLY)
def test_partly_quoted_speech(text, expected, quotes):
    found = quotes(text)
    assert [row[:3] for row in found] == expected
    assert {quote.kind for *_, quote in found} == {"mixed"}


@pytest.mark.parametrize(("text", "expected"), INDIRECT)
def test_indirect_speech(text, expected, quotes):
    found = quotes(text)
    assert [row[:3] for row in found] == expected
    assert {quote.kind for *_, quote in found} == {"indirect"}


@pytest.mark.parametrize(("text", "expected"), NOBODYS)
def test_terms_and_titles_are_nobodys_statement(text, expected, quotes):
    found = quotes(text)
    assert [(words, quote.is_fragment) for words, *_, quote in found] == [(words, True) for words in expected]


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was built in 1990.",
        "The dam is 5'10\" high.",
        "UPDATE: The bridge is closed.",
        "The firm makes a car called Comet.",
        "The driver is expected to survive.",
        "It is hard to determine whether the bridge is safe.",
        "The ferrymen found it hard to keep pace.",
        "The seals knocked out the champions.",
        "The herdsman discovered his ox dead.",
    ],
)
def test_what_is_no_speech(text, quotes):
    assert quotes(text) == []


def test_speakers_are_linked_to_their_entities(find):
    text = (
        "Mayor Ada Brandt opened the new bridge on Monday.\n“It took ten years,” Brandt said. “It was worth it.”\n"
        "She said that the old bridge would be torn down.\nThe mayor thanked the engineers."
    )
    _, findings = find(text, published="2026-03-03")
    speakers = {findings.entities[quote.speaker_entity].name for quote in findings.quotes if quote.speaker_entity is not None}
    assert speakers == {"Ada Brandt"}
    assert [quote.speaker_basis for quote in findings.quotes][:3] == ["name", "continued", "pronoun"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tarnow Harbour Police closed the quay on Monday. Police said a mine had been found.", {"Tarnow Harbour Police"}),
        ("The Tarnow Harbour Board closed the quay on Monday. The board said a mine had been found.", {"Tarnow Harbour Board"}),
        ("Tarnow Harbour Police and Lisk Valley Police closed the quay. Police said a mine had been found.", set()),
        ("The Tarnow Harbour Board closed the quay on Monday. A board said a mine had been found.", set()),
    ],
)
def test_a_description_stands_for_the_only_body_it_can_mean(text, names, find):
    _, findings = find(text, published="2026-03-03")
    assert {findings.entities[quote.speaker_entity].name for quote in findings.quotes if quote.speaker_entity is not None} == names


def test_the_innermost_speaker_of_a_relayed_report_is_kept_with_the_relay(find):
    text = "Ivan Petrov said on Monday that Maria Ilyina had told him that the talks were over."
    _, findings = find(text, published="2026-03-03")
    relayed = next(quote for quote in findings.quotes if quote.relayed_by)
    assert text[relayed.start : relayed.end] == "the talks were over"
    assert text[slice(*relayed.speaker)] == "Maria Ilyina"
    assert text[slice(*relayed.relayed_by)] == "Ivan Petrov"


def test_the_day_of_speaking(find):
    _, findings = find("The minister said on Monday that the war would end.", published="2026-03-04")
    assert [str(quote.said_date) for quote in findings.quotes] == ["2026-03-02"]


def test_the_day_of_speaking_is_no_part_of_what_is_said(find):
    text = "The harbour master said on Monday the ferry would sail again."
    _, findings = find(text, published="2026-03-04")
    assert [(text[quote.start : quote.end], str(quote.said_date)) for quote in findings.quotes] == [
        ("the ferry would sail again", "2026-03-02")
    ]


def test_two_descriptions_share_their_name(find):
    text = "The quarry’s owner and former miner, Peter Lund, said the pit would close. “It is over,” he said."
    _, findings = find(text, published="2026-03-03")
    assert {findings.entities[quote.speaker_entity].name for quote in findings.quotes if quote.speaker_entity is not None} == {"Peter Lund"}


@pytest.mark.parametrize("said", ["Monday’s storm was the worst in years", "today is a day of mourning"])
def test_a_day_that_is_spoken_of_stays(said, find):
    _, findings = find(f"The harbour master said {said}.", published="2026-03-04")
    assert [quote.end - quote.start for quote in findings.quotes] == [len(said)]


def test_who_speaks_on_is_not_somebody_who_was_only_spoken_of(find):
    text = (
        "Peter Lund, who owns the quarry, accused Martin Berg of hiding the figures.\n"
        "“The figures were plain to all of us. It was wrong,” he said. “It will cost us years.”"
    )
    _, findings = find(text, published="2026-03-03")
    speakers = [findings.entities[quote.speaker_entity].name for quote in findings.quotes if quote.speaker_entity is not None]
    assert speakers == ["Peter Lund"] * 3


def test_the_day_of_what_is_spoken_of_is_not_the_day_of_speaking(find):
    _, findings = find("The minister said that the war would end on Monday.", published="2026-03-04")
    assert [quote.said_date for quote in findings.quotes] == [None]


def test_a_transcript_gives_its_labels(find):
    text = "Reporter Jane Doe met the miner Tom Lee.\nDOE: How deep is it?\nLEE: Very deep. You cannot see the end.\nDOE: Thank you."
    _, findings = find(text)
    rows = [(text[quote.start : quote.end], text[slice(*quote.speaker)]) for quote in findings.quotes]
    assert ("How deep is it?", "DOE") in rows
    assert ("Very deep. You cannot see the end.", "LEE") in rows


def test_a_headline_in_the_text_gives_its_speaker(find):
    text = "Brandt: Bridge Is Safe\nAda Brandt, the mayor, closed the old road on Monday."
    _, findings = find(text)
    assert (text[slice(*findings.quotes[0].speaker)], text[findings.quotes[0].start : findings.quotes[0].end]) == (
        "Brandt",
        "Bridge Is Safe",
    )


def test_rows_have_spans_of_their_own_and_stand_in_order(find, real_articles):
    for path in sorted(real_articles.glob("*.txt"))[:5]:
        document, findings = find(path.read_text(encoding="utf8"))
        spans = [(quote.start, quote.end) for quote in findings.quotes]
        assert spans == sorted(set(spans))
        assert all(0 <= start < end <= len(document.body) for start, end in spans)


@pytest.mark.parametrize(
    ("text", "pronoun", "basis"),
    [
        ("A nurse said that the ward was full. “We sleep on the floor,” she said.", "she", "pronoun"),
        ("Two engineers said that the dam was safe. They said that it would hold.", "They", "pronoun"),
        (
            "Two engineers said that the dam was safe.\nThe dam is old.\nIt was built by hand.\nRain fell.\nHe said that it would hold.",
            "He",
            "unresolved",
        ),
    ],
)
def test_a_pronoun_left_open_means_who_spoke_just_before(text, pronoun, basis, quotes):
    last = quotes(text)[-1]
    assert (last[1], last[3].speaker_basis) == (pronoun, basis)
