"""A served model that cannot be used costs the back-translations, and the report says so; it costs no report."""

from __future__ import annotations

from collections.abc import Sequence

from tqcheck.errors import ModelError
from tqcheck.plugins import Failure, Translated, Translator
from tqcheck.translate.outcome import is_steerable, notices_of, show


class ForgivingTranslator:
    """Wraps a translator; once it raises ModelError every text fails with that reason."""

    def __init__(self, inner: Translator) -> None:
        self._inner, self._refused = inner, ""
        self.identity = inner.identity
        self.steerable = is_steerable(inner)

    @property
    def notices(self) -> tuple[str, ...]:
        """The wrapped translator's notices."""
        return notices_of(self._inner)

    def see(self, texts: Sequence[str]) -> None:
        """Passes on what stands around the texts asked for next."""
        show(self._inner, texts)

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> Sequence[Translated]:
        """As the wrapped translator would; nothing but failures where it cannot be used."""
        try:
            if not self._refused:
                return self._inner.translate(texts, source=source, target=target)
        except ModelError as error:
            self._refused = str(error)
        return [Failure(self._refused)] * len(texts)
