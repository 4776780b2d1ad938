"""What a dictionary says of a span's words: whether the other side has a word that they may render, and how common
they are. The network reads words as vectors; a rare word or a term is better known to a list.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from tqcheck.coverage.spans import Range, SideWords
from tqcheck.lang import EN_AR, ENGLISH, rows
from tqcheck.translate.lexicon import load, table
from tqcheck.translate.segment import key, segment

_ARABIC = re.compile(r"[\u0621-\u064a]")
_LATIN = re.compile(r"[A-Za-z]{2}")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}s?|[A-Z][a-z]?[A-Z][A-Za-z]{0,4}")
_START = 5
"""Letters by which forms of an English word are one."""
_LONGEST = 4
"""Words of a set phrase."""
_BESIDE = 3
"""Words behind a term within which its foreign spelling stands."""
_FREE = 0.3
"""Probability from which on a word of the other side may be what the span renders: nothing else does."""


@lru_cache(maxsize=50_000)
def starts(word: str) -> frozenset[str]:
    """The beginnings of the English words that a word, English or Arabic, may mean; empty where no list has it."""
    if not _ARABIC.search(word):
        return frozenset({_start(word)})
    lexicon, spelling = load(), key(word)
    stem = segment(spelling, lexicon.zipf).stem
    said = [table("words").get(stem, ""), lexicon.stems.get(stem, ""), lexicon.phrases.get(spelling, "")]
    return frozenset(_start(one) for text in said for one in re.findall(r"[A-Za-z]{2,}", text))


def meanings(plain: Sequence[str]) -> list[frozenset[str]]:
    """For each word of a text what `starts` gives, and what the set phrases it stands in may mean as a whole."""
    found = [starts(word) for word in plain]
    bases = [_base(word) for word in plain]
    for at in range(len(plain)):
        for size in range(2, _LONGEST + 1):
            if said := _phrases().get(tuple(bases[at : at + size])):
                found[at : at + size] = [one | said for one in found[at : at + size]]
    return found


@cache
def _phrases() -> Mapping[tuple[str, ...], frozenset[str]]:
    """Set phrases of two words and more by the stems of their words."""
    known = {phrase: english for phrase, english in load().phrases.items() if " " in phrase}
    known |= dict(rows(EN_AR, "phrases.tsv"))
    return {
        tuple(_base(word) for word in arabic.split()): frozenset(map(_start, re.findall(r"[A-Za-z]{2,}", english)))
        for arabic, english in known.items()
    }


def _start(word: str) -> str:
    plain = word.lower().removesuffix("'s")
    return plain[:_START] if len(plain) > _START else plain.removesuffix("s")


@cache
def _english() -> Mapping[str, float]:
    from wordfreq import get_frequency_dict

    frequencies: Mapping[str, float] = get_frequency_dict(ENGLISH, "small")
    return frequencies


def common(word: str) -> float:
    """How common a word is, from 0 (unknown) to about 1 (the commonest)."""
    if _ARABIC.search(word):
        lexicon = load()
        return lexicon.zipf(segment(key(word), lexicon.zipf).stem) / 8
    frequency = _english().get(word.lower(), 0.0)
    return (math.log10(frequency) + 9) / 8 if frequency else 0.0


def rendered(this: SideWords, other: SideWords, span: Range) -> dict[str, float]:
    """Shares 0..1 over the span's content words, and marks 0 or 1, by name."""
    content = this.content(*span) or list(range(*span))
    here, there = meanings(this.plain), meanings(other.plain)
    means = [here[i] for i in content]
    free = [w.p >= _FREE or w.counterpart is None or span[0] <= w.counterpart < span[1] for w in other.words]
    outside = {stem for i, word in enumerate(this.plain) if not span[0] <= i < span[1] for stem in (_base(word),)}
    frequency = [common(this.plain[i]) for i in content]
    return {
        "rendered": _share(any(m & t for t in there) for m in means),
        "rendered_free": _share(any(m & t for t, is_free in zip(there, free, strict=True) if is_free) for m in means),
        "unknown": _share(not m for m in means),
        "common": sum(frequency) / len(frequency),
        "rarest": min(frequency),
        "repeated": _share(_base(this.plain[i]) in outside for i in content),
        "spelt_beside": float(any(_LATIN.search(this.plain[i]) for i in range(*_beside(this, span)))),
        "acronym": float(any(_acronyms(other, free))),
    }


def _share(marks: Iterator[bool]) -> float:
    all_ = list(marks)
    return sum(all_) / len(all_) if all_ else 0.0


@lru_cache(maxsize=50_000)
def _base(word: str) -> str:
    if not _ARABIC.search(word):
        return _start(word)
    return segment(key(word), load().zipf).stem


def _beside(this: SideWords, span: Range) -> tuple[int, int]:
    return span[0], min(len(this.words), span[1] + _BESIDE)


def _acronyms(other: SideWords, free: Sequence[bool]) -> Iterator[bool]:
    for word, is_free in zip(other.words, free, strict=True):
        yield is_free and _ACRONYM.fullmatch(word.span.of(other.text)) is not None
