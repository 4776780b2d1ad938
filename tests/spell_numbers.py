"""Spells integers in English and in every Arabic gender and case, independently of the parser under test."""

from __future__ import annotations

_EN_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_EN_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
_EN_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))


def english(n: int, *, british: bool = True) -> str:
    """`one hundred and five thousand two hundred`, or without the "and"."""
    for size, name in _EN_SCALES:
        if n >= size:
            rest = n % size
            tail = f" {'and ' if british and rest < 100 else ''}{english(rest, british=british)}" if rest else ""
            return f"{english(n // size, british=british)} {name}{tail}"
    if n >= 100:
        tail = f"{' and' if british else ''} {english(n % 100)}" if n % 100 else ""
        return f"{_EN_SMALL[n // 100]} hundred{tail}"
    if n >= 20:
        return _EN_TENS[n // 10] + (f"-{_EN_SMALL[n % 10]}" if n % 10 else "")
    return _EN_SMALL[n]


# Counting words: with masculine nouns (the form with ta marbuta for 3-10), with feminine ones.
_AR_UNITS = {
    "m": "صفر واحد اثن ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة".split(),
    "f": "صفر واحدة اثنت ثلاث أربع خمس ست سبع ثماني تسع عشر".split(),
}
_AR_TENS = "- - عشر ثلاث أربع خمس ست سبع ثمان تسع".split()
_AR_SCALES = (
    (10**12, "تريليون", "تريليونات"),
    (10**9, "مليار", "مليارات"),
    (10**6, "مليون", "ملايين"),
    (1000, "ألف", "آلاف"),
)


def arabic(n: int, *, gender: str = "m", case: str = "nominative", hundred: str = "مئة") -> str:
    """`خمسة وعشرون ألفا ومئتان`; `case` is `nominative` or `oblique`, `hundred` is مئة or مائة."""
    dual, plural = ("ان", "ون") if case == "nominative" else ("ين", "ين")
    parts: list[str] = []
    for size, name, names in _AR_SCALES:
        count, n = divmod(n, size)
        if count == 1:
            parts.append(name)
        elif count == 2:
            parts.append(name + dual)
        elif count:
            head = arabic(count, gender="m", case=case, hundred=hundred)
            last = count % 100
            accusative = name + "ا" if 11 <= last <= 99 else name
            parts.append(f"{head} {names if 3 <= last <= 10 else accusative}")
    if n >= 100:
        count, n = divmod(n, 100)
        if count == 2:
            parts.append(hundred[:-1] + "ت" + dual)
        else:
            parts.append(("" if count == 1 else _AR_UNITS["f"][count].removesuffix("ي")) + hundred)
    if n or not parts:
        parts.append(_below_hundred(n, gender, dual, plural))
    return " و".join(parts)


def _below_hundred(n: int, gender: str, dual: str, plural: str) -> str:
    units = _AR_UNITS[gender]
    if n == 2:
        return units[2] + dual
    if n <= 10:
        return units[n]
    if n < 20:
        ten = "عشر" if gender == "m" else "عشرة"
        head = {11: "أحد" if gender == "m" else "إحدى", 12: units[2] + dual[0]}.get(n, units[n - 10])
        return f"{head} {ten}"
    if n % 10 == 0:
        return _AR_TENS[n // 10] + plural
    return f"{_below_hundred(n % 10, gender, dual, plural)} و{_AR_TENS[n // 10]}{plural}"


_AR_ORDINALS = "- أول ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر".split()


def arabic_ordinal(n: int, *, gender: str = "m", case: str = "nominative") -> str:
    """`الخامس والعشرون`, `الحادية عشرة`, for 3..99."""
    end = "ة" if gender == "f" else ""
    plural = "ون" if case == "nominative" else "ين"
    if n <= 10:
        return f"ال{_AR_ORDINALS[n]}{end}"
    unit = "حادي" if n % 10 == 1 else _AR_ORDINALS[n % 10]
    if n < 20:
        return f"ال{unit}{end} عشر{end}"
    tens = f"{_AR_TENS[n // 10]}{plural}"
    return f"ال{tens}" if n % 10 == 0 else f"ال{unit}{end} وال{tens}"
