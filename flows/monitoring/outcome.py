"""How a run ended: what happened, at which step and file, and what to type next. Kept in the home, told by `status` and by messages."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Self

from flows.errors import told
from flows.gates import GateError
from flows.monitoring.summary import Summary, counted
from flows.settings import Settings
from warehouse.errors import LockedError

State = Literal["committed", "nothing new", "stopped", "failed", "interrupted"]
FILE = "last_run.json"


@dataclass(frozen=True)
class Outcome:
    """The end of one run."""

    state: State
    home: Path
    ended_at: datetime
    """UTC."""
    seconds: float
    what: str
    """In a sentence."""
    command: str
    """What to type next."""
    run_id: str | None = None
    step: str | None = None
    """Where it failed."""
    file: str | None = None
    """The file or batch that it failed over."""
    remedy: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether the run did what it should."""
        return self.state in ("committed", "nothing new")

    def keep(self) -> None:
        """Write it into the home."""
        unfinished = self.home / f".{FILE}.unfinished"
        unfinished.write_text(json.dumps(asdict(self) | {"home": str(self.home), "ended_at": self.ended_at.isoformat()}, indent=1), "utf8")
        unfinished.replace(self.home / FILE)

    @classmethod
    def last(cls, home: Path) -> Self | None:
        """How the last run of a home ended; None where that isn't known."""
        try:
            kept = json.loads((home / FILE).read_text("utf8"))
            return cls(**kept | {"home": home, "ended_at": datetime.fromisoformat(kept["ended_at"]), "warnings": tuple(kept["warnings"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None


def succeeded(summary: Summary) -> Outcome:
    """The outcome of a run that came to its end."""
    home = summary.home.absolute()
    done = Outcome("committed", home, _now(), summary.total_seconds, "", "", summary.run_id, warnings=tuple(summary.warnings))
    if summary.snapshot is None:
        return replace(
            done, state="nothing new", what="There was nothing new to read.", run_id=None, command=f"nightdesk status --home {_word(home)}"
        )
    rejected = f", {summary.rejected_count:,} rejected" if summary.rejected_count else ""
    what = (
        f"{counted(summary.articles_new, 'new article')}{rejected}; {counted(summary.event_count, 'event')} in "
        f"{counted(summary.incident_count, 'incident')}, {counted(summary.quote_count, 'quote')}; {summary.total_seconds:,.0f} s."
    )
    return replace(done, what=what, command=f"nightdesk report {summary.run_id} --open --home {_word(home)}")


def failed(error: BaseException, summary: Summary, paths: list[str], settings: Settings) -> Outcome:
    """The outcome of a run that an error ended."""
    home = settings.home.absolute()
    state: State = "stopped" if isinstance(error, GateError) else "failed" if isinstance(error, Exception) else "interrupted"
    what, remedy = told(error)
    command = f"nightdesk status --home {_word(home)}" if isinstance(error, LockedError) else _again(paths, home)
    return Outcome(
        state, home, _now(), summary.total_seconds, what, command, summary.run_id or None, summary.step, concerned(error), remedy
    )


def crashed(home: Path, what: str, paths: list[str]) -> Outcome:
    """The outcome of a run whose process died, as somebody else saw it."""
    place = home.absolute()
    remedy = "See whether it was out of memory (then: fewer `processes`), and run again: finished batches are kept."
    return Outcome("failed", place, _now(), 0.0, what, _again(paths, place), remedy=remedy)


def _again(paths: list[str], home: Path) -> str:
    return " ".join(["nightdesk run", *map(_word, paths), f"--home {_word(home)}"])


@contextmanager
def concerning(what: str) -> Iterator[None]:
    """Let an error that is raised inside tell what it was about."""
    try:
        yield
    except Exception as error:
        error.add_note(what)
        raise


def concerned(error: BaseException) -> str | None:
    """The file or batch that an error was about, where it tells."""
    if isinstance(error, OSError) and error.filename:
        return str(error.filename)
    return next(iter(getattr(error, "__notes__", ())), None)


def _word(value: str | Path) -> str:
    return shlex.quote(str(value))


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
