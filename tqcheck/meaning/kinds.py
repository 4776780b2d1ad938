"""Kinds of people, animals, foods, vehicles, weapons and buildings: whether an Arabic noun is another one than an
English noun of the same class («مشجعين», fans, for reporters).

`kinds.tsv.gz` is made by `training/kinds.py` from WordNet 3.0 and the gloss's lexicon; WORDNET-LICENSE beside it is
WordNet's. A row is an English word with its class and its irregular plural, or what the forms of an Arabic noun share
(`family`, spelt as by `segment.key`) with what it means and the English words that it may render.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

FILE = "kinds.tsv.gz"
_REGULAR = (
    ("ies", "y"), ("men", "man"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("oes", "o"),
    ("ves", "f"), ("s", ""),
)  # fmt: skip
_ENDINGS = ("تين", "تان", "ون", "ين", "ان", "ات", "ته", "تي", "ة", "ا", "ي", "و")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an Arabic stem means, its class, and the English words of that class that it may render."""

    english: str
    kind: str
    renders: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Table:
    classes: dict[str, str]
    irregular: dict[str, str]
    nouns: dict[str, Meaning]


def kind_of(english: str) -> tuple[str, str] | None:
    """Dictionary form and class of an English noun that names a kind, in any number."""
    word = lemma_of(english.lower())
    own = _table().classes.get(word)
    return (word, own) if own else None


def meaning_of(stem: str) -> Meaning | None:
    """What an Arabic stem means, if that is one kind of thing beyond doubt."""
    nouns = _table().nouns
    return nouns.get(stem) or nouns.get(family(stem))


def family(stem: str) -> str:
    """What the forms of an Arabic noun share: the stem without the ending of its number, gender or case."""
    return next((stem.removesuffix(end) for end in _ENDINGS if stem.endswith(end) and len(stem) - len(end) >= 3), stem)


@lru_cache(maxsize=20_000)
def lemma_of(word: str) -> str:
    """An English noun in the singular, as far as the table knows it."""
    return singular(word, _table().classes, _table().irregular)


def singular(word: str, known: Container[str], irregular: Mapping[str, str]) -> str:
    """That form of an English noun in any number that is among the `known` ones; a word without one as it is."""
    plain = re.sub(r"['’]s?$", "", word)
    if plain in known:
        return plain
    if plain in irregular:
        return irregular[plain]
    ways = (plain.removesuffix(ending) + put for ending, put in _REGULAR if plain.endswith(ending))
    return next((way for way in ways if way in known), plain)


@cache
def _table() -> _Table:
    path = resources.files("tqcheck.meaning") / FILE
    rows = gzip.decompress(path.read_bytes()).decode().split("\n")
    classes: dict[str, str] = {}
    irregular: dict[str, str] = {}
    nouns: dict[str, Meaning] = {}
    for first, second, third in (row.split("\t") for row in rows):
        if first.isascii():
            classes[second] = first
            irregular[third] = second
        else:
            nouns[first] = Meaning(second, classes[second], frozenset(third.split()))
    return _Table(classes, irregular, nouns)
