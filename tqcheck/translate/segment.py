"""Takes an Arabic word apart into particles, stem and pronoun, by the frequency of the stem it would leave.

Works on the spelling that `key` gives. Arabic writes "and", "so", "in/with", "for", "as", "will" and "the"
before a word and pronouns after it without a space; which letters are such particles cannot be seen from the word
alone, but a stem that is more frequent than the whole is good evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tqcheck.text.normalise import normalise

# Unlike `text.normalise.fold` this keeps ta marbuta, which tells a feminine noun from a noun with "his".
_FOLD = str.maketrans("أإآٱىؤئیک", "اااايوييك")
# What a split has to gain in log10 frequency before it is believed: the rarer the particle, the more.
_PREFIX_COST = {"و": 0.2, "ف": 0.7, "ب": 0.5, "ل": 0.5, "ك": 0.9, "س": 0.6}
_ARTICLE_COST = -0.5
_SUFFIX_COST = {"ها": 0.0, "هم": 0.1, "هما": 0.0, "كم": 0.4, "نا": 0.3, "ه": 0.2, "ك": 1.2, "ي": 1.3}
_FUTURE_BEFORE = "يتن"
_UNKNOWN = 1.0
"""Frequency (log10 per billion words) granted to a word that no list knows."""


def key(word: str) -> str:
    """The spelling under which a word is looked up: no marks, one alef, one ya, hamza seats without their hamza."""
    return normalise(word).text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Segmented:
    """A word taken apart: particles before the stem in order, whether "the" stands before it, the pronoun after it."""

    stem: str
    before: tuple[str, ...] = ()
    definite: bool = False
    pronoun: str = ""


def segment(word: str, zipf: Callable[[str], float]) -> Segmented:
    """The likeliest analysis of a word spelt as by `key`; `zipf` gives log10 frequency per billion, 0 where unknown."""
    best, best_score = Segmented(word), max(zipf(word), _UNKNOWN)
    for candidate, cost in _candidates(word):
        known = zipf(candidate.stem)
        if known and known - cost > best_score:
            best, best_score = candidate, known - cost
    return best


def _candidates(word: str) -> Iterator[tuple[Segmented, float]]:
    for before, definite, rest, cost in _prefixes(word):
        if before or definite:
            yield Segmented(rest, before, definite), cost
        if definite:
            continue
        for pronoun, extra in _SUFFIX_COST.items():
            stem = rest.removesuffix(pronoun)
            if stem != rest and len(stem) >= 3:
                yield Segmented(stem, before, False, pronoun), cost + extra
                if stem.endswith("ت"):
                    yield Segmented(stem[:-1] + "ة", before, False, pronoun), cost + extra


def _prefixes(word: str) -> Iterator[tuple[tuple[str, ...], bool, str, float]]:
    yield (), False, word, 0.0
    for conjunction in ("", "و", "ف"):
        if not word.startswith(conjunction):
            continue
        cost = _PREFIX_COST.get(conjunction, 0.0)
        rest = word.removeprefix(conjunction) if conjunction else word
        yield from _after_conjunction((conjunction,) if conjunction else (), rest, cost)


def _after_conjunction(
    before: tuple[str, ...], rest: str, cost: float
) -> Iterator[tuple[tuple[str, ...], bool, str, float]]:
    if len(rest) < 3:
        return
    if before:
        yield before, False, rest, cost
    if rest.startswith("ال") and len(rest) >= 4:
        yield before, True, rest[2:], cost + _ARTICLE_COST
    if rest.startswith("لل") and len(rest) >= 4:
        yield (*before, "ل"), True, rest[2:], cost + _ARTICLE_COST
    particle = rest[0]
    if particle in "بلكس" and len(rest) >= 4 and (particle != "س" or rest[1] in _FUTURE_BEFORE):
        yield (*before, particle), False, rest[1:], cost + _PREFIX_COST[particle]
        if rest[1:3] == "ال" and particle in "بك" and len(rest) >= 5:
            yield (*before, particle), True, rest[3:], cost + _ARTICLE_COST
