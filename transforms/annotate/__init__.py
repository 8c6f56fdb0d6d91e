"""Articles to documents: the language pipeline, paragraph by paragraph."""

from transforms.annotate.annotator import Annotator as Annotator
