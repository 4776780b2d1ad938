"""Writing files so that nobody ever sees half of one, and reading no more of them than there should be."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path

from tqcheck.errors import UsageError

MAX_OWN = 16 << 20
"""Bytes of a settings file, a baseline, a glossary, a list of suppressions or decisions."""
_REMEDIES = {
    errno.ENOSPC: "free some space, or write somewhere else",
    errno.EDQUOT: "free some space, or write somewhere else",
    errno.EACCES: "make it writable, or write somewhere else",
    errno.EPERM: "make it writable, or write somewhere else",
    errno.EROFS: "write somewhere else",
    errno.ENOENT: "create its folder first",
    errno.ENOTDIR: "its folder is a file: write somewhere else",
    errno.EISDIR: "it is a folder: name a file in it",
}


class TooLargeError(OSError):
    """A file is larger than anybody should read."""


def read_ordinary(path: Path, limit: int) -> bytes:
    """The bytes of an ordinary file, which a pipe or a device is not. Raises OSError, TooLargeError beyond `limit`."""
    # Without O_NONBLOCK a pipe would wait for somebody to write into it.
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "no ordinary file", str(path))
        data = file.read(limit + 1)
    if len(data) > limit:
        raise TooLargeError(errno.EFBIG, f"more than the {_size(limit)} that are read", str(path))
    return data


def digest_of(path: Path) -> str:
    """SHA-256 of an ordinary file's bytes. Raises OSError."""
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "no ordinary file", str(path))
        return file_digest(file, "sha256").hexdigest()


def _size(limit: int) -> str:
    return f"{limit >> 20} MiB" if limit >= 1 << 20 else f"{limit >> 10} KiB"


def read_own(path: Path) -> str:
    """The text of a file that tqcheck reads back or is set by: UTF-8, a byte order mark or none, of bounded size.

    Raises OSError and UnicodeDecodeError.
    """
    return read_ordinary(path, MAX_OWN).decode("utf-8-sig")


def write_atomic(path: Path, text: str | bytes) -> None:
    """Write UTF-8 text, or bytes as they are: the file is replaced as a whole or stays as it was.

    Raises UsageError where it cannot be written.
    Devices and pipes are written to directly, also through a link; a link to a file is not followed, for whoever wrote
    it chose what is overwritten. An existing file keeps its permissions.
    """
    target = path.resolve()
    data = text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text
    try:
        if path.is_symlink() and (target.is_file() or not target.exists()):
            raise UsageError(f"{path}: is a link to {target}; name the file itself")
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, "write somewhere else")
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}; {remedy}") from error


def _replace(target: Path, data: bytes) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def locked(path: Path, timeout: float = 10.0) -> Iterator[None]:
    """Hold a lock that belongs to a file, for reading and rewriting it. Raises UsageError after `timeout` seconds."""
    from hashlib import sha256

    from filelock import FileLock, Timeout
    from platformdirs import user_cache_path

    folder = user_cache_path("tqcheck") / "locks"
    lock = FileLock(folder / sha256(os.fsencode(path.resolve())).hexdigest()[:16], timeout=timeout)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise UsageError(f"{path}: another process is writing it; try again when that one is done") from error
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror or error}") from error
    try:
        yield
    finally:
        lock.release()
