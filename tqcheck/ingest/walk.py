"""Paths to files: a folder stands for the posts in it, and whatever else lies there is told, never passed over."""

from __future__ import annotations

import glob
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from tqcheck.errors import InputError
from tqcheck.ingest.formats import SUFFIXES, xml_format
from tqcheck.ingest.others import why_unread
from tqcheck.records import Unread

_HEAD = 65_536
_KINDS = (
    (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"), (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"),
)  # fmt: skip


@dataclass(slots=True)
class Walk:
    """What some paths name. `files` are to be read; `failed` should be and cannot; `aside` need not be."""

    files: dict[str, None] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    aside: list[Unread] = field(default_factory=list)


def walk(paths: Iterable[str]) -> Walk:
    """The files that the paths name: files, folders, patterns, `-` for stdin.

    Raises InputError, with a line for each, where paths name nothing.
    """
    found, absent = walk_known(paths)
    if absent:
        raise InputError("\n".join(absent))
    return found


def walk_known(paths: Iterable[str]) -> tuple[Walk, list[str]]:
    """The same, and a line for each path that names nothing."""
    found, absent = Walk(), []
    for path in paths:
        try:
            _add(path, found)
        except InputError as error:
            absent.append(str(error))
        except (OSError, ValueError) as error:  # the text of a post where its path should stand, say
            says = getattr(error, "strerror", None) or error
            absent.append(f"{path[:80]}: {says}; give the path of a file or folder")
    return found, absent


def _add(path: str, found: Walk) -> None:
    if path == "-":
        found.files[path] = None
        return
    # What is no ordinary file, a pipe say, would never end: it is named, not opened.
    if fault := _strange(path):
        found.failed[path] = fault
    elif os.path.isfile(path):
        found.files[path] = None
    elif os.path.isdir(path):
        _add_folder(path, found)
    else:
        matches = sorted(glob.glob(path, recursive=True))
        if not matches or matches == [path]:
            _absent(path, found)
        for match in matches:
            if match != path:
                _add(match, found)


def _absent(path: str, found: Walk) -> None:
    try:
        os.lstat(path)
    except FileNotFoundError as error:
        why = why_unread(path) or "no such file or folder; check the spelling and the working directory"
        raise InputError(f"{path}: {why}") from error
    found.failed[path] = "a link that leads nowhere"


def _add_folder(folder: str, found: Walk) -> None:
    before = len(found.files), len(found.failed)
    others: Counter[str] = Counter()
    for path in _below(folder, found):
        name = os.path.basename(path)
        suffix = os.path.splitext(name)[1].lower()
        if _hidden(path, folder):
            others["hidden"] += 1
        elif os.path.islink(path) and (fault := _link_fault(path, folder, suffix)):
            found.failed[path] = fault
        elif os.path.isdir(path):  # only a link is given here
            found.aside.append(Unread(path=path, reason="a link to a folder that is read anyway"))
        elif suffix not in SUFFIXES or not os.path.lexists(path):
            others[suffix or "without suffix"] += 1
        elif fault := _strange(path) or _damaged(path, suffix):
            found.failed[path] = fault
        elif suffix == ".xml" and xml_format(path) is None:
            others["XML of another kind"] += 1
        else:
            found.files[path] = None
    if (len(found.files), len(found.failed)) == before:
        raise InputError(f"{folder}: no posts in this folder; expected files ending in {', '.join(SUFFIXES)}")
    if others:
        found.aside.append(Unread(path=folder, reason=_counted(others)))


def _below(folder: str, found: Walk) -> Iterator[str]:
    """Files and links below a folder, in order; folders that cannot be read are noted."""

    def failed(error: OSError) -> None:
        found.failed[str(error.filename)] = f"cannot be read: {error.strerror}"

    paths: list[str] = []
    for parent, folders, files in os.walk(folder, onerror=failed):
        links = [name for name in folders if os.path.islink(os.path.join(parent, name))]
        hidden = [name for name in folders if name.startswith(".")]
        folders[:] = [name for name in folders if name not in hidden]
        # A hidden folder counts as one thing: what `.git` holds is nobody's post.
        paths += [os.path.join(parent, name) for name in {*files, *links, *hidden}]
    yield from sorted(paths)


def _hidden(path: str, root: str) -> bool:
    return any(part.startswith(".") for part in Path(path).relative_to(root).parts)


def _link_fault(path: str, root: str, suffix: str) -> str:
    """Why a link in a folder is not followed although it may stand for a post; empty where it may be."""
    if not os.path.exists(path):
        return "a link that leads nowhere" if suffix in SUFFIXES or not suffix else ""
    if suffix not in SUFFIXES and not os.path.isdir(path):
        return ""
    inside = os.path.realpath(root)
    if os.path.commonpath([inside, os.path.realpath(path)]) != inside:
        return "a link that leads out of the folder; name the file itself"
    return ""


def _strange(path: str) -> str:
    """What a path is that is neither a file nor a folder nor nothing."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return ""
    return next((f"no ordinary file but {name}" for is_one, name in _KINDS if is_one(mode)), "")


def _damaged(path: str, suffix: str) -> str:
    """Why an XML file cannot be told to be a post or none; empty for what can."""
    if suffix != ".xml":
        return ""
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    try:
        expat.ParserCreate().Parse(head, len(head) < _HEAD)
    except (expat.ExpatError, ValueError, LookupError) as error:
        return f"not well-formed XML: {error}; export it again"
    return ""


def _counted(others: Counter[str]) -> str:
    total = sum(others.values())
    kinds = ", ".join(f"{count} {kind}" for kind, count in others.most_common(8))
    more = ", …" if len(others) > 8 else ""
    return f"{total} file{'s' * (total != 1)} {'are no posts' if total != 1 else 'is no post'} ({kinds}{more})"
