"""How much of a file is read: bounds on size, on what a zip archive unpacks to, on depth, and no entities in XML."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.parsers import expat

from tqcheck.errors import InputError
from tqcheck.files import TooLargeError, read_ordinary

MIB = 1 << 20
MAX_PAGE = 32 * MIB
"""Bytes of a file that holds one story."""
MAX_COLLECTION = 256 * MIB
"""Bytes of a file that holds many: an export, a translation memory, a table."""
MAX_UNPACKED = 128 * MIB
MAX_MEMBERS = 4_000
MAX_DEPTH = 200
"""Elements inside each other."""


def read_bytes(path: str, limit: int, given: bytes | None = None) -> bytes:
    """A file's bytes, or standard input's for `-`; `given`: what is to be taken for them. Raises InputError."""
    if given is not None:
        if len(given) > limit:
            raise InputError(f"{path}: more than the {limit // MIB} MiB that are read; split it")
        return given
    try:
        if path != "-":
            return read_ordinary(Path(path), limit)
        if sys.stdin is None:
            raise InputError("-: standard input is closed; give it the post")
        data = sys.stdin.buffer.read(limit + 1)
    except TooLargeError as error:
        raise InputError(f"{path}: {error.strerror}; split it") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    if len(data) > limit:
        raise InputError(f"{path}: more than the {limit // MIB} MiB that are read; split it")
    return data


def guard_zip(data: bytes, path: str, what: str) -> zipfile.ZipFile:
    """The archive, once its table of contents promises no bomb. Raises InputError.

    A member that is larger than its entry says is cut there by zipfile itself and then fails its checksum.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError(f"{path}: not a {what} file: it is no zip archive; save it again as {what}") from error
    members = archive.infolist()
    unpacked = sum(m.file_size for m in members)
    if unpacked > MAX_UNPACKED or len(members) > MAX_MEMBERS:
        raise InputError(
            f"{path}: refused: {len(data) / MIB:,.1f} MiB would unpack to {unpacked / MIB:,.0f} MiB in {len(members)} "
            f"parts, more than the {MAX_UNPACKED // MIB} MiB and {MAX_MEMBERS} parts that are read"
        )
    return archive


def zip_names(data: bytes, path: str) -> frozenset[str]:
    """Names of what an archive holds; none where it is no archive."""
    try:
        return frozenset(guard_zip(data, path, "zip").namelist())
    except InputError:
        return frozenset()


class _RefusedError(Exception):
    """Raised inside expat's handlers."""


def guard_xml(data: bytes, path: str, what: str) -> None:
    """Check that XML is well-formed, declares no entity and is not too deep, before a tree of it is built.

    Entities are how a few bytes of XML grow to gigabytes or read other files; no format here needs them.
    """
    parser = expat.ParserCreate()
    depth = 0

    def entity(name: str, *_: Any) -> None:
        raise _RefusedError(f"it declares the entity '{name}', and entities are not read; take its DOCTYPE out")

    def start(*_: Any) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise _RefusedError(f"more than {MAX_DEPTH} elements inside each other")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.EntityDeclHandler, parser.StartElementHandler, parser.EndElementHandler = entity, start, end
    try:
        parser.Parse(data, True)
    except _RefusedError as error:
        raise InputError(f"{path}: refused at line {parser.CurrentLineNumber}: {error}") from error
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise InputError(f"{path}: not well-formed {what}: {error}; export it again") from error
