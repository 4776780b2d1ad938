"""Alignment as a table, TSV, TMX or JSON: renderers of pairs of bitext and beads."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from tqcheck import __version__
from tqcheck.lang import PAIR
from tqcheck.records import Bead, Bitext, Segment, Side
from tqcheck.visible import escaped, visible

Aligned: TypeAlias = Iterable[tuple[Bitext, Sequence[Bead]]]

COLUMNS = ("path", "bead", "source", "target", "similarity", "confidence", "moved", "source_text", "target_text")


class AlignmentJson:
    """One object for one bitext; with several, an object whose `documents` holds one of the kind for each."""

    def render(self, aligned: Aligned) -> str:
        """Beads with the indices of their segments on either side, from 0, in the order of the text."""
        documents = [{"path": bitext.path, "beads": self._beads(_Indices(bitext), beads)} for bitext, beads in aligned]
        shown = documents[0] if len(documents) == 1 else {"documents": documents}
        return escaped(json.dumps(shown, ensure_ascii=False, indent=2)) + "\n"

    def _beads(self, indices: _Indices, beads: Sequence[Bead]) -> list[dict[str, object]]:
        return [self._bead(bead, indices) for bead in beads]

    def _bead(self, bead: Bead, indices: _Indices) -> dict[str, object]:
        return {
            "source": indices.of(bead, "source"),
            "target": indices.of(bead, "target"),
            "similarity": _rounded(bead.similarity),
            "confidence": _rounded(bead.confidence),
            "moved": bead.moved,
            "source_text": bead.side_text("source"),
            "target_text": bead.side_text("target"),
        }


class AlignmentTsv:
    """Tab-separated, a bead a row under a header; segment numbers from 0, parted by commas."""

    def render(self, aligned: Aligned) -> str:
        """Line breaks within a text become spaces, so that a row stays a line."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        writer.writerow(COLUMNS)
        for bitext, beads in aligned:
            indices = _Indices(bitext)
            writer.writerows(_row(bitext, bead, indices) for bead in beads)
        return out.getvalue()


class AlignmentTmx:
    """TMX 1.4, a translation unit for every bead with two sides; needs the extra `tqcheck[tbx]`."""

    def render(self, aligned: Aligned) -> str:
        """Raises UsageError where the library is not installed."""
        from tqcheck.errors import UsageError

        try:
            from translate.storage.tmx import tmxfile
        except ImportError as error:
            raise UsageError("format 'tmx' needs translate-toolkit: pip install 'tqcheck[tbx]'") from error
        documents = list(aligned)
        languages = {(b.source_lang, b.target_lang) for b, _ in documents} or {PAIR}
        source_lang, target_lang = min(languages)
        store = tmxfile(sourcelanguage=source_lang, targetlanguage=target_lang)
        header = store.document.getroot().find("header")
        for name, value in _tmx_header(source_lang).items():
            header.set(name, value)
        for bitext, beads in documents:
            for bead in beads:
                if bead.source and bead.target:
                    _add_unit(store, bitext, bead)
        text: str = bytes(store).decode("utf-8")
        return text


class AlignmentTable:
    """Plain text for reading: every bead with its numbers, then both sides' sentences, one a line."""

    def render(self, aligned: Aligned) -> str:
        """Nothing but text: no colour, no width."""
        return visible("\n".join(line for bitext, beads in aligned for line in self._document(bitext, beads)) + "\n")

    def _document(self, bitext: Bitext, beads: Sequence[Bead]) -> Iterator[str]:
        indices = _Indices(bitext)
        yield f"{bitext.path}: {len(bitext.source)} {bitext.source_lang}, {len(bitext.target)} {bitext.target_lang}"
        for bead in beads:
            shape = f"{len(bead.source)}-{len(bead.target)}"
            notes = [f"similarity {bead.similarity:.2f}"] if bead.similarity is not None else []
            notes += [f"confidence {bead.confidence:.2f}"] if bead.confidence is not None else []
            notes += ["moved"] if bead.moved else []
            yield f"{bead.index:4}  {shape}" + "".join(f"  {note}" for note in notes)
            for side, lang in (("source", bitext.source_lang), ("target", bitext.target_lang)):
                segments = bead.source if side == "source" else bead.target
                numbers = indices.of(bead, "source" if side == "source" else "target")
                yield from (f"      {lang} {n:3}  {_line(s.text)}" for n, s in zip(numbers, segments, strict=True))
                if not segments:
                    yield f"      {lang}   –"


class _Indices:
    """Numbers of segments, from 0, on their side."""

    def __init__(self, bitext: Bitext) -> None:
        self._number = {side: _numbers(bitext.source if side == "source" else bitext.target) for side in _SIDES}

    def of(self, bead: Bead, side: Side) -> list[int]:
        return [self._number[side][_key(s)] for s in bead.segments(side)]


_SIDES: tuple[Side, Side] = ("source", "target")


def _numbers(segments: Sequence[Segment]) -> dict[tuple[int, int, int], int]:
    return {_key(s): number for number, s in enumerate(segments)}


def _key(segment: Segment) -> tuple[int, int, int]:
    return id(segment.document), segment.span.start, segment.span.end


def _row(bitext: Bitext, bead: Bead, indices: _Indices) -> list[str]:
    numbers = [",".join(map(str, indices.of(bead, side))) for side in _SIDES]
    figures = ["" if v is None else f"{v:.4f}" for v in (bead.similarity, bead.confidence)]
    texts = [_line(bead.side_text(side)) for side in _SIDES]
    return [_line(bitext.path), str(bead.index), *numbers, *figures, "moved" if bead.moved else "", *texts]


def _line(text: str) -> str:
    return visible(" ".join(text.split()))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _tmx_header(source_lang: str) -> dict[str, str]:
    """The attributes that TMX 1.4 requires."""
    return {
        "creationtool": "tqcheck",
        "creationtoolversion": __version__,
        "segtype": "block",
        "o-tmf": "tqcheck",
        "adminlang": "en",
        "srclang": source_lang,
        "datatype": "plaintext",
    }


def _add_unit(store: object, bitext: Bitext, bead: Bead) -> None:
    unit = store.addsourceunit(visible(bead.side_text("source")))  # type: ignore[attr-defined]
    unit.settarget(visible(bead.side_text("target")), bitext.target_lang)
    note = f"{visible(bitext.path)}, bead {bead.index}"
    unit.addnote(note if bead.confidence is None else f"{note}, confidence {bead.confidence:.4f}")
