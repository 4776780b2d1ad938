"""Whether an English output says what the Arabic says where that can be looked up: numbers, names, length, no loop.

A language model writes good English whether it has understood or not. What it made up is found by the same readers of
quantities and names that find a translator's faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tqcheck.lang import ARABIC, ENGLISH
from tqcheck.names.given import spelling
from tqcheck.names.match import compare
from tqcheck.names.phonetics import WEAK, latin_letters, name_letters, similarity
from tqcheck.quantities import extract
from tqcheck.quantities.matching import match
from tqcheck.text.normalise import fold
from tqcheck.translate.english import Item
from tqcheck.translate.gloss import items_of
from tqcheck.translate.lexicon import load, table
from tqcheck.translate.loops import is_loop

SHORTEST, LONGEST = 0.45, 2.0
"""Words of the English for each word of its gloss, outside which something was left out or made up."""
WRONG = frozenset({"value", "unit", "fields", "swap"})
OTHERWISE = frozenset({"American", "Americans", "British", "Britain"})
"""What English as often says in other letters (US, UK)."""
FEW = 6
"""Glosses of fewer words are too short for a ratio."""


def objection(english: str, arabic: str, gloss: str) -> str:
    """Why the English cannot stand for the Arabic, as a clause; empty where nothing speaks against it."""
    if not english:
        return "it says nothing"
    if is_loop(english, arabic):
        return "it repeats itself"
    words, expected = len(english.split()), len(gloss.split())
    if expected >= FEW and not SHORTEST * expected <= words <= LONGEST * expected:
        return f"it has {words} words for {expected}"
    return _number(english, arabic) or _name(english, arabic)


def _number(english: str, arabic: str) -> str:
    for pair in match([extract(english, ENGLISH)], [extract(arabic, ARABIC)]):
        said, asked = (side[1] if side else None for side in (pair.source, pair.target))
        if pair.note == "added" and asked and not asked.implied:
            return f"it leaves out {asked.text}"
        if pair.note == "missing" and said and not said.implied:
            return f"it makes up {said.text}"
        if pair.note in WRONG and said and asked:
            return f"it says {said.text} for {asked.text}"
    return ""


def _name(english: str, arabic: str) -> str:
    for unmatched in compare(english, arabic).unmatched:
        span = unmatched.name.span
        return f"it makes up {english[span.start : span.end]}"
    words = re.findall(r"\b[A-Z][^\W\d_]+", english)
    for item in _names(items_of(arabic, load())):
        if not any(_same(word, item) for word in words):
            return f"it leaves out {item.english}"
    return ""


def _names(items: Sequence[Item]) -> Iterator[Item]:
    """Places and peoples that the lexicon writes with a capital, and people: names beside each other.

    A single word that only the table of names knows may be an everyday word that the lexicon lacks.
    """
    for item, before, after in zip(items, [None, *items], [*items[1:], None], strict=False):
        if item.kind == "word" and item.english[:1].isupper() and len(item.english) > 3:
            if item.english not in OTHERWISE:
                yield item
        elif _personal(item) and (_personal(before) or _personal(after)):
            yield item


def _personal(item: Item | None) -> bool:
    return bool(
        item and item.kind == "name" and len(item.arabic) > 2 and not item.before
        and (item.arabic in table("names") or spelling(fold(item.arabic)))
    )  # fmt: skip


def _same(word: str, item: Item) -> bool:
    """Whether an English word is the name, whatever the spelling, or comes of it ("Iraqi" of "Iraq")."""
    alike = similarity(latin_letters(word), name_letters(item.arabic)) > WEAK
    return alike or word[:4].lower() == item.english[:4].lower()
