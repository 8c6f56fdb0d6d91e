"""Who did what to whom, where, when, with what, and how many were hurt."""

from transforms.events.finder import find_events as find_events
from transforms.events.linking import link_quotes as link_quotes
