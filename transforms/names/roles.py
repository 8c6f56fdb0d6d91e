"""Offices and descriptions that the text gives to people, with their places: 'Kyiv Mayor', 'Russian foreign minister'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from transforms.document import Document, Token
from transforms.names.lexicon import NameLexicon
from transforms.records import Mention, Role

MAX_TITLE = 8
"""Tokens that a title before a name has at most."""
AGE_LENGTH = 6
"""Tokens within which an age ends that opens a description: '41-year-old'."""
INNER_POS = frozenset(("NOUN", "PROPN", "ADJ", "PART", "NUM", "PUNCT"))
PLACES = frozenset(("GPE", "LOC", "NORP"))
BREAKS = frozenset((",", ";", ":", "(", ")", '"', "“", "”", "--", "—", "–", ".", "...", "…", "!", "?"))


class RoleFinder:
    """Finds the roles of people in one article. `mentions` are in the order of the text and don't overlap."""

    def __init__(self, document: Document, mentions: Sequence[Mention], lexicon: NameLexicon):
        self._document = document
        self._lexicon = lexicon
        self._mention_at: dict[int, Mention] = {
            i: mention for mention in mentions if mention.form == "name" for i in range(mention.first, mention.last)
        }

    def roles_of(self, mention: Mention) -> list[Role]:
        """The roles that stand beside one mention of a person."""
        found = (self._before(mention), self._apposition_after(mention), self._apposition_before(mention), self._predicate(mention))
        return [role for role in found if role is not None]

    def title_start(self, mention: Mention) -> int:
        """The first token of the titles that stand right before a name."""
        first = mention.first
        low = self._document.sentence_of(mention.first).first
        while first > low and first > mention.first - MAX_TITLE and self._continues(first - 1, low):
            first -= 1
        return first

    def _continues(self, i: int, low: int) -> bool:
        """Whether a token may belong to a title that goes on after it."""
        token = self._document.tokens[i]
        name = self._mention_at.get(i)
        if name is not None:
            return name.label != "PERSON"
        if token.pos == "ADP":
            return i > low and self._document.tokens[i - 1].text == "-"  # Editor-in-Chief
        return token.pos in INNER_POS and token.text not in BREAKS

    def _before(self, mention: Mention) -> Role | None:
        """'Russian Foreign Minister Sergei Lavrov': the words before the name end in an office."""
        last = mention.first
        while last > 0 and self._document.tokens[last - 1].lower.rstrip(".") in self._lexicon.honorifics and not self._is_office(last - 1):
            last -= 1  # Prime Minister Sir …
        if last == 0 or not self._is_office(last - 1):
            return None
        first = self.title_start(mention)
        return self._role(first, last) if first < last else None

    def _apposition_after(self, mention: Mention) -> Role | None:
        """'Sergei Lavrov, the Russian foreign minister, …'."""
        tokens = self._document.tokens
        at, end = mention.last, self._document.sentence_of(mention.first).last
        if at + 1 < end and tokens[at].text == "(":
            at += 1
        elif at + 1 >= end or tokens[at].text not in (",", "-", "--", "—", "–"):
            return None
        else:
            at += 1
        while at < end and (tokens[at].pos == "NUM" or (tokens[at].text == "," and tokens[at - 1].pos == "NUM")):  # an age
            at += 1
        first, last = self._noun_phrase(at, end)
        return self._role(first, last) if last > first and self._has_office(first, last) else None

    def _apposition_before(self, mention: Mention) -> Role | None:
        """'Russia's foreign minister, Sergei Lavrov, said': a definite office, a comma, the name, and a break."""
        tokens = self._document.tokens
        at = mention.first - 1
        sentence = self._document.sentence_of(mention.first)
        if at <= sentence.first or tokens[at].text not in (",", ":"):
            return None
        if mention.last < sentence.last and tokens[mention.last].text not in BREAKS:
            return None
        head = tokens[mention.first if mention.last - mention.first == 1 else self._document.head_of(mention.first, mention.last)]
        if head.dep != "appos" or head.head >= at:
            return None
        noun = tokens[head.head]
        if noun.lower not in self._lexicon.offices or (noun.i in self._mention_at and self._mention_at[noun.i].label == "PERSON"):
            return None
        first = min((i for i in self._document.subtree(noun.i) if i <= noun.i), default=noun.i)
        return self._role(first, at)

    def _predicate(self, mention: Mention) -> Role | None:
        """'Lavrov is the Russian foreign minister'; 'Lavrov became …'."""
        head = self._document.tokens[self._document.head_of(mention.first, mention.last)]
        verb = self._document.tokens[head.head]
        if head.dep != "nsubj" or verb.lemma not in ("be", "become", "remain") or self._document.child(verb.i, "neg"):
            return None
        noun = self._document.child(verb.i, "attr")
        if noun is None or noun.lower not in self._lexicon.offices or noun.i in self._mention_at:
            return None
        if any(child.tag in ("JJS", "JJR") for child in self._document.children(noun.i)):  # 'the best candidate' is praise
            return None
        first, last = self._noun_phrase(min(self._document.subtree(noun.i)), self._document.sentence_of(noun.i).last)
        return self._role(first, last) if last > first else None

    def _noun_phrase(self, at: int, end: int) -> tuple[int, int]:
        """From `at` to the first break or verb: one 'of …', 'for …', 'at …' phrase may follow the head."""
        tokens = self._document.tokens
        first = at
        last = at
        while at < end and at < first + 14:
            token = tokens[at]
            if token.text in BREAKS or (token.pos in ("VERB", "AUX", "SCONJ", "PRON") and token.tag != "PRP$"):
                break
            if token.pos == "ADP" and token.lower not in ("of", "for", "at", "to", "in", "on"):
                break
            at += 1
            if token.pos in ("NOUN", "PROPN"):
                last = at
        return first, last

    def _is_office(self, i: int) -> bool:
        token = self._document.tokens[i]
        return token.lower in self._lexicon.offices and (token.pos in ("NOUN", "PROPN", "ADJ"))

    def _has_office(self, first: int, last: int) -> bool:
        """Whether the head of a phrase, before any 'of', is an office."""
        for token in self._document.tokens[first:last]:
            if token.pos == "ADP":
                return False
            if token.lower in self._lexicon.offices and (
                token.i + 1 == last or self._document.tokens[token.i + 1].pos not in ("NOUN", "PROPN")
            ):
                mention = self._mention_at.get(token.i)
                return mention is None or mention.label != "PERSON"
        return False

    def _role(self, first: int, last: int) -> Role | None:
        """The role that tokens `[first, last)` give: its title without determiner and country."""
        tokens = self._document.tokens
        first = next(
            (i + 1 for i in range(first, min(last, first + AGE_LENGTH)) if tokens[i].lower == "old" and tokens[i - 1].text == "-"), first
        )
        while first < last and (tokens[first].pos in ("DET", "PUNCT", "NUM", "PART") or tokens[first].tag == "PRP$"):
            first += 1
        if first >= last:
            return None
        country, organization = None, None
        title: list[Token] = []
        elsewhere = False  # after 'for', 'to' or 'in', a place is where the office looks, not whose it is
        for token in tokens[first:last]:
            mention = self._mention_at.get(token.i)
            elsewhere = elsewhere or (token.pos == "ADP" and token.lower != "of")
            if mention is not None and mention.label in PLACES and not elsewhere:
                country = country or self._country(mention)
                if title and title[-1].pos == "ADP":
                    title.pop()
                continue
            if mention is not None and mention.label == "ORG" and token.lower not in self._lexicon.offices:
                organization = organization or self._document.body[mention.start : mention.end]
            title.append(token)
        words = _joined(title)
        if not words:
            return None
        return Role(words, tokens[first].start, tokens[last - 1].end, country, organization)

    def _country(self, mention: Mention) -> str | None:
        if mention.place is not None and mention.place.country_iso3:
            return mention.place.country_iso3
        return self._lexicon.country_of(self._document.body[mention.start : mention.end])


def _joined(tokens: Iterable[Token]) -> str:
    """The title's own words: what is left at its edges of a removed place ('of', ''s') goes too."""
    words = list(tokens)
    while words and (words[-1].pos in ("ADP", "DET", "PART", "PUNCT", "CCONJ")):
        words.pop()
    while words and (words[0].pos in ("ADP", "PART", "PUNCT", "CCONJ", "DET")):
        words.pop(0)
    text = ""
    for before, token in zip([None, *words], words):
        text += (" " if before is not None and before.end < token.start else "") + token.text
    return text


def office_head(title: str, lexicon: NameLexicon) -> str | None:
    """The head noun of a title: its first office word before any 'of' that ends a noun group."""
    words = title.lower().split(" of ")[0].split(" for ")[0].split()
    return next((word for word in reversed(words) if word in lexicon.offices), None)
