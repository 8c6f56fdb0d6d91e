"""What has a trigger and yet is no event: violence at large, names of offences, a candidate's rally, entries of statistics."""

from __future__ import annotations

from transforms.document import Document
from transforms.events.generality import is_owned
from transforms.events.matching import Match
from transforms.events.parties import Parties
from transforms.events.roles import Roles
from transforms.events.segments import FILM
from transforms.events.slot_words import HYPHENS, PARTITIVES

NATURAL = frozenset({"DISASTER", "ACCIDENT"})
"""Types whose nouns need no article."""
GENERIC_TYPES = frozenset({"ASSAULT", "COERCE", "CRIME"})
"""Types whose plurals are as often said of such deeds at large."""
AROUND = frozenset({"in", "during", "after", "before", "following", "amid", "under", "by", "since", "despite", "without", "at", "into"})
"""Prepositions behind which stands what happened around something, not what is talked about."""
HEARD = frozenset({"gunfire", "shelling", "bombardment", "gas"})
"""Nouns that need no article for what took place."""
TELLING_DEPS = frozenset({"det", "nummod", "poss", "relcl", "acl", "compound", "npadvmod"})
ONE_PERSON = frozenset({"he", "she", "his", "her", "i", "my"})
REVIEW_SENTENCES, REVIEW_SHARE = 2, 0.2
"""Sentences with a word for a film or book from which on an article is about one: how many, and which share of all."""
OPENERS = frozenset("\"“”‘’':–—-(|*•")
"""Marks behind which a capital tells nothing."""
TITLE_SHARE = 0.5
"""Share of words with a capital from which on a sentence is taken for a title."""
LONGEST_CROSSHEAD = 6
"""Words of a heading between paragraphs."""
END_MARKS = frozenset('.!?…”"')
FIGURES = frozenset({"number", "rate", "proportion", "share", "percentage", "figure", "total"})
"""Nouns for how many, without saying how many."""


def is_generic(document: Document, match: Match, roles: Roles, parties: Parties) -> bool:
    """Whether a noun speaks of violence at large ("an end to attacks and murders"): a plural that nothing ties to a time, place or name."""
    token = document.tokens[match.token]
    event_type = match.trigger.frame.event_class.event_type
    if event_type not in GENERIC_TYPES or token.tag not in ("NNS", "NNPS"):
        return False
    if token.dep in ("nsubj", "nsubjpass", "ROOT") or any(match.slots.get(slot) for slot in ("light", "hit", "by")):
        return False
    children = document.children(token.i)
    if any(child.dep in ("det", "nummod", "poss", "relcl", "acl") for child in children):
        return False
    of_some = token.dep == "pobj" and document.tokens[document.tokens[token.head].head].lemma in PARTITIVES
    if event_type == "COERCE" and (of_some or any(child.lower == "recent" for child in children)):
        return False  # "thousands of arrests"
    tied = [i for i in (*roles, *(i for found in match.slots.values() for i in found)) if i is not None]
    return not any(parties.is_name_or_time(i) for i in tied)


def is_bare(document: Document, match: Match, roles: Roles, parties: Parties) -> bool:
    """Whether a noun in singular speaks of such deeds at large, by being without an article or anything else that says which: "charges of
    murder", "resisting arrest", "acts of protest".
    """
    token = document.tokens[match.token]
    event_type = match.trigger.frame.event_class.event_type
    if event_type in NATURAL or token.tag != "NN":
        return False
    above = document.tokens[token.head]
    if token.dep not in ("pobj", "dobj", "conj") and not (event_type == "CRIME" and token.dep == "nsubj" and above.lemma == "be"):
        return False
    if token.dep == "pobj" and (above.lower in AROUND or document.tokens[above.head].lemma in (*PARTITIVES, "accuse")):
        return False
    if (token.dep == "conj" and above.tag != "NN") or match.slots.get("light") or match.slots.get("hit") or token.lemma in HEARD:
        return False
    if (roles.actor is not None and not match.slots.get("accused")) or roles.target is not None:
        return False
    below = document.children(token.i)
    if any(child.dep in TELLING_DEPS or child.lower in ("in", "between") or parties.is_name_or_time(child.i) for child in below):
        return False
    return not any(parties.is_name_or_time(i) for found in match.slots.values() for i in found)


def is_statistic(document: Document, i: int) -> bool:
    """Whether a noun heads an entry of a table: 'Homicide: 0', 'Burglary (residence and business): 30'."""
    here = document.sentence_of(i)
    rest = document.tokens[i + 1 : here.last]
    if document.tokens[i].dep == "ROOT" and rest and rest[0].text in (":", "/"):
        return True
    return len(rest) > 1 and rest[-1].tag == "CD" and rest[-2].text == ":"


def is_left_undone(document: Document, i: int, hindering: frozenset[str]) -> bool:
    """Whether a deed is named as what was not done: "left without attacking anyone", "before they could shoot"."""
    token = document.tokens[i]
    if token.dep == "dobj" and token.pos == "NOUN":
        token = document.tokens[token.head]  # "without facing arrest"
    if token.dep == "pcomp":
        above = document.tokens[token.head]
        if above.lower == "from" and document.tokens[above.head].lemma in hindering:
            return True
        return above.lower == "without" or (above.lower == "of" and document.tokens[above.i - 1].lower == "instead")
    if token.dep == "xcomp" and document.tokens[token.head].lemma in ("decline", "refuse"):
        return True
    is_able = token.dep == "xcomp" and document.tokens[token.head].lower in ("able", "capable")
    clause = document.tokens[document.tokens[token.head].head] if is_able else token
    children = document.children(clause.i)
    return clause.dep == "advcl" and any(child.lower == "before" for child in children) and (
        is_able or any(child.lower == "could" for child in children)
    )  # fmt: skip


def is_talked_of(document: Document, i: int) -> bool:
    """Whether a clause is only what some talk, vote or plan is about: "a vote on repealing the law"."""
    token = document.tokens[i]
    if token.tag != "VBG" or token.dep != "pcomp":
        return False
    above = document.tokens[token.head]
    return above.lower in ("on", "about", "of", "for", "to") and document.tokens[above.head].pos == "NOUN"


def is_review(document: Document, words: frozenset[str]) -> bool:
    """Whether an article is about a film or a book, by how many of its sentences say so."""
    said = sum(not words.isdisjoint(document.lowers[sentence.first : sentence.last]) for sentence in document.sentences)
    return said >= REVIEW_SENTENCES and said >= REVIEW_SHARE * len(document.sentences)


def is_half(document: Document, i: int) -> bool:
    """Whether a noun is the first half of an adjective: "battle-hardened"."""
    tokens = document.tokens[i : i + 3]
    return (
        len(tokens) > 2
        and tokens[1].text in HYPHENS
        and tokens[0].end == tokens[1].start
        and tokens[2].tag == "VBN"
        and tokens[2].lower != "turned"
    )


def is_vague(document: Document, i: int) -> bool:
    """Whether a noun under another word is none in particular: "fears of an attack"."""
    token = document.tokens[i]
    return token.pos == "NOUN" and token.dep in ("pobj", "dobj") and not is_owned(document, token)


def is_to_end(document: Document, i: int, words: frozenset[str]) -> bool:
    """Whether a noun is what is to stop, without saying that it takes place: "calls for an end to attacks"."""
    token = document.tokens[i]
    above = document.tokens[token.head]
    if token.dep != "pobj" or above.lower not in ("to", "on", "of") or is_owned(document, token):
        return False
    return document.tokens[above.head].lemma in words


def is_state(document: Document, i: int, words: frozenset[str]) -> bool:
    """Whether a noun tells where somebody is, not what happened: "ten days in detention"."""
    token = document.tokens[i]
    if token.dep != "pobj" or token.lemma not in words or document.tokens[token.head].lower not in ("in", "into", "from"):
        return False
    return all(child.dep in ("punct", "amod", "compound") for child in document.children(i) if child.i < i)


def is_backing(document: Document, i: int) -> bool:
    """Whether a participle says how somebody is equipped: "Backed by Chad, the rebels hold the valley", "police armed with batons"."""
    token = document.tokens[i]
    if token.tag != "VBN" or token.dep not in ("advcl", "acl") or document.child(i, "auxpass", "mark") is not None:
        return False
    return any(child.dep in ("agent", "prep") and child.lower in ("by", "with") for child in document.children(i))


def is_any(document: Document, i: int) -> bool:
    """Whether a noun stands for none in particular: "tolerates no protests", "any talks"."""
    return document.tokens[i].pos == "NOUN" and any(child.lower == "any" for child in document.children(i))


def is_verdict(document: Document, i: int) -> bool:
    """Whether a noun is what somebody calls something: "it is a robbery"."""
    token = document.tokens[i]
    subject = document.child(token.head, "nsubj") if token.dep == "attr" else None
    return subject is not None and subject.lower in ("it", "this", "that")


def is_lasting(document: Document, i: int, words: frozenset[str]) -> bool:
    """Whether a noun is of a war or the like that the news only stands in: "the full-scale invasion", "a 13-year combat campaign"."""
    token = document.tokens[i]
    if token.pos not in ("NOUN", "PROPN") or token.dep in ("dobj", "nsubjpass"):
        return False
    head = document.tokens[token.head] if token.dep == "compound" else token
    modifiers = [child for child in document.children(head.i) if child.dep in ("amod", "compound", "nmod") and child.i != i]
    return any(child.lower in words or (child.lower in ("year", "month") and document.child(child.i, "nummod")) for child in modifiers)


def is_crosshead(document: Document, i: int) -> bool:
    """Whether a noun stands in a heading between paragraphs: a short line without a verb or a full stop, that is not the first."""
    sentence = document.sentence_of(i)
    words = document.tokens[sentence.first : sentence.last]
    paragraph = document.paragraphs[sentence.paragraph]
    if sentence.paragraph == 0 or len(words) > LONGEST_CROSSHEAD or sentence.start > paragraph.start or sentence.end < paragraph.end:
        return False
    return words[-1].text not in END_MARKS and all(word.pos not in ("VERB", "AUX") for word in words)


def is_in_name(document: Document, i: int) -> bool:
    """Whether a noun is part of a name that nobody has recognised, by its capital and that of a neighbour in running text: a team, a book."""
    token = document.tokens[i]
    sentence = document.sentence_of(i)
    if not token.text[0].isupper() or i == sentence.first or document.tokens[i - 1].text in OPENERS:
        return False
    words = [word.text for word in document.tokens[sentence.first + 1 : sentence.last] if word.text[0].isalpha()]
    if sum(word[0].isupper() for word in words) > TITLE_SHARE * len(words):
        return False
    before, after = document.tokens[i - 1], document.tokens[i + 1] if i + 1 < sentence.last else None
    return (before.text[0].isupper() and i - 1 > sentence.first) or before.text == "The" or (after is not None and after.text[0].isupper())


def is_link(document: Document, i: int) -> bool:
    """Whether a word stands in a line of tags, or in one that offers a film."""
    token = document.tokens[i]
    start = document.body.rfind("\n", 0, token.start) + 1
    end = document.body.find("\n", token.end)
    end = len(document.body) if end < 0 else end
    return document.body.count("|", start, end) > 1 or FILM.match(document.body, start, end) is not None


def is_asked(document: Document, i: int, unsettled: frozenset[str]) -> bool:
    """Whether a verb tells what somebody asks or doesn't know: "whether he shot himself", "how to attack"."""
    token = document.tokens[i]
    above = document.tokens[token.head]
    is_open = any(word.lemma in unsettled for word in (above, *document.children(above.i)) if word.i == above.i or word.dep == "acomp")
    asking = {"whether", "if"} if token.dep in ("ccomp", "pcomp") or is_open else {"whether"}
    children = document.children(i)
    return token.pos == "VERB" and any(
        (child.dep == "mark" and child.lower in asking) or (child.lower == "how" and token.tag == "VB") for child in children
    )


def is_measured(document: Document, i: int) -> bool:
    """Whether a participle only says of what a figure is: "the number killed has dropped"."""
    token = document.tokens[i]
    return token.dep == "acl" and document.tokens[token.head].lemma in FIGURES and document.child(i, "prep", "agent") is None


def is_sought(document: Document, i: int) -> bool:
    """Whether an arrest or a trial is only what information is asked for: 'tips that lead to an arrest'."""
    token = document.tokens[i]
    above = document.tokens[document.tokens[token.head].head] if token.dep == "pobj" else token
    while above.dep in ("pobj", "conj") and above.head != above.i:
        above = document.tokens[above.head]
    if above.dep == "prep":
        above = document.tokens[above.head]
    return above.lemma == "lead" and above.dep in ("relcl", "acl", "advcl", "pcomp")


def is_of_one(document: Document, match: Match, roles: Roles, parties: Parties) -> bool:
    """Whether a rally or march is one person's: a candidate's rally, somebody's march towards office."""
    if match.trigger.frame.event_class.event_type != "PROTEST" or document.tokens[match.token].pos == "VERB" or roles.actor is None:
        return False
    return document.tokens[roles.actor].lower in ONE_PERSON or parties.is_person(roles.actor)


def is_offence(document: Document, i: int, words: frozenset[str]) -> bool:
    """Whether a noun names what somebody is charged with, convicted or suspected of, by the words that say so."""
    token = document.tokens[i]
    while token.dep == "conj" and document.tokens[token.head].pos in ("NOUN", "PROPN"):
        token = document.tokens[token.head]
    if token.dep != "pobj":
        return False
    preposition = document.tokens[token.head]
    return preposition.lower in ("with", "of", "to", "on", "for", "in") and document.tokens[preposition.head].lemma in words
