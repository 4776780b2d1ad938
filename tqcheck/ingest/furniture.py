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
from tqcheck.lang import ARABIC, ENGLISH, in_every_language, list_of
from tqcheck.text.normalise import fold

Kind: TypeAlias = Literal["template", "credit", "tags", "date"]

# What blog and news templates print, folded; a line made of these alone is furniture.
_PHRASES = in_every_language("page-phrases")
_SEPARATORS = re.compile(r"[|•·/»«>,،:…]| [-–—]+ |--+")
_LONGEST = 400
"""Characters of a line beyond which it is none of a page's furniture."""
_WRITTEN_BY = rf"(?:{'|'.join(list_of(ENGLISH, 'written-by'))}) by"
_TAG_LABELS = "|".join(in_every_language("tag-labels"))
_BYLINE = re.compile(
    rf"^(?:{_WRITTEN_BY}|{'|'.join(list_of(ENGLISH, 'byline-openers') + list_of(ENGLISH, 'tag-labels'))})\b:?\s+\S"
    rf"|^(?:{'|'.join(list_of(ARABIC, 'byline-openers') + list_of(ARABIC, 'tag-labels'))})\b\s*:?\s*\S",
    re.I,
)
_LABEL = re.compile(rf"^(?:by|{_WRITTEN_BY}|[^\W\d_]+(?: (?:by|under|in)\b)?)\b\s*:?\s*", re.I)
_TAGS = re.compile(rf"^(?:{_TAG_LABELS})\b")
_COUNTER = re.compile(rf"^[\d.,]+\s*k?\s*(?:{'|'.join(in_every_language('page-counters'))})$")
_URL = re.compile(r"^(?:https?://|www\.)\S+$")
_DATE_WORDS = in_every_language("date-line-words")
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
    return all(not p or p in _PHRASES or _COUNTER.match(p) for p in parts)


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
    for code in in_every_language("locales-of-pages"):
        locale = Locale.parse(code, sep="-")
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
