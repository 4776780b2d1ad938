"""A post as the desk holds it: the two panes that are edited, and how what is edited goes back into the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from tqcheck.records import Bitext, Document, Location, Segment, Side

SIDES: tuple[Side, Side] = ("source", "target")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_END = re.compile(r"\r\n|\r|\n")


class Mark(NamedTuple):
    """Words of a pane that a finding marks, in UTF-16 code units as a browser counts; `number` is the finding's."""

    start: int
    end: int
    number: int


class Panes(NamedTuple):
    """What stands in the two panes, line ends as `\\n`."""

    source: str
    target: str

    def of(self, side: Side) -> str:
        """One side's text."""
        return self.source if side == "source" else self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a text, as it stands there, that belongs to one pane."""

    side: Side
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of a pane: `raw` as in the text; `joined` where the pane needs a line end that the text lacks."""

    piece: int
    raw: str
    joined: bool = False

    @property
    def shown(self) -> str:
        """The line with the pane's own line end."""
        return _END.sub("\n", self.raw) + "\n" * self.joined


@dataclass(frozen=True, slots=True)
class Cut:
    """A text cut into pieces, each of one pane; the pieces joined are the text."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def panes(self) -> Panes:
        """What the two panes show."""
        return Panes(*("".join(line.shown for line in self._lines(side)) for side in SIDES))

    def merged(self, panes: Panes) -> Cut:
        """The text with what the panes now hold; lines that were not touched stay exactly as they are."""
        texts = [""] * len(self.pieces)
        for side in SIDES:
            before = list(self._lines(side))
            for piece, text in _taken_over(before, panes.of(side), self._newline):
                texts[piece] += text
        return Cut(tuple(self._closed(n, text) for n, text in enumerate(texts)))

    def _closed(self, n: int, text: str) -> Piece:
        """A piece with its new text: what ended in a line end still does, so that languages do not run together."""
        old, last = self.pieces[n], n + 1 == len(self.pieces)
        if text and not last and old.text.endswith(("\r", "\n")) and not text.endswith(("\r", "\n")):
            text += self._newline
        return replace(old, text=text)

    def place(self, offset: int, *, end: bool = False) -> tuple[Side, int] | None:
        """The pane, and where in it (UTF-16), of an offset in the text; an `end` belongs to what is before it."""
        at = 0
        base: dict[Side, int] = {"source": 0, "target": 0}
        for n, piece in enumerate(self.pieces):
            inside = offset - at
            if inside < len(piece.text) or (end and inside == len(piece.text)) or n + 1 == len(self.pieces):
                return piece.side, base[piece.side] + utf16(_END.sub("\n", piece.text[: max(inside, 0)]))
            at += len(piece.text)
            base[piece.side] += utf16(_END.sub("\n", piece.text)) + self._is_joined(n)
        return None

    @property
    def _newline(self) -> str:
        """The line end that most lines have."""
        ends = _END.findall(self.text)
        return max(set(ends), key=ends.count) if ends else "\n"

    def _lines(self, side: Side) -> Iterable[_Line]:
        for n, piece in enumerate(self.pieces):
            if piece.side != side:
                continue
            lines = _LINE.findall(piece.text)
            for i, raw in enumerate(lines):
                yield _Line(piece=n, raw=raw, joined=i + 1 == len(lines) and self._is_joined(n))

    def _is_joined(self, n: int) -> bool:
        """Whether a piece ends inside a line and another of its pane follows."""
        piece = self.pieces[n]
        follows = any(p.side == piece.side and p.text for p in self.pieces[n + 1 :])
        return bool(piece.text) and follows and not piece.text.endswith(("\r", "\n"))


def utf16(text: str) -> int:
    """Length of a text as a browser counts it."""
    return len(text) + sum(char > "\uffff" for char in text)


def _taken_over(before: Sequence[_Line], pane: str, newline: str) -> Iterable[tuple[int, str]]:
    """What each piece of a pane becomes: (piece, text) in order."""
    after = _LINE.findall(pane)
    if not before:
        return
    shown = [line.shown for line in before]
    # A line end at the very end of a pane is neither seen nor meant.
    if shown and after and shown[-1].rstrip("\n") == after[-1].rstrip("\n"):
        after[-1] = shown[-1]
    matcher = SequenceMatcher(None, shown, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield from ((line.piece, line.raw) for line in before[a:b])
        elif b - a == d - c:
            yield from ((old.piece, _as(new, old, newline)) for old, new in zip(before[a:b], after[c:d], strict=True))
        elif c < d:
            yield from _moved_in(before, after[c:d], a, b, newline)


def _moved_in(before: Sequence[_Line], new: Sequence[str], a: int, b: int, newline: str) -> Iterable[tuple[int, str]]:
    """Lines that stand where `before[a:b]` were, of which there were more or fewer, or none."""
    bare = [_END.sub("", line) for line in new]
    if a < b:
        yield from ((before[a].piece, line + newline) for line in bare[:-1])
        yield before[a].piece, _as(new[-1], before[a], newline)
    elif a == 0:
        yield before[0].piece, "".join(line + newline for line in bare)
    elif before[a - 1].joined:
        yield before[a - 1].piece, "".join(newline + line for line in bare)
    else:
        yield from ((before[a - 1].piece, line + newline) for line in bare[:-1])
        yield before[a - 1].piece, _as(new[-1], before[a - 1], newline)


def _as(new: str, old: _Line, newline: str) -> str:
    """A new line with the line end of the text; none where the pane had added it."""
    bare = _END.sub("", new)
    if old.joined or not new.endswith(("\r", "\n")):
        return bare
    end = _END.search(old.raw)
    return bare + (end[0] if end else newline)


def cut_of(text: str, bitext: Bitext) -> Cut:
    """A text that holds both languages, cut at the start of each line (or stretch in a line) of the other language."""
    cuts: list[tuple[int, Side]] = []
    end = 0
    for at, until, side in sorted(_sided(text, bitext)):
        if not cuts or cuts[-1][1] != side:
            cuts.append((_line_start(text, end, at) if cuts else 0, side))
        end = max(end, until)
    bounds = [*(at for at, _ in cuts[1:]), len(text)]
    return Cut(tuple(Piece(side=side, text=text[at:to]) for (at, side), to in zip(cuts, bounds, strict=True)))


def _sided(text: str, bitext: Bitext) -> Iterable[tuple[int, int, Side]]:
    sides: tuple[tuple[Side, tuple[Segment, ...]], ...] = (("source", bitext.source), ("target", bitext.target))
    placed = [(side, s) for side, segments in sides for s in segments]
    placed += [("target" if s.lang == bitext.target_lang else "source", s) for s in bitext.furniture]
    for side, segment in placed:
        yield *raw_range(Location(document=segment.document, span=segment.span), text), side


def raw_range(place: Location, text: str) -> tuple[int, int]:
    """Code points of a place in the text of its file: those of its document, or by its line where that has markup."""
    document, span = place.document, place.span
    if not document.anchors:
        return span.start, span.end
    starts = Document(path="", text=text).line_starts
    (line, column), (last, end) = document.line_column(span.start), document.end_line_column(span)
    at = starts[min(line, len(starts)) - 1] + max(column - 1, 0)
    to = starts[min(last, len(starts)) - 1] + max(end - 1, 0)
    if words := place.text:
        # The column is that of the element where the file spells the text in another way.
        found = text.find(words, starts[min(line, len(starts)) - 1])
        if 0 <= found <= to:
            at, to = found, found + len(words)
    return min(at, len(text)), max(min(to, len(text)), min(at, len(text)))


def _line_start(text: str, after: int, before: int) -> int:
    """The first line after `after` that is not blank, if it begins before `before`; else `before` itself."""
    if not _END.search(text, after, before):
        return before
    end = _END.search(text, after, before)
    start = end.end() if end else before
    while (blank := _END.match(text, start)) and blank.end() <= before:
        start = blank.end()
    return start


def extracted(segments: Sequence[Segment]) -> str:
    """The sentences of one side as plain text, a paragraph a line."""
    paragraphs = groupby(segments, key=lambda s: (id(s.document), s.paragraph))
    return "\n".join(" ".join(" ".join(s.text.split()) for s in group) for _, group in paragraphs)
