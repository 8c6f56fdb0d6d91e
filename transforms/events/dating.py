"""Which time expression dates which event."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date

from transforms.document import Document, Token
from transforms.events.attachment import carriers, date_token, is_direct, is_since
from transforms.events.chronicle import Spoken, date_entry, is_heading
from transforms.events.intervals import VAGUE_DAYS, is_vague, width
from transforms.records import Findings, Timex

LEAD = 3
"""Sentences of the lead."""
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
OCCASIONS = frozenset(
    {
        "election", "vote", "referendum", "summit", "deadline", "hearing", "trial", "sentencing", "funeral", "vigil", "conference",
        "debate", "festival", "concert", "meeting", "game", "statement", "release", "report", "interview",
    }
)  # fmt: skip
"""Nouns before which a day is theirs: 'the 12 November elections'."""
REVEALING = frozenset({"reveal", "file", "charge", "arraign", "announce", "release", "identify", "arrest", "plead", "sentence", "book"})
"""Verbs of the days after."""
GATHERINGS = frozenset({"courtroom", "hearing", "trial", "sentencing", "arraignment", "funeral", "vigil", "memorial"})
"""What people come together for days or years after."""
BESIDES = frozenset({"relcl", "acl", "advcl", "pcomp"})
"""Clauses of what was at another time than their sentence."""
WEEK = 7
TOLLS = frozenset({"toll", "number", "figure", "count", "total"})
"""What rises on a day that is not the event's."""
CLOCK = frozenset(
    {
        "a", "p", "m", "am", "pm", "about", "around", "shortly", "just", "before", "after", "o'clock", "at", "approximately",
        "roughly", "nearly", "noon", "midnight", "the", "by", "eastern", "et", "est", "edt", "ct", "cst", "cdt", "pt", "local",
        "time",
    }
)  # fmt: skip
"""Words of a time of day."""


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
            and (event not in found or width(time) < width(found[event]))
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
    """Whether token `i` is the finite verb of a main clause, or of one that is reported in a main clause: "asked", "are asking"."""
    token = document.tokens[i]
    is_progressive = token.tag == "VBG" and any(child.dep == "aux" and child.tag in ("VBZ", "VBP", "VBD") for child in document.children(i))
    if token.tag not in ("VBD", "VBN", "VBZ", "VBP") and not is_progressive:
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
        and width(time) == 0
        and 0 <= (published - time.begin).days < WEEK
        and could_date(document, time)
        and not _is_of_report(document, time)
        and not tells_gathering(document, document.tokens[time.first].sentence)
    )
    return next(days, None)


def day_of_sentence(document: Document, trigger: int, times: Iterable[Timex], dated: Container[int]) -> Timex | None:
    """The only day that a sentence names, of dealings whose clause names none: 'talked on Friday and agreed'. None where it is another
    event's own, one of the `dated` (by offset), or to come, and for what is told by a noun or in a clause beside.
    """
    if document.tokens[trigger].pos != "VERB" or document.tokens[trigger].dep in BESIDES:
        return None
    published = document.published.date() if document.published else None
    days = [time for time in times if time.begin is not None and width(time) <= 1]
    if len(days) != 1 or days[0].start in dated or not (could_date(document, days[0]) and _is_of_verb(document, days[0], trigger)):
        return None
    return days[0] if published is None or (days[0].begin is not None and days[0].begin <= published) else None


def _is_of_verb(document: Document, time: Timex, trigger: int) -> bool:
    """Whether a time says when something was done, and not which ('the results of the Monday vote'), by the trigger or what it stands below or
    beside: 'met on Monday and agreed', but not 'has demanded the release of those who were held on Monday'.
    """
    verb = next((token for token in document.ancestors(date_token(document, time)) if token.pos != "ADP"), None)
    if verb is None or verb.pos not in ("VERB", "AUX"):
        return verb is None
    return verb.i == trigger or all(token.i != trigger for token in document.ancestors(verb.i)) or verb.dep == "conj"


def tells_gathering(document: Document, sentence: int) -> bool:
    """Whether a sentence tells of a trial, a vigil and the like, which are days or years after what they are about."""
    return any(token.lemma in GATHERINGS for token in document.sentence_tokens(sentence))


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
