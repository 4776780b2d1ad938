"""Arabic words for the gloss: function words, and the particles and pronouns that Arabic writes onto a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_FUNCTION_TABLE = """
في in|من from|على on|إلى to|عن about|مع with|بين between|عند at|لدى with|حتى until|منذ since|خلال during
قبل before|بعد after|تحت under|فوق above|أمام in front of|خلف behind|حول around|ضد against|دون without
بدون without|عبر across|نحو towards|وراء behind|داخل inside|خارج outside|وسط amid|ضمن within|بسبب because of
بفضل thanks to|رغم despite|وفقا according|وفق according to|حسب according to|بحسب according to|لكن but|ولكن but
أو or|أم or|ثم then|بل rather|إن that|أن that|أنه that it|أنها that it|إنه that it|إنها that it|أنهم that they
إنهم that they|بأن that|لأن because|لأنه because it|لأنها because it|كما as|كي to|لكي to|إذا if|إذ as|لو if
عندما when|حين when|حينما when|حيث where|بينما while|كيف how|لماذا why|متى when|أين where|هل whether|ماذا what
ما what|مما which|فيما while|الذي who|التي which|الذين who|اللذان who|اللتان which|هذا this|هذه this
هؤلاء these|ذلك that|تلك that|أولئك those|هناك there|هنا here|هو he|هي she|هم they|هما they|أنا I|نحن we
أنت you|أنتم you|لا not|لم not|لن will not|ليس not|ليست not|ليسوا not|غير not|قد |لقد |سوف will|كان was
كانت was|كانوا were|يكون be|تكون be|سيكون will be|ستكون will be|يمكن can|كل all|جميع all|بعض some|أي any
كافة all|معظم most|أكثر more|أقل less|أيضا also|فقط only|جدا very|الآن now|اليوم today|أمس yesterday
غدا tomorrow|به with it|بها with it|له to him|لها to her|لهم to them|فيه in it|فيها in it|منه from it
منها from it|منهم of them|عليه on it|عليها on it|إليه to it|إليها to it|عنه about it|عنها about it|إلا except
سوى only|مثل like|كذلك also|قال said|قالت said|وقال and said|أنني that I|أننا that we|لنا to us|لي to me
لك to you|بهم with them|معه with him|معها with her|معهم with them|نعم yes|كلا no|واحد one|واحدة one|اثنان two
اثنين two|اثنتين two|ثلاثة three|ثلاث three|أربعة four|أربع four|خمسة five|خمس five|ستة six|ست six|سبعة seven
سبع seven|ثمانية eight|ثماني eight|ثمان eight|تسعة nine|تسع nine|عشرة ten|عشر ten|عشرون twenty|عشرين twenty
مائة hundred|مئة hundred|مائتي two hundred|مئتي two hundred|مائتين two hundred|ألف thousand|آلاف thousand
ألفين two thousand|مليون million|ملايين million|مليار billion|مليارات billion|تريليون trillion|بالمئة percent
بالمائة percent|المئة percent|المائة percent|الأول first|الأولى first|الثاني second|الثانية second
الثالث third|الثالثة third|الرابع fourth|الرابعة fourth
"""


def _table() -> dict[str, str]:
    entries = (e for line in _FUNCTION_TABLE.strip().splitlines() for e in line.split("|"))
    return {arabic: english for arabic, _, english in (e.partition(" ") for e in entries)}


FUNCTION_WORDS = _table()

PROCLITICS = {"و": "and", "ف": "and", "ب": "with", "ل": "to", "ك": "as", "س": "will"}
ENCLITICS = dict(
    zip("ها هم هن هما كم نا ه ك ي".split(), "its their their their your our its your my".split(), strict=True)
)


@dataclass(frozen=True, slots=True)
class Analysis:
    """One way to take a written word apart: English of what stands before, the stem, English of the pronoun."""

    before: tuple[str, ...]
    stem: str
    pronoun: str = ""
    definite: bool = False


def analyses(word: str) -> Iterator[Analysis]:
    """Ways to split `word`, from nothing taken off to everything; stems keep at least two letters."""
    for before, rest in _without_proclitics(word):
        yield Analysis(before, rest)
    for before, rest in _without_proclitics(word):
        bare = rest[2:] if rest.startswith("ال") and len(rest) > 4 else rest
        if bare != rest:
            yield Analysis(before, bare, definite=True)
            continue
        for suffix, english in ENCLITICS.items():
            if rest.endswith(suffix) and len(rest) - len(suffix) >= 3:
                stem = rest.removesuffix(suffix)
                yield Analysis(before, stem, english)
                if stem.endswith("ت"):
                    yield Analysis(before, stem[:-1] + "ة", english)


def _without_proclitics(word: str) -> Iterator[tuple[tuple[str, ...], str]]:
    yield (), word
    if word.startswith("لل") and len(word) > 4:
        yield ("to",), "ال" + word[2:]
    first, rest = word[:1], word[1:]
    if first in PROCLITICS and len(rest) >= 3:
        yield (PROCLITICS[first],), rest
        if first in "وف":
            yield from (((PROCLITICS[first], *b), r) for b, r in _without_proclitics(rest) if b and b[0] != "and")
