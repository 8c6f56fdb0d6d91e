"""Errors in words: each with what it is about, why, and what to do."""

from __future__ import annotations

import errno

import pytest

from flows.errors import DEFECT, told
from flows.inputs.remote import RemoteError
from warehouse.errors import WarehouseError

TOLD = [
    (WarehouseError("There is no warehouse.", "Fill it."), "There is no warehouse. Fill it."),
    (FileNotFoundError("inbox: no such file or folder"), "inbox: no such file or folder. Name files and folders that are there."),
    (
        OSError(errno.ENOSPC, "written 0 of 10", "/srv/home/x.parquet"),
        "/srv/home/x.parquet: No space left on device. Make room on the disk",
    ),
    (OSError(errno.ENOSPC, "written 0 of 10"), "Writing failed: No space left on device. Make room on the disk"),
    (OSError(errno.EACCES, "no", "/srv/home"), "/srv/home: Permission denied. Mend the permissions"),
    (OSError(errno.ENOTDIR, "no", "/srv/file/lake"), "/srv/file/lake: Not a directory. A file stands where a folder is needed"),
    (RemoteError("s3://a/b can't be had: try later."), "s3://a/b can't be had: try later."),
    (MemoryError(), "There was not enough memory. With fewer --processes"),
    (ZeroDivisionError("division by zero"), f"ZeroDivisionError: division by zero. {DEFECT}"),
]


@pytest.mark.parametrize(("error", "words"), TOLD, ids=[type(error).__name__ for error, _ in TOLD])
def test_an_error_in_words(error, words):
    assert str(told(error)).startswith(words)


def test_what_an_error_was_about_is_named():
    error = OSError(errno.ENOSPC, "written 0 of 10")
    error.add_note("batch 7 of 60 articles")
    assert told(error).what == "batch 7 of 60 articles: No space left on device"
