"""Whom 'they', 'he' and 'both' mean, by the casualties told of before."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.document import Document
from transforms.tolls.victims import Casualty

NOMINATIVES = frozenset({"he", "she"})
REFERENCE_REACH = 1
"""Sentences back to which 'they' may refer."""


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
