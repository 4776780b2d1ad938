"""Bytes to text; every fault is told with what to do about it."""

from __future__ import annotations

from tqcheck.errors import InputError

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes, path: str) -> str:
    """UTF-8 text of a file's bytes."""
    if not data.strip():
        raise InputError(f"{path}: the file is empty; give it the story and its translation")
    if data.startswith(_UTF16):
        raise InputError(f"{path}: UTF-16 text; save it as UTF-8")
    if b"\0" in data:
        hint = ", or say --format-in docx if it is one" if data.startswith(b"PK\3\4") else ""
        raise InputError(f"{path}: binary file (NUL at byte {data.index(0)}); give it plain text in UTF-8{hint}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: not UTF-8 at byte {error.start} (0x{data[error.start]:02x}); save it as UTF-8"
        ) from error
