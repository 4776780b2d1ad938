"""What differs between families of translation models: how the two languages are told to tokeniser and decoder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tqcheck.errors import ModelError
from tqcheck.translate.languages import codes


@dataclass(frozen=True, slots=True)
class Direction:
    """One translation direction of one model: text put before each source, options for the decoder."""

    prefix: str = ""
    generate: Mapping[str, Any] = field(default_factory=dict)


def direction(name: str, model_type: str, tokenizer: Any, source: str, target: str) -> Direction:
    """Sets the tokeniser's source language and says how to ask for the target.

    Raises ModelError for a model that is of no known family, or that does not have the language.
    """
    return _family(name, model_type)(name, tokenizer, source, target)


def _family(name: str, model_type: str) -> Callable[[str, Any, str, str], Direction]:
    try:
        return FAMILIES[model_type]
    except KeyError as error:
        known = "Marian, M2M-100, NLLB, mBART-50 and T5/MADLAD"
        raise ModelError(f"model '{name}' is of type '{model_type}': only {known} can back-translate") from error


def _marian(name: str, tokenizer: Any, _source: str, target: str) -> Direction:
    """A Marian model of one direction needs nothing; one with several targets is told by `>>xxx<<`."""
    offered = [t for t in tokenizer.get_vocab() if t.startswith(">>") and t.endswith("<<")]
    if not offered:
        return Direction()
    for code in (codes(target).iso3, target):
        if f">>{code}<<" in offered:
            return Direction(prefix=f">>{code}<< ")
    raise ModelError(f"model '{name}' does not translate into '{target}': it offers {', '.join(sorted(offered)[:8])}")


def _m2m_or_nllb(name: str, tokenizer: Any, source: str, target: str) -> Direction:
    if codes(target).nllb in tokenizer.get_vocab():
        return _forced(name, tokenizer, codes(source).nllb, codes(target).nllb, codes(target).nllb)
    return _forced(name, tokenizer, source, target, f"__{target}__")


def _mbart(name: str, tokenizer: Any, source: str, target: str) -> Direction:
    return _forced(name, tokenizer, codes(source).mbart, codes(target).mbart, codes(target).mbart)


def _forced(name: str, tokenizer: Any, source: str, target: str, token: str) -> Direction:
    """Families whose decoder is forced to begin with the target language's token."""
    forced = tokenizer.convert_tokens_to_ids(token)
    if forced is None or forced == tokenizer.unk_token_id:
        raise ModelError(f"model '{name}' does not have the language token '{token}': choose one that translates to it")
    tokenizer.src_lang, tokenizer.tgt_lang = source, target
    return Direction(generate={"forced_bos_token_id": forced})


def _t5(_name: str, tokenizer: Any, source: str, target: str) -> Direction:
    """MADLAD-400 has a token for each target language; other T5 models are asked in English."""
    if f"<2{target}>" in tokenizer.get_vocab():
        return Direction(prefix=f"<2{target}> ")
    return Direction(prefix=f"translate {codes(source).name} to {codes(target).name}: ")


FAMILIES: Mapping[str, Callable[[str, Any, str, str], Direction]] = {
    "marian": _marian, "m2m_100": _m2m_or_nllb, "mbart": _mbart, "t5": _t5, "mt5": _t5, "umt5": _t5,
}  # fmt: skip
"""Types of the models that render one text as another, and how each is told the languages."""
