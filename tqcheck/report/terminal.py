"""The terminal report: a header a document, its discrepancies bead by bead with both sides, a summary."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tqcheck.records import DocumentReport, Evidence, Finding, Report, Severity, Side, Verdict
from tqcheck.report.bidi import BidiMode, detect_mode, inline
from tqcheck.report.marking import Marked, marked_side, side_lines

STYLES = {Severity.CRITICAL: "bold red", Severity.MAJOR: "bold yellow", Severity.MINOR: "bold cyan"}
VERDICTS = {
    Verdict.PASS: ("PASSED", "bold green"),
    Verdict.FINDINGS: ("FINDINGS", "bold red"),
    Verdict.INCOMPLETE: ("NOT FULLY CHECKED", "bold magenta"),
}
RTL = frozenset({"ar", "fa", "ur", "he"})


class TerminalReporter:
    """Renders for a terminal of `width` columns. Without colour the words in question stand in double brackets."""

    def __init__(
        self,
        *,
        width: int = 100,
        color: bool = False,
        bidi: BidiMode | None = None,
        quiet: bool = False,
        verbose: bool = False,
        encoding: str = "utf-8",
    ) -> None:
        self.width = max(width, 40)
        self.color = color
        self.bidi: BidiMode = bidi or detect_mode(os.environ)
        self.quiet = quiet
        self.verbose = verbose
        self._ascii = not encoding.lower().replace("-", "").startswith("utf")

    def render(self, report: Report) -> str:
        """The whole report as text, with ANSI colour if the reporter was made with it."""
        console = Console(
            file=io.StringIO(), width=self.width, force_terminal=self.color, no_color=not self.color,
            color_system="standard" if self.color else None, highlight=False, legacy_windows=False, emoji=False,
        )  # fmt: skip
        for renderable in self._parts(report):
            console.print(renderable)
        assert isinstance(console.file, io.StringIO)
        return "\n".join(line.rstrip() for line in console.file.getvalue().split("\n"))

    def _parts(self, report: Report) -> Iterator[RenderableType]:
        for notice in report.notices:
            yield Text.assemble(("note: ", "bold magenta"), notice)
        for document in report.documents:
            yield from self._document(document)
        if not self.quiet:
            yield from self._summary(report)

    def _document(self, document: DocumentReport) -> Iterator[RenderableType]:
        live = [f for f in document.findings if f.suppressed is None]
        score = document.score
        title = Text.assemble((document.bitext.path, "bold"))
        title.append(f"  {document.bitext.source_lang} → {document.bitext.target_lang}")
        if score:
            title.append(f"  score {score.value:.1f} ({score.low:.1f} to {score.high:.1f})")
        title.append("  ")
        if document.bitext.fault:
            title.append("not checked", VERDICTS[Verdict.INCOMPLETE][1])
        else:
            title.append(
                _counts(live) or "no findings",
                STYLES[min((f.severity for f in live), key=lambda s: s.rank)] if live else "bold green",
            )
        if self.quiet and not live:
            return
        yield Rule(characters="=" if self._ascii else "━", style="dim")
        yield title
        by_bead: dict[int, list[Finding]] = {}
        for finding in live:
            by_bead.setdefault(finding.bead, []).append(finding)
        for evidence in document.beads:
            if evidence.bead.index in by_bead or self.verbose:
                yield Rule(characters="-" if self._ascii else "─", style="dim")
                yield self._bead(document, evidence, by_bead.get(evidence.bead.index, []))

    def _bead(self, document: DocumentReport, evidence: Evidence, findings: Sequence[Finding]) -> RenderableType:
        parts: list[RenderableType] = [self._headline(f) for f in findings]
        parts.append(Padding(self._sides(document, evidence, findings), (0, 0, 0, 1)))
        return Group(*parts)

    def _headline(self, finding: Finding) -> Text:
        text = Text.assemble((f"{finding.code} {finding.severity.value}", STYLES[finding.severity]))
        text.append("  ")
        text.append(inline(finding.message, self.bidi))
        tail = [finding.name]
        if finding.confidence is not None:
            tail.append(f"{finding.confidence:.0%} sure")
        tail.append(_places(finding))
        text.append(f"  ({', '.join(t for t in tail if t)})", "dim")
        return text

    def _sides(self, document: DocumentReport, evidence: Evidence, findings: Sequence[Finding]) -> Table:
        bitext = document.bitext
        half = (self.width - 3) // 2
        table = Table.grid(padding=(0, 2, 0, 0))
        for lang in (bitext.source_lang, bitext.target_lang):
            table.add_column(width=half, justify="right" if lang in RTL else "left", no_wrap=True)
        columns = [
            self._side(evidence, "source", bitext.source_lang, findings, half),
            self._side(evidence, "target", bitext.target_lang, findings, half),
        ]
        table.add_row(*columns)
        if evidence.bead.target:
            back = evidence.back_translation or "(not translated back)"
            lines = side_lines(Marked.plain(f"= {back}"), half, rtl=False, bidi=self.bidi)
            table.add_row("", Text("\n", justify="left", style="dim").join(lines))
        if self.verbose:
            table.add_row("", Text(_figures(evidence), "dim", justify="left"))
        return table

    def _side(self, evidence: Evidence, side: Side, lang: str, findings: Sequence[Finding], width: int) -> Text:
        marked = marked_side(evidence.bead, side, findings, bracket=not self.color)
        lines = side_lines(marked, width, rtl=lang in RTL, bidi=self.bidi, styles=STYLES)
        return Text("\n").join(lines) if lines else Text("(nothing)", "dim")

    def _summary(self, report: Report) -> Iterator[RenderableType]:
        findings = [f for d in report.documents for f in d.findings]
        live = [f for f in findings if f.suppressed is None]
        yield Rule(characters="=" if self._ascii else "━", style="dim")
        if live:
            yield _table(live, ascii_only=self._ascii)
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
            yield Text(f"  {reason}")
        s = report.signature
        yield Text(
            f"tqcheck {s.version}, back-translation {s.translator}, encoder {s.encoder}, coverage {s.coverage}", "dim"
        )


def _table(findings: Sequence[Finding], *, ascii_only: bool) -> Table:
    table = Table(box=box.ASCII if ascii_only else box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for title in ("code", "name"):
        table.add_column(title)
    for severity in Severity:
        table.add_column(severity.value, justify="right")
    counts = Counter((f.code, f.name, f.severity) for f in findings)
    for code, name in sorted({(f.code, f.name) for f in findings}):
        cells = [counts[code, name, severity] for severity in Severity]
        table.add_row(code, name, *(Text(str(n) if n else "", STYLES[s]) for n, s in zip(cells, Severity, strict=True)))
    return table


def _counts(findings: Sequence[Finding]) -> str:
    counts = Counter(f.severity for f in findings)
    return ", ".join(f"{counts[s]} {s.value}" for s in Severity if counts[s])


def _many(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def _places(finding: Finding) -> str:
    """Lines of both places; the elements too, or instead in files without lines, where the file has markup."""
    places = [place for place in (finding.source, finding.target) if place]
    anchors = [place.document.anchor(place.span.start) for place in places]
    paths = " → ".join(anchor.path for anchor in anchors if anchor)
    if any(anchor and not anchor.line for anchor in anchors):
        return paths
    lines = " → ".join(str(place.document.line_column(place.span.start)[0]) for place in places)
    return ", ".join(text for text in (f"line {lines}" if lines else "", paths) if text)


def _figures(evidence: Evidence) -> str:
    metrics, coverage = evidence.metrics, (evidence.source_coverage, evidence.target_coverage)
    parts = [f"bead {evidence.bead.index}"]
    if evidence.bead.similarity is not None:
        parts.append(f"similarity {evidence.bead.similarity:.2f}")
    if metrics:
        parts.append(f"chrF {metrics.chrf:.0f}, BLEU {metrics.bleu:.0f}, TER {metrics.ter:.0f}")
    parts += [f"{name} {c.p:.2f}" for name, c in zip(("omission", "addition"), coverage, strict=True) if c]
    return ", ".join(parts)
