"""The gloss's bilingual lexicon: induced entries for stems, hand-made ones for function words and set phrases.

Beside it two tables by stem: `words`, up to three English words that text of more kinds gives for a stem, the likeliest
first; `names`, how people of a name that the lexicon does not have spell it.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from tqcheck.translate.segment import key


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lookup tables by the spelling of `segment.key`; phrases by their words' spellings joined by spaces."""

    stems: dict[str, str]
    frequency: dict[str, float]
    phrases: dict[str, str]
    longest_phrase: int

    def zipf(self, stem: str) -> float:
        """log10 frequency of a stem per billion words; 0 for one that the lexicon does not have."""
        return self.frequency.get(stem, 0.0)


@cache
def table(name: Literal["words", "names"]) -> dict[str, str]:
    """English by Arabic stem, spelt as by `segment.key`; words that a stem may stand for are parted by a slash."""
    with resources.files("tqcheck.translate").joinpath(f"data/{name}.tsv.gz").open("rb") as raw:
        lines = gzip.decompress(raw.read()).decode().splitlines()
    return {arabic: english for arabic, _, english in (line.partition("\t") for line in lines)}


@cache
def load() -> Lexicon:
    """The shipped lexicon; about a tenth of a second, once."""
    stems: dict[str, str] = {}
    frequency: dict[str, float] = {}
    for stem, zipf, english in _induced():
        frequency[stem] = int(zipf) / 10
        if english:
            stems[stem] = english
    phrases = dict(handmade())
    return Lexicon(stems, frequency, phrases, max(p.count(" ") + 1 for p in phrases))


def _induced() -> Iterator[tuple[str, str, str]]:
    with resources.files("tqcheck.translate").joinpath("data/lexicon.tsv.gz").open("rb") as raw:
        for line in gzip.decompress(raw.read()).decode().splitlines():
            stem, zipf, english = line.split("\t")
            yield stem, zipf, english


def handmade() -> Iterator[tuple[str, str]]:
    text = resources.files("tqcheck.translate").joinpath("data/function_words.txt").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            arabic, _, english = line.partition("=")
            yield " ".join(key(arabic).split()), english.strip()
