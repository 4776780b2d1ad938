"""Translation models on this machine: a folder, or a model of the hub that is cached or can be fetched."""

from __future__ import annotations

from tqcheck.plugins import Translator
from tqcheck.translate.settings import TranslationSettings, default_cache_dir


def make(argument: str, settings: TranslationSettings) -> Translator:
    """The translator of a folder saved by transformers, or of a hub id such as `Helsinki-NLP/opus-mt-ar-en`.

    Raises ModelError for a name that stands for nothing, ModelUnavailableError for a model that is not here now.
    """
    from tqcheck.translate.causal import CausalModel, is_causal
    from tqcheck.translate.chat import ChatTranslator
    from tqcheck.translate.hub import locate
    from tqcheck.translate.neural import Decoding, NeuralTranslator

    folder = locate(argument, offline=settings.offline, progress=settings.progress)
    decoding = Decoding(
        device=settings.device, dtype=settings.dtype, beams=settings.beams, batch_tokens=settings.batch_tokens
    )
    if is_causal(folder):
        return ChatTranslator(CausalModel(folder, decoding, settings.progress))
    if settings.dtype == "int8":
        from tqcheck.translate.fast import FastTranslator

        kept = (settings.cache_dir or default_cache_dir().parent) / "converted" if settings.cache else None
        return FastTranslator(folder, decoding, kept, settings.progress)
    return NeuralTranslator(folder, decoding, settings.progress)
