"""Back-translation: `make` gives the translator that a name stands for; what wraps it and decodes it is in here too."""

from __future__ import annotations

from pathlib import Path

from tqcheck import plugins
from tqcheck.plugins import TRANSLATORS, Failure, Translated, Translator, foreign, guarded_translator, known, resolve
from tqcheck.translate.outcome import is_forgiving, is_immediate, is_steerable, notices_of, reads_sentences
from tqcheck.translate.settings import Device, Dtype, Progress, TranslationSettings, default_cache_dir

__all__ = [
    "Device",
    "Dtype",
    "Failure",
    "Progress",
    "Translated",
    "TranslationSettings",
    "default_cache_dir",
    "is_steerable",
    "make",
    "notices_of",
    "reads_sentences",
]


def make(name: str, settings: TranslationSettings) -> Translator:
    """The translator that a name stands for, remembered and probed like every other.

    `gloss`; `recorded:FILE.tsv`; `chat:URL#MODEL` or `libretranslate:URL`, a server; a folder saved by transformers; a
    hub id such as `Helsinki-NLP/opus-mt-ar-en`; what an installed package offers; or `package.module:Class`.

    Raises ModelError for a name that stands for nothing, and its subclass ModelUnavailableError where the model exists
    for all one knows, but is neither cached nor to be reached. A model is loaded when it is first asked for a text that
    the cache does not have; one that cannot be loaded, or speaks nonsense, raises ModelError there.
    """
    return _wrapped(_bare(name, settings), settings)


def _bare(name: str, settings: TranslationSettings) -> Translator:
    kind, colon, argument = name.partition(":")
    if kind not in known(TRANSLATORS, "translator"):
        code = colon and not Path(name).is_dir()
        kind, argument = (name, "") if code else ("hub", name)
    maker = resolve(kind, TRANSLATORS, "translator")
    if kind in TRANSLATORS:
        made: Translator = plugins.make(maker, argument=argument, settings=settings)
        return made
    with foreign(f"translator '{name}'"):
        return guarded_translator(plugins.make(maker, argument=argument, settings=settings), name)


def _wrapped(translator: Translator, settings: TranslationSettings) -> Translator:
    if is_immediate(translator):
        return translator
    from tqcheck.translate.cache import CachedTranslator, Store
    from tqcheck.translate.forgiving import ForgivingTranslator
    from tqcheck.translate.probe import ProbedTranslator

    store = Store(settings.cache_dir or default_cache_dir()) if settings.cache else None
    probed = ProbedTranslator(translator, store) if settings.probe else translator
    return CachedTranslator(ForgivingTranslator(probed) if is_forgiving(translator) else probed, store)
