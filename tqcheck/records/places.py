"""Where things stand: spans, documents, sentences, beads, and the two texts that are checked as one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Lang: TypeAlias = str
"""ISO 639-1 code: `en`, `ar`."""


Side: TypeAlias = Literal["source", "target"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Half-open range of code points `[start, end)` in the text that its holder names."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def shift(self, by: int) -> Span:
        """The same range, `by` code points further on."""
        return Span(start=self.start + by, end=self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The part of `text` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where text taken out of a file's markup stands in that file, from code point `start` of the text on.

    `path` names the element, paragraph or cell. `line` and `column` (from 1) are 0 in files without lines (DOCX);
    the column is that of the element where the file spells the text in another way (entities, escapes).
    """

    start: int
    path: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """The text of one file, exactly as decoded. Compared by identity: two files may hold the same text.

    Of a file with markup (HTML, DOCX, XLIFF…) it is the text without the markup, one paragraph a line, and `anchors`,
    in the order of the text, say where each part of it stands in the file.
    """

    path: str
    text: str
    anchors: tuple[Anchor, ...] = field(default=(), repr=False)
    line_starts: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        starts = (0, *(i + 1 for i, c in enumerate(self.text) if c == "\n"))
        object.__setattr__(self, "line_starts", starts)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of a code point offset in the file, from 1; in the text, where the file has none."""
        if (anchor := self.anchor(offset)) and anchor.line:
            return anchor.line, anchor.column + offset - anchor.start
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def end_line_column(self, span: Span) -> tuple[int, int]:
        """Line and column of a span's end: just after its last character, not where the next part stands."""
        if not self.anchors or not span:
            return self.line_column(span.end)
        line, column = self.line_column(span.end - 1)
        return line, column + 1

    def anchor(self, offset: int) -> Anchor | None:
        """The anchor that holds an offset; `None` in a text without markup."""
        at = bisect_right(self.anchors, offset, key=lambda anchor: anchor.start)
        return self.anchors[max(at - 1, 0)] if self.anchors else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in a file. An empty span is a point between two characters (where something should stand)."""

    document: Document
    span: Span

    @property
    def text(self) -> str:
        """The words at this place, as the author wrote them."""
        return self.span.of(self.document.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A sentence (or headline) of one language; `text` is the document's text at `span`, as it is read.

    It is what the author wrote but for lost spaces between words, which are put back: `gaps` are their offsets in
    `text`. Offsets go to the document and back by `place` and `offset`.
    """

    document: Document
    lang: Lang
    span: Span
    text: str
    paragraph: int = 0
    gaps: tuple[int, ...] = ()

    @property
    def written(self) -> str:
        """The text as the author wrote it."""
        return "".join(c for at, c in enumerate(self.text) if at not in self.gaps) if self.gaps else self.text

    def place(self, offset: int) -> int:
        """Where in the document an offset in `text` stands."""
        return self.span.start + offset - bisect_left(self.gaps, offset)

    def offset(self, place: int) -> int:
        """The offset in `text` of a place in the document; of a lost space, the one behind it."""
        at = place - self.span.start
        for gap in self.gaps:
            at += gap <= at
        return at


@dataclass(frozen=True, slots=True, kw_only=True)
class Bead:
    """Source segments and the target segments that translate them; an empty side is a missing or an added sentence.

    `similarity` is the cosine of the two sides' vectors, `confidence` the probability that the bead is right.
    Offsets into a side count code points of `side_text(side)`, the segments' texts joined by one space.
    """

    index: int
    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    similarity: float | None = None
    confidence: float | None = None
    moved: bool = False
    """Whether one side stands out of order: elsewhere in its text than the beads around it."""
    gap: Location | None = None
    """Where the empty side would stand, if the file has a place for it: an empty cell, a unit without a target."""
    state: str | None = None
    """How far the file says the translation is, where it is not finished: `needs-translation`, `fuzzy`, `draft`."""

    def segments(self, side: Side) -> tuple[Segment, ...]:
        """The segments of one side, in the order of the text."""
        return self.source if side == "source" else self.target

    def side_text(self, side: Side) -> str:
        """The side's segments joined by one space."""
        return " ".join(s.text for s in self.segments(side))

    def locate(self, side: Side, start: int, end: int) -> Location:
        """Where offsets `[start, end)` of `side_text(side)` stand in the document. The side must not be empty."""
        segments = self.segments(side)
        first, last = _place(segments, start, end=False), _place(segments, end, end=True)
        return Location(document=segments[0].document, span=Span(start=min(first, last), end=max(first, last)))


def _place(segments: tuple[Segment, ...], offset: int, *, end: bool) -> int:
    """Document offset of a side offset; at the seam between two segments an end belongs to the earlier one."""
    for segment in segments:
        size = len(segment.text)
        if offset < size or (end and offset == size):
            return segment.place(offset)
        offset -= size + 1
    return segments[-1].span.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Something that was there and was not read: a file of a folder, or a part of a post. It never counts as passed."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bitext:
    """What is checked as one document: both languages' segments, and the beads where the input states them.

    `furniture` are lines of the page that are no part of the story (bylines, share links, repeated headlines).
    """

    path: str
    source_lang: Lang
    target_lang: Lang
    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    beads: tuple[Bead, ...] | None = None
    furniture: tuple[Segment, ...] = ()
    fault: str | None = None
    """Why this post could not be read: it has no segments then, and never counts as passed."""
    crashed: bool = False
    """Whether that is not the post's own fault, as far as one knows: it is worth another try."""
    exempt: tuple[Unread, ...] = ()
    """Parts of the file that are not read because the file itself says so."""
    digest: str | None = None
    """SHA-256 of the file's bytes as they were read."""
    notices: tuple[str, ...] = ()
    """Lines that the user must see: what of the file is not checked, or not as well as the rest."""
    not_read: tuple[Unread, ...] = ()
    """Parts of the file, and files beside it in its folder, that were not read."""

    @property
    def file(self) -> str:
        """The file that holds the translation; `path` may go on to name a post inside it."""
        sides = (*self.target[:1], *self.source[:1])
        return sides[0].document.path if sides else self.path
