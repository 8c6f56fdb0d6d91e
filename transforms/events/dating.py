"""Which time expression dates which event."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from transforms.document import Document, Token
from transforms.events.chronicle import Spoken, date_entry, is_heading
from transforms.records import Event, Findings, Timex

MAX_CLIMB = 10
"""Steps up the parse from a time or place to its event."""
LEAD, LONGEST_OF_LEAD = 3, 31
"""Sentences of the lead, and the days beyond which a time there is what an event is compared with, not when it was."""
OCCURRING = frozenset(["happen", "occur", "unfold", "begin", "start", "erupt", "take", "come"])
"""Verbs by which 'it' and the like are said to have happened."""
RESPONSES = frozenset(["respond", "call", "dispatch", "summon", "arrive", "alert"])
"""Verbs of police and rescuers, whose time is that of the event they were called to."""
ANAPHORS = frozenset(
    {
        "it", "incident", "this", "that", "which", "tragedy", "crime", "altercation", "argument", "ordeal", "episode", "violence",
        "fight", "call", "confrontation", "death",
    }
)  # fmt: skip
OTHER_ACTS = frozenset(
    {
        "sentence", "plead", "appear", "arraign", "schedule", "bury", "mourn", "release", "publish", "post", "update", "provide", "delay",
        "postpone", "testify", "convict", "acquit", "extradite", "deny", "issue", "file", "indict", "rule",
    }
)  # fmt: skip
"""Verbs of a sentence about an event that have a time of their own for sure."""
LEGAL = frozenset(["charge", "convict", "accuse", "indict", "plead", "book", "arrest", "suspect", "acquit"])
"""Verbs whose object or complement is a deed of before."""
VAGUE_DAYS = 5
"""Days from which on a time expression is too wide to be a day off."""
REPORTING = frozenset(
    {
        "say", "tell", "announce", "report", "add", "state", "note", "explain", "release", "write", "arrest", "charge", "accuse",
        "identify", "book", "sentence", "convict", "plead", "appear", "arraign", "hold", "schedule", "expect", "declare",
        "investigate", "respond", "update", "post", "publish", "meet", "gather", "mourn", "bury", "ask", "call", "describe",
        "confirm",
    }
)  # fmt: skip
"""Verbs whose own time is not that of the event that they speak of."""
CARRIED = ("nsubj", "nsubjpass", "dobj", "oprd", "xcomp", "attr", "acomp")
"""Dependents of a verb that share its time: 'the shooting happened on Monday', 'was found shot on Monday'."""
OCCASIONS = frozenset(
    {
        "election", "vote", "referendum", "summit", "deadline", "hearing", "trial", "sentencing", "funeral", "vigil", "conference",
        "debate", "festival", "concert", "meeting", "game", "statement", "release", "report", "interview",
    }
)  # fmt: skip
"""Nouns before which a day is theirs: 'the 12 November elections'."""
CLAUSES = frozenset({"relcl", "ccomp", "parataxis"})
"""Clauses whose time is their own."""
RELATIVES = frozenset({"that", "which"})
"""Subjects by which a relative clause tells of its noun: 'the storm that left thousands dead in 2013'."""
REVEALING = frozenset({"reveal", "file", "charge", "arraign", "announce", "release", "identify", "arrest", "plead", "sentence", "book"})
"""Verbs of the days after."""
WEEK = 7
TOLLS = frozenset({"toll", "number", "figure", "count", "total"})
"""What rises on a day that is not the event's."""
CAUSES = frozenset({"in", "during", "after", "by", "from"})


CLOCK = frozenset(
    {
        "a", "p", "m", "am", "pm", "about", "around", "shortly", "just", "before", "after", "o'clock", "at", "approximately",
        "roughly", "nearly", "noon", "midnight", "the", "by", "eastern", "et", "est", "edt", "ct", "cst", "cdt", "pt", "local",
        "time",
    }
)  # fmt: skip
"""Words of a time of day."""


def date_token(document: Document, time: Timex) -> int:
    """The head of a time expression."""
    return document.head_of(time.first, time.last)


def carriers(document: Document, start: int, triggers: Mapping[int, int]) -> int | None:
    """The event whose clause token `start` modifies: the first trigger on the way up, or one that shares the verb met there.

    `triggers` maps trigger tokens to events.
    """
    at = start
    for _ in range(MAX_CLIMB):
        if at in triggers:
            return triggers[at]
        token = document.tokens[at]
        if at != start and token.pos == "NOUN":
            compound = next((child.i for child in document.children(at) if child.dep == "compound" and child.i in triggers), None)
            if compound is not None:
                return triggers[compound]
        if at != start and token.pos in ("VERB", "AUX"):
            found = _carried(document, token, triggers)
            if found is not None:
                return found
            subject = document.child(token.i, "nsubj", "nsubjpass") if token.dep == "relcl" else None
            if subject is not None and subject.lower in RELATIVES and token.lemma not in REPORTING:
                return triggers.get(token.head)
            if token.lemma in REPORTING or token.dep in CLAUSES or is_since(document, token):
                return None
        if token.head == at:
            return None
        at = token.head
    return None


def is_direct(document: Document, start: int, trigger: int) -> bool:
    """Whether no other verb stands between what token `start` heads and the trigger above it: else that verb's circumstances are told."""
    for above in document.ancestors(start):
        if above.i == trigger:
            return True
        if above.pos == "VERB":
            return False
    return False


def _carried(document: Document, verb: Token, triggers: Mapping[int, int]) -> int | None:
    for child in document.children(verb.i):
        if (
            child.dep in CARRIED
            and child.i in triggers
            and not (verb.lemma in REPORTING and verb.lemma != "bury" and child.dep != "nsubjpass")
        ):
            return triggers[child.i]
    for child in document.children(verb.i):
        if child.dep == "advcl" and verb.lemma not in REPORTING and _is_when(document, child):
            subject = document.child(child.i, "nsubj", "nsubjpass")
            for told in (child, subject):  # "were at a party when a fight began"
                if told is not None and told.i in triggers:
                    return triggers[told.i]
        if child.dep == "prep" and child.lower in CAUSES and verb.lemma not in REPORTING:
            for inner in document.children(child.i):
                if inner.dep in ("pobj", "pcomp") and inner.i in triggers:
                    return triggers[inner.i]
    return None


def _is_when(document: Document, clause: Token) -> bool:
    """Whether a clause says when the one above it was: 'died when a ferry sank'."""
    return any(child.lower in ("when", "as") and child.i < clause.i for child in document.children(clause.i))


def is_since(document: Document, clause: Token) -> bool:
    """Whether a clause tells since when something has gone on: 'since the war began'."""
    return clause.dep == "advcl" and any(
        child.lower == "since" and child.dep in ("mark", "advmod") for child in document.children(clause.i)
    )


def own_times(
    document: Document,
    findings: Findings,
    triggers: Mapping[int, int],
    told: Sequence[int],
    physical: Sequence[bool],
    planned: Sequence[bool],
) -> dict[int, Timex]:
    """By event, the time expression that its own clause has; the most precise where there are several.

    `told` are the trigger tokens, in order, of the events told as facts: what 'it happened on Monday' may speak of. Of an event that is
    not `physical`, as words are not, only the clause itself tells the time. A day after publication is that of a `planned` event alone.
    """
    found: dict[int, Timex] = {}
    token_of = {event: token for token, event in triggers.items()}
    entries: list[Timex] = []
    spoken = Spoken(findings)
    published = document.published.date() if document.published else None
    for time in findings.times:
        if time.begin is not None and (event := _in_which(document, time, triggers)) is not None:
            found[event] = time
            continue
        since = published is not None and _lasting(document, time, published)
        if not (since or may_date(document, time)):
            continue
        if time.begin is not None and spoken.holds(time.start):
            continue
        if document.tokens[time.first].sentence < LEAD and is_vague(time) and not document.tokens[time.last - 1].text.isdigit():
            continue
        head = date_token(document, time)
        if is_others(document, time, triggers):
            continue
        if is_heading(document, time):
            entries.append(time)
            continue
        event = carriers(document, head, triggers)
        if event is None:
            event = _right_before(document, time, triggers)
        if event is None:
            event = _spoken_of(document, head, triggers, told)
        if (
            event is not None
            and (planned[event] or not (published and time.begin and time.begin > published))
            and (physical[event] or is_direct(document, head, token_of[event]))
            and not _charged(document, document.tokens[token_of[event]])
            and (event not in found or _width(time) < _width(found[event]))
        ):
            found[event] = time._replace(until=published, precision="week") if since else time
    for time in entries:
        date_entry(document, time, token_of, physical, found)
    return found


def is_others(document: Document, time: Timex, triggers: Mapping[int, int]) -> bool:
    """Whether a time is that of something else by its place before it: 'the 25 January Revolution', 'the May elections'."""
    above = document.tokens[document.tokens[time.last - 1].head]
    if above.i < time.last or above.i in triggers or not (above.pos == "PROPN" or above.lemma in OCCASIONS):
        return False
    return not any(child.i in triggers for child in document.children(above.i))


def _lasting(document: Document, time: Timex, published: date) -> bool:
    """Whether something has gone on since a day not long ago: 'has killed nine since Monday'."""
    before = document.tokens[time.first - 1].lower if time.first else ""
    return before == "since" and time.begin is not None and 0 <= (published - time.begin).days <= VAGUE_DAYS


def _in_which(document: Document, time: Timex, triggers: Mapping[int, int]) -> int | None:
    """The event of a clause on a time expression: 'since 2019, when eleven people were hurt'."""
    for clause in document.children(date_token(document, time)):
        if clause.dep in ("relcl", "advcl") and clause.i in triggers and any(c.lower == "when" for c in document.children(clause.i)):
            return triggers[clause.i]
    return None


def _spoken_of(document: Document, start: int, triggers: Mapping[int, int], told: Sequence[int]) -> int | None:
    """The event that 'it happened on Monday' or 'officers were called at 8 on Monday' speaks of: the last one told of before."""
    verb = next((token for token in document.ancestors(start) if token.pos == "VERB"), None)
    if verb is None or not told:
        return None
    subject = document.child(verb.i, "nsubj", "nsubjpass")
    happened = verb.lemma in OCCURRING and subject is not None and subject.lemma in ANAPHORS
    happened = happened or any(child.lemma == "landfall" for child in document.children(verb.i))
    called = verb.lemma in RESPONSES or (verb.lemma == "report" and subject is not None and subject.dep == "nsubjpass")
    if not (happened or called):
        return None
    sentence = document.sentence_of(start)
    at = bisect_left(told, sentence.first)
    here = bisect_left(told, sentence.last)
    if here > at:
        return triggers.get(told[at])
    return triggers.get(told[at - 1] if at else told[0])


def _right_before(document: Document, time: Timex, triggers: Mapping[int, int]) -> int | None:
    """The event whose noun stands right before a time, whatever the parse makes of it: 'a blaze Monday morning', 'a shooting incident Monday'."""
    at = time.first - 1
    while at > 0 and document.tokens[at].pos in ("NOUN", "PROPN") and document.tokens[at].sentence == document.tokens[time.first].sentence:
        if at in triggers:
            return triggers[at]
        if not any(child.dep == "compound" for child in document.children(at)):
            return None
        at -= 1
    return None


def _charged(document: Document, token: Token) -> bool:
    """Whether an event is only what somebody is charged with: 'charged with murder on Saturday'."""
    if token.dep != "pobj":
        return False
    preposition = document.tokens[token.head]
    return preposition.lower in ("with", "of", "to", "on") and document.tokens[preposition.head].lemma in LEGAL


def may_date(document: Document, time: Timex) -> bool:
    """Whether a time expression says when something was. A relative day does, though no one knows which where the day of publication
    is unknown.
    """
    return (time.begin is not None or document.published is None) and tells_day(document, time)


def tells_day(document: Document, time: Timex) -> bool:
    """Whether a time expression says on what day something was: '1 p.m.', 'that night' and 'since Monday' do not."""
    if time.type not in ("DATE", "TIME") or time.value in ("PRESENT_REF", "PAST_REF", "FUTURE_REF"):
        return False
    before = document.tokens[time.first - 1] if time.first else None
    if before is not None and (
        before.lower in ("since", "until", "that", ":") or before.lemma in ("say", "announce", "publish", "post", "update")
    ):
        return False
    words = [token.lower for token in document.tokens[time.first : time.last]]
    if words[0] in ("that", "since") or words[:4] in (["earlier", "in", "the", "day"], ["later", "in", "the", "day"]):
        return False
    return time.type == "DATE" or any(word.isalpha() and word not in CLOCK for word in words)


def is_main(document: Document, i: int) -> bool:
    """Whether token `i` is the finite verb of a main clause, or of one that is reported in a main clause."""
    token = document.tokens[i]
    if token.tag not in ("VBD", "VBN", "VBZ", "VBP"):
        return False
    while token.dep in ("conj", "ccomp"):
        token = document.tokens[token.head]
    return token.head == token.i


def by_sentence(document: Document, times: Iterable[Timex]) -> dict[int, list[Timex]]:
    """The time expressions of each sentence."""
    found: dict[int, list[Timex]] = {}
    for time in times:
        found.setdefault(document.tokens[time.first].sentence, []).append(time)
    return found


def day_of_lead(document: Document, times: Mapping[int, Sequence[Timex]], sentences: int) -> Timex | None:
    """The day of the last week that the first sentences of an article speak of: of its news, if no clause gives another."""
    if document.published is None:
        return None
    published = document.published.date()
    days = (
        time
        for sentence in range(sentences)
        for time in times.get(sentence, ())
        if time.begin is not None
        and _width(time) == 0
        and 0 <= (published - time.begin).days < WEEK
        and could_date(document, time)
        and not _is_of_report(document, time)
    )
    return next(days, None)


def _is_of_report(document: Document, time: Timex) -> bool:
    """Whether a time is that of a charge or a revelation: 'prosecutors revealed on Tuesday'."""
    verb = next((token for token in document.ancestors(date_token(document, time)) if token.pos == "VERB"), None)
    return verb is not None and verb.lemma in REVEALING


def could_date(document: Document, time: Timex) -> bool:
    """Whether a time may be that of an event of its sentence though no clause ties them: it is no other act's."""
    if not may_date(document, time) or any(is_since(document, above) for above in document.ancestors(date_token(document, time))):
        return False
    verb = next((token for token in document.ancestors(date_token(document, time)) if token.pos == "VERB"), None)
    if verb is None:
        return True
    subject = document.child(verb.i, "nsubj", "nsubjpass")
    return verb.lemma not in OTHER_ACTS and (subject is None or subject.lemma not in TOLLS)


def _width(time: Timex) -> int:
    """Days that a time expression covers."""
    return ((time.until or time.begin) - time.begin).days if time.begin else 10_000


def conflict(one: Timex, other: Timex) -> bool:
    """Whether two time expressions cannot be of one event: more than a day lies between them, or a week for vague ones."""
    if one.begin is None or other.begin is None:
        return False
    slack = 1 if _width(one) < VAGUE_DAYS and _width(other) < VAGUE_DAYS else 7
    return (one.begin - (other.until or other.begin)).days > slack or (other.begin - (one.until or one.begin)).days > slack


def is_vague(time: Timex) -> bool:
    """Whether a time expression gives no more than a year."""
    return time.begin is not None and _width(time) > LONGEST_OF_LEAD


def best_time(times: Sequence[Timex]) -> Timex | None:
    """The most precise, and of those the one that most agree with, then the first."""
    dated = [time for time in times if time.begin is not None]
    if not dated:
        return times[0] if times else None
    votes: dict[date | None, int] = {}
    for time in dated:
        votes[time.begin] = votes.get(time.begin, 0) + 1
    return min(dated, key=lambda time: (max(_width(time), 1), -votes[time.begin], time.start))


def dated(event: Event, time: Timex | None, basis: str) -> dict[str, Any]:
    """The date fields of an event."""
    if time is None:
        return {}
    if time.begin is None:
        return {"timex": time}
    return {
        "timex": time,
        "event_date": time.begin,
        "event_date_end": time.until or time.begin,
        "date_precision": time.precision if time.precision != "none" else event.date_precision,
        "date_basis": basis,
    }


def published(document: Document) -> dict[str, Any]:
    """The date fields of an event that is told as news of the day, with no day named."""
    if document.published is None:
        return {}
    day = document.published.date()
    return {"event_date": day, "event_date_end": day, "date_precision": "day", "date_basis": "published"}
