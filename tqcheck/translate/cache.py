"""A translator that remembers: translations on disk, safe for several processes at once, never a reason to fail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from tqcheck.plugins import Failure, Translated, Translator
from tqcheck.translate.loops import LOOP
from tqcheck.translate.outcome import Wrapping, notices_of, show

_LOOPED = "\0loop"
_SIZE_LIMIT = 2**30
_EMPTY = "the translator returned nothing"


class Store:
    """Text by text key in a folder. Where the folder fails it says so once in `notice` and forgets instead."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._cache: Any = None
        self.notice = ""
        self._attempt(self._open)

    def get(self, key: str) -> str | None:
        """The stored text, or None; None where it is not as it was stored, too."""
        value = self._attempt(lambda: self._cache.get(key))
        seal, _, text = value.partition("\n") if isinstance(value, str) else ("", "", "")
        return text if seal and seal == _seal(key, text) else None

    def put(self, key: str, value: str) -> None:
        """Stores a text; another process may do the same at the same time."""
        self._attempt(lambda: self._cache.set(key, f"{_seal(key, value)}\n{value}"))

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
        except Exception as error:  # a damaged file makes the library raise whatever it meets first
            self._give_up(error)
        return None

    def _give_up(self, error: Exception) -> None:
        reason = str(error).partition("\n")[0] or type(error).__name__
        self.notice = f"translation cache {self._directory} cannot be used ({reason}); translating without it"


def _seal(key: str, text: str) -> str:
    """The checksum of an entry; entries that change places do not fit, either."""
    return sha256(f"{key}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


class CachedTranslator(Wrapping):
    """Wraps a translator; asks it only for texts that its store does not have. Failures are not stored.

    A repetition loop is: decoding is deterministic, so the same text would loop again. What was prefetched last, its
    failures too, is kept in memory until the next time.
    """

    def __init__(self, inner: Translator, store: Store | None) -> None:
        super().__init__(inner)
        self._store = store
        self._fetched: dict[str, Translated] = {}

    @property
    def notices(self) -> tuple[str, ...]:
        """The wrapped translator's notices, and the store's if it cannot be used."""
        return (*notices_of(self._inner), *filter(None, [self._store.notice if self._store else ""]))

    def prefetch(self, texts: Sequence[str], *, source: str, target: str) -> None:
        """Translates texts at once that will be asked for in several calls: full batches are quicker."""
        self._fetched = self._translate(texts, source, target)

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[Translated]:
        """As the wrapped translator would."""
        done = self._translate(texts, source, target)
        return [done[_key(self.identity, source, target, text)] for text in texts]

    def _translate(self, texts: Sequence[str], source: str, target: str) -> dict[str, Translated]:
        """Translation or failure by key."""
        keys = {_key(self.identity, source, target, text): text for text in texts}
        done = {key: self._fetched[key] for key in keys if key in self._fetched}
        for key in keys.keys() - done.keys():
            if (value := self._store.get(key) if self._store else None) is not None:
                done[key] = Failure(LOOP) if value == _LOOPED else value
        if missing := {key: text for key, text in keys.items() if key not in done}:
            show(self._inner, texts)
            fresh = self._inner.translate(list(missing.values()), source=source, target=target)
            for key, translation in zip(missing, fresh, strict=True):
                done[key] = translation or Failure(_EMPTY)
                self._remember(key, done[key])
        return done

    def _remember(self, key: str, translation: Translated) -> None:
        if self._store and (isinstance(translation, str) or translation.reason == LOOP):
            self._store.put(key, translation if isinstance(translation, str) else _LOOPED)


def _key(identity: str, source: str, target: str, text: str) -> str:
    return sha256("\0".join((identity, source, target, text)).encode("utf-8", "surrogatepass")).hexdigest()
