"""Where backups lie: a folder, or any URL that fsspec knows.

<depot>/backup.json                       what was backed up, with the SHA-256 of every list below; written last
<depot>/snapshots/000042.json             a snapshot's manifest, as it is in the home
<depot>/files/9f/9f86d0….parquet          the snapshots' files by their SHA-256: what several share lies here once
<depot>/originals/000042.txt              originals that were added with that snapshot: SHA-256, a line each
<depot>/raw/9f/9f86d0….zst                the originals
<depot>/home/gates.yml                    the home's own gates
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from fsspec.implementations.local import LocalFileSystem

from warehouse import durable
from warehouse.errors import WarehouseError
from warehouse.stores import file_system, named_errors

CHUNK = 1 << 20
INDEX = "backup.json"
FORMAT = 1


class DamagedBackupError(WarehouseError):
    """Files of a backup that are missing, or not what was backed up."""

    def __init__(self, names: list[str]) -> None:
        listed = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if names[5:] else "")
        super().__init__(
            f"The backup is damaged: {listed}.", "Remove these files there and back up again from the warehouse, or take another backup."
        )
        self.names = names


@dataclass
class Index:
    """What a depot holds."""

    lists: dict[str, str] = field(default_factory=dict)
    """Manifests and lists of originals: name below the depot → SHA-256."""

    def snapshots(self) -> dict[int, str]:
        """Names of the manifests by the snapshots' numbers, oldest first."""
        return {int(Path(name).stem): name for name in sorted(self.lists) if name.startswith("snapshots/")}

    def originals(self) -> list[str]:
        """Names of the lists of originals."""
        return [name for name in self.lists if name.startswith("originals/")]


class Depot:
    """A folder or URL with backups of one warehouse."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._system, self._root = file_system(url)
        self._is_local = isinstance(self._system, LocalFileSystem)

    def index(self) -> Index | None:
        """What the depot holds; None where there is none. Raises WarehouseError where something else lies there, or a later format."""
        with self._errors():
            self._system.invalidate_cache()
            if not self._system.exists(self._at(INDEX)):
                if any(not name.rsplit("/", 1)[-1].startswith(".") for name in self._listed("")) and not self._listed("files"):
                    raise WarehouseError(f"{self.url} holds other things than a backup.", "Name an empty or new folder.")
                return None
            stored = json.loads(self._system.cat_file(self._at(INDEX)))
        if stored["format"] > FORMAT:
            raise WarehouseError(f"The backup in {self.url} was made by a newer version of Nightdesk.", "Upgrade Nightdesk.")
        return Index(stored["lists"])

    def put_index(self, index: Index) -> None:
        """Say what the depot holds from now on."""
        self.put_text(INDEX, json.dumps({"format": FORMAT, "lists": index.lists}, indent=1))

    def sizes(self, folder: str) -> dict[str, int]:
        """Bytes of every file below one of the depot's folders, by its name below the depot."""
        with self._errors():
            return {f"{folder}/{name}": size for name, size in self._listed(folder).items()}

    def put(self, name: str, source: IO[bytes]) -> str:
        """Write a file, which appears when it is complete, and give its SHA-256."""
        digest = sha256()
        with self._errors(), self._writing(name) as target:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                target.write(chunk)
        return digest.hexdigest()

    def put_text(self, name: str, text: str) -> str:
        """Write a small file, and give its SHA-256."""
        content = text.encode()
        with self._errors(), self._writing(name) as target:
            target.write(content)
        return sha256(content).hexdigest()

    def get(self, name: str, write: Callable[[bytes], object]) -> str:
        """Read a file, and give its SHA-256. Raises DamagedBackupError where it is missing."""
        digest = sha256()
        with self.opened(name) as source:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                write(chunk)
        return digest.hexdigest()

    def get_text(self, name: str, digest: str) -> str:
        """A small file's text. Raises DamagedBackupError where it isn't of that SHA-256."""
        content = bytearray()
        if self.get(name, content.extend) != digest:
            raise DamagedBackupError([name])
        return content.decode()

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """A file, to be read. Raises DamagedBackupError where it is missing."""
        with self._errors():
            try:
                stream = self._system.open(self._at(name), "rb")
            except FileNotFoundError:
                raise DamagedBackupError([name]) from None
            with stream:
                yield stream

    def remove(self, name: str) -> None:
        """Remove a file."""
        with self._errors():
            self._system.rm_file(self._at(name))

    def _at(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    def _listed(self, folder: str) -> dict[str, int]:
        root = self._at(folder).rstrip("/")
        found: dict[str, dict[str, Any]] = self._system.find(root, detail=True)
        return {name[len(root) + 1 :]: int(about["size"]) for name, about in found.items() if not name.endswith(".part")}

    @contextmanager
    def _writing(self, name: str) -> Iterator[IO[bytes]]:
        """A file to write. Stores show an object only when it is whole; in a folder, it is written beside and renamed."""
        if not self._is_local:
            with self._system.open(self._at(name), "wb") as stream:
                yield stream
            return
        target = Path(self._at(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f"{target.name}.{os.getpid()}.part")
        try:
            with unfinished.open("wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            durable.replace(unfinished, target)
        finally:
            unfinished.unlink(missing_ok=True)

    def _errors(self) -> AbstractContextManager[None]:
        return named_errors(self.url, "What is done is kept: the same command goes on from there.")
