"""A `.tsv` of `source<TAB>target` rows: one bead a row, no alignment."""

from __future__ import annotations

from tqcheck.errors import InputError
from tqcheck.ingest.post import language_name
from tqcheck.records import Bead, Bitext, Document, Lang, Segment, Span
from tqcheck.text.scripts import letters, script_of
from tqcheck.text.sentences import split_sentences

_HEADERS = frozenset({"en", "ar", "english", "arabic", "source", "target", "src", "tgt"})


def read_pairs(document: Document, source_lang: Lang, target_lang: Lang) -> Bitext:
    """Beads in row order, each cell split into its sentences. Raises InputError naming the row that is malformed."""
    beads: list[Bead] = []
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
        beads.append(Bead(index=len(beads), source=source, target=target))
    _check_languages(document, beads, source_lang, target_lang)
    return Bitext(
        path=document.path, source_lang=source_lang, target_lang=target_lang,
        source=tuple(s for b in beads for s in b.source), target=tuple(s for b in beads for s in b.target),
        beads=tuple(beads),
    )  # fmt: skip


def _cell(document: Document, cell: str, start: int, lang: Lang, row: int) -> tuple[Segment, ...]:
    spans = [Span(start=s.start + start, end=s.end + start) for s in split_sentences(cell, lang)]
    return tuple(Segment(document=document, lang=lang, span=s, text=s.of(document.text), paragraph=row) for s in spans)


def _check_languages(document: Document, beads: list[Bead], source_lang: Lang, target_lang: Lang) -> None:
    texts = ["".join(b.side_text("source") for b in beads), "".join(b.side_text("target") for b in beads)]
    for text, lang, other, column in zip(
        texts, (source_lang, target_lang), (target_lang, source_lang), ("first", "second"), strict=True
    ):
        if not text:
            raise InputError(f"{document.path}: the {column} column is empty in every row")
        if script_of(lang) != script_of(other) and letters(text, lang) < letters(text, other):
            raise InputError(
                f"{document.path}: the {column} column is not {language_name(lang)}; swap the columns, "
                "or say --source-lang and --target-lang"
            )
