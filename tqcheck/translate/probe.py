"""Refuses a model that loads and speaks nonsense.

Models converted wrongly (tied weights lost, a vocabulary of another model) have been published; they load without a
complaint. Plain sentences whose words are known in advance tell such a model from one that translates.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tqcheck.errors import ModelError
from tqcheck.lang import BACK
from tqcheck.plugins import Failure, Translated, Translator
from tqcheck.translate.outcome import Wrapping

PROBES: tuple[tuple[str, tuple[frozenset[str], ...]], ...] = (
    (
        "يشرب الطفل الحليب كل صباح.",
        (frozenset({"child", "boy", "kid", "baby", "infant"}), frozenset({"milk"}), frozenset({"morning"})),
    ),
    (
        "تقع المدرسة الجديدة بالقرب من النهر.",
        (frozenset({"school"}), frozenset({"river"}), frozenset({"new"})),
    ),
    (
        "اشترى أخي ثلاثة كتب من السوق.",
        (frozenset({"brother"}), frozenset({"books", "book"}), frozenset({"three", "3"}), frozenset({"market"})),
    ),
)
"""Arabic sentences, and for each of their content words the English words of which one must come back."""


class Memory(Protocol):
    """Where a passed probe is remembered."""

    def get(self, key: str) -> str | None:
        """The text stored under a key, or None."""

    def put(self, key: str, value: str) -> None:
        """Stores a text."""


class ProbedTranslator(Wrapping):
    """Wraps a translator that is probed before its first Arabic text; `memory` spares one that passed before."""

    def __init__(self, inner: Translator, memory: Memory | None) -> None:
        super().__init__(inner)
        self._memory, self._passed = memory, False

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> Sequence[Translated]:
        """As the wrapped translator; raises ModelError where it fails the probe."""
        if (source, target) == BACK and not self._passed:
            self._probe()
        return self._inner.translate(texts, source=source, target=target)

    def _probe(self) -> None:
        key = f"probe passed: {self.identity}"
        if self._memory is None or self._memory.get(key) is None:
            probe(self._inner)
            if self._memory is not None:
                self._memory.put(key, "yes")
        self._passed = True


def probe(translator: Translator) -> None:
    """Raises ModelError, with what came back, unless at least half of the expected words do."""
    said = translator.translate([text for text, _ in PROBES], source=BACK[0], target=BACK[1])
    answers = ["" if isinstance(answer, Failure) else answer for answer in said]
    hits = [bool(w & _words(answer)) for answer, (_, expected) in zip(answers, PROBES, strict=True) for w in expected]
    if not any(answers):
        reason = min(answer.reason if isinstance(answer, Failure) else "it says nothing" for answer in said)
        raise ModelError(f"translation model '{translator.identity}' cannot be used: {reason}")
    if 2 * sum(hits) < len(hits):
        raise ModelError(
            f"translation model '{translator.identity}' fails the probe: '{PROBES[0][0]}' {_came_back(said[0])}; "
            "its weights are broken or it is no Arabic-English model (--no-probe uses it anyway)"
        )


def _came_back(answer: Translated) -> str:
    return f"got no answer ({answer.reason})" if isinstance(answer, Failure) else f"came back as '{answer[:80]}'"


def _words(text: str) -> set[str]:
    return {word.strip(".,;:!?\"'()").lower() for word in text.split()}
