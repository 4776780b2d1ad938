"""A translator that remembers: translations on disk, safe for several processes at once, never a reason to fail."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from tqcheck.plugins import Translator
from tqcheck.translate.loops import LOOP
from tqcheck.translate.outcome import failures_of, notices_of

_LOOPED = "\0loop"
_SIZE_LIMIT = 2**30


class Store:
    """Text by text key in a folder. Where the folder fails it says so once in `notice` and forgets instead."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._cache: Any = None
        self.notice = ""
        self._attempt(self._open)

    def get(self, key: str) -> str | None:
        """The stored text, or None."""
        value = self._attempt(lambda: self._cache.get(key))
        return value if isinstance(value, str) else None

    def put(self, key: str, value: str) -> None:
        """Stores a text; another process may do the same at the same time."""
        self._attempt(lambda: self._cache.set(key, value))

    def _open(self) -> None:
        import diskcache

        class TextDisk(diskcache.Disk):  # type: ignore[misc]
            """Refuses pickled values: whoever can write into the folder could otherwise run code here."""

            def fetch(self, mode: int, filename: str, value: Any, read: bool) -> Any:
                if mode == diskcache.core.MODE_PICKLE:
                    raise OSError("not a cache of tqcheck: it holds pickled values")
                return super().fetch(mode, filename, value, read)

        self._cache = diskcache.Cache(str(self._directory), disk=TextDisk, size_limit=_SIZE_LIMIT)

    def _attempt(self, action: Callable[[], Any]) -> Any:
        if self.notice:
            return None
        try:
            return action()
        except (sqlite3.Error, OSError, ValueError, UnicodeError, TimeoutError) as error:
            self._give_up(error)
        except Exception as error:
            if type(error).__module__.partition(".")[0] != "diskcache":
                raise
            self._give_up(error)
        return None

    def _give_up(self, error: Exception) -> None:
        reason = str(error).partition("\n")[0] or type(error).__name__
        self.notice = f"translation cache {self._directory} cannot be used ({reason}); translating without it"


class CachedTranslator:
    """Wraps a translator; asks it only for texts that its store does not have. Failures are not remembered.

    A repetition loop is: decoding is deterministic, so the same text would loop again.
    """

    def __init__(self, inner: Translator, store: Store) -> None:
        self._inner, self._store = inner, store
        self.identity = inner.identity
        self.failures: dict[str, str] = {}

    @property
    def notices(self) -> tuple[str, ...]:
        """The wrapped translator's notices, and the store's if it cannot be used."""
        return (*notices_of(self._inner), *filter(None, [self._store.notice]))

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """As the wrapped translator would."""
        keys = {text: _key(self.identity, source, target, text) for text in dict.fromkeys(texts)}
        known = {text: self._store.get(key) for text, key in keys.items()}
        missing = [text for text, value in known.items() if value is None]
        self.failures = {text: LOOP for text, value in known.items() if value == _LOOPED}
        if missing:
            fresh = self._inner.translate(missing, source=source, target=target)
            self._remember(missing, fresh, keys)
            known.update(zip(missing, fresh, strict=True))
        return ["" if (value := known[text]) is None or value == _LOOPED else value for text in texts]

    def _remember(self, texts: list[str], fresh: list[str], keys: dict[str, str]) -> None:
        failed = failures_of(self._inner)
        self.failures.update(failed)
        for text, translation in zip(texts, fresh, strict=True):
            if translation:
                self._store.put(keys[text], translation)
            elif failed.get(text) == LOOP:
                self._store.put(keys[text], _LOOPED)


def _key(identity: str, source: str, target: str, text: str) -> str:
    return sha256("\0".join((identity, source, target, text)).encode("utf-8", "surrogatepass")).hexdigest()
