"""A served model that cannot be used costs the back-translations, and the report says so; it costs no report."""

from __future__ import annotations

from collections.abc import Sequence

from tqcheck.errors import ModelError
from tqcheck.plugins import Failure, Translated, Translator
from tqcheck.translate.outcome import Wrapping


class ForgivingTranslator(Wrapping):
    """Wraps a translator; once it raises ModelError every text fails with that reason."""

    def __init__(self, inner: Translator) -> None:
        super().__init__(inner)
        self._refused = ""

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> Sequence[Translated]:
        """As the wrapped translator would; nothing but failures where it cannot be used."""
        try:
            if not self._refused:
                return self._inner.translate(texts, source=source, target=target)
        except ModelError as error:
            self._refused = str(error)
        return [Failure(self._refused)] * len(texts)
