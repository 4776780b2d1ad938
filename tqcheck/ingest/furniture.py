"""What stands on a blog page beside the story: bylines, datelines, share links, comment boxes, repeated headlines.

A line is furniture when nothing but furniture is in it; a sentence that mentions a share or a comment is not, nor is a
credit that states something. What is furniture is not compared, and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal, TypeAlias

from tqcheck.ingest.claims import may_state, states
from tqcheck.text.normalise import fold

Kind: TypeAlias = Literal["template", "credit", "tags", "date"]

# Phrases that blog and news templates print, folded; a line made of these alone is furniture.
_PHRASES = """
comment|comments|no comments|post a comment|leave a comment|leave a reply|add a comment|view comments
show comments|share|share this|share on|share this post|share this article|share via|tweet|retweet|like
like this|follow us|follow|facebook|twitter|x|whatsapp|telegram|pinterest|reddit|linkedin|email|e-mail
email this|blogthis|print|print this page|share to twitter|share to facebook|share to pinterest|share to x
copy link|save|bookmark|read more|continue reading|click here|more|home|next|previous|older post|newer post
older posts|newer posts|related posts|related articles|you may also like|recommended|trending|most read
subscribe|subscribe to|posts atom|sign up|log in|newsletter|advertisement|advertising|sponsored|loading
back to top|all rights reserved|about|contact|search|menu|archive|تعليق|تعليقات|التعليقات|لا تعليقات
لا توجد تعليقات|ليست هناك تعليقات|ارسال تعليق|اضف تعليقا|اضافه تعليق|اترك تعليقا|اترك ردا|اترك رد|شارك|شاركها
مشاركه|المشاركه|شارك هذا|شارك المقال|شارك الخبر|مشاركه الخبر|غرد|تغريد|تابعنا|تابعونا|فيسبوك|تويتر|واتساب
تيليجرام|تلغرام|لينكدان|طباعه|اطبع|ارسال بالبريد الالكتروني|البريد الالكتروني|اقرا ايضا|اقرا المزيد|المزيد
تابع القراءه|واصل القراءه|الصفحه الرييسيه|الرييسيه|التالي|السابق|رساله احدث|رساله اقدم|مواضيع ذات صله
مقالات ذات صله|اخبار ذات صله|قد يعجبك ايضا|الاكثر قراءه|اشترك|اشترك في|النشره البريديه|اعلان|اعلانات
english|arabic|en|ar|english text|arabic text|source|target|original|translation|english version|arabic version
العربيه|الانجليزيه|عربي|انجليزي|النص العربي|النص الانجليزي|بالعربيه|بالانجليزيه|الاصل|الترجمه|المصدر
جميع الحقوق محفوظه|بحث|القايمه|ارشيف|نسخ الرابط|حفظ
"""
_PHRASE_SET = frozenset(p.strip() for line in _PHRASES.split("\n") for p in line.split("|") if p.strip())
_SEPARATORS = re.compile(r"[|•·/»«>,،:…]| [-–—]+ |--+")
_LONGEST = 400
"""Characters of a line beyond which it is none of a page's furniture."""
_BYLINE = re.compile(
    r"^(?:by|(?:words|text|photo|written|posted|published|reported|reporting|edited|editing|translated) by|"
    r"author|source|photos?|image|tags|labels|category|categories|filed under|posted in)\b:?\s+\S|"
    r"^(?:بقلم|بواسطه|كتب|كتبت|كتبه|كتبها|تحرير|اعداد|ترجمه|نشر بواسطه|الكاتب|المصدر|تصوير|الصوره|الوسوم|التصنيفات?)\b"
    r"\s*:?\s*\S",
    re.I,
)
_LABEL = re.compile(
    r"^(?:by|(?:words|text|photo|written|posted|published|reported|reporting|edited|editing|translated) by|[^\W\d_]+"
    r"(?: (?:by|under|in)\b)?)\b\s*:?\s*",
    re.I,
)
_TAGS = re.compile(r"^(?:tags|labels|category|categories|filed under|posted in|الوسوم|التصنيفات?)\b")
_COUNTER = re.compile(
    r"^[\d.,]+\s*k?\s*(?:comments?|views?|shares?|likes?|min(?:ute)?s? read|"
    r"تعليقا?|تعليقات|مشاهده|مشاهدات|مشاركه|مشاركات)$"
)
_URL = re.compile(r"^(?:https?://|www\.)\S+$")
_DATE_LINE = """
updated published posted on at am pm gmt utc est edt bst a p m st nd rd th last modified the of
تحديث اخر نشر في الساعه بتوقيت غرينتش جرينتش ص م ه الموافق تاريخ النشر يوم
"""
_DATE_WORDS = frozenset(_DATE_LINE.split())
_TERMINATOR = re.compile(r"[.!?؟…][\"”»)]*$")
_BYLINE_WORDS = 12
_LEAST = 4
"""Words of a headline that is looked for in other lines."""
_DASHES = " -–—|:•·"
_HANGING = re.compile("[-–—|:•·]+")


def is_furniture(line: str) -> bool:
    """Whether a line of a page is furniture whatever stands around it."""
    return kind_of(line) is not None


def kind_of(line: str) -> Kind | None:
    """What a line of furniture is; `None` where it is a part of the story."""
    if len(line) > _LONGEST:
        return None if any(c.isalnum() for c in line) else "template"
    plain = " ".join(fold(line).replace("\t", " | ").split()).strip(" |•·-–—*#=_")
    if not any(c.isalnum() for c in plain) or _is_template(plain):
        return "template"
    if _is_byline(plain) and _names_only(line):
        return None if states(_rest(line)) else "tags" if _TAGS.match(plain) else "credit"
    return "date" if _is_date(plain) else None


def doubtful(line: str, kind: Kind) -> bool:
    """Whether a credit may yet state something, so that it needs a like on the other side to count as one."""
    return kind == "credit" and may_state(_rest(line))


def tells(kind: Kind) -> bool:
    """Whether furniture of this kind holds numbers or names, so that it is told where only one side has it."""
    return kind != "template"


def _rest(line: str) -> str:
    """What follows a credit's label, as it is written: months and names have capitals."""
    plain = " ".join(line.split()).strip(" |•·-–—*#=_")
    label = _LABEL.match(plain)
    return plain[label.end() :] if label else plain


def _is_template(plain: str) -> bool:
    if _URL.match(plain):
        return True
    parts = [p.strip(" .!:()[]") for p in _SEPARATORS.split(plain)]
    return all(not p or p in _PHRASE_SET or _COUNTER.match(p) for p in parts)


def _is_byline(plain: str) -> bool:
    """A byline is short and is no sentence: "By Jane Doe - Agency - 23.08.2020", never "By noon, shops had closed."."""
    if not _BYLINE.match(plain) or len(plain.split()) > _BYLINE_WORDS:
        return False
    return not _TERMINATOR.search(plain)


def _names_only(line: str) -> bool:
    """Whether the Latin words of a byline are capitalised as names are; a blog's handle of one word need not be."""
    words = re.findall(r"[A-Za-z]{4,}", line)
    return len(words) <= 1 or sum(w[0].isupper() for w in words) >= 0.6 * len(words)


def _is_date(plain: str) -> bool:
    words = re.findall(r"[^\W\d_]+", plain)
    digits = any(c.isdigit() for c in plain)
    return digits and all(w in _DATE_WORDS or w in _calendar_words() for w in words)


@cache
def _calendar_words() -> frozenset[str]:
    """Months and weekdays of both languages, in full and abbreviated, folded; the names are CLDR's."""
    from babel import Locale

    names: set[str] = set()
    for code in ("en", "ar", "ar_EG", "ar_IQ", "ar_DZ"):
        locale = Locale.parse(code)
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                names.update(locale.months[context][width].values())
                names.update(locale.days[context][width].values())
    return frozenset(word for name in names for word in fold(name).split())


class Headlines:
    """Headlines of a page, to tell a byline that has one run into it ("By Jane Doe -----Troops leave the base")."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._known = {" ".join(words) for line in lines if len(words := fold(line).split()) >= _LEAST}

    def repeated_in(self, line: str) -> bool:
        """Whether a line ends in one of them, after a byline."""
        if len(line) > 2 * _LONGEST or not self._known:
            return False
        words = fold(line).split()
        for start in range(len(words) - _LEAST, -1, -1):
            tail = " ".join(words[start:])
            head = tail.lstrip(_DASHES)
            # The headline may hang on the byline without a space between them.
            for cut in {0, len(tail) - len(head), *(m.end() for m in _HANGING.finditer(words[start]))}:
                rest = " ".join([*words[:start], tail[:cut]]).strip(" -–—|:•·")
                if tail[cut:] in self._known and rest:
                    return _before_headline(rest)
        return False


def _before_headline(rest: str) -> bool:
    if is_furniture(rest):
        return True
    return len(rest.split()) <= _BYLINE_WORDS and not _TERMINATOR.search(rest) and not states(rest)
