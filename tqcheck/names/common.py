"""Everyday words of both languages, so that names stand out: lists learned by `training/names.py`."""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib import resources

from tqcheck.lang import ARABIC, ENGLISH, words_of

_ENDINGS = (
    ("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""),
    ("ers", ""), ("ness", ""), ("less", ""), ("ful", ""), ("ship", ""), ("hood", ""), ("'s", ""),
)  # fmt: skip
_PROCLITICS = words_of(ARABIC, "proclitics")
_ENCLITICS = words_of(ARABIC, "enclitics")
_BEGINNINGS = words_of(ENGLISH, "beginnings")


@lru_cache(maxsize=3)
def word_list(name: str) -> frozenset[str]:
    """A shipped list: `common_en`, `common_ar` (no names as a rule), `proper_en` (written with a capital as a rule)."""
    packed = (resources.files("tqcheck.names") / f"{name}.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode("utf-8").split("\n"))


@lru_cache(maxsize=20_000)
def is_common_english(word: str) -> bool:
    """Whether a word in any case, or what it is inflected or derived from, is an everyday word."""
    known, word = word_list("common_en"), word.lower()
    if word in known:
        return True
    stems = [word.removesuffix(end) + put for end, put in _ENDINGS if word.endswith(end) and len(word) > len(end) + 3]
    stems += [word.removeprefix(start).lstrip("-") for start in _BEGINNINGS if word.startswith(start)]
    return any(stem in known and len(stem) > 3 for stem in stems)


@cache
def _common_arabic() -> frozenset[str]:
    return word_list("common_ar") | words_of(ARABIC, "news-words")


def is_everyday(word: str) -> bool:
    """Whether a folded Arabic word is an everyday word as it stands."""
    return word in _common_arabic()


@lru_cache(maxsize=50_000)
def is_common_arabic(word: str) -> bool:
    """Whether a folded Arabic word, with or without its clitics, is an everyday word."""
    known = _common_arabic()
    if word in known:
        return True
    starts = [word[n:] for n in (1, 2, 3) if len(word) > n + 2 and word[:n] in _PROCLITICS]
    ends = [w[:-n] for w in (word, *starts) for n in (1, 2, 3) if len(w) > n + 2 and w[-n:] in _ENCLITICS]
    return any(w in known for w in (*starts, *ends))
