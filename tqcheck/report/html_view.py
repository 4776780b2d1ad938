"""What the HTML templates show: rows of aligned sentences cut into pieces, findings, and where in the post they lie."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tqcheck.evidence import rendering
from tqcheck.records import Coverage, DocumentReport, Evidence, Finding, Location, Score, Segment, Severity, Side
from tqcheck.report.bidi import RIGHT_TO_LEFT
from tqcheck.report.listing import SHAPES, lines_of, paths_of, second
from tqcheck.text.normalise import normalise

KINDS: Mapping[str, str] = {
    "sentence": "¶", "omission": "−", "addition": "+", "number": "#", "name": "@", "meaning": "≠", "form": "”",
    "term": "§",
}  # fmt: skip
"""Signs of the families of findings; what they are called is the interface's."""
# Embeddings, overrides and isolates: shown by name, and kept from reordering what stands around them.
BIDI_CONTROLS = {
    "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO",
    "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
}  # fmt: skip
_CONTROL = re.compile("([\u202a-\u202e\u2066-\u2069])")
# What HTML cannot hold or would swallow becomes a visible stand-in of the same length.
_UNSHOWABLE = {
    **{n: 0x2400 + n for n in range(32) if chr(n) not in "\t\n"}, 0x7F: 0x2421,
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}  # fmt: skip
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
# Longer than any sentence that is one: shown in a box of its own that scrolls.
VERY_LONG = 3000
HEAT_LEVELS = (0.2, 0.4, 0.6, 0.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a sentence that the same findings mark; `gap` is a point where something should stand."""

    text: str = ""
    control: str = ""
    gap: bool = False
    findings: tuple[int, ...] = ()
    opens: bool = False
    """Whether the first of its findings begins here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A segment as pieces; `heat` holds `start-end:level` ranges in UTF-16 code units, levels 1 to 4."""

    pieces: tuple[Piece, ...]
    line: int
    heat: str
    long: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A finding as it is shown; `number` counts from 0 in the order of the post."""

    number: int
    finding: Finding
    kind: str
    lines: str
    """Lines of its places; empty in files without lines."""
    paths: str
    """Elements of its places, in files with markup."""

    @property
    def percent(self) -> int | None:
        """How sure the check is; never all of it, for no measurement is."""
        confidence = self.finding.confidence
        return None if confidence is None else round(100 * min(confidence, 0.99))

    @property
    def second(self) -> str:
        """What a language model says of it, or the empty string."""
        return second(self.finding)

    @property
    def mark(self) -> str:
        """The sign of the finding's severity."""
        return SHAPES[self.finding.severity]

    @property
    def sign(self) -> str:
        """The sign of the finding's kind."""
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A bead: both sides' sentences, the back-translation of one, and the findings that belong to it."""

    index: int
    source: tuple[Sentence, ...]
    target: tuple[Sentence, ...]
    back: str | None
    back_parts: tuple[tuple[str, bool], ...]
    """The back-translation in parts, and whether a part is a number that a finding is about."""
    shape: str
    moved: bool
    similarity: float | None
    items: tuple[Item, ...]
    gaps: tuple[tuple[int, ...], tuple[int, ...]]
    """Findings whose place on the source and the target side is this bead's empty side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A finding on the strip: where it lies, in hundredths of the post."""

    item: Item
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One post."""

    path: str
    title: str
    source_lang: str
    target_lang: str
    source_dir: str
    target_dir: str
    back_side: Side
    """The side that was translated into the other's language."""
    back_lang: str
    score: Score | None
    rows: tuple[Row, ...]
    items: tuple[Item, ...]
    ticks: tuple[Tick, ...]
    fault: str = ""
    """Why the post could not be read."""
    severities: Mapping[Severity, int] = field(default_factory=dict)
    codes: tuple[tuple[str, str, int], ...] = ()

    @property
    def settled(self) -> int:
        """How many findings no longer count."""
        return sum(item.finding.suppressed is not None for item in self.items)


def page_of(document: DocumentReport) -> Page:
    """The view of one post."""
    bitext = document.bitext
    back_side, _, back_lang = rendering(bitext)
    findings = in_order(document)
    items = tuple(_item(n, f) for n, f in enumerate(findings))
    rows = tuple(_rows(document, items))
    live = [f for f in findings if f.suppressed is None]
    codes = Counter((f.code, f.name) for f in findings)
    return Page(
        path=showable(bitext.path),
        title=showable(bitext.source[0].text[:160] if bitext.source else bitext.path),
        source_lang=bitext.source_lang, target_lang=bitext.target_lang,
        source_dir=direction(bitext.source_lang), target_dir=direction(bitext.target_lang),
        back_side=back_side, back_lang=back_lang, score=document.score,
        rows=rows, items=items, ticks=tuple(_ticks(document, items)),
        fault=showable(bitext.fault or ""),
        severities=Counter(f.severity for f in live),
        codes=tuple((code, name, count) for (code, name), count in sorted(codes.items())),
    )  # fmt: skip


def in_order(document: DocumentReport) -> list[Finding]:
    """The findings in the order of the post, the gravest of a passage first: as the page numbers them."""
    order = {e.bead.index: n for n, e in enumerate(document.beads)}
    return sorted(document.findings, key=lambda f: (order.get(f.bead, 0), f.severity.rank))


def direction(lang: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if lang in RIGHT_TO_LEFT else "ltr"


def showable(text: str) -> str:
    """The text with every character that HTML cannot hold as a visible one."""
    return text.translate(_UNSHOWABLE)


def kind_of(finding: Finding) -> str:
    """The key of `KINDS` for a finding; a family of somebody's own is shown as form."""
    return finding.family if finding.family in KINDS else "form"


def _item(number: int, finding: Finding) -> Item:
    return Item(
        number=number,
        finding=finding,
        kind=kind_of(finding),
        lines=lines_of(finding),
        paths=showable(paths_of(finding)),
    )


def _rows(document: DocumentReport, items: Sequence[Item]) -> Iterator[Row]:
    places: dict[Side, _Places] = {"source": _Places(items, "source"), "target": _Places(items, "target")}
    by_bead: dict[int, list[Item]] = {}
    back_side, *_ = rendering(document.bitext)
    for item in items:
        by_bead.setdefault(item.finding.bead, []).append(item)
    for evidence in document.beads:
        bead = evidence.bead
        own = tuple(by_bead.get(bead.index, ()))
        yield Row(
            index=bead.index,
            source=tuple(_sentences(evidence, "source", evidence.source_coverage, places["source"])),
            target=tuple(_sentences(evidence, "target", evidence.target_coverage, places["target"])),
            back=showable(evidence.back_translation) if evidence.back_translation else None,
            back_parts=tuple(_back_parts(showable(evidence.back_translation or ""), own, back_side)),
            shape=f"{len(bead.source)}:{len(bead.target)}",
            moved=bead.moved,
            similarity=bead.similarity,
            items=own,
            gaps=tuple(() if bead.segments(s) else tuple(i.number for i in own) for s in ("source", "target")),  # type: ignore[arg-type]
        )  # fmt: skip


def _back_parts(back: str, items: Sequence[Item], side: Side) -> Iterator[tuple[str, bool]]:
    """A number stands in the back-translation as in what was translated; other words may have become any others."""
    places = [_place(item.finding, side) for item in items if item.kind == "number"]
    wrong = {n for place in places if place for n in _NUMBER.findall(normalise(place.text).text)}
    at = 0
    for match in _NUMBER.finditer(back):
        if match[0] in wrong:
            yield from ((back[at : match.start()], False), (match[0], True))
            at = match.end()
    yield back[at:], False


class _Places:
    """The places of all findings on one side, asked for by segment; a point belongs to one segment only."""

    def __init__(self, items: Sequence[Item], side: Side) -> None:
        self._all = [(i.number, p) for i in items if (p := _place(i.finding, side))]
        self._used: set[int] = set()

    def within(self, segment: Segment) -> list[tuple[int, int, int]]:
        """`(start, end, finding)` in code points of the segment."""
        found = []
        for number, place in self._all:
            if place.document is not segment.document:
                continue
            start, end = max(place.span.start, segment.span.start), min(place.span.end, segment.span.end)
            point = len(place.span) == 0 and start == end and number not in self._used
            if start < end or point:
                self._used.update({number} if point else ())
                found.append((start - segment.span.start, end - segment.span.start, number))
        return found


def _place(finding: Finding, side: Side) -> Location | None:
    return finding.source if side == "source" else finding.target


def _sentences(evidence: Evidence, side: Side, coverage: Coverage | None, places: _Places) -> Iterator[Sentence]:
    base = 0
    for segment in evidence.bead.segments(side):
        yield Sentence(
            pieces=tuple(_pieces(segment.written, places.within(segment))),
            line=segment.document.line_column(segment.span.start)[0],
            heat=_heat(segment.text, base, coverage) if coverage else "",
            long=len(segment.text) > VERY_LONG,
        )
        base += len(segment.text) + 1


def _pieces(text: str, places: Sequence[tuple[int, int, int]]) -> Iterator[Piece]:
    """The text cut wherever a place begins or ends; findings of a piece in the order of their numbers."""
    opened: set[int] = set()
    cuts = sorted({0, len(text), *(at for start, end, _ in places for at in (start, end))})
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        points = tuple(n for a, b, n in places if a == b == start)
        if points:
            yield Piece(gap=True, findings=points, opens=True)
        over = tuple(n for a, b, n in places if a <= start and end <= b and a < b)
        for part in _CONTROL.split(showable(text[start:end])):
            if part:
                yield Piece(
                    text=part, control=BIDI_CONTROLS.get(part, ""), findings=over,
                    opens=bool(over) and over[0] not in opened,
                )  # fmt: skip
                opened.update(over[:1])


def _heat(text: str, base: int, coverage: Coverage) -> str:
    """Ranges of the words that the other side may not account for, as the browser counts characters."""
    ranges = []
    for word in coverage.words:
        start, end = word.span.start - base, word.span.end - base
        level = sum(word.p >= limit for limit in HEAT_LEVELS)
        if level and start >= 0 and end <= len(text):
            at = _utf16(text[:start])
            ranges.append(f"{at}-{at + _utf16(text[start:end])}:{level}")
    return " ".join(ranges)


def _utf16(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def _ticks(document: DocumentReport, items: Sequence[Item]) -> Iterator[Tick]:
    """Findings by how much of the post stands before their row."""
    before, starts = 0, {}
    for evidence in document.beads:
        starts[evidence.bead.index] = before
        before += max(len(evidence.bead.side_text("source")), len(evidence.bead.side_text("target")), 1)
    for item in items:
        yield Tick(item=item, at=round(100 * starts.get(item.finding.bead, 0) / max(before, 1), 2))
