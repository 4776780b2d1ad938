"""Puts the glossed words of a sentence together as readable English, without adding a content word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["word", "function", "name", "mark"]

_POSSESSIVE = {
    "ها": "its", "هم": "their", "هما": "their", "كم": "your", "نا": "our", "ه": "his", "ك": "your", "ي": "my",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One glossed word: its English, particles before it, whether it has "the", the pronoun written onto it."""

    english: str
    before: tuple[str, ...] = ()
    definite: bool = False
    pronoun: str = ""
    kind: Kind = "word"
    arabic: str = ""


def assemble(items: Sequence[Item]) -> str:
    """The sentence: adjectives before their nouns, articles, spacing of punctuation, a capital at the start."""
    words = [word for item in _reorder(list(items)) for word in words_of(item)]
    text = " ".join(word for word in words if word)
    text = re.sub(r"\s+([,.;:?!%)\]…])", r"\1", text)
    text = re.sub(r"([(\[$£€])\s+", r"\1", text)
    text = re.sub(r'"\s*([^"]*?)\s*"', r'"\1"', text)
    return text[:1].upper() + text[1:]


def words_of(item: Item) -> tuple[str, ...]:
    """The English words of one item, some of them empty."""
    article = "the" if item.definite and not item.english[:1].isupper() else ""
    return (*item.before, _POSSESSIVE.get(item.pronoun, article), item.english)


def _reorder(items: list[Item]) -> list[Item]:
    """A definite word right after a definite one is its adjective, and stands before it in English."""
    at = 1
    while at < len(items):
        noun, adjective = items[at - 1], items[at]
        if _modifies(noun, adjective):
            items[at - 1] = replace(adjective, before=noun.before, definite=noun.definite, pronoun=noun.pronoun)
            items[at] = replace(noun, before=(), definite=False, pronoun="")
            at += 1
        at += 1
    return items


def _modifies(noun: Item, adjective: Item) -> bool:
    if noun.kind != "word" or adjective.kind != "word" or adjective.before or adjective.pronoun:
        return False
    if not adjective.arabic or not noun.arabic:
        return False
    if adjective.definite:
        return noun.definite
    return not noun.definite and adjective.arabic.endswith(("ية", "ي")) and len(adjective.arabic) > 3
