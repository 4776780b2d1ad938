"""The words Arabic numbers are made of, folded, and the clitics in front of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from tqcheck.quantities.numerals import HALF
from tqcheck.quantities.tokens import Tokens
from tqcheck.text.normalise import fold


def _table(text: str) -> dict[str, int]:
    """`value: form form` entries -> folded form -> value."""
    entries = (line.split(":") for line in text.strip().splitlines())
    return {fold(form): int(value) for value, forms in entries for form in forms.split()}


UNITS = _table("""
0: صفر صفرا
1: واحد واحدة واحدا
2: اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي ثنتان ثنتين إثنان إثنين اثنتى اثنى
3: ثلاث ثلاثة ثلاثا
4: أربع أربعة أربعا
5: خمس خمسة خمسا
6: ست ستة ستا
7: سبع سبعة سبعا
8: ثمان ثماني ثمانية ثمانيا
9: تسع تسعة تسعا
10: عشر عشرة عشرا
""")
ONES_IN_COMPOUNDS = _table("1: أحد إحدى احدا")
TEN_IN_TEENS = frozenset({"عشر", "عشره"})
TENS = _table("""
20: عشرون عشرين
30: ثلاثون ثلاثين
40: أربعون أربعين
50: خمسون خمسين
60: ستون ستين
70: سبعون سبعين
80: ثمانون ثمانين
90: تسعون تسعين
""")
ONE_HUNDRED = frozenset(fold(w) for w in ("مئة", "مائة", "مية", "ماية"))
_HUNDRED_HEADS = {3: "ثلاث", 4: "أربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان ثماني", 9: "تسع"}
HUNDREDS = dict.fromkeys(ONE_HUNDRED, 100) | _table("200: مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي") | {
    fold(head + tail): n * 100
    for n, heads in _HUNDRED_HEADS.items() for head in heads.split() for tail in ("مئة", "مائة", "مية")
}  # fmt: skip
_SCALE_NAMES = {10**3: "ألف", 10**6: "مليون", 10**9: "مليار", 10**12: "تريليون", 10**15: "كوادريليون"}
_SPELLINGS = _SCALE_NAMES.items() | {
    (10**9, "بليون"),
    (10**12, "ترليون"),
    (10**9, "ملياار"),
    (10**9, "ميليار"),
    (10**6, "ميليون"),
}
PLURAL_SCALES = _table("""
1000: آلاف ألوف
1000000: ملايين
1000000000: مليارات بلايين ملايير
1000000000000: تريليونات ترليونات
""")
SCALES = PLURAL_SCALES | {fold(w + end): n for n, w in _SPELLINGS for end in ("", "ا")}
DUAL_SCALES = {fold(w + end): n for n, w in _SPELLINGS for end in ("ان", "ين", "ي")}
OPEN_DUALS = {fold(w + "ا"): n for n, w in _SPELLINGS}
MAGNITUDES = PLURAL_SCALES | _table("10: عشرات\n100: مئات مآت مائات")
_PART_FORMS: dict[Fraction, str] = {
    HALF: "نصف نصفا نصفي", Fraction(1, 3): "ثلث", Fraction(2, 3): "ثلثا ثلثي ثلثين ثلثان",
    Fraction(1, 4): "ربع ربعا", Fraction(2, 5): "خمسي", Fraction(1, 6): "سدس",
}  # fmt: skip
_SUFFIXES = ("", "هم", "هن", "ها", "ه", "هما", "نا")
PARTS = {fold(f + end): v for v, forms in _PART_FORMS.items() for f in forms.split() for end in _SUFFIXES}
WITH_PRONOUN = {fold(form + end): Fraction(1, n) for n, form in {5: "خمس", 7: "سبع", 9: "تسع", 10: "عشر"}.items()
                for end in ("هم", "هن", "ها")}  # fmt: skip
"""A fifth of them: with a pronoun it cannot be five."""
PLURAL_PARTS = {
    fold(form): Fraction(1, n)
    for n, form in {3: "أثلاث", 4: "أرباع", 5: "أخماس", 6: "أسداس", 7: "أسباع", 8: "أثمان", 9: "أتساع",
                    10: "أعشار"}.items()
}  # fmt: skip
_FIFTHS = {"خمس": 5, "سدس": 6, "سبع": 7, "ثمن": 8, "تسع": 9, "عشر": 10}
FIFTHS = {w: Fraction(1, n) for w, n in _FIFTHS.items()} | {w + "ا": Fraction(2, n) for w, n in _FIFTHS.items()}
"""Written without diacritics, a fifth (خُمس) looks like five (خَمس)."""
ORDINALS = _table("""
1: أولا أول أولى الأولى حادي حادية
2: ثانيا ثان ثاني ثانية
3: ثالث ثالثة ثالثا
4: رابع رابعة رابعا
5: خامس خامسة خامسا
6: سادس سادسة سادسا
7: سابع سابعة سابعا
8: ثامن ثامنة ثامنا
9: تاسع تاسعة تاسعا
10: عاشر عاشرة عاشرا
""")
ORDINALS_IN_COMPOUNDS = frozenset({"حادي", "حاديه"})
COUNTS = _table("""
2: كلا كلتا كلاهما كليهما كلتاهما كلتيهما كليهما ثنائي ثنائية
3: ثلاثي ثلاثية ثلاثتهم ثلاثتهن
4: رباعي رباعية أربعتهم أربعتهن
5: خماسي خماسية خمستهم خمستهن
6: سداسي سداسية ستتهم
12: دزينة دستة
""")
"""Words that hold a number beside their meaning: both, a trio, the three of them."""
IN_THEIR = {fold(w): n for n, w in enumerate("عشريني ثلاثيني أربعيني خمسيني ستيني سبعيني ثمانيني تسعيني".split(), 2)}
IN_THEIR = {form: n * 10 for w, n in IN_THEIR.items() for form in (w, w + "ه")}
"""«الثمانيني» is a man of eighty to eighty-nine."""
THIS_CENTURY = frozenset(fold(w) for w in ("الحالي", "الجاري", "الحادي"))
LAST_CENTURY = frozenset(fold(w) for w in ("الماضي", "الفائت", "المنصرم"))

_DECADE = re.compile(r"^(عشرين|ثلاثين|اربعين|خمسين|ستين|سبعين|ثمانين|تسعين)(?:ي?ات)$")
_CLITIC = re.compile(r"^[وف]?[بلك]?(?:ال)?ل?$")


@dataclass(frozen=True, slots=True)
class Split:
    """A word without its clitics, and which it had."""

    stem: str
    waw: bool = False
    preposition: bool = False
    article: bool = False


@lru_cache(maxsize=4096)
def strip(word: str) -> Split:
    """Take و ف, ب ل ك and ال off a word as far as that leads to a word of a number; the longest known form wins."""
    if word in _KNOWN or _DECADE.match(word):
        return Split(word)
    for waw in (False, True):
        rest = word[1:] if waw else word
        if waw and (not word.startswith("و") and not word.startswith("ف")):
            continue
        for preposition in (False, True):
            if preposition and rest[:1] not in ("ب", "ل", "ك"):
                continue
            core = rest[1:] if preposition else rest
            for article, stem in _articles(core, doubled=preposition and rest[:1] == "ل"):
                if stem in _KNOWN or _DECADE.match(stem):
                    return Split(stem, waw, preposition, article)
    return Split(word)


def _articles(core: str, *, doubled: bool) -> list[tuple[bool, str]]:
    found = [(False, core)]
    if core.startswith("ال"):
        found.append((True, core[2:]))
    if doubled and core.startswith("ل"):
        found.append((True, core[1:]))
    return found


NUMBERS = frozenset(UNITS | TENS | HUNDREDS | SCALES | DUAL_SCALES)
"""What counts something, with or without a clitic taken off."""
_KNOWN = frozenset(
    UNITS | ONES_IN_COMPOUNDS | TENS | HUNDREDS | SCALES | DUAL_SCALES | OPEN_DUALS | MAGNITUDES | PARTS | PLURAL_PARTS
    | FIFTHS | ORDINALS | COUNTS | WITH_PRONOUN | IN_THEIR | {"قرن": 1, "عقد": 1}
)  # fmt: skip


def is_clitic(text: str) -> bool:
    """Whether letters stuck to a figure are only clitics: «و200», «الـ16»."""
    return bool(_CLITIC.match(text)) and text != ""


@lru_cache(maxsize=8192)
def opens_number(word: str) -> bool:
    """Whether a number may start with this word, or with this clitic before a figure."""
    stem = strip(word).stem
    return stem in _KNOWN or _DECADE.match(stem) is not None or is_clitic(word) or stem == "عقد"


def ordinal_value(word: str) -> int | None:
    """The value of an ordinal with or without its article."""
    return ORDINALS.get(strip(word).stem)


def decade(stem: str) -> int | None:
    """20..90 for «عشرينيات»..«تسعينات»."""
    match = _DECADE.match(stem)
    return TENS[match.group(1)] if match else None


def is_weekday(ts: Tokens, i: int, found: Split) -> bool:
    """Whether «الاثنين» is Monday: it is, unless it stands behind a dual («الرجلين الاثنين»)."""
    return found.stem == "اثنين" and found.article and not ts.at(i - 1).text.endswith(("ين", "ان"))


def is_open_dual(ts: Tokens, i: int) -> bool:
    """Whether «ألفا» is the construct dual (two thousand): a noun follows, and no tanwin is written."""
    raw = ts.raw(i)
    following = ts.at(i + 1)
    if "\u064b" in raw or following.kind != "w" or following.text == "و":
        return False
    split = strip(following.text)
    return not split.waw and not split.preposition and following.text not in ("من", "في", "علي", "الي")
