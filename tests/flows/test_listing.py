"""Which files a path or pattern means, on disk and in a store, and what is tried again."""

from __future__ import annotations

from pathlib import Path

import fsspec
import pytest

import warehouse
from flows.inputs.listing import FoundFile, HomeGivenError, hashed, listed
from flows.inputs.patterns import Pattern
from flows.inputs.retries import Retries, is_passing, retrying

TREE = (
    "2026-01/wire/a.txt",
    "2026-01/wire/b.jsonl",
    "2026-01/c.txt",
    "2026-02/wire/d.txt",
    "2026-02/deep/er/e.txt",
    "f.txt",
    "[odd]/g.txt",
)
PATTERNS = [
    ("*.txt", ["f.txt"]),
    ("2026-*/wire", ["2026-01/wire/a.txt", "2026-01/wire/b.jsonl", "2026-02/wire/d.txt"]),
    ("2026-*/wire/*.txt", ["2026-01/wire/a.txt", "2026-02/wire/d.txt"]),
    ("2026-0[2-9]/*", ["2026-02/deep/er/e.txt", "2026-02/wire/d.txt"]),
    ("**/e.txt", ["2026-02/deep/er/e.txt"]),
    ("2026-02/**", ["2026-02/deep/er/e.txt", "2026-02/wire/d.txt"]),
    ("2026-0?/*.txt", ["2026-01/c.txt"]),
    ("nothing-*", []),
]


@pytest.fixture(params=["disk", "store"])
def root(request, tmp_path):
    """The same tree on a disk and in a store."""
    if request.param == "disk":
        for name in TREE:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(name)
        yield str(tmp_path)
        return
    memory = fsspec.filesystem("memory")
    for name in TREE:
        memory.pipe(f"/tree/{name}", name.encode())
    yield "memory:///tree"
    memory.rm("/tree", recursive=True)


@pytest.mark.parametrize(("pattern", "names"), PATTERNS, ids=[pattern for pattern, _ in PATTERNS])
def test_patterns(root, pattern, names):
    found = [file.uri.removeprefix(f"{root}/") for file in listed([f"{root}/{pattern}"])]
    assert sorted(found) == sorted(names)


def test_a_name_with_brackets_that_is_there_is_no_pattern(tmp_path):
    (tmp_path / "[odd]").mkdir()
    (tmp_path / "[odd]" / "g.txt").write_text("x")
    assert [Path(file.uri).name for file in listed([str(tmp_path / "[odd]")])] == ["g.txt"]


def test_files_are_listed_without_being_read_and_hashed_when_asked(tmp_path):
    (tmp_path / "a.txt").write_text("one")
    (file,) = listed([str(tmp_path)])
    assert (file.sha256, file.byte_count) == ("", 3)
    assert file.modified_at is not None
    assert len(hashed(file).sha256) == 64
    (tmp_path / "a.txt").unlink()
    assert hashed(file).error == "No such file or directory"


def test_folders_that_can_hold_nothing_are_not_entered():
    pattern = Pattern.of("/srv/2026-*/wire/**/*.gz")
    entered = {"2026-01": True, "2025-12": False, "2026-01/wire": True, "2026-01/photos": False, "2026-01/wire/a/b": True}
    assert {folder: pattern.may_hold(folder) for folder in entered} == entered


def test_a_file_in_a_store_is_copied_in_one_piece(tmp_path):
    memory = fsspec.filesystem("memory")
    memory.pipe("/copied.txt", b"Rain.")
    file = hashed(FoundFile("memory:///copied.txt"), tmp_path)
    memory.rm("/copied.txt")
    assert Path(file.place).read_bytes() == b"Rain."
    assert (file.uri, file.byte_count) == ("memory:///copied.txt", 5)


class AnswerError(OSError):
    """As aiohttp's errors."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status = status


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        (ConnectionResetError(), True),
        (TimeoutError(), True),
        (OSError(5, "Input/output error"), True),
        (OSError(116, "Stale file handle"), True),
        (AnswerError(503), True),
        (AnswerError(429), True),
        (AnswerError(404), False),
        (AnswerError(403), False),
        (FileNotFoundError(2, "No such file"), False),
        (PermissionError(13, "Permission denied"), False),
        (OSError(28, "No space left on device"), False),
        (ValueError("malformed"), False),
        (KeyError("text"), False),
    ],
    ids=repr,
)
def test_only_what_may_pass_is_tried_again(error, passes):
    assert is_passing(error) is passes
    calls, pauses = [], []

    def call():
        calls.append(1)
        raise error

    with pytest.raises(type(error)):
        retrying(call, "it", Retries(2, 1.0), pauses.append)
    assert (len(calls), len(pauses)) == ((3, 2) if passes else (1, 0))


def test_pauses_grow_and_heed_the_server():
    error = AnswerError(503)
    error.retry_after = 7.0
    pauses: list[float] = []
    answers = iter([error, ConnectionResetError(), ConnectionResetError(), None])

    def call():
        answer = next(answers)
        if answer:
            raise answer
        return "done"

    assert retrying(call, "it", Retries(3, 1.0), pauses.append) == "done"
    assert pauses[0] == 7.0
    assert 1.0 <= pauses[1] <= 2.0 <= pauses[2] <= 4.0


@pytest.fixture
def beside_a_home(tmp_path):
    """A folder with a story and a warehouse."""
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "home" / "inbox").mkdir(parents=True)
    (tmp_path / "home" / "inbox" / "b.txt").write_text("x")
    with warehouse.writer(tmp_path / "home"):
        return tmp_path


@pytest.mark.parametrize(
    ("path", "names"),
    [(".", ["a.txt"]), ("**/*.txt", ["a.txt"]), ("home/inbox", ["b.txt"]), ("home/in*/*", ["b.txt"])],
)
def test_a_warehouse_is_no_news(beside_a_home, path, names):
    """A folder within a home can be an inbox; the home that lies in the folder to be read is not read itself."""
    assert [Path(file.uri).name for file in listed([str(beside_a_home / path)])] == names


def test_a_home_is_not_taken_for_a_folder_of_news(beside_a_home):
    with pytest.raises(HomeGivenError, match="home of a warehouse"):
        list(listed([str(beside_a_home / "home")]))
