"""Folders and object stores behind URLs, for backups and exports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import fsspec

from warehouse.errors import WarehouseError


def file_system(url: str) -> tuple[Any, str]:
    """The fsspec file system that a path or URL names, and the path within it.

    Raises WarehouseError where the protocol is unknown, or needs a package that isn't installed.
    """
    try:
        system, root = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        remedy = "s3:// and https:// come with `pip install 'nightdesk[remote]'`, other protocols with their own fsspec packages."
        raise WarehouseError(f"{url} can't be used: {error}.", remedy) from None
    return system, root


@contextmanager
def named_errors(what: str, remedy: str) -> Iterator[None]:
    """Whatever a protocol's package raises, as one kind of error that says what could not be used."""
    try:
        yield
    except WarehouseError:
        raise
    except Exception as error:  # each raises its own kinds
        raise WarehouseError(f"{what} can't be used ({error}).", remedy) from error
