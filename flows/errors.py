"""What went wrong and what to do about it, in words: the same on the screen, in the log, in messages and in `status`."""

from __future__ import annotations

import errno
import os
from typing import NamedTuple

from warehouse.errors import WarehouseError

DEFECT = "This is a defect of Nightdesk: please report it with this message."
AGAIN = "run the same command again: nothing is half done, and finished batches are kept."
REMEDIES = {
    errno.ENOSPC: f"Make room on the disk, and {AGAIN}",
    errno.EDQUOT: f"Make room within the quota, and {AGAIN}",
    errno.EACCES: f"Mend the permissions, and {AGAIN}",
    errno.EPERM: f"Mend the permissions, and {AGAIN}",
    errno.EROFS: f"Name a --home on a disk that can be written to, and {AGAIN}",
    errno.ENOENT: "Name files and folders that are there.",
    errno.ENOTDIR: "A file stands where a folder is needed: name another, or move the file away.",
    errno.EEXIST: "Something stands where a folder is to be made: name another, or move it away.",
    errno.EMFILE: f"Raise the limit of open files (`ulimit -n`), and {AGAIN}",
}
"""By what the system says was wrong."""


class Told(NamedTuple):
    """An error in words."""

    what: str
    remedy: str
    """Empty where the sentence says it already."""

    def __str__(self) -> str:
        end = "" if self.what.endswith((".", "!", "?")) or not self.remedy else "."
        return f"{self.what}{end} {self.remedy}".strip()


def told(error: BaseException) -> Told:
    """An error in words, with the remedy for it."""
    match error:
        case WarehouseError():
            return Told(error.message, error.remedy)
        case FileNotFoundError(errno=None):
            return Told(str(error), REMEDIES[errno.ENOENT])
        case OSError(errno=None):  # a sentence of ours
            return Told(str(error), "")
        case OSError(errno=int(number)):
            about = error.filename or next(iter(getattr(error, "__notes__", ())), "Writing failed")
            return Told(f"{about}: {os.strerror(number)}", REMEDIES.get(number, f"Mend that, and {AGAIN}"))
        case MemoryError():
            return Told("There was not enough memory.", f"With fewer --processes, or more memory, {AGAIN}")
        case Exception():
            return Told(f"{type(error).__name__}: {error}".removesuffix(": "), DEFECT)
        case _:
            return Told(type(error).__name__, f"When it suits, {AGAIN}")
