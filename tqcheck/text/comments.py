"""HTML comments in a post: they are no part of the story, and some of them speak to tqcheck."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tqcheck.records import Span

_COMMENT = re.compile(r"<!--(.*?)-->", re.S)
_OURS = re.compile(r"\s*tqcheck:\s*(.*?)\s*\Z", re.S)
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
    for match in _COMMENT.finditer(text):
        if match.end() <= start or match.start() >= span.end:
            continue
        yield from _trimmed(text, start, match.start())
        start = match.end()
    yield from _trimmed(text, start, span.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end] if start < end else ""
    if piece.strip():
        yield Span(start=start + len(piece) - len(piece.lstrip()), end=start + len(piece.rstrip()))


def orders(text: str) -> list[Order]:
    """The comments that begin with `tqcheck:`, in order: `<!-- tqcheck: ignore TQ301 reason -->`."""
    found = []
    for match in _COMMENT.finditer(text):
        ours = _OURS.match(match[1])
        if ours:
            found.append(_order(ours[1], Span(start=match.start(), end=match.end())))
    return found


def _order(text: str, span: Span) -> Order:
    match = _ORDER.fullmatch(text)
    if not match:
        return Order(span=span)
    codes = tuple(code.strip().upper() for code in match[2].split(","))
    return Order(
        span=span, whole_file=match[1].lower() == "ignore-file", codes=codes, reason=" ".join(match[3].split())
    )
