"""Back-translation: `make` gives the translator that a name stands for; what wraps it and decodes it is in here too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from tqcheck.errors import ModelError
from tqcheck.plugins import TRANSLATORS, Encoder, Translator, resolve

Device: TypeAlias = Literal["auto", "cpu", "cuda", "mps"]
Dtype: TypeAlias = Literal["auto", "float32", "bfloat16"]

Progress: TypeAlias = Callable[[str, int, int | None], None]
"""Called with what is being done, how much of it is done and of how much (`None` where that is not known)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationSettings:
    """How a model is loaded and decoded. `batch_tokens` bounds the padded source tokens of one batch."""

    device: Device = "auto"
    dtype: Dtype = "auto"
    beams: int = 1
    batch_tokens: int = 2048
    offline: bool = False
    probe: bool = True
    cache_dir: Path | None = None
    no_cache: bool = False


def make(
    model: str,
    settings: TranslationSettings,
    *,
    encoder: Callable[[], Encoder],
    progress: Progress | None = None,
) -> Translator:
    """The translator named `model`: `gloss`, or `package.module:Class` made without arguments.

    Raises ModelError for a name that stands for nothing and for a model that cannot be loaded.
    """
    if model == "gloss" or ":" in model:
        translator: Translator = resolve(model, TRANSLATORS, "translator")()
        return translator
    raise ModelError(f"translation model '{model}' is not known: use 'gloss' or a full module:Class")
