"""Opposites of English words, by WordNet: whether what an Arabic word means is the contrary of an English one.

`opposites.tsv.gz` is made by `training/opposites.py` from WordNet 3.0; WORDNET-LICENSE beside it is WordNet's. A row is
a word, its opposites, and what may say the same; behind an empty row, an irregular form and its word.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

FILE = "opposites.tsv.gz"
_ENDINGS = (
    ("", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"),
    ("er", ""), ("er", "e"), ("ier", "y"), ("est", ""), ("est", "e"), ("iest", "y"), ("ly", ""), ("ily", "y"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.+?)([bdglmnprt])\2(?:ed|ing|er|est)")


@dataclass(frozen=True, slots=True)
class _Table:
    against: dict[str, frozenset[str]]
    same: dict[str, frozenset[str]]
    irregular: dict[str, set[str]]
    words: frozenset[str]


def contrary(english: str, meanings: Sequence[str]) -> str | None:
    """The first thing that a word means, if it is the contrary of an English word and nothing else of it says the same.

    What a dictionary names first is what a word says in news; what it names later may excuse, but not accuse.
    """
    own = lemmas(english)
    against = frozenset().union(*(_table().against.get(one, frozenset()) for one in own))
    if not meanings or not against.intersection(lemmas(meanings[0])):
        return None
    return None if any(may_say(english, meaning) for meaning in meanings) else meanings[0]


def may_say(english: str, meaning: str) -> bool:
    """Whether two English words may say the same."""
    own, other = lemmas(english), lemmas(meaning)
    return bool(own & other) or any(other & _table().same.get(one, frozenset()) for one in own)


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> frozenset[str]:
    """The words of the table of which a word may be a form."""
    table = _table()
    plain = re.sub(r"['’]s$", "", word.lower())
    ways = {plain.removesuffix(end) + put for end, put in _ENDINGS if plain.endswith(end)}
    if doubled := _DOUBLED.fullmatch(plain):
        ways.add(doubled[1] + doubled[2])
    return frozenset(ways & table.words) | table.irregular.get(plain, set())


@cache
def _table() -> _Table:
    text = gzip.decompress((resources.files("tqcheck.meaning") / FILE).read_bytes()).decode()
    first, second = text.split("\n\n")
    rows = [row.split("\t") for row in first.split("\n")]
    irregular: dict[str, set[str]] = {}
    for form, word, _ in (row.split("\t") for row in second.split("\n")):
        irregular.setdefault(form, set()).add(word)
    against = {word: frozenset(other.split()) for word, other, _ in rows}
    same = {word: frozenset(other.split()) for word, _, other in rows}
    return _Table(against, same, irregular, frozenset(against).union(*against.values(), *same.values()))
