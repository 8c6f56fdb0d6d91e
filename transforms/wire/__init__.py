"""Wire copy: its paragraphs, and what it says of itself in datelines, bylines and sign-offs."""

from transforms.wire.anatomy import Anatomy as Anatomy
from transforms.wire.anatomy import dissect as dissect
from transforms.wire.anatomy import paragraphs as paragraphs
from transforms.wire.lexicon import WireLexicon as WireLexicon
