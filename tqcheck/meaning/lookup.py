"""How words of a language are looked up in a table of lemmas: `lookup(lang)` is what its own module declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TypeAlias

from tqcheck.records import Lang

Member: TypeAlias = tuple[str, str]
"""Class and member."""
Members: TypeAlias = frozenset[Member]


@dataclass(frozen=True, slots=True)
class Lookup:
    """A language's lemmas and words."""

    forms: Callable[[str], set[str]]
    """All forms of a lemma as the table has it, or all spellings of a stem."""
    find: Callable[[str, Mapping[str, Members]], Members]
    """The members of a word, inflected or not."""
    letters: Mapping[int, int]
    """Letters that are folded before a pattern is looked for."""


@cache
def lookup(lang: Lang) -> Lookup:
    """How words of a language are looked up."""
    found: Lookup = import_module(f"tqcheck.meaning.{lang}").LOOKUP
    return found
