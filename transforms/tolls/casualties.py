"""What a text says of people killed, hurt, held or driven out: one casualty a predicate and phrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.document import Document, Token
from transforms.records import Findings
from transforms.tolls.clauses import SUBJECTS, Clauses
from transforms.tolls.lexicon import Frame, TollLexicon
from transforms.tolls.meaning import died, disjoined, measure_of, negated, of_other_times, somebody_unhurt, unreal
from transforms.tolls.people import People
from transforms.tolls.slots import SLOTS
from transforms.tolls.victims import Victim

HURT = {"hit": "injured"}
"""Measures that stand for another."""
STOPS = frozenset(".!?:;…\"”'’)")
CAPTION = "Caption "
"""How the sites of some newspapers begin what stands below a picture, often one of another story."""
NOMINATIVES = frozenset({"he", "she"})
REFERENCE_REACH = 1
"""Sentences back to which 'they' may refer."""


class Casualty(NamedTuple):
    """One statement of one phrase's people."""

    measure: str
    """killed | injured | hit | missing | captured | displaced."""
    low: int | None
    best: int | None
    high: int | None
    start: int
    end: int
    predicate: int
    """Token that tells what befell them."""
    sentence: int
    victim: Victim
    weak: bool
    rule_id: str
    agent: Victim | None = None
    """Who did it to them, where the clause says so: somebody else than they."""


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


def without_lines(document: Document, found: Sequence[Casualty]) -> list[Casualty]:
    """The casualties but for those of lines that are no sentences ('Crash on Route 9 kills two'), where sentences tell of such too: most
    captions and most links to other stories are such lines. Those of marked captions go wherever anything else tells of anybody.
    """
    captions = _captions(document)
    found = [casualty for casualty in found if casualty.sentence not in captions] or found
    lines = {number for number in {casualty.sentence for casualty in found} if _is_line(document, number)}
    told = {HURT.get(casualty.measure, casualty.measure) for casualty in found if casualty.sentence not in lines}
    return [casualty for casualty in found if HURT.get(casualty.measure, casualty.measure) not in told or casualty.sentence not in lines]


def _captions(document: Document) -> set[int]:
    """The sentences that are marked as captions, and those that say the same again: 'Caption Boat sinks A boat sank. A boat sank.'"""
    marked = {n for n, sentence in enumerate(document.sentences) if document.body.startswith(CAPTION, sentence.start)}
    if not marked:
        return marked
    text = "\n".join(document.body[document.sentences[n].start : document.sentences[n].end] for n in sorted(marked))
    return {n for n, sentence in enumerate(document.sentences) if document.body[sentence.start : sentence.end].strip() in text}


def _is_line(document: Document, number: int) -> bool:
    """Whether a sentence after the first is a whole paragraph and has no stop."""
    sentence = document.sentences[number]
    paragraph = document.paragraphs[sentence.paragraph]
    text = document.body[paragraph.start : paragraph.end].strip()
    return number > 0 and text == document.body[sentence.start : sentence.end].strip() and text[-1:] not in STOPS


def with_references(found: Sequence[Casualty]) -> list[Casualty]:
    """The casualties, 'they died' being of those told of together just before: 'A man and a woman were shot. They died.'; and 'the
    children' as many as the last that were counted.
    """
    done: list[Casualty] = []
    group: list[Casualty] = []
    counted: dict[str, Casualty] = {}
    for casualty in found:
        victim = casualty.victim
        if casualty.best is not None and casualty.best > 1 and victim.counted and not victim.partitive:
            counted[victim.noun] = casualty
        elif casualty.best is None and victim.definite and not victim.other and (known := counted.get(victim.noun)) is not None:
            casualty = casualty._replace(low=known.low, best=known.best, high=known.high)
        if not (victim.pronoun and victim.noun == "they"):
            done.append(casualty)
            if group and casualty.predicate == group[-1].predicate and casualty.sentence == group[-1].sentence:
                group.append(casualty)
            else:
                group = [casualty]
            continue
        meant = group if group and casualty.sentence - group[-1].sentence <= REFERENCE_REACH else []
        if sum(one.victim.best or 0 for one in meant) > 1 and casualty.measure in ("killed", "injured", "hit"):
            done += [_of(casualty, one) for one in meant]
        else:
            done.append(casualty)
    return done


def where_taken(document: Document, found: Sequence[Casualty]) -> list[Casualty]:
    """The casualties, 'he' in 'was taken to a hospital, where he died' being who was taken there, whomever else he may be taken for."""
    done: list[Casualty] = []
    for casualty in found:
        before = done[-1] if done else None
        if before is not None and _is_where(document, casualty, before):
            victim = before.victim
            casualty = casualty._replace(victim=victim._replace(sex=victim.sex or casualty.victim.sex))
        done.append(casualty)
    return done


def _is_where(document: Document, casualty: Casualty, before: Casualty) -> bool:
    """Whether a casualty is of 'he' or 'she' in a clause with 'where' below the predicate of the one before it."""
    victim = casualty.victim
    return (
        victim.pronoun
        and victim.best == 1
        and before.victim.single
        and before.sentence == casualty.sentence
        and (victim.sex is None or before.victim.sex in (None, victim.sex))
        and any(child.lower == "where" for child in document.children(casualty.predicate))
        and any(token.i == before.predicate for token in document.ancestors(casualty.predicate))
    )


def with_doers(document: Document, found: Sequence[Casualty]) -> list[Casualty]:
    """The casualties, 'he' in 'a man shot two people before he died' and 'him' in '… before police shot him' being who did it."""
    agents = {casualty.predicate: casualty.agent for casualty in found if casualty.agent is not None}
    done: list[Casualty] = []
    for casualty in found:
        victim = casualty.victim
        agent = None
        if document.tokens[casualty.predicate].dep in (("advcl", "conj") if victim.stopped else ("advcl",)):
            agent = next((agents[above.i] for above in document.ancestors(casualty.predicate) if above.i in agents), None)
        is_doer = victim.stopped or document.tokens[victim.head].lower in NOMINATIVES
        if (
            agent is not None
            and victim.pronoun
            and is_doer
            and victim.perpetrator is False
            and agent.best == 1
            and agent.sex in (None, victim.sex)
        ):
            casualty = casualty._replace(victim=victim._replace(perpetrator=True, pronoun=False, entity=agent.entity, noun=agent.noun))
        done.append(casualty)
    return done


def groups_taken(found: Sequence[Casualty]) -> list[Casualty]:
    """The casualties, those of a group that was only taken to a hospital being hit where one of them dies there or in the next sentence:
    'Both were taken to a hospital, where one died', 'Both were taken to a hospital. The man died.'
    """
    done = list(found)
    for i, death in enumerate(found):
        if death.measure != "killed" or death.victim.other or not (death.victim.partitive or death.victim.counted or death.victim.definite):
            continue
        for at in range(i - 1, -1, -1):
            group = found[at]
            if death.sentence - group.sentence > REFERENCE_REACH:
                break
            if group.weak and not group.victim.other and (group.best or 0) > max(death.best or 0, 1):
                done[at] = group._replace(measure="hit")
    return done


def _of(casualty: Casualty, meant: Casualty) -> Casualty:
    """What befell 'them', told of one of those that they are."""
    victim = meant.victim
    return casualty._replace(low=meant.low, best=meant.best, high=meant.high, victim=victim._replace(definite=True))


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
