"""Markdown for a job summary or a pull-request comment, with Arabic in its own direction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tqcheck.records import DocumentReport, Report, Verdict
from tqcheck.report.bidi import RIGHT_TO_LEFT, RTL_RUN
from tqcheck.report.listing import Entry, Region, document_entries, entries, on_one_line, second, tally
from tqcheck.visible import visible

_HEADINGS = {
    Verdict.PASS: "✅ The translation passes",
    Verdict.FINDINGS: "❌ The translation does not pass",
    Verdict.INCOMPLETE: "⚠️ Not everything could be checked",
}
_SIGNS = {"critical": "🔴", "major": "🟠", "minor": "🔵"}
# Characters with a meaning in Markdown; as numeric entities they have none.
_SPECIAL = re.compile(r"[\\`*_{}\[\]()#+!|~$:&<>@-]|(?<=www)\.")
# A comment on GitHub holds 65,536 characters.
LIMIT = 60_000
_TAIL = 100


class MarkdownReporter:
    """Renders GitHub- and GitLab-flavoured Markdown of `limit` characters at most."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit

    def render(self, report: Report) -> str:
        """Verdict, reasons, and a table of findings for each post; accepted findings are folded away."""
        found = entries(report)
        head = [f"## {_HEADINGS[report.verdict]}", "", f"tqcheck {escape(report.version)}: {tally(found)}."]
        points = [*report.reasons, *report.notices]
        head += ["", *(f"- {escape(point)}" for point in points)] if points else []
        parts = [part for document in report.documents for part in _document(document)]
        return visible("\n".join(self._fitting([*head, *parts])) + "\n")

    def _fitting(self, lines: list[str]) -> Iterator[str]:
        room = self._limit - _TAIL
        folded = False
        for n, line in enumerate(lines):
            room -= len(line) + 1
            if room < 0:
                rows = sum(rest.startswith("| ") and not rest.startswith("| |") for rest in lines[n:])
                yield from ("", f"… and {rows} more rows, left out for want of room.", *["</details>"] * folded)
                return
            folded = line == "<details>" or (folded and line != "</details>")
            yield line


def _document(document: DocumentReport) -> Iterator[str]:
    found = list(document_entries(document))
    score = "" if document.score is None else f", score {document.score.value:.1f}"
    said = "not checked" if document.bitext.fault else tally(found)
    yield from ("", f"### {escape(document.bitext.path)}", "", f"{said}{score}")
    live = [entry for entry in found if entry.live]
    if live:
        yield from ("", *_table(live, "finding"))
    accepted = [entry for entry in found if not entry.live]
    if accepted:
        yield from ("", "<details>", f"<summary>{len(accepted)} accepted</summary>", "")
        yield from (*_table(accepted, "finding and reason"), "", "</details>")


def _table(found: list[Entry], title: str) -> Iterator[str]:
    yield f"| | {title} | original | translation |"
    yield "|---|---|---|---|"
    for entry in found:
        bitext = entry.document.bitext
        cells = [
            _SIGNS[entry.finding.severity.value],
            _about(entry),
            _words(entry.source, bitext.source_lang),
            _words(entry.target, bitext.target_lang),
        ]
        yield f"| {' | '.join(cells)} |"


def _about(entry: Entry) -> str:
    finding = entry.finding
    reason = f"<br>{escape(finding.suppressed)}" if finding.suppressed else ""
    opinion = f"<br>{escape(second(finding))}" if finding.opinion else ""
    return f"**{finding.code}** {escape(finding.message)} <sub>{finding.fingerprint}</sub>{opinion}{reason}"


def _words(region: Region | None, lang: str) -> str:
    if region is None:
        return ""
    direction = "rtl" if lang in RIGHT_TO_LEFT else "ltr"
    text = _SPECIAL.sub(_entity, on_one_line(region.text))
    words = f'<span dir="{direction}" lang="{lang}">{text}</span> ' if text else ""
    return f"{words}<sub>line {region.line}</sub>"


def escape(text: str) -> str:
    """Text that stays text in Markdown, on one line: no markup, no link, no mention of a person or an issue.

    Words in right-to-left script are set apart, so that they do not reorder what stands around them.
    """
    return RTL_RUN.sub(r'<span dir="rtl">\g<0></span>', _SPECIAL.sub(_entity, on_one_line(text)))


def _entity(match: re.Match[str]) -> str:
    entity = f"&#{ord(match[0])};"
    # Mentions are looked for after Markdown is rendered, in stretches of text that no markup parts.
    return f"<span>{entity}</span>" if match[0] in "@#" else entity
