"""Messages copied or exported from a chat: who wrote them and when is no part of the story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tqcheck.records import Span

_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[\s\u202f]*(?:[AaPp]\.?[Mm]\.?|ص|م))?"
_DAY = r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}"
_WHO = r"[^:\n]{1,60}"
# WhatsApp on phones of both makers, Telegram's and Signal's copies.
_STAMP = re.compile(
    rf"[\u200e\u200f\u202a-\u202e\s]*(?:\[{_DAY},?\s*{_CLOCK}\]\s*{_WHO}:|{_DAY},?\s*{_CLOCK}\s*[-–]\s*{_WHO}:|"
    rf"{_WHO},?\s*\[{_DAY},?\s*{_CLOCK}\]:?|\[{_DAY},?\s*{_CLOCK}\])[\u200e\u200f\s]*"
)
_LEAD = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\s]*")


def without_stamps(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans of messages without their stamps, if at least two lines have one; other text as it is."""
    stamped = [_STAMP.match(text, span.start, span.end) for span in spans]
    if sum(match is not None for match in stamped) < 2:
        return list(spans)
    found = []
    for span, match in zip(spans, stamped, strict=True):
        lead = _LEAD.match(text, match.end() if match else span.start, span.end)
        start = lead.end() if lead else span.start
        if start < span.end:
            found.append(Span(start=start, end=span.end))
    return found
