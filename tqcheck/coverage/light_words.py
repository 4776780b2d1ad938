"""Words that an editor would not mark by themselves."""

from __future__ import annotations

from tqcheck.coverage.word_lists import FUNCTION, FURNITURE, NEGATION
from tqcheck.text.normalise import fold

JOINTS = FUNCTION - NEGATION
"""Words that stand at no edge of a span."""


def spelt(text: str) -> str:
    """A word as the lists spell it."""
    return fold(text).replace("’", "'").strip("'")


def is_light(word: str) -> bool:
    """Whether an editor would not mark the word by itself."""
    return light(spelt(word))


def light(word: str) -> bool:
    """The same of a word that is spelt plainly."""
    return word in JOINTS or word in FURNITURE or (len(word) < 2 and word.isalpha())
