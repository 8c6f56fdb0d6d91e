"""Where an export goes: a folder, or any URL that fsspec knows (`s3://bucket/news`).

A folder is filled beside its place and renamed: what is there is always a whole export. A URL has no renaming: the files are put there one by
one, datapackage.json last, and that is what makes them an export. One that replaces another takes the former's datapackage.json away first.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

from fsspec.implementations.local import LocalFileSystem

from warehouse import durable
from warehouse.errors import WarehouseError
from warehouse.stores import file_system, named_errors

DATA_PACKAGE = "datapackage.json"
CROISSANT = "croissant.json"
UNFINISHED = "export.unfinished.json"
"""Behind a URL: the names of the files of an export that is being put there, or that was cut short."""


class Target(ABC):
    """A place for an export."""

    def __init__(self, name: str) -> None:
        self.name = name

    def refuse_occupied(self, *, replace: bool) -> None:
        """Raise WarehouseError where the place can't be taken: what lies there must be nothing, an export to `replace`, or one cut short."""
        present = self.files()
        if not present:
            return
        if not replace and UNFINISHED not in present:
            raise WarehouseError(
                f"{self.name} is there already.", "Name another place, or replace the earlier export in it with --replace."
            )
        if not replace and DATA_PACKAGE in present:
            raise WarehouseError(f"{self.name} holds an export already.", "Name another place, or replace it with --replace.")
        foreign = sorted(present - self.exported())
        if foreign:
            raise WarehouseError(
                f"{self.name} holds what no export wrote: {', '.join(foreign[:3])}.", "Name another place, or move it away."
            )

    def exported(self) -> set[str]:
        """The files that an earlier export's own metadata name, finished or not."""
        names: set[str] = set()
        for manifest in (DATA_PACKAGE, UNFINISHED):
            try:
                stored = json.loads(self.read(manifest))
                resources = stored["resources"]
                names |= {DATA_PACKAGE, CROISSANT, UNFINISHED, *(str(resource["path"]) for resource in resources)}
            except (OSError, ValueError, KeyError, TypeError):
                continue
        return names

    @abstractmethod
    def files(self) -> set[str]:
        """Names of the files that lie there."""

    @abstractmethod
    def read(self, name: str) -> bytes:
        """A small file. Raises FileNotFoundError."""

    @abstractmethod
    def workspace(self) -> Any:
        """A context manager with a local folder to write the files to, which goes with it."""

    @abstractmethod
    def publish(self, folder: Path) -> None:
        """Bring the finished files of the workspace to their place."""

    @abstractmethod
    def location(self, file: str) -> str:
        """Path or URL of a file."""


class Folder(Target):
    """A folder of this machine."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path

    def files(self) -> set[str]:
        if self.path.is_dir():
            return {path.name for path in self.path.iterdir()}
        return {self.path.name} if self.path.exists() else set()

    def read(self, name: str) -> bytes:
        return (self.path / name).read_bytes()

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        unfinished = self._beside("unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        try:
            yield unfinished
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)

    def publish(self, folder: Path) -> None:
        for path in folder.iterdir():
            durable.sync(path)
        durable.sync(folder)
        former = self._beside("former")
        shutil.rmtree(former, ignore_errors=True)
        if self.path.exists():
            self.path.rename(former)
        durable.replace(folder, self.path)
        shutil.rmtree(former, ignore_errors=True)

    def location(self, file: str) -> str:
        return str(self.path / file)

    def _beside(self, what: str) -> Path:
        return self.path.with_name(f".{self.path.name}.{what}")


class Bucket(Target):
    """A place behind a URL. Its files are made on this machine first, in the folder for temporary files."""

    def __init__(self, url: str, system: Any, root: str) -> None:
        super().__init__(url)
        self._system = system
        self._root = root.rstrip("/")

    def files(self) -> set[str]:
        with self._errors():
            self._system.invalidate_cache()
            try:
                found = self._system.find(self._root)
            except FileNotFoundError:
                return set()
            return {name.removeprefix(self._root).lstrip("/") or name for name in found}

    def read(self, name: str) -> bytes:
        content: bytes | None = None
        with self._errors(), suppress(FileNotFoundError):
            content = self._system.cat_file(self._at(name))
        if content is None:
            raise FileNotFoundError(self.location(name))
        return content

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix="nightdesk-export-") as folder:
            yield Path(folder)

    def publish(self, folder: Path) -> None:
        fresh = {path.name for path in folder.iterdir()}
        former = self.exported() & self.files()
        with self._errors():
            if "/" in self._root:  # what comes before is a bucket, and no export makes one
                with suppress(FileExistsError, FileNotFoundError):
                    self._system.mkdir(self._root, create_parents=False)
            self._announce(former | fresh)
            if DATA_PACKAGE in former:
                self._system.rm_file(self._at(DATA_PACKAGE))
            for name in (*sorted(fresh - {DATA_PACKAGE}), DATA_PACKAGE):
                self._put(folder / name)
            for name in former - fresh | {UNFINISHED}:
                self._system.rm_file(self._at(name))

    def location(self, file: str) -> str:
        return f"{self.name.rstrip('/')}/{file}"

    def _announce(self, names: Collection[str]) -> None:
        resources = [{"path": name} for name in sorted(names)]
        self._system.pipe_file(self._at(UNFINISHED), json.dumps({"resources": resources}, indent=1).encode())

    def _put(self, path: Path) -> None:
        self._system.put_file(str(path), self._at(path.name))
        self._system.invalidate_cache()
        stored = self._system.info(self._at(path.name))["size"]
        if stored != path.stat().st_size:
            raise WarehouseError(f"{self.location(path.name)} has {stored} bytes in place of {path.stat().st_size}.", "Export again.")

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _errors(self) -> AbstractContextManager[None]:
        return named_errors(self.name, "Try the same again: what was put there is taken up.")


def target_at(destination: str | Path) -> Target:
    """The place that a path or URL names. Raises WarehouseError where its protocol is unknown or needs a package that isn't installed."""
    if "://" not in str(destination):
        return Folder(Path(destination).expanduser().absolute())
    system, root = file_system(str(destination))
    return Folder(Path(root).absolute()) if isinstance(system, LocalFileSystem) else Bucket(str(destination), system, root)
