"""Arabic dates told from the day of writing: «أمس», «الأسبوع المقبل», «مطلع مارس». See `relative`."""

from __future__ import annotations

from functools import lru_cache

from tqcheck.lang import ARABIC, numbers_of, words_of
from tqcheck.quantities import lexicon
from tqcheck.quantities.ar import weekdays, words
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.relative import ANY, DAY, relative, units_of
from tqcheck.quantities.rules import Reading

_UNITS = units_of(ARABIC)
_ENDINGS = ("", "ه", "ين", "ان", "تين", "تان", "ات")
_TURNS = {stem + end: turn for stem, turn in numbers_of(ARABIC, "turns").items() for end in _ENDINGS}
_TURNS |= numbers_of(ARABIC, "turns-irregular")
_THIS = words_of(ARABIC, "this")
_DAYS = numbers_of(ARABIC, "relative-days")
_BEFORE_PERIOD = words_of(ARABIC, "before-a-period")
_NO_PERIODS = words_of(ARABIC, "no-periods")
_PARTS = numbers_of(ARABIC, "early-mid-late")


@lru_cache(maxsize=8192)
def _bare(word: str) -> tuple[str, bool]:
    """A word without و, ف, ب, ل, ك and its article, and whether it had one."""
    rest = word
    if rest[:1] in ("و", "ف") and len(rest) > 3:
        rest = rest[1:]
    if rest.startswith("لل") and len(rest) > 4:
        return rest[2:], True
    if rest[:1] in ("ب", "ل", "ك") and rest[1:3] == "ال":
        rest = rest[1:]
    if rest.startswith("ال") and len(rest) > 4:
        return rest[2:], True
    return rest, False


@lru_cache(maxsize=8192)
def _part_word(word: str) -> int | None:
    """1, 2 or 3 for «مطلع», «منتصف» and «أواخر», with a clitic or without."""
    for stem in (
        word,
        word[1:] if word[:1] in ("و", "ف", "ب", "ل") else word,
        word[2:] if word[:2] in ("وب", "ول") else word,
    ):
        if stem in _PARTS:
            return _PARTS[stem]
    return None


def opens(text: str, kind: str) -> bool:
    """Whether a relative date may start with this word."""
    if kind != "w":
        return False
    bare, definite = _bare(text)
    unit = definite and bare in _UNITS
    return (
        unit or text in _THIS or text in _DAYS or text in ("بعد", "اول") or bare in _TURNS
        or _part_word(text) is not None
    )  # fmt: skip


def read(c: Cursor) -> Reading | None:
    """«أمس», «بعد غد», «الأسبوع المقبل», «هذا العام», «الأيام الثلاثة المقبلة», «مطلع مارس», «نهاية العام»."""
    return _day(c) or _this(c) or _unit(c) or _turn(c) or _part(c)


def _day(c: Cursor) -> Reading | None:
    if c.word == "بعد" and c.look(1) in ("غد", "الغد"):
        return relative(c, c.i, c.i + 2, "relative", 2, DAY)
    if c.word == "اول" and c.look(1) in ("امس", "الامس", "من"):
        end = c.phrase(("اول", "من", "امس")) or (c.ahead(2) if c.look(1) != "من" else None)
        return relative(c, c.i, end.i, "relative", -2, DAY) if end else None
    if c.word in _DAYS:
        return relative(c, c.i, c.i + 1, "relative", _DAYS[c.word], DAY)
    bare, definite = _bare(c.word)
    if definite and bare == "يوم" and (c.word == "اليوم" or c.word == "واليوم") and _is_today(c):
        return relative(c, c.i, c.i + 1, "relative", 0, DAY)
    return None


def _is_today(c: Cursor) -> bool:
    """Whether «اليوم» is today, not "the day": it stands before a weekday or the end, or behind a verb."""
    after = c.ahead().token
    return after.kind != "w" or weekdays.names_day(c.ts, c.i + 1)


def _this(c: Cursor) -> Reading | None:
    if c.word not in _THIS:
        return None
    bare, definite = _bare(c.look(1))
    unit = _UNITS.get(bare)
    if not definite or unit in (None, DAY) or c.word in ("ذلك", "تلك"):
        return None
    return relative(c, c.i, c.i + 2, "relative", 0, unit if unit is not None else ANY)


def _unit(c: Cursor) -> Reading | None:
    """«الأسبوع المقبل»: a definite unit and its adjective."""
    bare, definite = _bare(c.word)
    unit = _UNITS.get(bare)
    turn = _turn_word(c.look(1))
    if not definite or unit is None or turn is None or bare.endswith("ين"):  # «العامين» is two years as well.
        return None
    return relative(c, c.i, c.i + 2, "relative", turn, unit)


@lru_cache(maxsize=8192)
def _turn_word(word: str) -> int | None:
    bare, definite = _bare(word)
    return _TURNS.get(bare) if definite else None


def _turn(c: Cursor) -> Reading | None:
    """The adjective alone: behind a weekday, a month, or a unit with its number («الأيام الثلاثة المقبلة»)."""
    turn = _turn_word(c.word)
    if turn is None:
        return None
    before = c.ahead(-1)
    if weekdays.names_day(c.ts, before.i) or _month_at(before):
        return relative(c, c.i, c.i + 1, "relative", turn)
    bare, definite = _bare(c.look(-2))
    unit = _UNITS.get(bare)
    counted = before.token.kind == "n" or words.strip(before.word).stem in words.NUMBERS
    clitic = c.look(-2) in ("ال",) and before.token.kind == "n"
    if clitic:
        bare, definite = _bare(c.look(-3))
        unit = _UNITS.get(bare)
    if counted and definite and unit is not None:
        return relative(c, c.i, c.i + 1, "relative", turn)
    bare, definite = _bare(before.word)
    return relative(c, c.i, c.i + 1, "relative", turn) if definite and bare in _UNITS else None


def _month_at(c: Cursor) -> bool:
    return (c.word,) in lexicon.months(ARABIC)


def _part(c: Cursor) -> Reading | None:
    """«مطلع مارس», «نهاية العام», «منتصف تسعينيات»: before a period only."""
    part = _part_word(c.word)
    if part is None:
        return None
    named = c.ahead().past(_BEFORE_PERIOD)
    bare, definite = _bare(named.word)
    period = _month_at(named) or _is_month_of_two(named) or (definite and bare in _UNITS and bare not in _NO_PERIODS)
    year = named.token.kind == "n" and len(named.word) == 4
    decade = words.decade(words.strip(named.word).stem) is not None
    hijri = (named.word,) in lexicon.hijri_months(ARABIC) and named.word != "صفر"
    return relative(c, c.i, c.i + 1, "part", part) if period or year or decade or hijri or bare == "قرن" else None


def _is_month_of_two(c: Cursor) -> bool:
    return (c.word, c.look(1)) in lexicon.months(ARABIC)
