"""A bead's side as lines of a column: the words in question marked, long sentences shortened around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from rich.cells import cell_len
from rich.text import Text

from tqcheck.records import Bead, Finding, Severity, Side
from tqcheck.report.bidi import LRM, BidiMode, display_line
from tqcheck.visible import visible

OPEN, CLOSE = "[[", "]]"
CONTEXT = 160
LONG = 420
# A run of letters longer than this is no word to keep whole.
WORD = 60


@dataclass(frozen=True, slots=True)
class Marked:
    """Text with the severity that marks each character (`None`: unmarked)."""

    text: str
    marks: tuple[Severity | None, ...]

    @classmethod
    def plain(cls, text: str) -> Marked:
        """Text with nothing marked."""
        return cls(text, (None,) * len(text))


def shortened(text: str) -> Marked:
    """Text with nothing marked, cut to its beginning where it is long."""
    text = visible(text)
    return _shortened(Marked.plain(text)) if len(text) > 2 * LONG else Marked.plain(text)


def marked_side(bead: Bead, side: Side, findings: Sequence[Finding], *, bracket: bool) -> Marked:
    """One side of a bead with the places of its findings marked, the gravest severity winning where they overlap.

    A place where words are missing is a point in the text: it is shown as an empty pair of brackets either way.
    """
    text = visible(bead.side_text(side))
    marks: list[Severity | None] = [None] * len(text)
    points: list[tuple[int, Severity]] = []
    for finding in sorted(findings, key=lambda f: -f.severity.rank):
        for start, end in _offsets(bead, side, finding):
            if start == end:
                points.append((start, finding.severity))
            marks[start:end] = [finding.severity] * (end - start)
    return _shortened(_with_brackets(text, marks, points, bracket=bracket))


def _offsets(bead: Bead, side: Side, finding: Finding) -> list[tuple[int, int]]:
    """Where a finding's place lies in the side's text; nothing where it lies outside the bead."""
    place = finding.source if side == "source" else finding.target
    if place is None:
        return []
    found, base = [], 0
    for segment in bead.segments(side):
        start, end = max(place.span.start, segment.span.start), min(place.span.end, segment.span.end)
        if place.document is segment.document and (start < end or start == end == place.span.start == place.span.end):
            found.append((base + segment.offset(start), base + segment.offset(end)))
        base += len(segment.text) + 1
    return found


def _with_brackets(
    text: str, marks: Sequence[Severity | None], points: Sequence[tuple[int, Severity]], *, bracket: bool
) -> Marked:
    out: list[str] = []
    styles: list[Severity | None] = []
    gaps = dict(points)

    def put(piece: str, mark: Severity | None) -> None:
        out.append(piece)
        styles.extend([mark] * len(piece))

    for i in range(len(text) + 1):
        before, here = marks[i - 1] if i else None, marks[i] if i < len(text) else None
        if bracket and before is not None and here is None:
            put(CLOSE, before)
        if i in gaps:
            put(OPEN + " " + CLOSE, gaps[i])
        if bracket and here is not None and before is None:
            put(OPEN, here)
        if i < len(text):
            put(text[i], here)
    return Marked("".join(out), tuple(styles))


def _shortened(marked: Marked) -> Marked:
    """A long side cut to the surroundings of its marks, or to its beginning; an ellipsis for each piece left out."""
    if len(marked.text) <= LONG:
        return marked
    keep = [False] * len(marked.text)
    for start, end in _runs(marked.marks) or [(0, LONG - CONTEXT)]:
        # Of a long marked piece, both its ends.
        for a, b in ((start - CONTEXT, min(end, start + LONG) + CONTEXT), (max(start, end - LONG), end + CONTEXT)):
            keep[max(a, 0) : b] = [True] * len(keep[max(a, 0) : b])
    for word in re.finditer(rf"(?<!\S)\S{{1,{WORD}}}(?!\S)", marked.text):
        keep[word.start() : word.end()] = [any(keep[word.start() : word.end()])] * len(word[0])
    text: list[str] = []
    marks: list[Severity | None] = []
    for i, kept in enumerate(keep):
        if kept:
            text.append(marked.text[i])
            marks.append(marked.marks[i])
        elif not i or keep[i - 1]:
            text += " … "
            marks += [None] * 3
    return Marked("".join(text), tuple(marks))


def _runs(marks: Sequence[Severity | None]) -> list[tuple[int, int]]:
    """Ranges of characters in a row that are marked."""
    cuts = [i for i in range(1, len(marks)) if (marks[i] is None) != (marks[i - 1] is None)]
    bounds = [0, *cuts, len(marks)]
    return [(a, b) for a, b in pairwise(bounds) if a < b and marks[a] is not None]


def side_lines(
    marked: Marked, width: int, *, rtl: bool, bidi: BidiMode, styles: Mapping[Severity, str] | None = None
) -> list[Text]:
    """The text wrapped at `width` columns, each line in the order that the terminal wants."""
    lines = []
    for start, end in _wrap(marked.text, width):
        line = marked.text[start:end]
        shown, order = display_line(line, bidi) if rtl else (line, range(len(line)))
        text = Text(LRM if rtl and bidi == "logical" else "", end="")
        marks = [marked.marks[start + index] if index >= 0 else None for index in order]
        for mark, run in groupby(zip(marks, shown, strict=True), key=lambda pair: pair[0]):
            text.append("".join(char for _, char in run), styles[mark] if styles and mark else None)
        lines.append(text)
    return lines


def _wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Ranges of the lines: broken at white space, inside a word only where it is wider than a line."""
    lines: list[tuple[int, int]] = []
    start = end = 0
    # The empty pair of brackets is one word.
    for word in re.finditer(r"(?:\[\[ \]\]|\S)+", text):
        if end > start and cell_len(text[start : word.end()]) > width:
            lines.append((start, end))
            start = word.start()
        elif end == start:
            start = word.start()
        while word.end() - start > width or cell_len(text[start : word.end()]) > width:
            longest = min(word.end(), start + width)
            cut = next(i for i in range(longest, start, -1) if cell_len(text[start:i]) <= width or i == start + 1)
            lines.append((start, cut))
            start = cut
        end = word.end()
    if end > start:
        lines.append((start, end))
    return lines
