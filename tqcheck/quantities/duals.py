"""Numbers without a number word: the Arabic dual, and "a week" where only the unit stands."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from tqcheck.quantities import arabic_numbers, attach, english_numbers, lexicon, weekdays
from tqcheck.quantities import english_words as words
from tqcheck.quantities.arabic_cardinals import and_part
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.numerals import Number
from tqcheck.quantities.tokens import Tokens
from tqcheck.text.normalise import fold

_COUNTED = (
    "جندي شخص رجل طفل فرد مدني ضابط شرطي صحفي صحافي عامل مسلح قتيل جريح مصاب طالب طالبة لاعب مواطن متهم مشتبه وزير "
    "رئيس نائب شاب فتى مهاجر لاجئ أسير رهينة محتجز سجين طبيب مهندس معلم ضحية مسؤول عضو ابن أخ قائد مرشح شقيق شاهد "
    "امرأة سيدة فتاة طفلة بنت ابنة شقيقة زوجة دولة مدينة قرية بلد منطقة محافظة جهة شركة مؤسسة منظمة حكومة حزب فريق "
    "جسر مبنى منزل بيت مدرسة مستشفى مصنع متجر مسجد كنيسة سيارة طائرة مروحية دبابة صاروخ سفينة حافلة قطار شاحنة مركبة "
    "قنبلة عبوة هجوم انفجار غارة عملية ضربة حادث حادثة حالة وفاة إصابة مرة هدف نقطة صوت مقعد مباراة جولة مرحلة دورة "
    "رسالة وثيقة كتاب فيلم صورة تقرير بيان اجتماع لقاء جلسة محاولة خطوة قرار قانون مشروع اتفاق اتفاقية عقد صفقة "
    "جائزة ميدالية طرف جانب شريك ضعف مليون ألف مليار طلقة قذيفة وحدة فرقة كتيبة لواء قاعدة موقع مكتب فرع بنك مصرف "
    "خط طريق ميناء مطار جزيرة نهر بئر حقل عامود باب غرفة طابق شقة جامعة كلية لجنة سؤال سبب دراسة لقاح جرعة عينة"
)
_STANDING_UNITS = {
    "ar": "ثانية دقيقة ساعة يوم أسبوع شهر سنة عام عقد قرن ليلة",
    "en": "minute hour day week month year decade century fortnight",
}


_PREFIXES = ("", "و", "ف", "ب", "ل", "ال", "بال", "وال", "لل", "ول", "وب")
_PHRASES: dict[str, dict[tuple[str, ...], tuple[int, str]]] = {
    "ar": {("مدار", "الساعه"): (24, "duration-hour"), ("ايام", "الاسبوع"): (7, "duration-day")},
    "en": {("around", "the", "clock"): (24, "duration-hour"), ("round", "the", "clock"): (24, "duration-hour"),
           ("hat", "-", "trick"): (3, ""), ("hat", "trick"): (3, "")},
}  # fmt: skip


@lru_cache
def _duals() -> dict[str, bool]:
    """Folded dual -> whether it is the construct (without its nun), which may also be something else."""
    found: dict[str, bool] = {}
    for noun in _COUNTED.split():
        plain = fold(noun)
        stem = plain[:-1] + "ت" if plain.endswith("ه") else plain
        for ending in ("ان", "ين"):
            found[stem + ending] = False
    return found


@lru_cache
def _unit_duals() -> dict[str, tuple[str, bool]]:
    units = lexicon.unit_names("ar")
    found: dict[str, tuple[str, bool]] = {}
    for noun in [*_STANDING_UNITS["ar"].split(), "دولار", "كيلومتر", "متر", "ميل", "طن", "برميل", "لتر"]:
        plain = fold(noun)
        stem = plain[:-1] + "ت" if plain.endswith("ه") else plain
        unit = units.get((plain,), "")
        for ending, construct in (("ان", False), ("ين", False), ("ا", True), ("ي", True)):
            if unit and not (ending == "ا" and stem == plain):
                found[stem + ending] = (unit, construct)
    for (plain, *rest), unit in units.items():
        if not rest and len(plain) > 2 and not plain.endswith(("ان", "ين", "ات", "ا")):
            stem = plain[:-1] + "ت" if plain.endswith("ه") else plain
            for ending in ("ان", "ين"):
                found.setdefault(stem + ending, (unit, True))
    return found


def implied(ts: Tokens, i: int, lang: str) -> Number | None:
    """A count that a noun or a set phrase carries without a number word."""
    for phrase, (count, unit) in _PHRASES[lang].items():
        if ts.at(i).text == phrase[0] and all(ts.at(i + k).text == word for k, word in enumerate(phrase)):
            return Number(start=i, end=i + len(phrase), value=Fraction(count), unit=unit or None, soft=True)
    return _english(ts, i) if lang == "en" else _arabic(ts, i)


def _english(ts: Tokens, i: int) -> Number | None:
    word, named = ts.at(i).text, ts.at(i + 1).text
    if word == "half":
        year = ts.at(i - 1).text in ("first", "second") and ts.at(i + 1).text == "of"
        return Number(start=i, end=i + 1, value=Fraction(6), unit="duration-month", soft=True) if year else None
    if word in words.PERIODS:
        value, unit = words.PERIODS[word]
        return Number(start=i, end=i + 1, value=value, unit=unit, soft=True)
    if word not in ("a", "an") or named not in _STANDING_UNITS["en"].split():
        return None
    unit = lexicon.unit_names("en").get((named,)) or "duration-" + named
    extra = english_numbers.and_part(Cursor(ts, i + 2))
    value, end = (1 + extra[0], extra[1].i) if extra else (Fraction(1), i + 2)
    return Number(start=i, end=end, value=value, unit=unit, soft=extra is None)


def opens_english(text: str, kind: str) -> bool:
    """Whether a length of time or a phrase without a number word may start with this word."""
    return kind == "w" and (text in ("a", "an", "half") or text in words.PERIODS or text in _phrase_heads("en"))


def opens_arabic(text: str, kind: str) -> bool:
    """Whether a dual, a unit that stands alone or a phrase may start with this word."""
    if kind != "w":
        return False
    for prefix in _PREFIXES:
        stem = text[len(prefix) :] if text.startswith(prefix) else ""
        if (stem,) in lexicon.currencies("ar") or stem == "نقطتين" or stem == "نقطتان":
            return True
        if stem in _unit_duals() or stem in _duals() or stem.removesuffix("ا") in _standing():
            return True
    return text in _phrase_heads("ar")


@lru_cache
def _phrase_heads(lang: str) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in _PHRASES[lang])


def _arabic(ts: Tokens, i: int) -> Number | None:
    word = ts.at(i).text
    if points := attach.percent_at(ts, i, "ar"):
        two = word.endswith(("ين", "ان"))
        return Number(start=i, end=points[1], value=Fraction(2), unit=points[0]) if two else None
    for prefix in _PREFIXES:
        if not word.startswith(prefix):
            continue
        stem = word[len(prefix) :]
        if stem not in _unit_duals() and (stem,) in lexicon.currencies("ar") and (money := _money(ts, i, stem)):
            return money
        if stem in _unit_duals():
            unit, construct = _unit_duals()[stem]
            bare = stem.endswith(("ا", "ي"))
            if bare and ("ال" in prefix or prefix == "لل" or not _noun_follows(ts, i + 1)):
                return None
            article = "ال" in prefix or prefix == "لل"
            return _with_part(ts, i, Fraction(2), unit, soft=construct or article)
        if stem in _duals():
            return Number(start=i, end=i + 1, value=Fraction(2), soft=True, form="dual")
        stem = stem.removesuffix("ا") if stem.endswith("ا") else stem
        if stem in _standing() and "ال" not in prefix and prefix != "لل":
            number = _with_part(ts, i, Fraction(1), lexicon.unit_names("ar")[(stem,)], soft=True)
            return None if number.soft and (ts.at(i + 1).kind == "n" or weekdays.names_day(ts, i + 1)) else number
    return None


def _money(ts: Tokens, i: int, stem: str) -> Number | None:
    """«دولارين», and the one dollar of «دولار وعشرة سنتات»."""
    names = lexicon.currencies("ar")
    unit = "/".join(sorted(names[(stem,)]))
    single = stem[:-2]
    if stem.endswith(("ين", "ان")) and ((single,) in names or (single.removesuffix("ت") + "ه",) in names):
        return Number(start=i, end=i + 1, value=Fraction(2), unit=unit, soft=True)
    added = arabic_numbers.parse(Cursor(ts, i + 1)) if ts.at(i + 1).text.startswith("و") else None
    cents = added is not None and "CENT" in names.get((ts.at(added.end).text,), ())
    if cents and ts.at(i - 1).kind != "n":
        return Number(start=i, end=i + 1, value=Fraction(1), unit=unit)
    return None


@lru_cache
def _standing() -> frozenset[str]:
    return frozenset(fold(noun) for noun in _STANDING_UNITS["ar"].split())


def _noun_follows(ts: Tokens, i: int) -> bool:
    return ts.at(i).kind == "w" and ts.at(i).text not in ("من", "في", "علي", "و")


def _with_part(ts: Tokens, i: int, value: Fraction, unit: str, *, soft: bool) -> Number:
    total, end = and_part(Cursor(ts, i + 1), value, 1)
    if end.i > i + 1:
        named = (end.word.removeprefix("ال"),) in lexicon.unit_names("ar")
        return Number(start=i, end=end.i + named, value=total, unit=unit)
    return Number(start=i, end=i + 1, value=value, unit=unit, soft=soft)
