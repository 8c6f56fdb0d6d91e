"""Where and when an article plays, and by that where and when each of its events was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from transforms.document import Document
from transforms.events import attachment, counting, dating, dealings, geography, intervals, lasting, placing, stage, toponyms
from transforms.events.circumstances import share
from transforms.events.clusters import Cluster
from transforms.events.generality import is_general
from transforms.events.kinds import HARMFUL, PHYSICAL, TOLD, family
from transforms.events.lexicon import EventLexicon
from transforms.events.same_event import cluster
from transforms.events.segments import RUNNING, scopes
from transforms.events.whereabouts import is_aside, residences
from transforms.records import Event, Findings, Mention, Timex

MANY, OPENING = 3, 6
"""Mentions of violence or mishaps, or sentences within which one makes them what the article is about."""
SEQUELS = frozenset({"LEGAL"})
"""Types of what comes days or years after the violence that an article tells of too."""
LAND = "territory"
"""The mode of taking land, whatever the type: what is invaded is where it was."""
VERBAL = frozenset({1, 3})
"""Quad classes of what is only said or agreed on."""
LOCAL = frozenset({("COERCE", "arrest"), ("CRIME", None), ("LEGAL", None)})
"""Types, with their mode where only that one, of what is done where the article plays, as long as it plays in one place only. Of an article about
one country alone all dealings are done where it plays."""


class Setting:
    """Where and when one article plays, what each event's own clause says of both, and which mentions tell of one event."""

    def __init__(
        self,
        document: Document,
        findings: Findings,
        events: Sequence[Event],
        tokens: Sequence[int],
        lexicon: EventLexicon,
        inner: Sequence[Mention] = (),
    ):
        """`tokens` are the trigger tokens of the events, in the order of the text; `inner` places inside the names of bodies."""
        self._document = document
        self._findings = findings
        self._events = events
        self._hosts = lexicon.where.hosts
        self._sentences = [document.tokens[token].sentence for token in tokens]
        self._tokens = tokens
        self._physical = [family(event) in PHYSICAL for event in events]
        self._is_main = [dating.is_main(document, token) for token in tokens]
        self.scopes = scopes(document, lexicon.forms, lexicon.round_ups)
        triggers = {token: i for i, token in reversed(list(enumerate(tokens)))}
        told = sorted(
            token
            for token, event in zip(tokens, events)
            if family(event) in HARMFUL
            and event.modality in TOLD
            and not event.negated
            and not is_general(document, document.tokens[token])
        )
        self._counts = counting.counts(document, findings, triggers, told)
        dates = findings._replace(times=counting.without(findings.times, self._counts))
        self._times = dating.own_times(document, dates, triggers, told, self._physical, [e.modality == "planned" for e in events])
        counting.settle(self._counts, self._times)
        apart = counting.apart(self._counts)
        for i, time in counting.uncounted(document, findings, triggers).items():
            if self._physical[i] and i not in self._times:
                self._times[i] = time
                apart.setdefault(i, set()).update(range(i))
        self._taken = {time.start for i, time in self._times.items() if events[i].event_type in SEQUELS}
        self._dated = {time.start for time in self._times.values()}
        self._times_in = dating.by_sentence(document, (time for time in dates.times if not dating.is_others(document, time, triggers)))

        mentions = toponyms.place_mentions(document, findings, lexicon.where)
        self._mentions = mentions
        in_text = [mention for mention in mentions if not stage.is_dateline(document, mention)]
        staged = [physical or event.event_mode == LAND for physical, event in zip(self._physical, events)]
        talks = [event.event_type in dealings.TALKS for event in events]
        self._places = placing.own_places(document, [*in_text, *inner], triggers, staged, talks, lexicon.people, lexicon.where)
        for mention in in_text:
            event = dealings.goal(document, mention, triggers, lexicon.where)
            if event is not None and not self._physical[event]:
                self._places.setdefault(event, []).append(mention)
        for i, mention in residences(document, in_text, triggers, lexicon.where).items():
            if self._physical[i] and not any(map(geography.is_town, self._places.get(i, ()))):
                self._places[i] = [mention]
        self._unknown = toponyms.unknown_places(document, findings, mentions, triggers, lexicon.where)
        share(document, events, tokens, self._times, self._places)
        scenes = [m for m in mentions if not (is_aside(document, m, lexicon.where) or placing.is_yardstick(document, m))]
        standing = [mention for mention in scenes if placing.stands_as_place(document, mention, lexicon.people)]
        free = [
            mention
            for mention in standing
            if not stage.is_dateline(document, mention)
            and not self._is_of_other_act(mention, triggers)
            and placing.stands_as_place(document, mention, lexicon.people, triggers)
        ]
        self._places_in = placing.by_sentence(document, free)
        self._homes = self._homes_of(scenes, standing)
        home, beat = self._homes.get(RUNNING), stage.beat(document, inner)
        if beat is not None and (home is None or not (geography.is_town(home) or geography.conflict(beat.place, home.place))):
            self._homes[RUNNING] = beat
        self._sole = stage.sole_place(mentions, self._homes.get(RUNNING))
        self._country = stage.only_country(findings, mentions)
        self._nation = stage.main_country(findings, mentions, self._homes.get(RUNNING))
        self.clusters = cluster(
            document, events, tokens, self._times, self._places, toponyms.spelled(document, self._unmapped()), self._homes.get(RUNNING),
            self.scopes, apart, lexicon.newness,
        )  # fmt: skip
        self._seat_of_words = home = self._homes.get(RUNNING)
        if home is not None and self._is_filed_only(home) and stage.plays_elsewhere(self._places_in, home):
            inside = [m for m in standing if self._scope(m) == RUNNING and not stage.is_dateline(document, m)]
            self._homes[RUNNING] = stage.article_place(document, inside, inside, with_dateline=False) or home
        self._news = next((found for found in self.clusters if found.family in HARMFUL and found.told and not found.general), None)
        self._met = dealings.meeting(self.clusters, events, self._sentences)
        self._grounds = dealings.grounds(self._places_in, self._places, events, self._sentences)
        self._is_subject = sum(self._physical) >= MANY or any(
            physical and sentence < OPENING for physical, sentence in zip(self._physical, self._sentences)
        )
        self._is_sequel = any(event.event_type in SEQUELS and at < dating.LEAD for event, at in zip(events, self._sentences)) or any(
            dating.tells_gathering(document, sentence) for sentence in range(min(dating.LEAD, len(document.sentences)))
        )

    def _unmapped(self) -> dict[int, Mention]:
        """By event, the place of its clause that is on no map, be its region known or not."""
        within = {i: places[0] for i, places in self._places.items() if geography.is_unmapped(places[0])}
        return within | self._unknown

    def _homes_of(self, scenes: Sequence[Mention], standing: Sequence[Mention]) -> dict[int, Mention]:
        """By scope, where its story plays, if it says so."""
        found: dict[int, Mention] = {}
        for scope in {RUNNING, *(scope for scope in self.scopes if scope > RUNNING)}:
            own, upright = ([mention for mention in some if self._scope(mention) == scope] for some in (scenes, standing))
            home = stage.article_place(self._document, own, upright, with_dateline=scope == RUNNING)
            if home is not None:
                found[scope] = home
        return found

    def _is_of_other_act(self, mention: Mention, triggers: Mapping[int, int]) -> bool:
        """Whether a place is where something else was that its sentence tells of, in words or deeds that leave no trace: 'the pact reached
        in Lyon'.
        """
        event = attachment.carriers(self._document, self._document.head_of(mention.first, mention.last), triggers)
        return event is not None and not self._physical[event] and self._events[event].quad_class in VERBAL

    def _scope(self, mention: Mention) -> int:
        return max(RUNNING, self.scopes[self._document.tokens[mention.first].sentence])

    def fields(self) -> dict[int, dict[str, Any]]:
        """By event, the fields that say where and when it was."""
        fields: dict[int, dict[str, Any]] = {}
        for found, when in zip(self.clusters, self._whens()):
            scene, basis = self._scene(found)
            for i in found.events:
                fields[i] = self._place(found, i, scene, basis) | self._date(found, i, when)
        return fields

    def _whens(self) -> list[Timex | None]:
        """By cluster, when it was: as its text says, else counted from another event."""
        whens = [self._when(found) for found in self.clusters]
        number = {i: n for n, found in enumerate(self.clusters) for i in found.events}
        for count in self._counts:
            here, there = number[count.event], number[count.other]
            if not self.clusters[here].times:
                known = self._times.get(count.other) or whens[there]
                whens[here] = count.day(known) if known is not None else None
            elif whens[there] is None and (known := whens[here]) is not None:
                whens[there] = count.turned().day(known)
        return lasting.shared(self._document, self._events, self.clusters, whens, self._tokens, self._times_in)

    def _when(self, found: Cluster) -> Timex | None:
        """When the event of a cluster was: what a clause says, else an expression of its sentences in the lead that is of no other act."""
        document = self._document
        if not self._physical[found.events[0]]:
            first = found.events[0]
            return dating.day_of_sentence(document, self._tokens[first], self._times_in.get(self._sentences[first], ()), self._dated)
        time = intervals.best_time(found.times)
        if time is not None:
            return time
        published = document.published.date() if document.published else None
        lead = sorted({self._sentences[i] for i in found.events if self._sentences[i] < dating.LEAD})
        within = [
            time
            for sentence in lead
            for time in self._times_in.get(sentence, ())
            if dating.could_date(document, time)
            and time.start not in self._taken
            and (published is None or (time.begin is not None and time.begin <= published))
        ]
        time = intervals.best_time(within)
        if time is None and (found is self._news or found.scope < RUNNING) and self._is_subject:
            return dating.day_of_lead(document, self._times_in, OPENING)
        return time

    def _date(self, found: Cluster, i: int, when: Timex | None) -> dict[str, Any]:
        event = self._events[i]
        fields = intervals.dated(event, self._times[i], "sentence") if i in self._times else intervals.dated(event, when, "context")
        is_open = fields.get("event_date") is None and when is None and found.told
        return fields | intervals.published(self._document) if is_open and self._is_new(found) else fields

    def _is_new(self, found: Cluster) -> bool:
        """Whether an event without a day is told as news of the day."""
        first = self._sentences[found.events[0]]
        tells_itself = any(self._is_main[i] for i in found.events)
        if not self._physical[found.events[0]]:
            return first < dating.LEAD and tells_itself and all(time.start in self._dated for time in self._times_in.get(first, ()))
        if not self._is_subject or self._is_sequel or found.general or found.scope > RUNNING:
            return False
        if any(count.event in found.events for count in self._counts):
            return False
        return found is self._news or ((first < dating.LEAD or tells_itself) and self._is_of_today())

    def _is_of_today(self) -> bool:
        """Whether the article's news may have been on the day of publication: if it was on another, nothing says that the rest is of today."""
        news = intervals.best_time(self._news.times) if self._news is not None else None
        today = self._document.published.date() if self._document.published else None
        return news is None or news.begin is None or today is None or news.begin <= today <= (news.until or news.begin)

    def _place(self, found: Cluster, i: int, scene: Mention | None, basis: str) -> dict[str, Any]:
        """The place fields of an event: of its clause, else of its cluster, whose scene is known by `basis`."""
        document = self._document
        own = self._places[i][0] if i in self._places else None
        around = self._best(found.places) or geography.best_place(self._places_in.get(self._sentences[i], ())) or scene
        if i in self._unknown and (own is None or not geography.is_town(own) or placing.is_nearby(document, own)):
            return placing.placed(document, self._unknown[i], "sentence", inside=own or self._region(around))
        within = scene if basis == "context" and own is not None and self._is_nearer(scene, own) else None
        if own is not None and within is None and not geography.is_country(own):
            return placing.placed(document, own, "sentence")
        if not any(map(geography.is_town, found.places)):
            named = next((self._unknown[other] for other in found.events if other in self._unknown), None)
            if named is not None and (own is None or not geography.conflict(own.place, around.place if around is not None else None)):
                return placing.placed(document, named, "context", inside=self._region(around))
        if own is not None and within is None:
            return placing.placed(document, own, "sentence")
        return placing.placed(document, scene, basis) or placing.in_country(self._country) or self._seat(found)

    def _scene(self, found: Cluster) -> tuple[Mention | None, str]:
        """Where the event of a cluster was, and how that is known: what a clause says, else a town of its sentences or paragraphs, else where
        the article plays.
        """
        event = self._events[found.events[0]]
        own = self._best(found.places)
        if not self._physical[found.events[0]]:
            if own is None and event.event_type in dealings.GROUND:
                own = dealings.recent(self._grounds, (self._sentences[i] for i in found.events), event)
            if own is None and self._met is not None and self._met is not found and found.entities & self._met.entities:
                own = geography.best_place(self._met.places)
            if own is not None or found.scope != RUNNING:
                return own, "context"
            is_local = {(event.event_type, None), (event.event_type, event.event_mode)} & LOCAL
            home = self._homes.get(RUNNING) if event.event_type in dealings.GROUND else self._seat_of_words
            return (home if self._country is not None else self._sole if is_local else None), "article"
        if not found.told or (own is not None and geography.is_town(own)):
            return own, "context"
        best = self._nearby(found, own)
        if best is not None and geography.is_town(best):
            return best, "context"
        home = None if self._is_background(found) else self._home(found.scope)
        told = own or best
        if home is None or (told is not None and (self._is_filed_only(home) or not geography.is_part(home, told))):
            return told, "context"
        return home, "article"

    def _seat(self, found: Cluster) -> dict[str, Any]:
        """The place fields of words or dealings of which the text names no place."""
        event = self._events[found.events[0]]
        if self._physical[found.events[0]] or found.scope != RUNNING:
            return {}
        home = self._seat_of_words
        is_filed = home is not None and stage.is_dateline(self._document, home)
        hosts = self._document.lemmas[self._tokens[found.events[0]]] in self._hosts
        plays = is_filed and stage.plays_at_home(self._findings, self._mentions, home)
        where = dealings.seat(event, home, is_filed=is_filed, plays=plays, nation=self._nation, hosts=hosts)
        if isinstance(where, str) and self._news is not None and (event.event_type, event.event_mode) in dealings.SEQUELS:
            scene, _ = self._scene(self._news)
            if (
                scene is not None
                and scene.place is not None
                and scene.place.country_iso3 == where
                and not dealings.is_elsewhere_too(self.clusters, scene)
            ):
                return placing.placed(self._document, scene, "article")
        if isinstance(where, str):
            is_actors = event.actor is not None and event.actor.country_iso3 == where
            return placing.of_country(where, "actor" if is_actors else "article")
        return placing.placed(self._document, where, "article")

    def _best(self, places: Sequence[Mention]) -> Mention | None:
        """The most specific place, a town that something was in before one that it was near."""
        towns = [place for place in places if geography.is_town(place) and not placing.is_nearby(self._document, place)]
        return geography.best_place(towns or places)

    def _is_nearer(self, scene: Mention | None, own: Mention) -> bool:
        """Whether a place told of an event elsewhere tells more than that of the mention's own clause: a part of it, or a town where the clause
        only has one near it.
        """
        if scene is None or geography.is_part(scene, own):
            return scene is not None
        if not (geography.is_town(scene) and geography.is_town(own)) or geography.is_same(scene, own):
            return False
        return placing.is_nearby(self._document, own) and not placing.is_nearby(self._document, scene)

    def _nearby(self, found: Cluster, own: Mention | None) -> Mention | None:
        """The place of an event whose clauses name no town: one of its sentences, else one named before it in the paragraph."""
        within = [mention for i in found.events for mention in self._places_in.get(self._sentences[i], ())]
        told = geography.best_place(within) or own
        alone = [self._sentences[i] for i in found.events if self._sentences[i] not in self._places_in]
        before = [placing.place_before(self._document, self._places_in, sentence) for sentence in alone]
        near = within + [
            mention for mention in before if mention is not None and (told is None or not geography.conflict(mention.place, told.place))
        ]
        return geography.best_place([mention for mention in near if own is None or not geography.conflict(mention.place, own.place)])

    def _region(self, around: Mention | None) -> Mention | None:
        """What a place on no map is taken to lie in: the place around it, or that one's country where a report was only filed there."""
        if around is None or around.place is None or not self._is_filed_only(around) or stage.names_state(self._mentions, around):
            return around
        country = around.place.country_iso3
        return next(
            (m for m in self._mentions if m.place is not None and m.place.kind == "country" and m.place.country_iso3 == country), around
        )

    def _is_filed_only(self, home: Mention) -> bool:
        """Whether a town is only named where the report was filed, in its dateline: a region that the text itself names tells more."""
        return stage.is_dateline(self._document, home) and not any(
            mention.place is not None and home.place is not None and mention.place.key == home.place.key
            for some in self._places_in.values()
            for mention in some
        )

    def _home(self, scope: int) -> Mention | None:
        """Where what a story tells was, if it does not say it."""
        return self._homes.get(scope, self._homes.get(RUNNING)) if self._is_subject else self._sole

    def _is_background(self, found: Cluster) -> bool:
        """Whether an event was long before the article's news, so that it need not have been there: 'the school shooting of 1999'."""
        time = intervals.best_time(found.times)
        news = intervals.best_time(self._news.times) if self._news is not None and found is not self._news else None
        if time is None or time.begin is None or news is None or news.begin is None:
            return False
        return (news.begin - (time.until or time.begin)).days > intervals.LONGEST_OF_LEAD
