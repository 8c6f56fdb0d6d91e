"""Knowledge as reviewed data: lexicons, ontology, patterns, corrections, and a sample of articles written for this project."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
SAMPLE = FOLDER / "sample"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(name: str) -> Any:
    """The content of `seeds/<name>.yml`; `name` may have folders ('quotes/cues')."""
    path = FOLDER / f"{name}.yml"
    with open(path, encoding="utf8") as stream:
        try:
            return yaml.load(stream, _Loader)  # noqa: S506 - a safe loader, the C one where there is one
        except yaml.YAMLError as error:
            raise ValueError(f"{path}: not valid YAML: {error}") from error


@lru_cache(maxsize=1)
def version() -> str:
    """A short hash of all rules: it changes when any seed does."""
    digest = sha256()
    for path in sorted(FOLDER.rglob("*.yml")):
        digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:8]
