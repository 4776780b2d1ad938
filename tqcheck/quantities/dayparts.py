"""Parts of the day: morning, noon, evening, overnight; and early and late in it.

A `daypart` may go unsaid. Two that cannot be the same part of a day contradict each other.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from tqcheck.quantities import lexicon, weekdays
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.rules import Reading
from tqcheck.records import Quantity
from tqcheck.text.normalise import fold

_CODES = {name: n for n, name in enumerate(
    "early dawn sunrise morning noon daytime afternoon evening sunset night late overnight".split(), 1)}  # fmt: skip
NAMES = {n: name for name, n in _CODES.items()}
# What the other language may call it: an evening is a night, the dawn an early morning, noon an early afternoon.
_LIKE = {
    "early": "dawn sunrise morning overnight night",
    "dawn": "early sunrise morning overnight",
    "sunrise": "early dawn morning",
    "morning": "early dawn sunrise daytime noon",
    "noon": "morning daytime afternoon",
    "daytime": "morning noon afternoon",
    "afternoon": "noon daytime evening",
    "evening": "afternoon sunset night late overnight",
    "sunset": "evening",
    "night": "evening late overnight early",
    "late": "evening night overnight sunset",
    "overnight": "night evening late early dawn",
}
ALIKE = frozenset((_CODES[a], _CODES[b]) for a, others in _LIKE.items() for b in others.split())
NOON = _CODES["noon"]
_ENGLISH = {
    "dawn": "dawn", "daybreak": "dawn", "sunrise": "sunrise", "morning": "morning", "mornings": "morning",
    "afternoon": "afternoon", "afternoons": "afternoon", "evening": "evening", "evenings": "evening",
    "sunset": "sunset", "dusk": "sunset", "night": "night", "nightfall": "night", "tonight": "night",
    "overnight": "overnight", "daytime": "daytime",
}  # fmt: skip
_BEFORE_PART = frozenset(
    "in at the that this on of by until since during before after one early late from each every last next till "
    "through "
    "per all previous same following and yesterday tomorrow".split()
)
_GREETINGS = frozenset({"good", "saturday-night", "opening", "wedding"})
_ARABIC = {fold(word): name for name, forms in {
    "dawn": "فجر فجرا الفجر", "sunrise": "شروق الشروق", "morning": "صباح صباحا الصباح ضحى ضحاها",
    "noon": "ظهر ظهرا الظهر ظهيرة الظهيرة", "daytime": "نهارا النهار",
    "afternoon": "عصر عصرا العصر", "evening": "مساء المساء أمسية", "sunset": "غروب الغروب",
    "night": "ليل ليلا الليل ليلة الليلة",
}.items() for word in forms.split()}  # fmt: skip
# «عصر» is an age and «ظهر» appeared, «فجر» blew up: alone they say the hour only before a day.
_ONLY_BEFORE_A_DAY = frozenset({"عصر", "ظهر", "فجر", "العصر", "شروق", "غروب", "ليله", "ليل", "صباح", "امسيه", "الليله"})
_WITH_ARTICLE = frozenset("الظهر الفجر الصباح المساء الليل الغروب الشروق الظهيره النهار".split())
_AT_AN_HOUR = frozenset(
    "قبل بعد عند في منذ حتي خلال هذا وقت مع من اثناء قبيل بعيد صلاه اذان طوال طيله ساعات فتره".split()
)
_LATE = frozenset({"متاخر", "متاخره"})
_EARLY = frozenset({"مبكر", "مبكره", "باكر", "باكره"})


def _make(c: Cursor, start: int, end: int, name: str) -> Reading:
    span = c.ts.span(start, end)
    return Reading(start=start, end=end, quantity=Quantity(
        kind="daypart", span=span, text=span.of(c.ts.original), value=Fraction(_CODES[name]),
            implied=True))  # fmt: skip


def opens_english(text: str, kind: str) -> bool:
    """Whether a part of the day may start with this word."""
    return kind == "w" and (text in _ENGLISH or text in ("early", "late"))


def read_english(c: Cursor) -> Reading | None:
    """`morning`, `overnight`, `early on Sunday`, `late Friday`, `the early hours`."""
    if c.word in ("early", "late"):
        return _early_or_late(c)
    before, after = c.look(-1), c.ahead()
    day = before.removesuffix("s") in lexicon.weekdays("en")
    if c.word == "overnight" or c.word in ("tonight", "nightfall", "daybreak"):
        return _make(c, c.i, c.i + 1, _ENGLISH[c.word])
    if (
        not (day or before in _BEFORE_PART or not before)
        or (after.token.glued and after.word == "-")
        or (c.token.capital and not day)
    ):
        return None
    if before == "one" and c.word in ("night", "evening", "morning") and c.look(-2) != "at":
        return None
    return _make(c, c.i, c.i + 1, _ENGLISH[c.word])


def _early_or_late(c: Cursor) -> Reading | None:
    named = c.ahead().past(("on", "in")).past(("the", "that"))
    name = c.word
    if named.word in lexicon.weekdays("en") and named.token.capital:
        after = named.ahead().word
        part = _ENGLISH.get(after)
        return _make(c, c.i, c.i + 1, part) if part else _make(c, c.i, c.i + 1, name)
    if named.word in ("hours", "hour") and name == "early":
        return _make(c, c.i, named.i + 1, "early")
    if named.word in ("morning", "evening", "afternoon", "night", "day"):
        part = _ENGLISH.get(named.word, name)
        return _make(c, c.i, named.i + 1, part)
    return None


@lru_cache(maxsize=8192)
def _arabic_part(word: str) -> str | None:
    for size in (0, 1, 2):
        if word[:size] in ("", "و", "ف", "ب", "ل", "وب", "ول") and word[size:] in _ARABIC:
            return word[size:]
    return "الليل" if word in ("لليل",) else None


def opens_arabic(text: str, kind: str) -> bool:
    """Whether a part of the day may start with this word."""
    return kind == "w" and (
        _arabic_part(text) is not None
        or text in ("بعد", "منتصف", "ومنتصف", "عند", "الساعات", "وقت", "ساعه", "قبل", "ساعات")
    )


def read_arabic(c: Cursor) -> Reading | None:
    """«صباح الاثنين», «بعد ظهر الخميس», «ليلا», «في وقت متأخر», «الساعات الأولى من»."""
    if c.word in ("وقت", "ساعه", "ساعات", "الساعات"):
        return _vague_hour(c)
    if c.word in ("منتصف", "ومنتصف", "بمنتصف"):
        return _make(c, c.i, c.i + 2, "noon") if c.look(1) in ("النهار", "نهار") else None
    if c.word == "بعد" and (part := _arabic_part(c.look(1))) and _ARABIC[part] == "noon":
        return _make(c, c.i, c.i + 2, "afternoon") if _says_hour(c.ahead(), part) else None
    part = _arabic_part(c.word)
    if part is None or not _says_hour(c, part):
        return None
    return _make(c, c.i, c.i + 1, _ARABIC[part])


def _vague_hour(c: Cursor) -> Reading | None:
    after = c.look(1)
    if after in _LATE:
        return _make(c, c.i, c.i + 2, "late") if _day_soon(c.ahead(2)) else None
    if after in _EARLY or (c.word == "الساعات" and after in ("الاولي", "المبكره")):
        return _make(c, c.i, c.i + 2, "early") if _day_soon(c.ahead(2)) else None
    return None


def _day_soon(c: Cursor) -> bool:
    """Whether a day or a part of it follows: «في وقت متأخر من مساء الأحد»."""
    at = c.past(("من", "يوم", "امس"))
    return any(
        weekdays.names_day(c.ts, at.i + k)
        or _arabic_part(at.look(k)) is not None
        or at.look(k) in ("اليوم", "امس", "يوم")
        for k in (-1, 0, 1)
    )


def _says_hour(c: Cursor, part: str) -> bool:
    """Whether the word tells the hour here rather than what else it may mean."""
    after = c.ahead().past(("يوم",))
    day = (
        weekdays.names_day(c.ts, after.i)
        or after.word in ("اليوم", "امس", "غد", "الغد", "السبت")
        or after.look(-1) == "يوم"
    )
    if part in _ONLY_BEFORE_A_DAY:
        return day
    if part in _WITH_ARTICLE:
        return c.look(-1) in _AT_AN_HOUR
    return part != "مساء" or c.look(1) != "الخير"
