"""HTML comments in a post: they are no part of the story, and some of them speak to tqcheck."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tqcheck.records import Span

_OPEN, _CLOSE = "<!--", "-->"
_MOST = 1000
"""Comments of one text that are obeyed."""
_OURS = re.compile(r"\s*tqcheck:(.*)\Z", re.S)
_ORDER = re.compile(r"(ignore|ignore-file)\s+(TQ\d{0,3}(?:\s*,\s*TQ\d{0,3})*)\s+(\S.*)", re.S | re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A comment that speaks to tqcheck. `codes` is empty where it could not be understood."""

    span: Span
    whole_file: bool = False
    codes: tuple[str, ...] = ()
    reason: str = ""


def outside_comments(text: str, span: Span) -> Iterator[Span]:
    """The parts of `span` that stand outside comments of `text`, without the white space around them."""
    start = span.start
    comments = _comments(text)
    for comment in comments[max(bisect_right(comments, start, key=lambda c: c.start) - 1, 0) :]:
        if comment.start >= span.end:
            break
        if comment.end > start:
            yield from _trimmed(text, start, comment.start)
            start = comment.end
    yield from _trimmed(text, start, span.end)


@lru_cache(maxsize=8)
def _comments(text: str) -> tuple[Span, ...]:
    """The comments of a text. One that does not end is none."""
    found: list[Span] = []
    end = 0
    while (start := text.find(_OPEN, end)) >= 0 and (close := text.find(_CLOSE, start + len(_OPEN))) >= 0:
        end = close + len(_CLOSE)
        found.append(Span(start=start, end=end))
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end] if start < end else ""
    if piece.strip():
        yield Span(start=start + len(piece) - len(piece.lstrip()), end=start + len(piece.rstrip()))


def orders(text: str) -> list[Order]:
    """The comments that begin with `tqcheck:`, in order: `<!-- tqcheck: ignore TQ301 reason -->`."""
    found: list[Order] = []
    for comment in _comments(text):
        ours = _OURS.match(text, comment.start + len(_OPEN), comment.end - len(_CLOSE))
        if ours and len(found) < _MOST:
            found.append(_order(ours[1].strip(), comment))
    return found


def _order(text: str, span: Span) -> Order:
    match = _ORDER.fullmatch(text)
    if not match:
        return Order(span=span)
    codes = tuple(code.strip().upper() for code in match[2].split(","))
    return Order(
        span=span, whole_file=match[1].lower() == "ignore-file", codes=codes, reason=" ".join(match[3].split())
    )
