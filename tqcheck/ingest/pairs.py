"""Pairs that a file states: one bead a row, no alignment. A `.tsv` of `source<TAB>target` rows, or a format's table."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.errors import InputError
from tqcheck.ingest.content import Block, Row, Table, assemble
from tqcheck.lang import LANGUAGES
from tqcheck.records import Bead, Bitext, Document, Lang, Location, Segment, Span, Unread
from tqcheck.text.languages import NAMES, language_name
from tqcheck.text.scripts import script_of, weight
from tqcheck.text.sentences import split_sentences

_SPOKEN = {spoken: lang for lang in LANGUAGES for spoken in (lang, NAMES[lang].lower())}
_HEADERS = frozenset({*_SPOKEN, "source", "target", "src", "tgt"})


def read_pairs(document: Document, source_lang: Lang, target_lang: Lang) -> Bitext:
    """Beads in row order, each cell split into its sentences. Raises InputError naming the row that is malformed."""
    beads: list[Bead] = []
    named = stated_columns(document)
    offset = 0
    for number, line in enumerate(document.text.split("\n"), start=1):
        cells = line.rstrip("\r").split("\t")
        start, offset = offset, offset + len(line) + 1
        if not line.strip("\r\ufeff \t") or (
            number == 1 and all(c.strip("\ufeff ").lower() in _HEADERS for c in cells)
        ):
            continue
        if len(cells) != 2:
            columns = f"{len(cells)} column{'s' if len(cells) > 1 else ''}"
            raise InputError(
                f"{document.path}: row {number} has {columns}, expected 2: "
                f"{language_name(source_lang)}<TAB>{language_name(target_lang)}"
            )
        places = (start, start + len(cells[0]) + 1)
        source, target = (
            _cell(document, cell, place, lang, number)
            for cell, place, lang in zip(cells, places, (source_lang, target_lang), strict=True)
        )
        cell_spans = [Span(start=at, end=at + len(cell)) for at, cell in zip(places, cells, strict=True)]
        beads.append(Bead(index=len(beads), source=source, target=target, gap=_gap(document, *cell_spans)))
    _check_languages(document, beads, source_lang, target_lang, stated=named is not None)
    return Bitext(
        path=document.path, source_lang=source_lang, target_lang=target_lang,
        source=tuple(s for b in beads for s in b.source), target=tuple(s for b in beads for s in b.target),
        beads=tuple(beads),
    )  # fmt: skip


def stated_columns(document: Document) -> tuple[Lang, Lang] | None:
    """The languages that the first row of two columns names; `None` where it names none."""
    cells = document.text.split("\n", 1)[0].strip("\ufeff\r ").lower().split("\t")
    langs = [_SPOKEN.get(cell.strip()) for cell in cells]
    return (langs[0], langs[1]) if len(langs) == 2 and langs[0] and langs[1] and langs[0] != langs[1] else None


def read_table(file: str, table: Table, source_lang: Lang, target_lang: Lang) -> Bitext:
    """Beads in the order of the table's rows. Raises InputError where it is empty or its sides are not as stated."""
    sides = [block for row in table.rows for block in (row.source, row.target)]
    document, spans = assemble(file, sides)
    beads = [
        Bead(
            index=index,
            source=_cell(document, source.of(document.text), source.start, source_lang, index),
            target=_cell(document, target.of(document.text), target.start, target_lang, index),
            gap=_gap(document, source, target),
            state=row.state,
        )
        for index, (row, source, target) in enumerate(zip(table.rows, spans[::2], spans[1::2], strict=True))
    ]
    if not beads:
        but = f" that is to be translated ({table.left_out} not)" if table.left_out else ""
        pair = f"{language_name(source_lang)} and {language_name(target_lang)}"
        raise InputError(f"{file}: no pairs of {pair} in it{but}")
    stated = table.target_lang is not None
    _check_languages(document, beads, source_lang, target_lang, what="side", stated=stated)
    return Bitext(
        path=file, source_lang=source_lang, target_lang=target_lang,
        source=tuple(s for b in beads for s in b.source), target=tuple(s for b in beads for s in b.target),
        beads=tuple(beads), notices=tuple(f"{file}: {notice}" for notice in table.notices),
        not_read=tuple(Unread(path=file, reason=reason) for reason in table.not_read),
        exempt=_exempt(file, table.left_out),
    )  # fmt: skip


def _exempt(file: str, count: int) -> tuple[Unread, ...]:
    if not count:
        return ()
    pairs = f"{count} pair{'s' * (count > 1)} marked translate=no"
    return (Unread(path=file, reason=f"{pairs}, not checked; --ignore-comments checks them"),)


def row(source: Block, target: Block, state: str | None = None) -> Iterator[Row]:
    """A row, unless both its sides are empty."""
    if source.text.strip() or target.text.strip():
        yield Row(source=source, target=target, state=state)


def _gap(document: Document, *cells: Span) -> Location | None:
    """The place of the cell that is empty, if one is."""
    empty = next((cell for cell in cells if not cell.of(document.text).strip()), None)
    return Location(document=document, span=Span(start=empty.start, end=empty.start)) if empty is not None else None


def _cell(document: Document, cell: str, start: int, lang: Lang, row: int) -> tuple[Segment, ...]:
    spans = [Span(start=s.start + start, end=s.end + start) for s in split_sentences(cell, lang)]
    return tuple(Segment(document=document, lang=lang, span=s, text=s.of(document.text), paragraph=row) for s in spans)


def _check_languages(
    document: Document, beads: list[Bead], source_lang: Lang, target_lang: Lang, *, what: str = "column", stated: bool
) -> None:
    """Raise InputError where a side is empty throughout, or in the other's language.

    Where the file states the languages, a translation that is still in the original's is found row by row.
    """
    texts = ["".join(b.side_text("source") for b in beads), "".join(b.side_text("target") for b in beads)]
    names = ("first", "second") if what == "column" else ("source", "target")
    for text, lang, other, side in zip(
        texts, (source_lang, target_lang), (target_lang, source_lang), names, strict=True
    ):
        if not text:
            raise InputError(f"{document.path}: the {side} {what} is empty in every row")
        if stated and side == names[1]:
            continue
        if script_of(lang) != script_of(other) and weight(text, lang) < weight(text, other):
            raise InputError(
                f"{document.path}: the {side} {what} is not {language_name(lang)}; swap the {what}s, "
                "or say --source-lang and --target-lang"
            )
