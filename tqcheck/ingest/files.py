"""Bytes to text; every fault is told with what to do about it."""

from __future__ import annotations

from tqcheck.errors import InputError
from tqcheck.ingest import encodings
from tqcheck.ingest.encodings import Decoded
from tqcheck.ingest.others import why_unread


def decoded(data: bytes, path: str, *, page: bool = False) -> Decoded:
    """Text of a file's bytes; `page` says that it is an HTML page. Raises InputError where it is none."""
    if not data.strip():
        raise InputError(f"{path}: the file is empty; give it the story and its translation")
    if unread := why_unread(path, data):
        raise InputError(f"{path}: {unread}")
    found = encodings.decode(data, path, page=page)
    if "\0" in found.text:
        raise InputError(f"{path}: binary file (NUL at byte {data.index(0)}); give it plain text in UTF-8")
    return found


def decode(data: bytes, path: str) -> str:
    """Text of a file's bytes, in whatever encoding."""
    return decoded(data, path).text
