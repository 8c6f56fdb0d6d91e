"""The language model: loaded once a process, handed to the pure core."""

from __future__ import annotations

import warnings
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warehouse.errors import WarehouseError

if TYPE_CHECKING:  # spaCy takes a second to import, which commands that only read shouldn't pay for
    from transforms.annotate import Annotator


class ModelMissingError(WarehouseError):
    """The language pipeline that the settings name is not installed."""


@lru_cache(maxsize=1)
def annotator(model: str) -> Annotator:
    """The annotator with an installed spaCy pipeline, by the pipeline's name."""
    from transforms.annotate import Annotator

    return Annotator(load(model))


def require(model: str) -> None:
    """Raise ModelMissingError unless the pipeline is installed (or is the path of one)."""
    from spacy.util import is_package

    if not is_package(model) and not Path(model).exists():
        raise ModelMissingError(
            f"The language model {model!r} is not installed.", "Run `make install`, or name an installed spaCy pipeline by --model."
        )


def load(model: str) -> Any:
    """An installed spaCy pipeline, set up for many short texts on one core."""
    import spacy
    from thinc.api import NumpyOps, get_current_ops, set_current_ops

    from transforms.annotate.annotator import UNUSED_COMPONENTS

    if isinstance(get_current_ops(), NumpyOps):
        set_current_ops(NumpyOps(use_blis=False))  # OpenBLAS is 1.5 times as fast as BLIS on these matrices
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*\[W095\]")  # trained with an earlier 3.x: the parse is the same
        return spacy.load(model, disable=list(UNUSED_COMPONENTS))
