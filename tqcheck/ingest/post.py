"""A text that holds both languages, one after the other or paragraph by paragraph; and a pair of texts."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from tqcheck.errors import InputError
from tqcheck.ingest.chat import without_stamps
from tqcheck.ingest.content import Page, assemble
from tqcheck.ingest.furniture import Headlines, doubtful, is_furniture, kind_of, tells
from tqcheck.ingest.shares import only_language
from tqcheck.records import Bitext, Document, Lang, Segment, Span, Unread
from tqcheck.text.comments import outside_comments
from tqcheck.text.languages import identify, language_name
from tqcheck.text.normalise import fold
from tqcheck.text.scripts import Run, language_runs, script_of, weight
from tqcheck.text.sentences import split_sentences

# Share of the letters from which on a line is in the language that its file states, whatever else is in it.
_BELIEVED = 0.6
_GIVE_BOTH = "a post holds both languages (or give two files with --source and --target)"
_TERMINATED = re.compile(r"[.!?؟…:؛;][\"”»)\]]*\s*$")


class Text(NamedTuple):
    """A document, and its paragraphs with the language that the file says each is in (`None` where it says none)."""

    document: Document
    pieces: Sequence[tuple[Span, Lang | None]]
    not_read: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    fields: Mapping[int, str] = MappingProxyType({})
    """Names of the pieces that stand beside the text, by where they start."""

    def without(self, names: Container[str]) -> Text:
        """The text without fields of these names, and what is said of that."""
        gone = {start: name for start, name in self.fields.items() if name in names}
        kept = [piece for piece in self.pieces if piece[0].start not in gone]
        said = tuple(f"{name}, which one of the two files has alone" for name in dict.fromkeys(gone.values()))
        return self._replace(pieces=kept, not_read=(*self.not_read, *said))

    def told(self, path: str) -> tuple[tuple[Unread, ...], tuple[str, ...]]:
        """What was not read, and the notices, each with the post's path."""
        unread = tuple(Unread(path=path, reason=reason) for reason in self.not_read)
        return unread, tuple(f"{path}: {notice}" for notice in self.notices)


def text_of(document: Document, *, split: bool = True) -> Text:
    """The paragraphs of plain text; without `split`, its lines. Of a chat, the messages without sender and time."""
    spans = list((paragraphs if split else lines)(document.text))
    return Text(document, [(span, None) for span in without_stamps(document.text, spans)])


def text_of_page(file: str, page: Page) -> Text:
    """The blocks of a page, as a document that knows where in the file they stand."""
    document, spans = assemble(file, page.blocks)
    pairs = zip(page.blocks, spans, strict=True)
    kept = [(span, block.lang or page.lang) for block, span in pairs if span and not block.aside]
    fields = {span.start: block.field for block, span in zip(page.blocks, spans, strict=True) if block.field}
    return Text(document, kept, page.not_read, page.notices, fields)


def read_post(document: Document, source_lang: Lang, target_lang: Lang, *, split: bool = True) -> Bitext:
    """Both languages of one plain text; see `read_text`."""
    return read_text(text_of(document, split=split), source_lang, target_lang, split=split)


def read_text(text: Text, source_lang: Lang, target_lang: Lang, *, split: bool = True, name: str = "") -> Bitext:
    """Both languages of one text; without `split`, each piece is a segment. Raises InputError where one is absent.

    `name` tells the text from the others of its file.
    """
    document = text.document
    path = f"{document.path}#{name}" if name else document.path
    pieces = [
        (run.lang, run.span.shift(piece.start))
        for piece, stated in text.pieces
        for run in _runs(piece.of(document.text), stated, source_lang, target_lang)
    ]
    if (
        split
        and len({stated for _, stated in text.pieces} - {None}) < 2
        and (only := _only(document, pieces, source_lang, target_lang))
    ):
        raise InputError(f"{path}: {only}; {_GIVE_BOTH}")
    doubted = _doubted([(lang, span.of(document.text)) for lang, span in pieces]) if split else ()
    segments, furniture = _segments(document, pieces, doubted) if split else (_as_lines(document, pieces), [])
    not_read, notices = text.told(path)
    bitext = Bitext(
        path=path,
        source_lang=source_lang,
        target_lang=target_lang,
        source=tuple(s for s in segments if s.lang == source_lang),
        target=tuple(s for s in segments if s.lang == target_lang),
        furniture=tuple(furniture),
        not_read=not_read,
        notices=(*notices, *_set_aside(path, furniture)),
    )
    if not bitext.source and not bitext.target:
        raise InputError(f"{path}: no {language_name(source_lang)} text and no {language_name(target_lang)} text in it")
    for lang, side, other in ((source_lang, bitext.source, target_lang), (target_lang, bitext.target, source_lang)):
        if not side:
            raise InputError(f"{path}: no {language_name(lang)} text, only {language_name(other)}; {_GIVE_BOTH}")
    return bitext


def _only(document: Document, pieces: list[tuple[Lang, Span]], source_lang: Lang, target_lang: Lang) -> str | None:
    """Why a post is in one language, where its story is and the other only occurs in it."""
    if script_of(source_lang) == script_of(target_lang):
        return None
    story = [(lang, text) for lang, span in pieces if not is_furniture(text := span.of(document.text))]
    return only_language(story, (source_lang, target_lang))


def _runs(line: str, stated: Lang | None, source_lang: Lang, target_lang: Lang) -> list[Run]:
    """A line of furniture is one run, whatever scripts are in it («بواسطة aletho»); so is what is as it is stated."""
    whole = Span(start=0, end=len(line))
    langs = (source_lang, target_lang)
    if stated == "rtl":
        stated = next((lang for lang in langs if script_of(lang) == "Arabic"), None)
    if script_of(source_lang) == script_of(target_lang):
        if not weight(line, source_lang):
            return []
        return [Run(stated if stated in langs else identify(line, langs), whole)]
    counts = {lang: weight(line, lang) for lang in langs}
    if stated in counts and counts[stated] > _BELIEVED * sum(counts.values()):
        return [Run(stated, whole)]
    if is_furniture(line):
        return [Run(target_lang if counts[target_lang] else source_lang, whole)]
    return language_runs(line, source_lang, target_lang)


def read_pair(
    source: Text, target: Text, source_lang: Lang, target_lang: Lang, *, split: bool = True, name: str = ""
) -> Bitext:
    """Two texts, one a language; without `split`, each piece is a segment.

    Raises InputError where a text is in the other's language.
    """
    sides: list[tuple[Segment, ...]] = []
    furniture: list[Segment] = []
    alone = set(source.fields.values()) ^ set(target.fields.values())
    source, target = source.without(alone), target.without(alone)
    both = ((source, source_lang), (target, target_lang))
    whole = [(lang, span.of(text.document.text)) for text, lang in both for span, _ in text.pieces]
    doubted, first = _doubted(whole) if split else set(), len(source.pieces)
    told = [text.told(text.document.path) for text in (source, target)]
    for (document, given, *_), lang, other in ((source, source_lang, target_lang), (target, target_lang, source_lang)):
        story = " ".join(span.of(document.text) for span, _ in given)
        if weight(story, lang) == 0 or (
            script_of(lang) != script_of(other) and weight(story, lang) < weight(story, other)
        ):
            raise InputError(
                f"{document.path}: expected {language_name(lang)} text; are --source and --target swapped?"
            )
        pieces = [(lang, span) for span, _ in given]
        own = {number - len(sides) * first for number in doubted}
        segments, found = _segments(document, pieces, own) if split else (_as_lines(document, pieces), [])
        sides.append(tuple(segments))
        furniture.extend(found)
    path = f"{target.document.path}#{name}" if name else target.document.path
    return Bitext(
        path=path, source_lang=source_lang, target_lang=target_lang,
        source=sides[0], target=sides[1], furniture=tuple(furniture),
        not_read=told[0][0] + told[1][0], notices=told[0][1] + told[1][1] + _set_aside(path, furniture),
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


def _segments(
    document: Document, pieces: Sequence[tuple[Lang, Span]], doubted: Collection[int]
) -> tuple[list[Segment], list[Segment]]:
    """Sentences of the pieces in order, and the furniture among them; pieces in `doubted` are none."""
    story: list[Segment] = []
    furniture: list[Segment] = []
    headlines = Headlines(text for _, span in pieces if _headline_like(text := span.of(document.text)))
    seen: set[str] = set()
    for number, (lang, piece) in enumerate(pieces):
        text = piece.of(document.text)
        key = fold(text).strip()
        repeated = (key in seen and _headline_like(text)) or headlines.repeated_in(text)
        seen.add(key)
        if repeated or (number not in doubted and is_furniture(text)):
            furniture.append(Segment(document=document, lang=lang, span=piece, text=text, paragraph=number))
            continue
        for span in split_sentences(text, lang):
            place = span.shift(piece.start)
            story.append(
                Segment(document=document, lang=lang, span=place, text=place.of(document.text), paragraph=number)
            )
    return story, furniture


def _doubted(pieces: Sequence[tuple[Lang, str]]) -> set[int]:
    """Numbers of the pieces that may state something, and whose like the other language has not."""
    kinds = [(lang, text, kind) for lang, text in pieces if (kind := kind_of(text))]
    credited = {lang for lang, _, kind in kinds if kind == "credit"}
    return {
        number
        for number, (lang, text) in enumerate(pieces)
        if (kind := kind_of(text)) and credited == {lang} and doubtful(text, kind)
    }


def _set_aside(path: str, furniture: Sequence[Segment]) -> tuple[str, ...]:
    """A line about the furniture of one side only that holds numbers or names: nothing was compared with it."""
    told = [(s, kind) for s in furniture if (kind := kind_of(s.text)) and tells(kind)]
    sides: dict[str, set[Lang]] = {}
    for segment, kind in told:
        sides.setdefault(kind, set()).add(segment.lang)
    alone = [s for s, kind in told if len(sides[kind]) == 1]
    if not alone:
        return ()
    first = alone[0]
    line, _ = first.document.line_column(first.span.start)
    more = f" and {len(alone) - 1} more" if len(alone) > 1 else ""
    return (f"{path}: taken for the page's own and not compared: line {line}, «{first.text[:80]}»{more}",)


def _as_lines(document: Document, pieces: list[tuple[Lang, Span]]) -> list[Segment]:
    return [
        Segment(document=document, lang=lang, span=span, text=span.of(document.text), paragraph=n)
        for n, (lang, span) in enumerate(pieces)
    ]


def _headline_like(text: str) -> bool:
    return 3 <= len(text.split()) <= 30 and not re.search(r"[.؟!?…][\"”»)]*\s*$", text.rstrip())
