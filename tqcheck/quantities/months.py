"""Names of months at a cursor, Gregorian and Islamic, with a second name of the same month behind."""

from __future__ import annotations

from functools import lru_cache

from tqcheck.quantities import lexicon
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.tongue import tongue

_BRACKETS = ("/", "(", "-", "\\")


def month_at(c: Cursor, lang: str) -> tuple[int, Cursor] | None:
    """The month named at `c` (with the same month in another naming system), 1..12, and the cursor behind it."""
    found = _name_at(c, lang)
    if found is None:
        return None
    month, end = found
    other = _name_at(end.ahead(), lang) if end.word in _BRACKETS else None
    if other and other[0] == month:
        closed = end.word == "(" and other[1].word == ")"
        return month, other[1].ahead() if closed else other[1]
    short = tongue(lang).capitals and end.i == c.i + 1 and len(c.word) <= 4
    dot = short and end.word == "." and end.token.glued and end.ahead().token.kind == "n"
    return month, end.ahead() if dot else end


def _name_at(c: Cursor, lang: str) -> tuple[int, Cursor] | None:
    own = tongue(lang)
    if c.token.kind != "w" or (own.capitals and not c.token.capital):
        return None
    names = lexicon.months(lang)
    for start in own.stems(c.word):
        for size in (2, 1):
            name = (start, c.look(1))[:size]
            if name in names:
                return names[name], c.ahead(size)
    return None


@lru_cache(maxsize=8192)
def names_month(text: str, lang: str) -> bool:
    """Whether a month's name, of either calendar, may start with this word."""
    firsts = {name[0] for name in lexicon.months(lang)} | {name[0] for name in lexicon.hijri_months(lang)}
    return bool(firsts.intersection(tongue(lang).stems(text)))


def hijri_month_at(c: Cursor, lang: str) -> tuple[int, Cursor] | None:
    """The Islamic month named at `c`, 1..12, and the cursor behind it."""
    names = lexicon.hijri_months(lang)
    for size in (4, 3, 2, 1):
        name = tuple(c.look(k) for k in range(size))
        if name in names:
            return names[name], c.ahead(size)
    return None
