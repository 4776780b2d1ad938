"""Whether a line that looks like a page's furniture says something: what states a fact is a part of the story.

"Source: US To Withdraw 5,000 Troops" begins as a credit does. A credit names people and places of work; a claim counts
something, or has the small words of a sentence.
"""

from __future__ import annotations

import re
from functools import cache

from tqcheck.lang import ARABIC, ENGLISH, in_every_language
from tqcheck.names.given import is_given_name
from tqcheck.quantities import extract
from tqcheck.text.normalise import fold

_TIMES = frozenset("date time weekday month year identifier".split())
_CLAUSE = in_every_language("clause-words")
_TRADE = in_every_language("newsroom-trades")
# Zipf frequency (wordfreq) from which on a word is one of everyday language rather than a name.
_EVERYDAY = 3.9
_SEVERAL = {ARABIC: 2, ENGLISH: 3}
"""Everyday words from which on a credit may be a sentence: Arabic has no capitals that would tell names."""


def states(rest: str) -> bool:
    """Whether what follows a credit's label states something for certain: a count, or the words of a clause."""
    if any(q.kind not in _TIMES and not q.implied for q in extract(rest, _lang(rest))):
        return True
    return any(word in _CLAUSE for word in _words(rest))


def may_state(rest: str) -> bool:
    """Whether it may: several words of everyday language that are no names and no trades of a newsroom."""
    lang = _lang(rest)
    words = [word for word in _words(rest) if word not in _TRADE and not is_given_name(word)]
    return sum(_everyday(word, lang) for word in dict.fromkeys(words)) >= _SEVERAL[lang]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", fold(text))


def _lang(text: str) -> str:
    return ARABIC if re.search(r"[\u0600-\u06ff]", text) else ENGLISH


@cache
def _everyday(word: str, lang: str) -> bool:
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, lang)) >= _EVERYDAY
