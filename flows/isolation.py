"""Jobs that kill or hang their process are halved until the one file or article that does it is alone; the others land."""

from __future__ import annotations

from flows import steps
from flows.workers import Run, WorkerLostError
from transforms.parse import reject


def read_files(job: steps.ReadJob, run: Run) -> steps.ReadResult:
    """Read a job's files; one that no worker survives becomes a rejection."""
    try:
        result: steps.ReadResult = run(steps.read_files, job)
    except WorkerLostError as lost:
        if len(job.files) == 1:
            return steps.ReadResult([], [reject(job.files[0].origin, lost.reason, str(lost))], 1)
        first, second = job.halves()
        return read_files(first, run) + read_files(second, run)
    return result


def annotate_articles(job: steps.AnnotateJob, run: Run) -> steps.AnnotateResult:
    """Annotate a job's articles, unless a killed run had finished it; an article that no worker survives is stored without findings."""
    if done := steps.finished(job):
        return done
    try:
        result: steps.AnnotateResult = run(steps.annotate_articles, job)
    except WorkerLostError as lost:
        if len(job.article_ids) == 1:
            return steps.AnnotateResult((), job.word_count, {job.article_ids[0]: (lost.reason, str(lost))})
        first, second = job.halves()
        return annotate_articles(first, run) + annotate_articles(second, run)
    return result
