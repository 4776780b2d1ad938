"""The terminal report: a header a document, its discrepancies bead by bead with both sides, a summary."""

from __future__ import annotations

import io
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tqcheck.evidence import rendering, word_by_word
from tqcheck.records import DocumentReport, Evidence, Finding, Report, Severity, Side, Verdict
from tqcheck.report.bidi import RIGHT_TO_LEFT, BidiMode, detect_mode, inline
from tqcheck.report.charset import Charset
from tqcheck.report.listing import SHAPES, Entry, entries, line_of, on_one_line, second, sure, where
from tqcheck.report.marking import marked_side, shortened, side_lines
from tqcheck.visible import visible

# Each with a ground of its own, so that it can be read on a light terminal and on a dark one.
STYLES = {
    Severity.CRITICAL: "bold bright_white on red", Severity.MAJOR: "bold black on yellow",
    Severity.MINOR: "bold black on cyan",
}  # fmt: skip
VERDICTS = {
    Verdict.PASS: ("PASSED", "bold green"),
    Verdict.FINDINGS: ("FINDINGS", "bold red"),
    Verdict.INCOMPLETE: ("NOT FULLY CHECKED", "bold magenta"),
}
# What rich writes for colour, and the only thing that may steer the terminal.
_COLOR = re.compile(r"(\x1b\[[\d;]*m)")
# Narrower terminals have the translation below the original.
SIDE_BY_SIDE = 76


class TerminalReporter:
    """Renders for a terminal of `width` columns. Without colour the words in question stand in double brackets.

    `compact`: one line a finding. Characters that `encoding` lacks get a likeness that it has.
    """

    def __init__(
        self,
        *,
        width: int = 100,
        color: bool = False,
        bidi: BidiMode | None = None,
        quiet: bool = False,
        verbose: bool = False,
        compact: bool = False,
        encoding: str = "utf-8",
    ) -> None:
        self.width = max(width, 40)
        self.color = color
        self.bidi: BidiMode = bidi or detect_mode(os.environ)
        self.quiet = quiet
        self.verbose = verbose
        self.compact = compact
        self._charset = Charset(encoding)

    def render(self, report: Report) -> str:
        """The whole report as text, with ANSI colour if the reporter was made with it."""
        console = Console(
            file=io.StringIO(), width=self.width, force_terminal=self.color, no_color=not self.color,
            color_system="standard" if self.color else None, highlight=False, legacy_windows=False, emoji=False,
        )  # fmt: skip
        for renderable in self._compact(report) if self.compact else self._parts(report):
            console.print(renderable, soft_wrap=self.compact)
        assert isinstance(console.file, io.StringIO)
        text = "\n".join(line.rstrip() for line in self._charset.fit(console.file.getvalue()).split("\n"))
        return "".join(part if _COLOR.fullmatch(part) else visible(part) for part in _COLOR.split(text))

    def _fit(self, text: str) -> str:
        """Prose on one line, in characters that the terminal has, Arabic words in it in its order."""
        flat = on_one_line(text)
        return inline(flat, self.bidi) if self._charset.arabic else self._charset.fit(flat)

    def _compact(self, report: Report) -> Iterator[RenderableType]:
        """A line a finding, the way compilers print theirs, then the verdict."""
        yield from self._notices(report)
        for entry in entries(report):
            if entry.live:
                yield self._line(entry)
        if self.quiet:  # otherwise the verdict says it
            yield from (Text(self._fit(d.bitext.fault)) for d in report.documents if d.bitext.fault)
        else:
            yield from self._verdict(report)

    def _line(self, entry: Entry) -> Text:
        severity = entry.finding.severity.value
        place, _, rest = line_of(entry).partition(f" {severity} ")
        text = Text(self._fit(place) + " ")
        text.append(severity, STYLES[entry.finding.severity])
        return text.append(f" {self._fit(rest)}")

    def _notices(self, report: Report) -> Iterator[RenderableType]:
        notices = list(report.notices)
        if not self._charset.arabic:
            notices.append(
                "this terminal's encoding has no Arabic letters: they are spelled in Latin ones; UTF-8 has them"
            )
        for notice in notices:
            yield Text.assemble(("note: ", "bold"), self._fit(notice))

    def _parts(self, report: Report) -> Iterator[RenderableType]:
        yield from self._notices(report)
        for document in report.documents:
            yield from self._document(document)
        if not self.quiet:
            yield from self._summary(report)

    def _document(self, document: DocumentReport) -> Iterator[RenderableType]:
        live = [f for f in document.findings if f.suppressed is None]
        score = document.score
        title = Text.assemble((self._fit(document.bitext.path), "bold"))
        title.append(self._charset.fit(f"  {document.bitext.source_lang} → {document.bitext.target_lang}"))
        if score:
            title.append(f"  score {score.value:.1f} ({score.low:.1f} to {score.high:.1f})")
        counts = Counter(f.severity for f in live)
        for severity in (s for s in Severity if counts[s]):
            title.append("  ").append(f"{counts[severity]} {severity.value}", STYLES[severity])
        if document.bitext.fault:
            title.append("  ").append("not checked", "bold")
        elif not live:
            title.append("  ").append("no findings", "bold green")
        if self.quiet and not live and not document.bitext.fault:
            return
        yield self._rule("━", "=")
        yield title
        if self.quiet and document.bitext.fault:  # otherwise the summary says it
            yield Text(self._fit(document.bitext.fault))
        if self.verbose:
            yield from (
                Text(f"not compared, the page's own: {self._fit(s.text)}", "dim") for s in document.bitext.furniture
            )
        by_bead: dict[int, list[Finding]] = {}
        for finding in live:
            by_bead.setdefault(finding.bead, []).append(finding)
        for evidence in document.beads:
            if evidence.bead.index in by_bead or self.verbose:
                yield self._rule("─", "-")
                yield self._bead(document, evidence, by_bead.get(evidence.bead.index, []))

    def _rule(self, line: str, plain: str) -> Rule:
        return Rule(characters=line if self._charset.full else plain, style="dim")

    def _bead(self, document: DocumentReport, evidence: Evidence, findings: Sequence[Finding]) -> RenderableType:
        parts: list[RenderableType] = [self._headline(f) for f in findings]
        parts.append(Padding(self._sides(document, evidence, findings), (0, 0, 0, 1)))
        return Group(*parts)

    def _headline(self, finding: Finding) -> Text:
        shape = f"{SHAPES[finding.severity]} " if self._charset.full else ""
        text = Text().append(f"{shape}{finding.code} {finding.severity.value}", STYLES[finding.severity])
        text.append(f"  {self._fit(finding.message)}")
        tail = [finding.name, sure(finding), self._fit(where(finding))]
        text.append(f"  ({', '.join(t for t in tail if t)})", "dim")
        if opinion := second(finding):
            text.append(f"\n  {self._fit(opinion)}")
        return text

    def _sides(self, document: DocumentReport, evidence: Evidence, findings: Sequence[Finding]) -> Table:
        """Both sides next to each other, or one below the other; under the translation what it says in English."""
        bitext = document.bitext
        beside = self.width >= SIDE_BY_SIDE
        width = (self.width - 3) // 2 if beside else self.width - 2
        source = self._side(evidence, "source", bitext.source_lang, findings, width)
        target = self._side(evidence, "target", bitext.target_lang, findings, width)
        below = []
        side, *_ = rendering(bitext)
        if evidence.back_translation or evidence.bead.segments(side):
            back = self._charset.fit(f"= {evidence.back_translation or '(not translated back)'}")
            lines = side_lines(shortened(back), width, rtl=False, bidi=self.bidi)
            below.append(Text("\n", justify="left", style="dim").join(lines))
        gloss = word_by_word(bitext, evidence.bead) if self.verbose else ""
        # A back-translation that is the gloss, or holds it in place of what the model could not say, has said it.
        if gloss not in (evidence.back_translation or ""):
            lines = side_lines(shortened(self._charset.fit(f"word by word: {gloss}")), width, rtl=False, bidi=self.bidi)
            below.append(Text("\n", justify="left", style="dim").join(lines))
        if self.verbose:
            below.append(Text(_figures(evidence), "dim", justify="left"))
        if beside:
            rows: list[tuple[RenderableType, ...]] = [(source, target)]
            rows += [("", text) if side == "target" else (text, "") for text in below]
        else:
            rows = [(text,) for text in (source, target, *below)]
        table = Table.grid(padding=(0, 2, 0, 0) if beside else 0)
        for _ in rows[0]:
            table.add_column(width=width, no_wrap=True)
        for row in rows:
            table.add_row(*row)
        return table

    def _side(self, evidence: Evidence, side: Side, lang: str, findings: Sequence[Finding], width: int) -> Text:
        marked = self._charset.fit_marked(marked_side(evidence.bead, side, findings, bracket=not self.color))
        rtl = lang in RIGHT_TO_LEFT and self._charset.arabic
        lines = side_lines(marked, width, rtl=rtl, bidi=self.bidi, styles=STYLES)
        justify: Literal["left", "right"] = "right" if rtl else "left"
        return Text("\n", justify=justify).join(lines) if lines else Text("(nothing)", "dim", justify=justify)

    def _summary(self, report: Report) -> Iterator[RenderableType]:
        findings = [f for d in report.documents for f in d.findings]
        live = [f for f in findings if f.suppressed is None]
        yield self._rule("━", "=")
        if live:
            yield _table(live, ascii_only=not self._charset.full)
        yield from self._verdict(report)
        s = report.signature
        second = f", second opinion {s.opinion}" if s.opinion else ""
        yield Text(
            f"tqcheck {s.version}, back-translation {s.translator}, encoder {s.encoder}, coverage {s.coverage}{second}",
            "dim",
        )

    def _verdict(self, report: Report) -> Iterator[RenderableType]:
        findings = [f for d in report.documents for f in d.findings]
        live = [f for f in findings if f.suppressed is None]
        word, style = VERDICTS[report.verdict]
        beads = sum(len(d.beads) for d in report.documents)
        line = Text.assemble((word, style))
        line.append(
            f"  {_many(len(report.documents), 'document')}, {_many(beads, 'bead')}, {_counts(live) or 'no findings'}"
        )
        if suppressed := len(findings) - len(live):
            line.append(f", {suppressed} suppressed")
        line.append(f"; exit code {report.exit_code}")
        yield line
        for reason in report.reasons:
            yield Text(f"  {self._fit(reason)}")


def _table(findings: Sequence[Finding], *, ascii_only: bool) -> Table:
    table = Table(box=box.ASCII if ascii_only else box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for title in ("code", "name"):
        table.add_column(title)
    for severity in Severity:
        table.add_column(severity.value, justify="right")
    counts = Counter((f.code, f.name, f.severity) for f in findings)
    for code, name in sorted({(f.code, f.name) for f in findings}):
        cells = [counts[code, name, severity] for severity in Severity]
        shown = [Text().append(str(n) if n else "", STYLES[s]) for n, s in zip(cells, Severity, strict=True)]
        table.add_row(code, name, *shown)
    return table


def _counts(findings: Sequence[Finding]) -> str:
    counts = Counter(f.severity for f in findings)
    return ", ".join(f"{counts[s]} {s.value}" for s in Severity if counts[s])


def _many(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def _figures(evidence: Evidence) -> str:
    metrics, coverage = evidence.metrics, (evidence.source_coverage, evidence.target_coverage)
    parts = [f"bead {evidence.bead.index}"]
    if evidence.bead.similarity is not None:
        parts.append(f"similarity {evidence.bead.similarity:.2f}")
    if metrics:
        edits = "" if metrics.ter is None else f", TER {metrics.ter:.0f}"
        parts.append(f"chrF {metrics.chrf:.0f}, BLEU {metrics.bleu:.0f}{edits}")
    parts += [f"{name} {c.p:.2f}" for name, c in zip(("omission", "addition"), coverage, strict=True) if c]
    return ", ".join(parts)
