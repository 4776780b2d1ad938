"""Sentence boundaries by sentencex, corrected where news needs it. Its own rules handle "U.S." and "Maj. Gen."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tqcheck.records import Lang, Span
from tqcheck.text.writing import writing

_QUOTED = re.compile(r"“[^”]*(?:”|$)|«[^»]*(?:»|$)|\"[^\"]*(?:\"|$)", re.S)
_MARKS = str.maketrans(dict.fromkeys('“”«»"', " "))
# A terminator inside a closing bracket or quotation mark, or an ellipsis, before a new sentence's capital.
_MISSED = re.compile(r"(?:[.!?؟][)\]”»]|(?:…|\.\.\.)[)\]”»\"]?)\s+(?=[\"“«(\[]?[A-Z])")
_STRETCH = 4_000
"""Characters whose sentences are looked for at once."""
_LONGEST = 300
"""Words of a sentence beyond which it is read in pieces."""
_WORD = re.compile(r"\S+")
_PAUSES = frozenset(",;:،؛–—")


def split_sentences(text: str, lang: Lang) -> list[Span]:
    """Spans of the sentences of one paragraph, without the white space between them; together they lose no word.

    Sentences inside a long quotation are sentences of their own: a translator splits and joins them freely.
    """
    ends = set(_boundaries(text, lang)) | _inside_quotations(text, lang)
    ends |= {m.end() for m in _MISSED.finditer(text)}
    if goes_on := writing(lang).goes_on:
        ends -= {m.end() for m in goes_on.finditer(text)}
    ends.add(len(text))
    ends |= set(_windows(text, sorted(ends)))
    spans: list[Span] = []
    start, before, worded = 0, 0, False
    for end in sorted(ends):
        worded = worded or _has_word(text[before:end])
        before = end
        piece = text[start:end] if worded or spans else ""
        if worded:
            worded = False
            lead = len(piece) - len(piece.lstrip())
            spans.append(Span(start=start + lead, end=start + len(piece.rstrip())))
            start = end
        elif spans and piece.strip():  # a stray closing quotation mark belongs to the sentence before it
            spans[-1] = Span(start=spans[-1].start, end=start + len(piece.rstrip()))
            start = end
    return spans


def _windows(text: str, ends: Sequence[int]) -> Iterator[int]:
    """Ends inside sentences of more than `_LONGEST` words, which are read in pieces: after a comma if possible."""
    start = 0
    for end in ends:
        words = [m.end() for m in _WORD.finditer(text, start, end)] if end - start > 2 * _LONGEST else []
        first = 0
        while len(words) - first > _LONGEST:
            last = first + _LONGEST
            commas = (n for n in range(last, first + _LONGEST // 2, -1) if text[words[n - 1] - 1] in _PAUSES)
            first = next(commas, last)
            yield words[first - 1]
        start = end


def _boundaries(text: str, lang: Lang) -> list[int]:
    import sentencex

    ends: list[int] = []
    start = 0
    while start < len(text):
        # The library's time grows with the square of the text's length; a stretch's own end is no boundary.
        stretch = text[start : start + _STRETCH]
        found = [start + b["end_index"] for b in sentencex.get_sentence_boundaries(lang, stretch)]
        last = start + len(stretch) >= len(text)
        ends += found if last else [end for end in found if end < start + len(stretch)]
        start = ends[-1] if not last and ends and ends[-1] > start else start + len(stretch)
    no_end = writing(lang).no_end
    return [e for e in ends if not any(pattern.search(text, max(0, e - 8), e) for pattern in no_end)]


def _inside_quotations(text: str, lang: Lang) -> set[int]:
    """Boundaries that sentencex passes over because it keeps quotations whole."""
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    if not quoted:
        return set()
    masked = text.translate(_MARKS)
    return {
        e
        for e in _boundaries(masked, lang)
        for start, end in quoted
        if start < e < end and _has_word(text[start:e]) and _has_word(text[e:end])
    }


def _has_word(text: str) -> bool:
    return any(c.isalnum() for c in text)
