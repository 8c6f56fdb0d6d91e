"""Why something became no article: the fixed vocabulary of `rejects.reason`, each with its remedy."""

from __future__ import annotations

from transforms.records import Origin, Rejection

REASONS: dict[str, str] = {
    "empty": "Nothing to do: there are no words in it. If it should have some, fetch it again from its source.",
    "no_article": "Nothing to do if it holds no article (pictures, plans, lists, pages without text). If it does, map its fields in the settings.",
    "binary": "Convert it to text, HTML, JSON Lines or another format that is read, and run again.",
    "malformed": "Repair it at the place named, or fetch it again: it breaks the syntax of its own format.",
    "invalid": "Ask its source: it lacks what its format's standard requires, so it can't be told what it is.",
    "damaged": "Fetch it again: it is cut short or corrupt. What could still be read was read.",
    "encoding": "Save it as UTF-8, or declare its encoding.",
    "encrypted": "Unlock it with its password and put the unlocked file in its place.",
    "unsafe_xml": "Remove its entity declarations, which can be used to exhaust memory or read other files, and run again.",
    "unsafe_path": "Rename the member: its path points outside its archive, or it is a link or a device.",
    "bomb": "If it is what it claims to be, raise the limits `max_unpacked_bytes` and `max_ratio`, or unpack it by hand.",
    "too_deep": "Unpack the inner archives by hand, or raise the limit `max_depth`.",
    "too_large": "Split it into smaller records (JSON Lines is read without a limit on the file), or raise the limit named.",
    "unreadable": "See that the file is there, that it may be read, and that its drive or server answers.",
    "changed": "It was being written while it was read: it is read again in the next run.",
    "timeout": "A parser took far longer over it than its size explains: split it, or report it as a defect.",
    "crashed": "A parser died on it: report the file as a defect.",
    "failed": "A defect in a parser: report the file with the detail given.",
}
"""Reason → what to do about it."""


class Refused(Exception):  # noqa: N818 - it is no error of the program's
    """Raised inside a parser for what it can't read; `parse` turns it into a Rejection."""

    def __init__(self, reason: str, detail: str):
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def reject(origin: Origin, reason: str, detail: str) -> Rejection:
    """A rejection with its remedy. Raises KeyError for a reason that isn't in the vocabulary."""
    return Rejection(origin, reason, detail[:500], REASONS[reason])
