"""The two heavy steps of a night. Each takes a small job and leaves Arrow files behind; neither knows in which process it runs.

`read_files`: files to rows of `articles` and `rejects`. `annotate_articles`: rows of `articles` to rows of everything that the text says.
"""

from __future__ import annotations

import json
import os
import shutil
import traceback
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from flows import knowledge, language
from flows.inputs import reading
from flows.inputs.listing import FoundFile
from flows.monitoring import memory
from flows.spool import read_table, write_table
from transforms.assemble import Rows, article_of, article_row, finding_rows
from transforms.extract import extract
from transforms.parse import DEFAULTS, ParseSettings
from transforms.records import Rejection, Row
from transforms.resolve.duplicates import fingerprint, text_sha256
from transforms.schema import TABLES
from transforms.schema.arrow import arrow_table

FAILURES = "failures.json"
FINDING_TABLES = ("mentions", "quotes", "events", "entity_keys", "entity_roles")
LIGHT_COLUMNS = ("article_id", "source_key", "version", "status", "language", "published_at", "source_uri", "source_member", "source_sha256", "publisher", "agency", "headline", "word_count", "source_format", "annotation")  # fmt: skip
"""What the rest of the run needs to know of every article at once; the bodies stay on disk."""


SECONDS = 60.0
"""What any job may take, with the start of a worker process."""
SECONDS_PER_WORD = 0.005
"""What a job may take besides: fifty times what a word takes on a slow core."""
SECONDS_PER_BYTE = 1e-5


@dataclass(frozen=True)
class ReadJob:
    """Files to read."""

    label: str
    files: tuple[FoundFile, ...]
    folder: Path
    published: date | None
    batch_words: int
    settings: ParseSettings = DEFAULTS
    originals: Path | None = None
    """The home in which the files' bytes are to be kept."""
    most_bytes: int = 0
    """Larger files are not kept."""

    @property
    def seconds(self) -> float:
        """What it may take before it counts as hanging."""
        return SECONDS + SECONDS_PER_BYTE * sum(file.byte_count for file in self.files)

    def halves(self) -> tuple[ReadJob, ReadJob]:
        """The same files in two jobs."""
        middle = len(self.files) // 2
        return replace(self, label=f"{self.label}a", files=self.files[:middle]), replace(
            self, label=f"{self.label}b", files=self.files[middle:]
        )


@dataclass(frozen=True)
class Part:
    """A file of `articles` rows, and what is needed of them at once."""

    path: Path
    light: list[Row]


@dataclass(frozen=True)
class ReadResult:
    """What reading gave."""

    parts: list[Part] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    file_count: int = 0
    peak_bytes: int = 0
    """Memory of the process, at most, so far."""
    batch: str = ""
    file: str = ""
    """The first file of the batch."""

    @property
    def amount(self) -> int:
        """Files."""
        return self.file_count

    def __add__(self, other: ReadResult) -> ReadResult:
        return ReadResult(
            [*self.parts, *other.parts],
            [*self.rejections, *other.rejections],
            self.file_count + other.file_count,
            max(self.peak_bytes, other.peak_bytes),
            self.batch,
            self.file,
        )


@dataclass(frozen=True)
class AnnotateJob:
    """Articles of one part to annotate, and where the result goes."""

    label: str
    part: Path
    article_ids: tuple[str, ...]
    folder: Path
    model: str
    word_count: int

    @property
    def seconds(self) -> float:
        """What it may take before it counts as hanging."""
        return SECONDS + SECONDS_PER_WORD * self.word_count

    def halves(self) -> tuple[AnnotateJob, AnnotateJob]:
        """The same articles in two jobs."""
        middle = len(self.article_ids) // 2
        words = self.word_count * middle // len(self.article_ids)
        return (
            replace(
                self,
                label=f"{self.label}a",
                article_ids=self.article_ids[:middle],
                folder=self.folder.with_name(f"{self.folder.name}a"),
                word_count=words,
            ),
            replace(
                self,
                label=f"{self.label}b",
                article_ids=self.article_ids[middle:],
                folder=self.folder.with_name(f"{self.folder.name}b"),
                word_count=self.word_count - words,
            ),
        )


@dataclass(frozen=True)
class AnnotateResult:
    """Where the findings lie, and which articles gave none, and why."""

    folders: tuple[Path, ...]
    word_count: int
    failures: dict[str, tuple[str, str]]
    """article_id → (reason, detail)."""
    peak_bytes: int = 0
    """Memory of the process, at most, so far."""
    batch: str = ""
    file: str = ""
    """The file of articles that the batch was taken from."""

    @property
    def amount(self) -> int:
        """Words."""
        return self.word_count

    def __add__(self, other: AnnotateResult) -> AnnotateResult:
        return AnnotateResult(
            self.folders + other.folders,
            self.word_count + other.word_count,
            self.failures | other.failures,
            max(self.peak_bytes, other.peak_bytes),
            self.batch,
            self.file,
        )


def read_files(job: ReadJob) -> ReadResult:
    """Parse every file of a job; its articles are written to parts of about `batch_words` words."""
    result = ReadResult(file_count=len(job.files))
    rows: list[Row] = []
    words = 0
    for file in job.files:
        if job.originals is not None and file.byte_count <= job.most_bytes:
            reading.keep(file, job.originals)
    for item in (item for file in job.files for item in reading.articles(file, job.published, job.settings)):
        if isinstance(item, Rejection):
            result.rejections.append(item)
            continue
        rows.append(article_row(item, "annotated"))
        words += item.word_count
        if words >= job.batch_words:
            result.parts.append(_write_part(job, len(result.parts), rows))
            rows, words = [], 0
    if rows:
        result.parts.append(_write_part(job, len(result.parts), rows))
    return replace(result, peak_bytes=memory.peak_bytes())


def _write_part(job: ReadJob, number: int, rows: list[Row]) -> Part:
    path = job.folder / f"articles-{job.label}-{number:05}.arrow"
    write_table(arrow_table(TABLES["articles"], rows, unfinished=True), path)
    light = [
        {name: row[name] for name in LIGHT_COLUMNS} | {"text_sha256": text_sha256(row["body"]), "fingerprint": fingerprint(row["body"])}
        for row in rows
    ]
    return Part(path, light)


def annotate_articles(job: AnnotateJob) -> AnnotateResult:
    """Annotate a job's articles and write one file a table into its folder, which appears only when complete."""
    table = read_table(job.part)
    wanted = set(job.article_ids)
    rows_by_id = {row["article_id"]: row for row in reversed(table.to_pylist())}  # what two files say to the letter is there twice
    articles = [article_of(row) for name, row in reversed(rows_by_id.items()) if name in wanted]
    rows: Rows = {name: [] for name in FINDING_TABLES}
    failures: dict[str, tuple[str, str]] = {}
    known = knowledge.load()
    for document in language.annotator(job.model).documents(articles):
        try:
            found = finding_rows(document, extract(document, known))
        except Exception as error:  # noqa: BLE001 - one article that a rule can't stand must not cost the others
            failures[document.article_id] = ("failed", _where(error))
            continue
        for name in FINDING_TABLES:
            rows[name] += found[name]
    unfinished = job.folder.with_suffix(f".{os.getpid()}")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name in FINDING_TABLES:
        write_table(arrow_table(TABLES[name], rows[name], unfinished=True), unfinished / f"{name}.arrow")
    (unfinished / FAILURES).write_text(json.dumps(failures), "utf8")
    unfinished.rename(job.folder)
    return AnnotateResult((job.folder,), job.word_count, failures, memory.peak_bytes())


def finished(job: AnnotateJob) -> AnnotateResult | None:
    """What a run that was killed before its commit had finished of a job; None where it had not, or a power cut damaged it: then it is gone."""
    try:
        failures = {
            article_id: (reason, detail) for article_id, (reason, detail) in json.loads((job.folder / FAILURES).read_text("utf8")).items()
        }
        for name in FINDING_TABLES:
            read_table(job.folder / f"{name}.arrow")
    except (OSError, ValueError):  # Arrow's errors are of these kinds too
        shutil.rmtree(job.folder, ignore_errors=True)
        return None
    return AnnotateResult((job.folder,), job.word_count, failures)


def _where(error: Exception) -> str:
    """The error and the innermost line of ours that raised it, for the reject's detail."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(frame.filename).name}:{frame.lineno} in {frame.name})"
