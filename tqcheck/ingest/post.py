"""A text file that holds both languages, one after the other or paragraph by paragraph; and a pair of files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tqcheck.errors import InputError
from tqcheck.ingest.furniture import is_furniture, repeats_headline
from tqcheck.records import Bitext, Document, Lang, Segment, Span
from tqcheck.text.comments import outside_comments
from tqcheck.text.normalise import fold
from tqcheck.text.scripts import Run, language_runs, letters, script_of
from tqcheck.text.sentences import split_sentences

_NAMES = {"ar": "Arabic", "en": "English"}
_TERMINATED = re.compile(r"[.!?؟…:؛;][\"”»)\]]*\s*$")


def language_name(lang: Lang) -> str:
    """The language's English name, for messages."""
    return _NAMES.get(lang, f"language '{lang}'")


def read_post(document: Document, source_lang: Lang, target_lang: Lang, *, split: bool = True) -> Bitext:
    """Both languages of one file; without `split`, each line is a segment. Raises InputError where one is absent."""
    if script_of(source_lang) == script_of(target_lang):
        raise InputError(
            f"{document.path}: '{source_lang}' and '{target_lang}' share a script, so one file cannot hold both; "
            "give two files with --source and --target"
        )
    pieces = [
        (run.lang, Span(start=paragraph.start + run.span.start, end=paragraph.start + run.span.end))
        for paragraph in (paragraphs if split else lines)(document.text)
        for run in _runs(paragraph.of(document.text), source_lang, target_lang)
    ]
    segments, furniture = _segments(document, pieces) if split else (_as_lines(document, pieces), [])
    bitext = Bitext(
        path=document.path,
        source_lang=source_lang,
        target_lang=target_lang,
        source=tuple(s for s in segments if s.lang == source_lang),
        target=tuple(s for s in segments if s.lang == target_lang),
        furniture=tuple(furniture),
    )
    for lang, side, other in ((source_lang, bitext.source, target_lang), (target_lang, bitext.target, source_lang)):
        if not side:
            raise InputError(
                f"{document.path}: no {language_name(lang)} text, only {language_name(other)}; "
                "a post holds both languages (or give two files with --source and --target)"
            )
    return bitext


def _runs(line: str, source_lang: Lang, target_lang: Lang) -> list[Run]:
    """A line of furniture is one run, whatever scripts are in it («بواسطة aletho»)."""
    if is_furniture(line):
        return [Run(target_lang if letters(line, target_lang) else source_lang, Span(start=0, end=len(line)))]
    return language_runs(line, source_lang, target_lang)


def read_pair(
    source: Document, target: Document, source_lang: Lang, target_lang: Lang, *, split: bool = True
) -> Bitext:
    """Two files, one a language; without `split`, each line is a segment.

    Raises InputError where a file is in the other's language.
    """
    sides = []
    furniture: list[Segment] = []
    for document, lang, other in ((source, source_lang, target_lang), (target, target_lang, source_lang)):
        if letters(document.text, lang) == 0 or (
            script_of(lang) != script_of(other) and letters(document.text, lang) < letters(document.text, other)
        ):
            raise InputError(
                f"{document.path}: expected {language_name(lang)} text; are --source and --target swapped?"
            )
        pieces = [(lang, p) for p in paragraphs(document.text)] if split else [(lang, p) for p in lines(document.text)]
        segments, found = _segments(document, pieces) if split else (_as_lines(document, pieces), [])
        sides.append(tuple(segments))
        furniture.extend(found)
    return Bitext(
        path=target.path, source_lang=source_lang, target_lang=target_lang,
        source=sides[0], target=sides[1], furniture=tuple(furniture),
    )  # fmt: skip


def lines(text: str) -> Iterator[Span]:
    """Spans of the lines that are not blank, without the white space at their ends."""
    for match in re.finditer(r"[^\n]+", text):
        if match[0].strip(" \t\r\ufeff"):
            yield Span(start=match.start(), end=match.start() + len(match[0].rstrip()))


def paragraphs(text: str) -> Iterator[Span]:
    """Spans of the paragraphs: lines, or blocks of lines where a block is visibly wrapped at a column."""
    block: list[Span] = []
    for match in re.finditer(r"[^\n]*(?:\n|$)", text):
        line = Span(start=match.start(), end=match.start() + len(match[0].rstrip()))
        if line.of(text).strip(" \t\r\ufeff"):
            block.extend(outside_comments(text, line) if "<!--" in text else (line,))
            continue
        yield from _unwrap(block, text)
        block = []
    yield from _unwrap(block, text)


def _unwrap(block: list[Span], text: str) -> Iterator[Span]:
    full = [len(line) for line in block[:-1]]
    open_ended = sum(not _TERMINATED.search(line.of(text)) for line in block[:-1])
    if len(block) > 2 and min(full) >= 50 and max(full) <= 100 and open_ended >= 0.6 * len(full):
        yield Span(start=block[0].start, end=block[-1].end)
    else:
        yield from block


def _segments(document: Document, pieces: list[tuple[Lang, Span]]) -> tuple[list[Segment], list[Segment]]:
    """Sentences of the pieces in order, and the furniture among them."""
    story: list[Segment] = []
    furniture: list[Segment] = []
    headlines = [span.of(document.text) for _, span in pieces if _headline_like(span.of(document.text))]
    seen: set[str] = set()
    for number, (lang, piece) in enumerate(pieces):
        text = piece.of(document.text)
        key = fold(text).strip()
        repeated = (key in seen and _headline_like(text)) or any(repeats_headline(text, h) for h in headlines)
        seen.add(key)
        if repeated or is_furniture(text):
            furniture.append(Segment(document=document, lang=lang, span=piece, text=text, paragraph=number))
            continue
        for span in split_sentences(text, lang):
            place = span.shift(piece.start)
            story.append(
                Segment(document=document, lang=lang, span=place, text=place.of(document.text), paragraph=number)
            )
    return story, furniture


def _as_lines(document: Document, pieces: list[tuple[Lang, Span]]) -> list[Segment]:
    return [
        Segment(document=document, lang=lang, span=span, text=span.of(document.text), paragraph=n)
        for n, (lang, span) in enumerate(pieces)
    ]


def _headline_like(text: str) -> bool:
    return 3 <= len(text.split()) <= 30 and not re.search(r"[.؟!?…][\"”»)]*\s*$", text.rstrip())
