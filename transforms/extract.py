"""Document in, findings out: what one article says, by itself."""

from __future__ import annotations

from transforms.document import Document
from transforms.events import find_events, link_quotes
from transforms.knowledge import Knowledge
from transforms.names import find_names, resolve_mentions
from transforms.places import resolve_places, with_inner_places
from transforms.quantities import find_quantities
from transforms.quotes import find_quotes
from transforms.records import Findings
from transforms.times import find_times


def extract(document: Document, knowledge: Knowledge) -> Findings:
    """All findings of an article. Each step reads the document and what the steps before it found."""
    times = find_times(document, knowledge.times)
    quantities = find_quantities(document, times, knowledge.quantities)
    names = find_names(document, times, knowledge.names, knowledge.gazetteer)
    located = resolve_places(document, names, knowledge.gazetteer)
    entities, mentions = resolve_mentions(document, located.names, knowledge.names)
    findings = Findings(mentions, entities, times, quantities)
    findings = findings._replace(quotes=find_quotes(document, findings, knowledge.quotes))
    findings = findings._replace(events=find_events(document, findings, knowledge.events, located.inner))
    findings = findings._replace(quotes=link_quotes(document, findings))
    return with_inner_places(findings, located.inner, document)
