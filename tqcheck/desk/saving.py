"""Writing a post back: only when asked, whole, as it was encoded, and never over what somebody else wrote meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tqcheck.desk.opening import FileText, Sheet
from tqcheck.desk.sheet import Cut, Panes
from tqcheck.errors import TqcheckError, UsageError
from tqcheck.files import locked, write_atomic


class ChangedMeanwhileError(TqcheckError):
    """A file is not what it was when it was opened."""


def changed_on_disk(sheet: Sheet) -> bool:
    """Whether a file of the sheet is no longer what was read, or gone."""
    return any(text.path is not None and _bytes(text.path) != text.data for text in sheet.texts)


def save(sheet: Sheet, panes: Panes, *, overwrite: bool = False) -> Sheet:
    """Write what the panes hold to the files it came from; the sheet as it is then.

    Raises ChangedMeanwhileError where a file changed since, unless it is to be overwritten; UsageError and InputError
    where it cannot be written.
    """
    if not sheet.saves:
        raise UsageError("this post has no file to save to: download a copy")
    cuts = sheet.merged(panes)
    new = [(text, cut, text.encoded(cut)) for text, cut in zip(sheet.texts, cuts, strict=True)]
    if not overwrite and changed_on_disk(sheet):
        raise ChangedMeanwhileError(f"{sheet.title}: was changed on disk meanwhile")
    saved = tuple(_written(text, cut, data, overwrite=overwrite) for text, cut, data in new)
    return replace(sheet, texts=saved)


def _written(text: FileText, cut: Cut, data: bytes, *, overwrite: bool) -> FileText:
    path = text.path
    if path is None:
        raise UsageError("this post has no file to save to: download a copy")
    with locked(path):
        now = _bytes(path)
        if not overwrite and now != text.data:
            raise ChangedMeanwhileError(f"{path}: was changed on disk meanwhile")
        if now != data:
            write_atomic(path, data)
    return replace(text, cut=cut, data=data)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def copies(sheet: Sheet, cuts: Sequence[Cut]) -> list[tuple[str, bytes]]:
    """Name and bytes of copies to download: in the file's own encoding, in UTF-8 where that lacks a letter."""
    return [(_name(text, sheet), _data(text, cut)) for text, cut in zip(sheet.texts, cuts, strict=True)]


def _name(text: FileText, sheet: Sheet) -> str:
    if sheet.given:
        return f"{Path(sheet.given[0]).stem}-{text.name}.txt"
    name = Path(text.name).name
    return name if Path(name).suffix else f"{name}.txt"


def _data(text: FileText, cut: Cut) -> bytes:
    try:
        return text.encoded(cut)
    except TqcheckError:
        return cut.text.encode("utf-8", "replace")
