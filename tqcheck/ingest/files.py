"""Paths to texts: folders, globs, standard input; every fault is told with what to do about it."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from pathlib import Path

from tqcheck.errors import InputError
from tqcheck.ingest import encodings
from tqcheck.ingest.encodings import Decoded
from tqcheck.ingest.formats import SUFFIXES, xml_format
from tqcheck.ingest.others import why_unread


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
        raise InputError(
            f"{path}: {why_unread(path) or 'no such file or folder; check the spelling and the working directory'}"
        )
    return matches


def _is_post(path: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    if hidden or path.suffix.lower() not in SUFFIXES or not path.is_file():
        return False
    # A folder may hold XML that has nothing to do with posts.
    return path.suffix.lower() != ".xml" or xml_format(str(path)) is not None


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
