"""Whom the pronouns beside cues mean, where the article's coreference leaves them open: one who spoke just before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from transforms.document import Document
from transforms.quotes.said import Said
from transforms.quotes.speakers import Speaker
from transforms.records import Findings, LocalEntity

GENDERS = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}
PLURAL = frozenset({"they", "their", "them"})
THING = frozenset({"it", "its"})
PLURAL_TAGS = frozenset({"NNS", "NNPS"})
DEFINITE = frozenset({"the", "this", "that", "its"})
OF_MANY = frozenset({"some", "two", "three", "four", "several", "many", "most", "other", "both", "few"})
"""What opens a plural that is not all of a body."""
REACH = 2
"""Paragraphs back to the speech whose speaker a pronoun can mean, at most."""


def with_antecedents(document: Document, said: list[Said], entities: tuple[LocalEntity, ...]) -> Iterator[Said]:
    """The rows, in the order of the text, with a pronoun that means nobody yet standing for the last speaker whom it fits."""
    recent: list[tuple[int, Speaker]] = []
    for row in said:
        speaker = row.speaker
        if speaker.head is not None:
            paragraph = document.sentence_of(speaker.head).paragraph
            if speaker.basis == "unresolved":
                found = next(
                    (known for at, known in reversed(recent) if paragraph - at <= REACH and _fits(document, speaker, known, entities)), None
                )
                if found is not None:
                    row = row._replace(
                        speaker=speaker._replace(entity=found.entity, basis="continued" if row.rule_id == "continued" else "pronoun")
                    )
                    recent.append((paragraph, found))
            elif speaker.basis in ("name", "role", "organization"):
                recent = [*recent[-3:], (paragraph, speaker)]
        yield row


def with_last_speakers(document: Document, said: list[Said], findings: Findings) -> Iterator[Said]:
    """The rows, with a "he" or "she" who speaks on standing for who spoke last rather than for somebody who was only spoken of.

    "Lund accused Berg of lying. 'He knew it,' he said": coreference may take Berg, who is named last, but only within Lund's words.
    """
    mentioned: dict[int | None, list[int]] = defaultdict(list)
    for mention in findings.mentions:
        mentioned[mention.entity].append(mention.start)
    last: Speaker | None = None
    words: list[tuple[int, int]] = []
    meant: dict[int | None, int | None] = {}
    for row in said:
        speaker = row.speaker
        if row.relayed_by is not None or row.cue_token is None or document.tokens[row.cue_token].tag[0] not in "VI":
            yield row  # no voice of the story: "his plan to build", "Lee told him that"
            continue
        if last is not None and speaker.basis == "pronoun" and speaker.head not in meant and _can_go_on(document, last, speaker, findings):
            assert last.span is not None
            assert speaker.span is not None
            between = [at for at in mentioned[speaker.entity] if last.span[1] <= at < speaker.span[0]]
            spoken = [*words, (row.start, row.end)] if row.kind == "direct" else words
            if all(any(start <= at < end for start, end in spoken) for at in between):
                meant[speaker.head] = last.entity
        if speaker.head in meant:
            speaker = speaker._replace(entity=meant[speaker.head])
            row = row._replace(speaker=speaker)
        if speaker.head is not None and speaker.entity is not None and findings.entities[speaker.entity].type == "person":
            words = [*words, (row.start, row.end)] if last is not None and speaker.entity == last.entity else [(row.start, row.end)]
            last = speaker
        yield row


def _can_go_on(document: Document, last: Speaker, speaker: Speaker, findings: Findings) -> bool:
    """Whether who spoke last, not far back, can be the "he" or "she" for whom coreference has somebody else."""
    assert last.entity is not None
    if last.head is None or speaker.head is None or speaker.entity == last.entity:
        return False
    gender = GENDERS.get(document.tokens[speaker.head].lower)
    near = document.sentence_of(speaker.head).paragraph - document.sentence_of(last.head).paragraph <= 1
    return gender is not None and near and findings.entities[last.entity].gender in (None, gender)


def with_bodies(document: Document, said: list[Said], entities: tuple[LocalEntity, ...]) -> Iterator[Said]:
    """The rows, with a description that can only mean one body of the article standing for it: "police", "the ministry", "the district".

    All its words are in the body's name, and in no other's; its noun is not what the name has behind "of" (an "order of police" is none).
    """
    bodies = [(i, _names(entity)) for i, entity in enumerate(entities) if entity.type == "organization"]
    for row in said:
        if bodies and row.speaker.basis in ("role", "continued") and row.speaker.entity is None:
            noun, described = _described(document, row.speaker)
            fitting = [i for i, names in bodies if any(noun in own and described <= name for name, own in names)]
            if len(fitting) == 1:
                row = row._replace(speaker=row.speaker._replace(entity=fitting[0]))
        yield row


def _described(document: Document, speaker: Speaker) -> tuple[str, frozenset[str]]:
    """The noun of a definite description and its words; none where it may be one of many ("an agency")."""
    if speaker.head is None or speaker.span is None:
        return "", frozenset()
    head = document.tokens[speaker.head]
    words = _words(document.body[slice(*speaker.span)])
    is_definite = words[0] in DEFINITE or (head.tag in PLURAL_TAGS and words[0] not in OF_MANY) or head.lower == "police"
    return (head.lower, frozenset(words) - DEFINITE) if is_definite else ("", frozenset())


def _names(entity: LocalEntity) -> list[tuple[frozenset[str], frozenset[str]]]:
    """The names of a body: all words of each, and those before "of" or "for"."""
    found = []
    for words in (_words(name) for name in {entity.name, *entity.names} if " " in name):
        own = next((i for i, word in enumerate(words) if word in ("of", "for")), len(words))
        found.append((frozenset(words), frozenset(words[:own])))
    return found


def _words(text: str) -> list[str]:
    return [word.removesuffix("'s").removesuffix("’s") for word in text.lower().split()]


def _fits(document: Document, pronoun: Speaker, known: Speaker, entities: tuple[LocalEntity, ...]) -> bool:
    """Whether a pronoun can mean somebody who spoke: by number, by person or thing, and by gender where it is known."""
    assert pronoun.head is not None
    word = document.tokens[pronoun.head].lower
    head = document.tokens[known.head] if known.head is not None else None
    if head is None or head.tag not in ("NN", "NNS", "NNP", "NNPS"):
        return False
    entity = entities[known.entity] if known.entity is not None else None
    is_plural = head.tag in PLURAL_TAGS or any(child.dep == "conj" for child in document.children(head.i))
    if word in PLURAL:
        return is_plural or known.basis == "organization"
    if word in THING:
        return not is_plural and (entity is None or entity.type != "person")
    if word in GENDERS:
        if entity is not None:
            return entity.type == "person" and entity.gender in (None, GENDERS[word])
        return not is_plural and known.basis == "role" and head.tag in ("NN", "NNP")
    return False
