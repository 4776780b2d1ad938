"""Kinds of people and of things: animals, foods, parts of the body, buildings, vehicles, illnesses, sports, materials:
whether an Arabic noun is another one than an English noun of the same class («مشجعين», fans, for reporters).

`kinds.tsv.gz` is made by `training/kinds.py` from WordNet 3.0 and the gloss's lexicon; WORDNET-LICENSE beside it is
WordNet's. A row is a class, an English word and its irregular plural; or a class and, behind a colon, what the forms of
an Arabic noun share (`family`, spelt as by `segment.key`), what it means in that class and the English words that it
may render.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Collection, Container, Mapping
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
    """What an Arabic stem means in a class, and the English words of that class that it may render."""

    english: str
    renders: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Table:
    classes: dict[str, set[str]]
    irregular: dict[str, str]
    nouns: dict[str, dict[str, Meaning]]


def kinds_of(english: str) -> tuple[str, Collection[str]]:
    """Dictionary form of an English noun in any number, and the classes of which it names a kind."""
    word = lemma_of(english.lower())
    return word, _table().classes.get(word, ())


def meanings_of(stem: str) -> Mapping[str, Meaning]:
    """What an Arabic stem means, by class, where that is one kind of thing beyond doubt."""
    nouns = _table().nouns
    return nouns.get(stem) or nouns.get(family(stem)) or {}


def instead(english: str, stem: str) -> str | None:
    """What an Arabic stem means, if it is of one class with an English noun and no rendering of it."""
    word, classes = kinds_of(english)
    said = [meaning for name, meaning in meanings_of(stem).items() if name in classes]
    return None if any(word in meaning.renders for meaning in said) else next((m.english for m in said), None)


def may_render(english: str, stem: str) -> bool:
    """Whether an Arabic stem may render an English noun."""
    word, classes = kinds_of(english)
    return any(word in meaning.renders for name, meaning in meanings_of(stem).items() if name in classes)


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
    classes: dict[str, set[str]] = {}
    irregular: dict[str, str] = {}
    nouns: dict[str, dict[str, Meaning]] = {}
    for first, second, third in (row.split("\t") for row in rows):
        name, _, stem = first.partition(":")
        if stem:
            nouns.setdefault(stem, {})[name] = Meaning(second, frozenset(third.split()))
        else:
            classes.setdefault(second, set()).add(name)
            irregular[third] = second
    return _Table(classes, irregular, nouns)
