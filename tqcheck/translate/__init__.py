"""Back-translation: `make` gives the translator that a name stands for; what wraps it and decodes it is in here too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from tqcheck.errors import ModelError, UsageError
from tqcheck.plugins import TRANSLATORS, Encoder, Translator, foreign, guarded_translator, installed, resolve
from tqcheck.service import DEFAULT_BUDGET, Ledger, is_address
from tqcheck.translate.outcome import failures_of, is_steerable, notices_of, reads_sentences

if TYPE_CHECKING:
    from tqcheck.translate.cache import Store

__all__ = [
    "Device",
    "Dtype",
    "Progress",
    "TranslationSettings",
    "default_cache_dir",
    "failures_of",
    "is_steerable",
    "make",
    "notices_of",
    "reads_sentences",
]

Device: TypeAlias = Literal["auto", "cpu", "cuda", "mps"]
Dtype: TypeAlias = Literal["auto", "float32", "bfloat16", "int8"]

Progress: TypeAlias = Callable[[str, int, int | None], None]
"""Called with what is being done, how much of it is done and of how much (`None` where that is not known)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationSettings:
    """How a model is found, loaded and decoded. `batch_tokens` bounds the padded source tokens of one batch.

    `cache_dir` is the folder of remembered translations, by default the user's cache folder. `ledger` keeps the books
    where a server translates, `timeout` is what it has for an answer, in seconds.
    """

    device: Device = "auto"
    dtype: Dtype = "auto"
    beams: int = 1
    batch_tokens: int = 2048
    offline: bool = False
    probe: bool = True
    cache_dir: Path | None = None
    cache: bool = True
    ledger: Ledger | None = None
    timeout: float = 60.0

    def __post_init__(self) -> None:
        if self.beams < 1 or self.batch_tokens < 1:
            raise UsageError(f"beams ({self.beams}) and batch tokens ({self.batch_tokens}) must be at least 1")


def make(
    model: str,
    settings: TranslationSettings,
    *,
    encoder: Callable[[], Encoder],
    progress: Progress | None = None,
) -> Translator:
    """The translator named `model`.

    `gloss`; `recorded:FILE.tsv`; `chat:URL#MODEL` or `libretranslate:URL`, a server; a folder saved by transformers; a
    hub id such as `Helsinki-NLP/opus-mt-ar-en`; what an installed package offers; or `package.module:Class`. The last
    two are made without arguments. `encoder` is called
    only by what needs it.

    Raises ModelError for a name that stands for nothing, and its subclass ModelUnavailableError where the model exists
    for all one knows, but is neither cached nor to be reached. A model is loaded when it is first asked for a text that
    the cache does not have; one that cannot be loaded, or speaks nonsense, raises ModelError there.
    """
    kind, colon, rest = model.partition(":")
    if model == "gloss":
        translator: Translator = resolve("gloss", TRANSLATORS, "translator")(encoder)
    elif kind == "recorded":
        if not rest:
            raise ModelError("translator 'recorded' needs a file: recorded:FILE.tsv")
        translator = resolve("recorded", TRANSLATORS, "translator")(rest)
    elif is_address(model):
        translator = _served(model, settings)
    elif model in installed("translator") or (colon and not Path(model).is_dir()):
        made = resolve(model, TRANSLATORS, "translator")
        with foreign(f"translator '{model}'"):
            translator = guarded_translator(made(), model)
    else:
        translator = _neural(model, settings, progress)
    return translator


def _served(name: str, settings: TranslationSettings) -> Translator:
    """A server's translator. One that cannot be used costs the back-translations, not the report."""
    from tqcheck.translate.cache import CachedTranslator
    from tqcheck.translate.forgiving import ForgivingTranslator
    from tqcheck.translate.served import served

    ledger = settings.ledger or Ledger(DEFAULT_BUDGET)
    translator = served(name, ledger, timeout=settings.timeout, offline=settings.offline)
    store = _store(settings)
    return CachedTranslator(ForgivingTranslator(_probed(translator, settings, store)), store)


def _neural(model: str, settings: TranslationSettings, progress: Progress | None) -> Translator:
    from tqcheck.translate.cache import CachedTranslator
    from tqcheck.translate.causal import CausalModel, is_causal
    from tqcheck.translate.chat import ChatTranslator
    from tqcheck.translate.hub import locate
    from tqcheck.translate.neural import Decoding, NeuralTranslator

    folder = locate(model, offline=settings.offline, progress=progress)
    decoding = Decoding(
        device=settings.device, dtype=settings.dtype, beams=settings.beams, batch_tokens=settings.batch_tokens
    )
    store = _store(settings)
    translator: Translator
    if is_causal(folder):
        translator = ChatTranslator(CausalModel(folder, decoding, progress))
    elif settings.dtype == "int8":
        from tqcheck.translate.fast import FastTranslator

        kept = (settings.cache_dir or default_cache_dir().parent) / "converted" if settings.cache else None
        translator = FastTranslator(folder, decoding, kept, progress)
    else:
        translator = NeuralTranslator(folder, decoding, progress)
    return CachedTranslator(_probed(translator, settings, store), store)


def _store(settings: TranslationSettings) -> Store | None:
    from tqcheck.translate.cache import Store

    return Store(settings.cache_dir or default_cache_dir()) if settings.cache else None


def _probed(translator: Translator, settings: TranslationSettings, store: Store | None) -> Translator:
    from tqcheck.translate.probe import ProbedTranslator

    return ProbedTranslator(translator, store) if settings.probe else translator


def default_cache_dir() -> Path:
    """Where translations are remembered unless a folder is given."""
    from platformdirs import user_cache_path

    return user_cache_path("tqcheck") / "translations"
