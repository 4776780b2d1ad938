"""Bytes by key on disk, safe for several processes at once; never a reason to fail.

What is remembered here was computed and can be computed again, so that a folder that cannot be used costs only time.
Each row carries a checksum: what is not as it was stored is forgotten, and computed again.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_AT_ONCE = 500
"""Keys of one query: SQLite's builds differ in how many they take."""
_SUM = 16
"""Bytes of a checksum."""
_BUSY = 5.0
"""Seconds to wait for another process that writes."""
_AGAIN = 0.02
"""Seconds until the next attempt to open."""


class BlobStore:
    """A table of bytes in `folder`/`name`.sqlite3, opened when first used, and at most about `limit` megabytes large.

    Where the file cannot be used, `notice` says so in one line and the store forgets everything instead.
    """

    def __init__(self, folder: Path, name: str, *, limit: int = 512) -> None:
        self._path, self._limit = folder / f"{name}.sqlite3", limit
        self._connection: sqlite3.Connection | None = None
        self.notice = ""

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The bytes of those keys that are known, and as they were stored."""
        wanted = list(keys)
        none: list[tuple[bytes, bytes]] = []
        rows = self._attempt(lambda db: list(_select(db, wanted)), none)
        return {key: value for key, row in rows if (value := _unsealed(key, row)) is not None}

    def put(self, items: Mapping[bytes, bytes]) -> None:
        """Stores bytes by key."""
        sealed = [(key, _sum(key, value) + value) for key, value in items.items()]

        def insert(db: sqlite3.Connection) -> None:
            with db:
                db.executemany("INSERT OR REPLACE INTO blobs (key, value) VALUES (?, ?)", sealed)

        if items:
            self._attempt(insert, None)

    def _attempt(self, action: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        if self.notice:
            return otherwise
        try:
            return self._once_more(action)
        except (sqlite3.Error, OSError, ValueError, OverflowError) as error:
            reason = str(error).partition("\n")[0] or type(error).__name__
            self.notice = f"cache {self._path} cannot be used ({reason}); working without it"
            return otherwise

    def _once_more(self, action: Callable[[sqlite3.Connection], T]) -> T:
        """The action on the file; on a new one, where that is damaged."""
        try:
            return action(self._connected())
        except sqlite3.OperationalError:  # somebody holds it, or the disk is full
            raise
        except (sqlite3.DatabaseError, ValueError, OverflowError):
            self._begin_anew()
            return action(self._connected())

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = self._patiently()
        return self._connection

    def _patiently(self) -> sqlite3.Connection:
        """Opened, once nobody else is about to: SQLite itself does not wait to begin a write-ahead log."""
        end = time.monotonic() + _BUSY
        while True:
            try:
                return self._open()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                    raise
            time.sleep(_AGAIN)

    def _begin_anew(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None
        for end in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + end).unlink(missing_ok=True)

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self._path, timeout=_BUSY)
        db.text_factory = bytes  # a damaged row may call itself text, and is none
        # A write-ahead log lets others read while one writes; a power cut may lose the last writes, never the file.
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("CREATE TABLE IF NOT EXISTS blobs (id INTEGER PRIMARY KEY, key BLOB UNIQUE, value BLOB)")
        self._trim(db)
        return db

    def _trim(self, db: sqlite3.Connection) -> None:
        """Drop the older half where the file has outgrown its limit; SQLite fills the gap before it grows again."""
        pages, free, size = (db.execute(f"PRAGMA {what}").fetchone()[0] for what in _PAGES)
        if (pages - free) * size > self._limit * 2**20:
            with db:
                db.execute("DELETE FROM blobs WHERE id <= (SELECT (MIN(id) + MAX(id)) / 2 FROM blobs)")


def _sum(key: bytes, value: bytes) -> bytes:
    """The checksum of a row; rows that change places do not fit, either."""
    return blake2b(value, key=key[:64], digest_size=_SUM).digest()


def _unsealed(key: Any, row: Any) -> bytes | None:
    """The value of a row, `None` where it is not what was stored."""
    if not isinstance(key, bytes) or not isinstance(row, bytes) or row[:_SUM] != _sum(key, row[_SUM:]):
        return None
    return row[_SUM:]


_PAGES = ("page_count", "freelist_count", "page_size")


def _select(db: sqlite3.Connection, keys: list[bytes]) -> Iterable[tuple[bytes, bytes]]:
    for at in range(0, len(keys), _AT_ONCE):
        some = keys[at : at + _AT_ONCE]
        yield from db.execute(f"SELECT key, value FROM blobs WHERE key IN ({','.join('?' * len(some))})", some)


def key_of(*parts: str) -> bytes:
    """The key that texts stand for: 16 bytes, another one for every other list of texts."""
    digest = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "little") + data)
    return digest.digest()


@cache
def code_hash(*parts: str) -> str:
    """What stands for everything that ships in these parts of the package, code and weights: it changes with them."""
    root = Path(__file__).parent
    digest = blake2b(digest_size=16)
    for file in sorted(f for part in parts for f in (root / part).rglob("*") if f.is_file() and f.suffix != ".pyc"):
        digest.update(key_of(str(file.relative_to(root))) + blake2b(file.read_bytes()).digest())
    return digest.hexdigest()
