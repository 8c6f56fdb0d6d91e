"""What a text says of people killed, hurt, held or driven out: one casualty a predicate and phrase."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.document import Document, Token
from transforms.records import Findings
from transforms.tolls.clauses import SUBJECTS, Clauses
from transforms.tolls.lexicon import Frame, TollLexicon
from transforms.tolls.lines import without_lines
from transforms.tolls.meaning import died, disjoined, measure_of, negated, of_other_times, somebody_unhurt, unreal
from transforms.tolls.people import People
from transforms.tolls.references import groups_taken, where_taken, with_doers, with_references
from transforms.tolls.slots import SLOTS
from transforms.tolls.victims import Casualty, Victim


def find_casualties(document: Document, findings: Findings, lexicon: TollLexicon) -> tuple[Casualty, ...]:
    """Every casualty that the document tells of as fact or claim, in the order of the text.

    Who is told to have killed or wounded somebody is marked as a perpetrator wherever he is hurt himself.
    """
    clauses = Clauses(document, lexicon, People(document, findings, lexicon))
    perpetrators = clauses.people.suspects()
    told = with_references(list(_all(clauses, perpetrators)))
    found = without_lines(document, groups_taken(where_taken(document, with_doers(document, told))))
    return tuple(
        casualty._replace(victim=casualty.victim._replace(perpetrator=True))
        if casualty.victim.entity in perpetrators and casualty.victim.perpetrator is False
        else casualty
        for casualty in found
    )


def _all(clauses: Clauses, perpetrators: set[int]) -> Iterator[Casualty]:
    frames = clauses.lexicon.frames
    for token in clauses.document.of_lemmas(frames):
        for frame in frames[token.lemma]:
            for victim in SLOTS[frame.slot](clauses, token, frame):
                if _is_told(clauses, token, frame, victim):
                    yield _casualty(clauses, token, frame, victim, perpetrators)


def _is_told(clauses: Clauses, token: Token, frame: Frame, victim: Victim) -> bool:
    """Whether the text says that it happened to these people, and in this event."""
    document, lexicon = clauses.document, clauses.lexicon
    if victim.best == 0:
        return True
    if frame.slot == "unsaved" or (frame.slot == "survive" and died(document, token)):
        return True
    if negated(document, token) or disjoined(document, token, lexicon) or (frame.slot != "survive" and unreal(document, token, lexicon)):
        return False
    return not of_other_times(document, token, victim, lexicon) and not (frame.weak and somebody_unhurt(document, token, lexicon))


def _casualty(clauses: Clauses, token: Token, frame: Frame, victim: Victim, perpetrators: set[int]) -> Casualty:
    victim = victim._replace(kinds=clauses.lexicon.kinds.get(victim.noun, frozenset()))
    low = 1 if victim[3:6] == (None, None, None) and not victim.pronoun else victim.low
    verb = token.head if token.pos == "NOUN" else token.i
    if not victim.definite and any(child.lower == "also" for child in clauses.document.children(verb)):
        victim = victim._replace(other=True, also=True)
    if frame.slot == "object" and _by_defender(clauses, token):
        victim = victim._replace(stopped=True)
    agent = _agent(clauses, token, victim) if frame.slot == "object" else None
    if agent is not None and agent.entity is not None and agent.sex is not None and clauses.people.is_told_apart(agent):
        perpetrators.add(agent.entity)
    return Casualty(
        measure_of(clauses.document, token, frame, clauses.lexicon), low, victim.best, victim.high,
        min(victim.start, token.start), max(victim.end, token.end), token.i, token.sentence, victim, frame.weak, frame.id, agent,
    )  # fmt: skip


def _by_defender(clauses: Clauses, verb: Token) -> bool:
    """Whether it is police, a guard, an owner or somebody at home who does it."""
    defenders = clauses.lexicon.words["defenders"]
    at = verb
    while at.dep == "conj" and clauses.document.child(at.i, *SUBJECTS, "agent") is None:
        at = clauses.document.tokens[at.head]
    for child in clauses.document.children(at.i):
        doer = (
            clauses.document.child(child.i, "pobj")
            if child.dep == "agent"
            else child
            if child.dep == "nsubj" and verb.tag != "VBN"
            else None
        )
        if doer is not None and doer.lemma in defenders:
            return True
    return False


def _agent(clauses: Clauses, token: Token, victim: Victim) -> Victim | None:
    """The person who is subject of an active verb."""
    if token.pos != "VERB" or victim.head <= token.i:
        return None
    subject = clauses.subject_of(token)
    people = clauses.people.at(subject) if subject is not None else []
    if not people or people[0].head == victim.head or (people[0].entity is not None and people[0].entity == victim.entity):
        return None
    return people[0]
