"""Names, what they refer to within an article, and the one entity for each real thing."""

from transforms.names.coreference import resolve_mentions as resolve_mentions
from transforms.names.recognition import find_names as find_names
