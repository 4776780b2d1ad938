"""What can be opened on the desk: files, dropped bytes, pasted texts; and what of it is checked and written back."""

from __future__ import annotations

import codecs
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from tqcheck.api import Engine
from tqcheck.desk.sheet import SIDES, Cut, Mark, Panes, Piece, cut_of, extracted, raw_range, utf16
from tqcheck.errors import InputError
from tqcheck.ingest.content import Wanted
from tqcheck.ingest.formats import named
from tqcheck.ingest.limits import MAX_PAGE, read_bytes
from tqcheck.ingest.post import Text
from tqcheck.ingest.reading import read
from tqcheck.lang import PAIR
from tqcheck.records import Bitext, DocumentReport, Finding, Lang, Location, Side
from tqcheck.text.languages import detect

_BOMS = ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
         (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
_ENCODINGS = ("utf-8", "cp1256", "iso8859_6", "cp1252", "utf-16-le", "utf-16-be")
_SOURCE, _TARGET = "original", "translation"
# Kinds of files whose lines are what an editor writes: they are edited as they stand.
_PLAIN = (".txt", ".text", ".tsv", ".md", ".markdown", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileText:
    """A text that is edited: `data` are the bytes it was read from, `path` where it is saved (`None`: nowhere)."""

    name: str
    cut: Cut
    data: bytes = b""
    path: Path | None = None
    bom: bytes = b""
    encoding: str = "utf-8"

    def encoded(self, cut: Cut) -> bytes:
        """Bytes of an edited text, in the encoding that the file had. Raises InputError where that lacks a letter."""
        try:
            return self.bom + cut.text.encode(self.encoding)
        except UnicodeEncodeError as error:
            raise InputError(
                f"{self.name}: “{cut.text[error.start]}” is not in the file's old encoding; download a copy, which is "
                "UTF-8"
            ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """An open post. `texts` are one file of both languages, or two of one each. `given` is a file that is not edited as
    it stands (Word, a web page…): name, bytes, and which of its posts; the texts are then what was read out of it.
    """

    title: str
    texts: tuple[FileText, ...]
    source_lang: Lang
    target_lang: Lang
    given: tuple[str, bytes, int] | None = None
    notices: tuple[str, ...] = ()
    id: str = field(default_factory=lambda: secrets.token_urlsafe(9))

    @property
    def panes(self) -> Panes:
        """What the panes show when the post has just been opened."""
        return _joined([text.cut for text in self.texts])

    @property
    def version(self) -> str:
        """What tells this state of the files from every other."""
        return sha256(b"\0".join(text.data for text in self.texts)).hexdigest()[:16]

    @property
    def saves(self) -> bool:
        """Whether there is a file that what is edited goes back to."""
        return all(text.path for text in self.texts)

    def merged(self, panes: Panes) -> tuple[Cut, ...]:
        """The texts with what the panes hold now."""
        return tuple(text.cut.merged(panes) for text in self.texts)


def _joined(cuts: Sequence[Cut]) -> Panes:
    parts = [cut.panes for cut in cuts]
    return Panes("".join(p.source for p in parts), "".join(p.target for p in parts))


def open_file(engine: Engine, path: Path, index: int = 0) -> Sheet:
    """The sheet of a post on disk. Raises InputError."""
    return open_bytes(engine, str(path), read_bytes(str(path), MAX_PAGE), index, path=path)


def open_bytes(engine: Engine, name: str, data: bytes, index: int = 0, *, path: Path | None = None) -> Sheet:
    """The sheet of a file's bytes; without `path` it is saved nowhere. Raises InputError."""
    bitexts = engine.load_given(name, data)
    bitext = bitexts[min(index, len(bitexts) - 1)]
    if bitext.fault:
        raise InputError(bitext.fault)
    if len(bitexts) == 1 and (plain := _plain(name, data, bitext, path)):
        return _sheet(bitext, (plain,))
    return _sheet(bitext, tuple(_extracts(bitext)), given=(name, data, index))


def open_pair(engine: Engine, source: Path, target: Path) -> Sheet:
    """The sheet of two files, one a language; only plain text is saved. Raises InputError."""
    one, other = _half(source, "source"), _half(target, "target")
    if one is None or other is None:
        [bitext] = engine.load(source=str(source), target=str(target))
        return _sheet(bitext, tuple(_extracts(bitext)))
    [bitext] = engine.load_texts((one.name, one.cut.text), (other.name, other.cut.text))
    return _sheet(bitext, (one, other))


def open_texts(engine: Engine, panes: Panes) -> Sheet:
    """The sheet of pasted texts; one that holds both languages may be alone in either pane. Raises InputError."""
    if not (panes.source.strip() and panes.target.strip()):
        whole = panes.source if panes.source.strip() else panes.target
        if not whole.strip():
            raise InputError("there is no text yet: paste the original and its translation")
        return replace(open_bytes(engine, "pasted.txt", whole.encode("utf-8", "replace")), title="")
    [bitext] = engine.load_texts((_SOURCE, panes.source), (_TARGET, panes.target))
    return replace(_sheet(bitext, tuple(_loose(panes))), title="")


def _loose(panes: Panes) -> Iterator[FileText]:
    yield FileText(name=_SOURCE, cut=Cut((Piece(side="source", text=panes.source),)))
    yield FileText(name=_TARGET, cut=Cut((Piece(side="target", text=panes.target),)))


def _extracts(bitext: Bitext) -> Iterator[FileText]:
    yield from _loose(Panes(extracted(bitext.source), extracted(bitext.target)))


def _sheet(bitext: Bitext, texts: tuple[FileText, ...], *, given: tuple[str, bytes, int] | None = None) -> Sheet:
    return Sheet(
        title=bitext.path, texts=texts, source_lang=bitext.source_lang, target_lang=bitext.target_lang, given=given,
        notices=bitext.notices,
    )  # fmt: skip


def _half(path: Path, side: Side) -> FileText | None:
    """A plain text file of one language; `None` where it is another kind of file."""
    data = read_bytes(str(path), MAX_PAGE)
    if path.suffix.lower() not in _PLAIN or (known := encoding_of(data)) is None:
        return None
    bom, encoding, text = known
    cut = Cut((Piece(side=side, text=text),))
    return FileText(name=str(path), cut=cut, data=data, path=path, bom=bom, encoding=encoding)


def _plain(name: str, data: bytes, bitext: Bitext, path: Path | None) -> FileText | None:
    """A file whose text is edited as it stands; `None` where it is no such file."""
    documents = {id(s.document): s.document for s in (*bitext.source, *bitext.target)}
    if Path(name).suffix.lower() not in _PLAIN or len(documents) != 1:
        return None
    [document] = documents.values()
    wanted = None if document.anchors else document.text
    if (known := encoding_of(data, wanted)) is None:
        return None
    bom, encoding, text = known
    return FileText(name=name, cut=cut_of(text, bitext), data=data, path=path, bom=bom, encoding=encoding)


def encoding_of(data: bytes, wanted: str | None = None) -> tuple[bytes, str, str] | None:
    """Mark, encoding and text of a file's bytes, such that the same bytes come of them again; `None` where none is.

    `wanted` is what the text is known to be.
    """
    for bom, encoding in (*(pair for pair in _BOMS if data.startswith(pair[0])), *((b"", e) for e in _ENCODINGS)):
        try:
            text = data[len(bom) :].decode(encoding)
        except UnicodeDecodeError:
            continue
        if wanted in (None, text) and bom + text.encode(encoding) == data:
            return bom, encoding, text
    return None


def bitexts_of(engine: Engine, sheet: Sheet, panes: Panes) -> list[Bitext]:
    """What is checked: the post with what the panes hold now. Raises InputError."""
    if sheet.given and panes == sheet.panes:
        name, data, index = sheet.given
        return [engine.load_given(name, data)[index]]
    cuts = sheet.merged(panes)
    if len(sheet.texts) == 1:
        return engine.load_given(sheet.texts[0].name, cuts[0].text.encode("utf-8", "replace"))
    source, target = ((text.name, cut.text) for text, cut in zip(sheet.texts, cuts, strict=True))
    return engine.load_texts(source, target)


def marks_of(
    document: DocumentReport, numbered: Sequence[Finding], sheet: Sheet, panes: Panes
) -> dict[str, list[Mark]]:
    """Where the findings lie in the panes."""
    cuts = sheet.merged(panes)
    names = {text.name: cut for text, cut in zip(sheet.texts, cuts, strict=True)}
    marks: dict[str, list[Mark]] = {"source": [], "target": []}
    for number, finding in enumerate(numbered):
        for place in (finding.source, finding.target):
            cut = names.get(place.document.path) if place else None
            found = _mark(place, cut) if place and cut else _found(place, document, panes) if place else None
            if found:
                marks[found[0]].append(Mark(found[1], found[2], number))
    return marks


def _mark(place: Location, cut: Cut) -> tuple[Side, int, int] | None:
    start, end = raw_range(place, cut.text)
    first, last = cut.place(start), cut.place(end, end=start < end)
    if first is None or last is None or first[0] != last[0]:
        return None
    return first[0], first[1], max(first[1], last[1])


def _found(place: Location, document: DocumentReport, panes: Panes) -> tuple[Side, int, int] | None:
    """Words of a file that was read out into the panes: where its sentence stands there, by the text."""
    for side in SIDES:
        at, pane = 0, panes.of(side)
        for segment in document.bitext.source if side == "source" else document.bitext.target:
            text = _plainly(segment.text)
            at = max(pane.find(text, at), at)
            if segment.document is place.document and segment.span.start <= place.span.start <= segment.span.end:
                before = _plainly(segment.text[: place.span.start - segment.span.start])
                words = _plainly(place.text)
                start = max(pane.find(words, at + len(before)), at)
                return side, utf16(pane[:start]), utf16(pane[: start + len(words)])
            at += len(text)
    return None


def _plainly(text: str) -> str:
    return " ".join(text.split())


def one_language(engine: Engine, name: str, data: bytes) -> tuple[Side, str] | None:
    """Side and text of a file that holds one language only; `None` where it holds both, or is a table of them."""
    try:
        engine.load_given(name, data)
    except InputError:
        content = read(name, named(engine.config.format_in), Wanted(), split=True, given=data).content
        if not isinstance(content, Text):
            raise
        text = "\n".join(span.of(content.document.text) for span, _ in content.pieces)
        return ("target" if detect(text) == PAIR[1] else "source"), text
    return None
