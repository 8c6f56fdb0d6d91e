"""What came in, and what of it is new: files against files read before, articles against articles stored before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path, PurePath

from flows.inputs.listing import FoundFile
from flows.settings import Settings, pipeline_version
from flows.steps import AnnotateJob, ReadJob, ReadResult
from transforms.identity import copy_id
from transforms.records import Rejection, Row
from transforms.resolve.duplicates import duplicates, supersede
from warehouse.writer import Writer

ENGLISH = "en"
MOST_FILES = 2000
"""Files in one job, however small they are: a folder of a million is shared out, and each has its time."""
CONTENT_KEY = "sha256:"
"""How the source_key of an article begins that has no id of its own: see `transforms.identity.content_key`."""


@dataclass
class Intake:
    """The run's articles: which are new, which of the new ones are to be annotated, and what changes among the stored ones."""

    parts: list[Path] = field(default_factory=list)
    """Files of `articles` rows."""
    rejections: list[Rejection] = field(default_factory=list)
    articles: dict[str, Row] = field(default_factory=dict)
    """The new ones' light rows by article_id, with `annotation`, `is_current`, `duplicate_of`, `duplicate_kind`, and the `part` and `index` of the whole row."""
    superseded: set[str] = field(default_factory=set)
    """Stored articles that a new version stands in for."""
    known: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Articles met before, by (source_uri, source_sha256)."""

    @property
    def word_count(self) -> int:
        """Words to annotate."""
        return sum(row["word_count"] for row in self.articles.values() if row["annotation"] == "annotated")


def take_in(read: Iterable[ReadResult], store: Writer) -> Intake:
    """Tell new articles from known ones, originals from copies, and current versions from superseded ones."""
    taken = Intake()
    met_again: list[Row] = []
    for result in read:
        taken.rejections += result.rejections
        for part in result.parts:
            taken.parts.append(part.path)
            for index, light in enumerate(part.light):
                row = light | {"part": part.path, "index": index}
                if taken.articles.setdefault(row["article_id"], row) is not row:
                    met_again.append(row)
    met_again += [taken.articles.pop(known) for known in sorted(store.known_articles(taken.articles))]
    _take_copies(met_again, taken, store)
    new = [row for row in taken.articles.values() if "copy_of" not in row]
    copies = duplicates(new, store.possible_duplicates(new))
    stored = store.versions_of(row["source_key"] for row in new)
    is_current = supersede(new, stored)
    taken.superseded = {row["article_id"] for row in stored if row["is_current"] and not is_current[row["article_id"]]}
    for row in taken.articles.values():
        row["duplicate_of"], row["duplicate_kind"] = (
            (row["copy_of"], "exact") if "copy_of" in row else copies.get(row["article_id"], (None, None))
        )
        row["is_current"] = is_current.get(row["article_id"], True)
        row["annotation"] = annotation(row)
    return taken


def _take_copies(met_again: list[Row], taken: Intake, store: Writer) -> None:
    """Of articles met again: an item that its source sent again is known; the same text in a file of another name is a copy with a row of its own."""
    keyless = [row for row in met_again if row["source_key"].startswith(CONTENT_KEY)]
    home = {row["article_id"]: row for row in [*store.origins_of(row["article_id"] for row in keyless), *taken.articles.values()]}
    copies = {}
    for row in met_again:
        first = home.get(row["article_id"])
        if first is None or _place(first) == _place(row):
            taken.known[row["source_uri"], row["source_sha256"]] += 1
        else:
            copy = row | {"article_id": copy_id(row["article_id"], *_place(row)), "copy_of": row["article_id"]}
            copies[copy["article_id"]] = copy
    for known in store.known_articles(copies):
        row = copies.pop(known)
        taken.known[row["source_uri"], row["source_sha256"]] += 1
    taken.articles |= copies


def _place(row: Row) -> tuple[str, str | None, str]:
    """Name, member and content of the file that an article came from: the folder that it lies in doesn't matter."""
    return PurePath(row["source_uri"]).name, row["source_member"], row["source_sha256"]


def annotation(article: Row) -> str:
    """Whether an article is to be annotated, or why not: one of `transforms.schema.fields.ANNOTATIONS`."""
    if article["word_count"] == 0:
        return "empty"
    if article["status"] != "usable":
        return "withheld"
    if article["duplicate_kind"] == "exact":
        return "duplicate"
    if article["language"] not in (ENGLISH, None):
        return "language"
    return "annotated"


def read_jobs(files: list[FoundFile], folder: Path, settings: Settings) -> Iterator[ReadJob]:
    """The files in jobs of about `batch_bytes` and at most MOST_FILES; a larger file is a job by itself."""
    batch: list[FoundFile] = []
    number = held = 0

    def job() -> ReadJob:
        originals = settings.home if settings.keep_originals else None
        return ReadJob(
            str(number),
            tuple(batch),
            folder,
            settings.published,
            settings.batch_words,
            settings.reading,
            originals,
            settings.keep_originals_bytes,
        )

    for file in files:
        if batch and (held + file.byte_count > settings.batch_bytes or len(batch) == MOST_FILES):
            yield job()
            number, batch, held = number + 1, [], 0
        batch.append(file)
        held += file.byte_count
    if batch:
        yield job()


def annotate_jobs(taken: Intake, folder: Path, settings: Settings) -> Iterator[AnnotateJob]:
    """A job for each part that has articles to annotate; its folder is named by what is in it, so that finished work is known again."""
    wanted: dict[Path, list[Row]] = defaultdict(list)
    for row in taken.articles.values():
        if row["annotation"] == "annotated":
            wanted[row["part"]].append(row)
    for number, part in enumerate(part for part in taken.parts if part in wanted):
        ids = tuple(sorted(row["article_id"] for row in wanted[part]))
        name = blake2b("\n".join([pipeline_version(settings.model), *ids]).encode(), digest_size=10).hexdigest()
        yield AnnotateJob(str(number), part, ids, folder / name, settings.model, sum(row["word_count"] for row in wanted[part]))
