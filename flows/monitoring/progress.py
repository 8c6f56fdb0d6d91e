"""How a run tells where it is: bars on a terminal, a line of the log for each batch elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Protocol, Self, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from flows.monitoring import artifacts

logger = logging.getLogger("nightdesk.progress")
UNITS = {"read": "files", "annotate": "words"}


class Counted(Protocol):
    """A result of a step that knows how much of the step it was."""

    @property
    def amount(self) -> int:
        """In the unit of the step's total."""

    @property
    def batch(self) -> str:
        """Its name."""

    @property
    def file(self) -> str:
        """The first file of it."""


Result = TypeVar("Result", bound=Counted)


class Progress:
    """Shows the steps of a run, on standard error: standard output is for results."""

    def __init__(self, quiet: bool = False, console: Console | None = None):
        self._quiet = quiet
        self._console = console or Console(stderr=True)
        self._bars = Bars(
            TextColumn("{task.description:<10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=self._console,
            disable=quiet or not self._console.is_terminal,
        )

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bars.stop()

    def follow(self, step: str, total: int, results: Iterable[Result]) -> Iterator[Result]:
        """The results as they come, each told to whoever watches."""
        bar = self._bars.add_task(step, total=total)
        show = artifacts.follow(step)
        done = 0
        for result in results:
            done += result.amount
            self._bars.update(bar, completed=done)
            show(done / max(total, 1))
            if not self._console.is_terminal:
                place = {"batch": result.batch, "file": result.file}
                logger.info("%s %s of %s %s", step, f"{done:,}", f"{total:,}", UNITS.get(step, ""), extra=place)
            yield result

    def say(self, text: str) -> None:
        """A line of its own."""
        if not self._console.is_terminal:
            logger.info(text)
        elif not self._quiet:
            self._console.print(text, highlight=False, markup=False, soft_wrap=True)
