"""Whether an Arabic word is a name: by its look, by what is known of it, and by what the lexicon has for it."""

from __future__ import annotations

from functools import lru_cache

from tqcheck.checks.arabic_verbs import glosses
from tqcheck.names import arabic
from tqcheck.names.arabic import ArabicWord
from tqcheck.names.common import is_common_english, is_everyday
from tqcheck.names.gazetteer import gazetteer
from tqcheck.names.given import is_given_name
from tqcheck.names.match import PLACES
from tqcheck.names.phonetics import latin_letters, similarity

NAME_LIKE = 0.2
"""Look of a name from which on an unknown Arabic word is held to be one."""
SPELLED = 1.0
"""Likeness from which on an English word is how an Arabic name is spelled."""


def is_name(word: ArabicWord) -> bool:
    """Whether an Arabic word is a given name, or an unknown one with the look of a name."""
    if len(word.letters) < 3:
        return False
    return is_given_name(word.bare) or arabic.is_name_like(word, NAME_LIKE)


@lru_cache(maxsize=20_000)
def is_spelled(arabic_word: str) -> bool:
    """Whether the lexicon gives for an Arabic word what sounds like it and is no everyday English word: «ديفيد»."""
    said = (one for one in glosses(arabic_word) if one.isalpha() and not is_common_english(one))
    return any(similarity(latin_letters(one), arabic_word) >= SPELLED for one in said)


def may_be_name(word: ArabicWord, *, beside: bool) -> bool:
    """Whether an Arabic word is a known place, or stands beside a given name and is no everyday word as it is."""
    places = {value.split(":")[0] for value in gazetteer().arabic.get((word.bare,), ())} & PLACES
    return len(word.letters) > 2 and (bool(places) or (beside and not is_everyday(word.letters)))
