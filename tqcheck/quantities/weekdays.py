"""Weekdays, and the titles and names that only contain one."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from tqcheck.quantities import arabic_words, lexicon
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.limits import side_of
from tqcheck.quantities.rules import Reading
from tqcheck.quantities.tokens import Tokens
from tqcheck.records import Quantity

_NAMED_DAYS = frozenset("good black ash super palm cyber bloody easter giving holy".split())
_PAPERS = frozenset("times mirror telegraph mail post express world star herald agreement night live league".split())
_PREFIXED = re.compile(r"^([وف]?[بلك]?(?:ال)?|[وف]?لل)(.+)$")
_NIGHT = frozenset({"ليل", "ليله", "وليل", "وليله", "بليل"})
_ONTO = frozenset({"الي", "علي", "-", "–", "/", "و"})


def opens_english(text: str, kind: str) -> bool:
    """Whether a weekday may be named by this word."""
    return kind == "w" and (text in lexicon.weekdays("en") or text.removesuffix("s") in lexicon.weekdays("en"))


def opens_arabic(text: str, kind: str) -> bool:
    """Whether a weekday, or the night between two, may be named by this word."""
    return kind == "w" and (text in _NIGHT or _named(text) is not None)


def weekday_rule(lang: str) -> Callable[[Cursor], Reading | None]:
    """The rule that reads a weekday of `lang`."""
    return _english if lang == "en" else _arabic


def _english(c: Cursor) -> Reading | None:
    names = lexicon.weekdays("en")
    word = c.word if c.word in names else c.word.removesuffix("s")
    if word not in names:
        return None
    return _reading(c, c.i, c.i + 1, names[word], lang="en", implied=_in_a_name(c.ts, c.i))


def _arabic(c: Cursor) -> Reading | None:
    if c.word in _NIGHT:
        return _night_between(c)
    word = _arabic_day(c.ts, c.i)
    return _reading(c, c.i, c.i + 1, lexicon.weekdays("ar")[word], lang="ar") if word else None


def _night_between(c: Cursor) -> Reading | None:
    """«ليل الخميس الجمعة»: the night that English calls by either day."""
    first = _arabic_day(c.ts, c.i + 1)
    onto = c.ahead(2).past(_ONTO)
    second = _arabic_day(c.ts, onto.i)
    if not first or not second:
        return None
    days = lexicon.weekdays("ar")
    if (days[first] % 7) + 1 != days[second]:
        return None
    return _reading(c, c.i, onto.i + 1, days[first], lang="ar", other=days[second])


def _reading(
    c: Cursor, start: int, end: int, day: int, *, lang: str, implied: bool = False, other: int | None = None
) -> Reading:
    span = c.ts.span(start, end)
    quantity = Quantity(
        kind="weekday", span=span, text=span.of(c.ts.original), value=Fraction(day), implied=implied,
        readings=(Fraction(other),) if other else (), approx=side_of(c.ts, start, lang),
    )  # fmt: skip
    return Reading(start=start, end=end, quantity=quantity)


@lru_cache(maxsize=8192)
def _named(text: str) -> tuple[str, bool] | None:
    """The weekday in a word, and whether it has its article."""
    match = _PREFIXED.match(text)
    if match is None or match.group(2) not in lexicon.weekdays("ar") or text == "واحد":
        return None
    return match.group(2), match.group(1).endswith(("ال", "لل"))


def _arabic_day(ts: Tokens, i: int) -> str | None:
    named = _named(ts.at(i).text)
    if named is None:
        return None
    word, definite = named
    if word == "اثنين" and (ts.at(i - 1).text.endswith(("ين", "ان")) or ts.at(i + 1).text == "معا"):
        return None
    if not definite:
        before = ts.at(i - 1).text
        counted = before in ("يوم", "كل", "ليله", "اخر") or arabic_words.ordinal_value(before) is not None
        return word if counted and (word not in ("احد", "اثنين") or before == "اخر") else None
    return word


def names_day(ts: Tokens, i: int) -> bool:
    """Whether token `i` is an Arabic weekday, so that «يوم» before it is no count of days."""
    return _arabic_day(ts, i) is not None


def _in_a_name(ts: Tokens, i: int) -> bool:
    """Whether a weekday looks like part of a title: "Sunday Times", "Black Friday"."""
    before, after = ts.at(i - 1), ts.at(i + 1)
    if before.text in _NAMED_DAYS or (after.text in _PAPERS and after.kind == "w"):
        return before.capital or after.capital
    return after.capital and after.kind == "w" and after.text not in lexicon.weekdays("en") and before.text == "the"
