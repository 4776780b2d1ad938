"""The phrase around some English words that an editor would mark, found by its function words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tqcheck.lang import ENGLISH, words_of
from tqcheck.records import Span

_PREPOSITIONS = words_of(ENGLISH, "prepositions")
_ARTICLES = words_of(ENGLISH, "determiners")
_MODIFIERS = 2
_STOP = re.compile(r"[,;:.!?()\[\]—–\"“”]")


def prepositional_phrase(text: str, spans: Sequence[Span], first: int, last: int) -> tuple[int, int]:
    """Word indices `(first, last)` widened to the left up to the preposition that governs them, if one does.

    "at Baghdad's [international airport]", "with the Government of [Iraq]": over possessives, articles, "of" and a
    modifier or two; the end of a clause and an article's far side stop it, and then nothing is widened.
    """
    left, modifiers = first, 0
    while left > 0 and not _STOP.search(text, spans[left - 1].end, spans[left].start):
        word, here = spans[left - 1].of(text).lower(), spans[left].of(text).lower()
        if word in _PREPOSITIONS:
            return left - 1, last
        if word not in _ARTICLES and word != "of" and here != "of" and not word.endswith(("'s", "’s", "s'", "s’")):
            modifiers += 1
            if here in _ARTICLES or modifiers > _MODIFIERS:
                break
        left -= 1
    return first, last
