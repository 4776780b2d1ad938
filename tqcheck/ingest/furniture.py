"""What stands on a blog page beside the story: bylines, datelines, share links, comment boxes, repeated headlines.

A line is furniture when nothing but furniture is in it; a sentence that mentions a share or a comment is not.
"""

from __future__ import annotations

import re
from functools import cache

from tqcheck.text.normalise import fold

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
جميع الحقوق محفوظه|بحث|القايمه|ارشيف|نسخ الرابط|حفظ
"""
_PHRASE_SET = frozenset(p.strip() for line in _PHRASES.split("\n") for p in line.split("|") if p.strip())
_SEPARATORS = re.compile(r"\s*(?:[|•·/»«>,،:…]|\s[-–—]+\s|-{2,}|\t)\s*")
_BYLINE = re.compile(
    r"^(?:by|(?:words|text|photo|written|posted|published|reported|reporting|edited|editing|translated) by|"
    r"author|source|photos?|image|tags|labels|category|categories|filed under|posted in)\b:?\s+\S|"
    r"^(?:بقلم|بواسطه|كتب|كتبت|كتبه|كتبها|تحرير|اعداد|ترجمه|نشر بواسطه|الكاتب|المصدر|تصوير|الصوره|الوسوم|التصنيفات?)\b"
    r"\s*:?\s*\S",
    re.I,
)
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


def is_furniture(line: str) -> bool:
    """Whether a line of a page is furniture whatever stands around it."""
    plain = fold(line).strip(" \t\r\n|•·-–—*#=_")
    if not any(c.isalnum() for c in plain):
        return True
    return _is_template(plain) or (_is_byline(plain) and _names_only(line)) or _is_date(plain)


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


def repeats_headline(line: str, headline: str) -> bool:
    """Whether `line` is a byline with the headline run into it ("By Jane Doe -----Troops leave the base")."""
    plain, head = fold(line).strip(), fold(headline).strip()
    if len(head.split()) < 4 or not plain.endswith(head) or plain == head:
        return False
    rest = plain[: -len(head)].strip(" -–—|:•·")
    return len(rest.split()) <= _BYLINE_WORDS and (is_furniture(rest) or not _TERMINATOR.search(rest))
