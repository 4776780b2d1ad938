"""Whether a line that looks like a page's furniture says something: what states a fact is a part of the story.

"Source: US To Withdraw 5,000 Troops" begins as a credit does. A credit names people and places of work; a claim counts
something, or has the small words of a sentence.
"""

from __future__ import annotations

import re
from functools import cache

from tqcheck.names.given import is_given_name
from tqcheck.quantities import extract
from tqcheck.text.normalise import fold

_TIMES = frozenset("date time weekday month year identifier".split())
# Words that a clause cannot do without and a list of names and trades does not have.
_CLAUSE = frozenset(
    "to is are was were be been has have had will would could should might must not no after before amid over "
    "against says said who which that when while than his her their its him them they he she "
    "لم لن لا ليس ليست قد سوف امس غدا اليوم بعد قبل ان انه انها الذي التي الذين بينما حتي ضد كان كانت يكون هو هي هم "
    "منذ حيث عندما كما لكن".split()
)
_TRADE = frozenset(
    "agency agencies news press media photo photos photographer image images editor editors editing staff writer "
    "reporter correspondent service team desk archive getty reuters courtesy "
    "وكاله وكالات انباء الانباء صحيفه جريده قناه موقع تحرير التحرير محرر المحرر مراسل رييس مدير ترجمه تصوير خاص صحافه "
    "الصحافه فريق قسم مصور ارشيف رويترز برس فرانس الاناضول".split()
)
# Zipf frequency (wordfreq) from which on a word is one of everyday language rather than a name.
_EVERYDAY = 3.9
_SEVERAL = {True: 2, False: 3}
"""Everyday words from which on a credit may be a sentence: Arabic has no capitals that would tell names."""


def states(rest: str) -> bool:
    """Whether what follows a credit's label states something for certain: a count, or the words of a clause."""
    arabic = _is_arabic(rest)
    if any(q.kind not in _TIMES and not q.implied for q in extract(rest, "ar" if arabic else "en")):
        return True
    return any(word in _CLAUSE for word in _words(rest))


def may_state(rest: str) -> bool:
    """Whether it may: several words of everyday language that are no names and no trades of a newsroom."""
    arabic = _is_arabic(rest)
    words = [word for word in _words(rest) if word not in _TRADE and not (arabic and is_given_name(word))]
    return sum(_everyday(word, arabic) for word in dict.fromkeys(words)) >= _SEVERAL[arabic]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", fold(text))


def _is_arabic(text: str) -> bool:
    return bool(re.search(r"[\u0600-\u06ff]", text))


@cache
def _everyday(word: str, arabic: bool) -> bool:
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, "ar" if arabic else "en")) >= _EVERYDAY
