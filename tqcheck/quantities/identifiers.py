"""Figures that count nothing: telephone numbers, addresses of machines, verses, list numerals, stamps of chats."""

from __future__ import annotations

import re
from fractions import Fraction

from tqcheck.lang import in_every_language
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.rules import Nothing, Reading
from tqcheck.records import Quantity

_STAMP = re.compile(r"\[?\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?\]?(?= -|:| \S+:)?")
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
_PHONE = re.compile(r"\+?\(?\d[\d \u00a0().-]{5,18}\d(?![\d%])")
_VERSE = re.compile(r"\d{1,3}:\d{1,3}(?::\d{1,3})?(?:-\d{1,3})?(?!\d)")
_CALLS = in_every_language("figures-called")
_VERSES = in_every_language("verses")
_ITEM_LETTERS = in_every_language("item-letters")


def read_stamp(c: Cursor) -> Nothing | None:
    """`[26/11/2026, 14:02:11]` at the head of a line: when the message was sent, which no translation repeats."""
    match = _at(c, _STAMP)
    text, start = c.ts.folded.text, c.token.start
    if match is None or text[:start].rpartition("\n")[2].strip():
        return None
    bracketed = match.group().startswith("[")
    if not bracketed and not text[match.end() :].startswith((" -", ": ")):
        return None
    return Nothing(start=c.i, end=_token_at(c, match.end()))


def read_address(c: Cursor) -> Reading | None:
    """`127.0.0.1`."""
    return _named(c, _at(c, _IP))


def read_phone(c: Cursor) -> Reading | None:
    """`+961 1 234 567`, `0123 456 789`: seven digits and more that open with a plus or a zero, or follow "call"."""
    match = _at(c, _PHONE)
    if match is None:
        return None
    digits = re.sub(r"\D", "", match.group())
    called = any(c.look(-k) in _CALLS for k in range(1, 5))
    opens = match.group().startswith(("+", "0", "(0")) and "." not in match.group()
    shaped = len(re.findall(r"(?<=\d)-(?=\d{3,})", match.group())) >= 2
    if not 7 <= len(digits) <= 15 or not (opens or called or shaped) or not _no_date(match.group()):
        return None
    return _named(c, match)


def _no_date(text: str) -> bool:
    return re.fullmatch(r"\d{1,4}[-.]\d{1,2}[-.]\d{1,4}|\d{4}\s?-\s?\d{4}", text) is None


def read_verse(c: Cursor) -> Reading | None:
    """`2:255` behind "verse" or "surah", or where its second part is no minute."""
    match = _at(c, _VERSE)
    if match is None:
        return None
    second = match.group().split(":")[1].split("-")[0]
    told = any(c.look(-k) in _VERSES for k in range(1, 4))
    return _named(c, match) if told or int(second) > 59 or len(second) == 3 else None


def read_list_numeral(c: Cursor) -> Nothing | None:
    """`(i)`, `(2)` in front of an item: the other language may number its items otherwise."""
    inner, close = c.ahead(), c.look(2)
    if close != ")" or not c.ahead(2).token.glued or not inner.token.glued:
        return None
    if inner.word in _ITEM_LETTERS:
        return Nothing(start=c.i, end=c.i + 3)
    if not (inner.token.kind == "n" and inner.word.isdigit() and int(inner.word) <= 30):
        return None
    n = int(inner.word)
    text = c.ts.folded.text
    return Nothing(start=c.i, end=c.i + 3) if f"({n + 1})" in text or f"({n - 1})" in text else None


def _at(c: Cursor, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """The pattern where the token here starts, in the text as folded tokens see it."""
    text = c.ts.folded.text
    return pattern.match(text, c.token.start)


def _token_at(c: Cursor, offset: int) -> int:
    """The first token that starts at or behind an offset of the folded text."""
    i = c.i
    while c.ts.at(i).kind and c.ts.at(i).start < offset:
        i += 1
    return i


def _named(c: Cursor, match: re.Match[str] | None) -> Reading | None:
    if match is None:
        return None
    end = _token_at(c, match.end())
    span = c.ts.span(c.i, end)
    parts = re.split(r"[:.]", match.group())
    # The parts of an address or a verse are numbers of their own; those of a telephone number are grouped at will.
    digits = "".join(re.sub(r"\D", "", part).zfill(3 if len(parts) > 1 else 1) for part in parts)
    # In a line that runs from the right, the groups of a telephone number may stand the other way round.
    turned = "".join(re.findall(r"\d+", match.group())[::-1])
    quantity = Quantity(
        kind="identifier", span=span, text=span.of(c.ts.original), value=Fraction(int("1" + digits)),
        readings=(Fraction(int("1" + turned)),) if len(parts) == 1 else (),
    )  # fmt: skip
    return Reading(start=c.i, end=end, quantity=quantity)
