"""Paths to texts: folders, globs, standard input; every fault is told with what to do about it."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from pathlib import Path

from tqcheck.errors import InputError
from tqcheck.ingest.formats import SUFFIXES, xml_format

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def expand(paths: Iterable[str]) -> list[str]:
    """Files that the paths name: a folder stands for the posts in it, a pattern for what it matches; `-` is stdin."""
    found: list[str] = []
    for path in paths:
        found.extend(_expand_one(path))
    return list(dict.fromkeys(found))


def _expand_one(path: str) -> list[str]:
    try:
        return _matches(path)
    except OSError as error:  # the text of a post where its path should stand, say
        raise InputError(f"{path[:80]}: {error.strerror or error}; give the path of a file or folder") from error


def _matches(path: str) -> list[str]:
    if path == "-" or Path(path).is_file():
        return [path]
    if Path(path).is_dir():
        posts = sorted(str(p) for p in Path(path).rglob("*") if _is_post(p, Path(path)))
        if not posts:
            raise InputError(f"{path}: no posts in this folder; expected files ending in {', '.join(SUFFIXES)}")
        return posts
    matches = sorted(p for p in glob.glob(path, recursive=True) if Path(p).is_file())
    if not matches:
        raise InputError(f"{path}: no such file or folder; check the spelling and the working directory")
    return matches


def _is_post(path: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    if hidden or path.suffix.lower() not in SUFFIXES or not path.is_file():
        return False
    # A folder may hold XML that has nothing to do with posts.
    return path.suffix.lower() != ".xml" or xml_format(str(path)) is not None


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
