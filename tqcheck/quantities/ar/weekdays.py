"""Arabic weekdays, and the night between two of them."""

from __future__ import annotations

import re
from functools import lru_cache

from tqcheck.lang import ARABIC, words_of
from tqcheck.quantities import lexicon
from tqcheck.quantities.ar import words
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.rules import Reading
from tqcheck.quantities.tokens import Tokens
from tqcheck.quantities.weekdays import weekday

_PREFIXED = re.compile(r"^([وف]?[بلك]?(?:ال)?|[وف]?لل)(.+)$")
_NIGHT = words_of(ARABIC, "night-of-two-days")
_FUNCTION = words_of(ARABIC, "function")
_ONTO = frozenset({"الي", "علي", "-", "–", "/", "و"})


def opens(text: str, kind: str) -> bool:
    """Whether a weekday, or the night between two, may be named by this word."""
    return kind == "w" and (text in _NIGHT or _named(text) is not None)


def read(c: Cursor) -> Reading | None:
    """«الخميس», «يوم أحد», «ليل الخميس الجمعة»."""
    if c.word in _NIGHT:
        return _night_between(c)
    word = _day(c.ts, c.i)
    return weekday(c, c.i, c.i + 1, lexicon.weekdays(ARABIC)[word], lang=ARABIC) if word else None


def _night_between(c: Cursor) -> Reading | None:
    """«ليل الخميس الجمعة»: the night that English calls by either day."""
    first = _day(c.ts, c.i + 1)
    onto = c.ahead(2).past(_ONTO)
    second = _day(c.ts, onto.i)
    if not first or not second:
        return None
    days = lexicon.weekdays(ARABIC)
    if (days[first] % 7) + 1 != days[second]:
        return None
    return weekday(c, c.i, onto.i + 1, days[first], lang=ARABIC, other=days[second])


@lru_cache(maxsize=8192)
def _named(text: str) -> tuple[str, bool] | None:
    """The weekday in a word, and whether it has its article."""
    match = _PREFIXED.match(text)
    if match is None or match.group(2) not in lexicon.weekdays(ARABIC) or text == "واحد":
        return None
    return match.group(2), match.group(1).endswith(("ال", "لل"))


def _day(ts: Tokens, i: int) -> str | None:
    named = _named(ts.at(i).text)
    if named is None:
        return None
    word, definite = named
    if word == "احد" and _is_eleven(ts, i):
        return None
    if word == "اثنين" and (ts.at(i - 1).text.endswith(("ين", "ان")) or ts.at(i + 1).text == "معا"):
        return None
    if not definite:
        before = ts.at(i - 1).text
        counted = before in ("يوم", "كل", "ليله", "اخر") or words.ordinal_value(before) is not None
        return word if counted and (word not in ("احد", "اثنين") or before == "اخر") else None
    return word


def _is_eleven(ts: Tokens, i: int) -> bool:
    """Whether «الأحد عشر» are the eleven; «الأحد عشرة أشخاص» and «الأحد عشر نساء» are ten on a Sunday.

    In eleven both words have one gender, and what is counted is singular and ends in "ا", if it follows at all.
    """
    if ts.at(i + 1).text != "عشر":
        return False
    counted = ts.at(i + 2)
    if names_day(ts, i + 3):  # «المجلس الأحد عشر يوم الاثنين»
        return True
    return counted.kind != "w" or counted.text in _FUNCTION or counted.text.startswith("ال") or counted.text[-1] == "ا"


def names_day(ts: Tokens, i: int) -> bool:
    """Whether token `i` is a weekday, so that «يوم» before it is no count of days."""
    return _day(ts, i) is not None
