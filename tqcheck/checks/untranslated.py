"""TQ105 untranslated: source text stands in the translation as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tqcheck.checks.sentences import shorten
from tqcheck.lang import ARABIC
from tqcheck.names.common import is_common_english
from tqcheck.records import (
    FACTS,
    Bead,
    Check,
    DocumentEvidence,
    Example,
    Fault,
    Location,
    Precedence,
    Segment,
    Severity,
    Span,
)
from tqcheck.text.links import without_links
from tqcheck.text.normalise import fold
from tqcheck.text.scripts import letters, script_of
from tqcheck.text.words import words

PART = 3
"""Letters at least of each of the words that another is made of."""
_ONE_SCRIPT = re.compile(r"[A-Za-z][A-Za-z'’.&-]*|[^\WA-Za-z\d_]+|[\d_]+")
_SET_APART = re.compile(r"[(\[«“\"'‘/#@]\s*$")


def untranslated(document: DocumentEvidence) -> Iterator[Fault]:
    """TQ105: whole sentences, and everyday words that are no name, left in the source language."""
    source_lang, target_lang = document.bitext.source_lang, document.bitext.target_lang
    if script_of(source_lang) == script_of(target_lang):
        return
    for evidence in document.beads:
        bead = evidence.bead
        source = fold(bead.side_text("source"))
        for segment in bead.target:
            for span in _foreign(segment, source_lang, target_lang, source):
                place = Location(
                    document=segment.document, span=Span(start=segment.place(span.start), end=segment.place(span.end))
                )
                yield Fault(
                    message=f"left untranslated: {shorten(place.text)}",
                    bead=bead,
                    source=_same_words(bead, place.text),
                    target=place,
                    confidence=0.97,
                )


def _foreign(segment: Segment, source_lang: str, target_lang: str, source: str) -> Iterator[Span]:
    """Stretches of a target segment that are source text as it is."""
    plain = without_links(segment.text)
    if letters(plain, source_lang) > letters(plain, target_lang):
        if _prose(plain, [w for w in words(plain) if letters(w.of(plain), source_lang)]):
            yield Span(start=0, end=len(segment.text))
        return
    run: list[Span] = []
    for span in [*_written(plain), None]:
        if span is not None and letters(span.of(plain), source_lang):
            run.append(span)
            continue
        text = segment.text[run[0].start : run[-1].end] if run else ""
        if run and fold(text) in source and (_prose(plain, run) or _left_in(plain, run, source_lang)):
            yield Span(start=run[0].start, end=run[-1].end)
        run = []


def _written(text: str) -> Iterator[Span]:
    """The words of a text; what is written onto one in other letters («بـcompensation») stands by itself."""
    for span in words(text):
        parts = list(_ONE_SCRIPT.finditer(span.of(text)))
        yield from (
            [Span(start=span.start + p.start(), end=span.start + p.end()) for p in parts] if len(parts) > 1 else [span]
        )


def _prose(text: str, run: list[Span]) -> bool:
    """Whether words are more than a name: three at least, two of them without a capital."""
    return len(run) >= 3 and sum(s.of(text)[0].islower() for s in run) >= 2


def _left_in(text: str, run: list[Span], source_lang: str) -> bool:
    """Whether one or two words are everyday ones, no name, and no term in quotation marks or brackets."""
    plain = [span.of(text) for span in run]
    if _SET_APART.search(text[: run[0].start]) or max(map(len, plain)) < 3:
        return False
    return source_lang == ARABIC or all(word.islower() and _everyday(word) for word in plain)


def _everyday(word: str) -> bool:
    """Whether an English word, or each of the two that it is made of (turnout), is an everyday one."""
    cuts = range(PART, len(word) - PART + 1)
    return is_common_english(word) or any(is_common_english(word[:n]) and is_common_english(word[n:]) for n in cuts)


def _same_words(bead: Bead, text: str) -> Location | None:
    source = bead.side_text("source")
    at = source.lower().find(text.lower())
    if at >= 0:
        return bead.locate("source", at, at + len(text))
    return bead.locate("source", 0, len(source)) if bead.source else None


UNTRANSLATED = Check(
    code="TQ105",
    name="untranslated",
    severity=Severity.MAJOR,
    summary="Source text stands in the translation as it is.",
    run=untranslated,
    family="sentence",
    precedence=Precedence.SENTENCE,
    explains=(*FACTS, "name", "TQ607"),
    passes=(
        Example(source="Microsoft Corporation opened an office.", target="افتتحت شركة Microsoft Corporation مكتبا."),
        Example(source="The vote was postponed.", target="تأجل التصويت."),
    ),
    fails=(
        Example(
            source="The vote was postponed because of the storm.",
            target="تأجل التصويت because of the storm.",
        ),
        Example(
            source="Turnout was low in the north, officials said.",
            target="كان الإقبال ضعيفا in the north, officials said.",
        ),
    ),
)

CHECKS = (UNTRANSLATED,)
