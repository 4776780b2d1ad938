"""Calendar dates, months, years and weekdays. A date's parts are its `fields`: day, month, year (1..31, 1..12)."""

from __future__ import annotations

import re
from fractions import Fraction

from tqcheck.quantities import arabic, arabic_words, english_words, lexicon
from tqcheck.quantities.arabic_words import strip
from tqcheck.quantities.tokens import Tokens
from tqcheck.records import Quantity, QuantityKind

_SPELL = re.compile("^[وفب]?(?:ال|لل)(?:نصف|اسبوع|ثلث|ربع|عقد|شق|جزء)$")
_DOTTED = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})$")
# Month names that are commoner as something else: a verb, a name, "may".
_AMBIGUOUS = {"may", "march", "mar", "ماي", "مارس", "جوان", "dec", "sept", "jan"}
_BEFORE_MONTH = frozenset(
    "in of since until till by during last this next early late mid from through throughout between for to "
    "في شهر منذ حتي خلال من اوايل اواخر منتصف مطلع نهايه بدايه قبل بعد الي شهري غره".split()
)
_PART_OF_MONTH = frozenset("mid end start beginning middle month late early rest whole".split())
_YEAR_WORDS = frozenset(
    {"عام", "سنه", "العام", "السنه", "لعام", "بعام", "وعام", "لسنه", "عامي", "للعام", "سنتي", "اعوام"}
)
_FILLER = frozenset({"من", "شهر", "عام", "سنه", "العام", "لعام", "of", ",", "the", "،"})


def make(ts: Tokens, start: int, end: int, kind: QuantityKind, **fields: int) -> Quantity:
    """A date-like quantity over the tokens `[start, end)`."""
    span = ts.span(start, end)
    order = ("day", "month", "year", "hour", "minute", "half", "swap")
    kept = tuple((name, fields[name]) for name in order if name in fields)
    return Quantity(kind=kind, span=span, text=span.of(ts.original), fields=kept)


def month_at(ts: Tokens, i: int, lang: str) -> tuple[int, int] | None:
    """Number of the month named at token `i` (with the same month in another naming system), and the next token."""
    found = _name_at(ts, i, lang)
    if found is None:
        return None
    month, end = found
    bracket = ts.at(end).text in ("/", "(", "-", "\\")
    other = _name_at(ts, end + 1, lang) if bracket else None
    if other and other[0] == month:
        end = other[1] + (ts.at(end).text == "(" and ts.at(other[1]).text == ")")
    elif lang == "en" and ts.at(end).text == "." and ts.at(end).glued and end - i == 1 and len(ts.at(i).text) <= 4:
        end += 1
    return month, end


def _name_at(ts: Tokens, i: int, lang: str) -> tuple[int, int] | None:
    if ts.at(i).kind != "w" or (lang == "en" and not ts.at(i).capital):
        return None
    names = lexicon.months(lang)
    first = ts.at(i).text
    starts = [first]
    if lang == "ar":
        starts += [first[n:] for n in (1, 2) if first[:1] in "وفبل" and len(first) > n + 1]
    for start in starts:
        for size in (2, 1):
            name = (start, *(ts.at(i + k).text for k in range(1, size)))
            if name in names:
                return names[name], i + size
    return None


def parse_date(ts: Tokens, i: int, lang: str) -> tuple[Quantity, int] | None:
    """The date, month or year that starts at token `i`, and the token after it."""
    return _numeric(ts, i) or _day_first(ts, i, lang) or _month_first(ts, i, lang) or _year(ts, i, lang)


def _numeric(ts: Tokens, i: int) -> tuple[Quantity, int] | None:
    token = ts.at(i)
    if token.kind != "n":
        return None
    if match := _DOTTED.match(token.text):
        day, month, year = map(int, match.groups())
        return _ordered(ts, i, i + 1, day, month, year)
    parts = [ts.at(i + k) for k in range(5)]
    if [p.text for p in parts[:3]] == ["9", "/", "11"] and parts[3].text != "/":  # The attacks go by their date.
        return make(ts, i, i + 3, "date", day=11, month=9), i + 3
    glued = all(p.glued for p in parts[1:]) and parts[1].text == parts[3].text and parts[1].text in ("/", "-")
    numbers = [p.text for p in parts[::2]]
    if not glued or not all(n.isdigit() for n in numbers):
        return None
    a, b, c = map(int, numbers)
    if len(numbers[0]) == 4 and 1 <= b <= 12 and 1 <= c <= 31:
        return make(ts, i, i + 5, "date", day=c, month=b, year=a), i + 5
    return _ordered(ts, i, i + 5, a, b, c) if len(numbers[2]) == 4 or parts[1].text == "/" else None


def _ordered(ts: Tokens, i: int, end: int, a: int, b: int, year: int) -> tuple[Quantity, int] | None:
    year += 2000 if year < 50 else 1900 if year < 100 else 0
    if b > 12:
        a, b = b, a
    if not (1 <= a <= 31 and 1 <= b <= 12 and 1000 <= year <= 2200):
        return None
    swap = {"swap": 1} if a <= 12 and a != b else {}
    return make(ts, i, end, "date", day=a, month=b, year=year, **swap), end


def _day_number(ts: Tokens, i: int, lang: str) -> tuple[int, int] | None:
    token = ts.at(i)
    if token.kind == "w" and lang == "ar" and ts.at(i + 1).kind == "n" and ts.at(i + 1).glued and len(token.text) <= 2:
        i, token = i + 1, ts.at(i + 1)
    if token.kind == "n":
        if not token.text.isdigit() or not 1 <= int(token.text) <= 31:
            return None
        end = i + 1
        if ts.at(end).glued and ts.at(end).text in ("st", "nd", "rd", "th"):
            end += 1
        return int(token.text), end
    if lang == "ar" and (number := arabic.parse(ts, i)) and number.form in ("ordinal", "number"):
        return (int(number.value), number.end) if 1 <= number.value <= 31 and number.value.denominator == 1 else None
    return None


def _day_first(ts: Tokens, i: int, lang: str) -> tuple[Quantity, int] | None:
    day = _day_number(ts, i, lang)
    # «النصف الأول من يناير» is half a month, not its first day.
    if day is None or _SPELL.match(ts.at(i - 1).text):
        return None
    at = day[1]
    while ts.at(at).text in ("من", "شهر", "of", "the", "لشهر") and at < day[1] + 2:
        at += 1
    month = month_at(ts, at, lang) or _hijri_at(ts, at, lang)
    if month is None:
        return None
    hijri = month_at(ts, at, lang) is None
    return _with_year(ts, i, month[1], lang, day=day[0], month=month[0], hijri=hijri)


def _hijri_at(ts: Tokens, i: int, lang: str) -> tuple[int, int] | None:
    names = lexicon.hijri_months(lang)
    for size in (4, 3, 2, 1):
        name = tuple(ts.at(i + k).text for k in range(size))
        if name in names:
            return names[name], i + size
    return None


def _month_first(ts: Tokens, i: int, lang: str) -> tuple[Quantity, int] | None:
    month = month_at(ts, i, lang)
    if month is None:
        return None
    end = month[1]
    day = _day_number(ts, end, "en") if lang == "en" else None
    if day and not (ts.at(day[1]).kind == "w" and ts.at(day[1]).glued) and ts.at(day[1]).text not in (":", "%"):
        return _with_year(ts, i, day[1], lang, day=day[0], month=month[0])
    found = _with_year(ts, i, end, lang, month=month[0])
    word = ts.at(i).text
    if lang == "ar" and (word,) not in lexicon.months(lang):
        word = next((word[n:] for n in (1, 2) if (word[n:],) in lexicon.months(lang)), word)
    if found[0].kind == "month" and word in _AMBIGUOUS and found[1] == end and not found[0].fields[1:]:
        before = ts.at(i - 1).text
        clear = before in _BEFORE_MONTH or end - i > 1 or month_at(ts, i - 1, lang) is not None
        if not clear or (word == "may" and before in ("for", "to", "of") and ts.at(i - 2).text not in _PART_OF_MONTH):
            return None
    return None if word == "اب" and found[0].kind == "month" and "آ" not in ts.raw(i) else found


def _with_year(
    ts: Tokens, i: int, end: int, lang: str, *, month: int, day: int | None = None, hijri: bool = False
) -> tuple[Quantity, int]:
    fields = {"month": month} | ({"day": day} if day else {})
    at = end
    while ts.at(at).text in _FILLER and at < end + 3:
        at += 1
    token = ts.at(at)
    low, high = (1300, 1500) if hijri else (1000, 2200)
    if token.kind == "n" and token.text.isdigit() and len(token.text) == 4 and low <= int(token.text) < high:
        follows = ts.at(at + 1).text
        if not (at > end + 1 and lang == "en") and follows not in ("%", "٪", "people"):
            fields["year"], end = int(token.text), at + 1
    kind: QuantityKind = "date" if day else "month"
    quantity = make(ts, i, end, kind, **fields)
    if hijri:
        quantity = Quantity(kind=kind, span=quantity.span, text=quantity.text, fields=quantity.fields, unit="hijri")
    return quantity, end


def _year(ts: Tokens, i: int, lang: str) -> tuple[Quantity, int] | None:
    at, named = i, False
    if lang == "ar" and ts.at(i).text in _YEAR_WORDS:
        at, named = i + 1, True
    elif lang == "ar" and ts.at(i).kind == "w" and len(ts.at(i).text) <= 2 and ts.at(i + 1).glued:
        at = i + 1
    token = ts.at(at)
    if named and token.kind == "w" and (number := arabic.parse(ts, at)) and 1000 < number.value < 2200:
        return _year_quantity(ts, i, number.end, int(number.value)), number.end
    if token.kind != "n" or not token.text.isdigit() or len(token.text) != 4:
        return None
    year = int(token.text)
    if not (named or 1700 <= year <= 2100) or _counts_something(ts, at + 1, lang):
        return None
    return _year_quantity(ts, i, at + 1, year), at + 1


def _year_quantity(ts: Tokens, i: int, end: int, year: int) -> Quantity:
    span = ts.span(i, end)
    return Quantity(kind="year", span=span, text=span.of(ts.original), value=Fraction(year), fields=(("year", year),))


def _counts_something(ts: Tokens, i: int, lang: str) -> bool:
    """Whether a unit, scale or hyphen follows, which makes 2000 a quantity rather than a year."""
    token = ts.at(i)
    if token.text in ("%", "٪", "$", "€", "°") or (token.glued and token.text in ("s", ":")):
        return True
    word = strip(token.text).stem if lang == "ar" else token.text
    return (
        word in english_words.SCALES
        or word in arabic_words.SCALES
        or (token.kind == "w" and (word,) in (lexicon.unit_names(lang).keys() | lexicon.currencies(lang).keys()))
    )
