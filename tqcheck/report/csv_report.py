"""CSV, one finding a row, for spreadsheets."""

from __future__ import annotations

import csv
import io

from tqcheck.records import Report
from tqcheck.report.listing import Entry, Region, entries, second
from tqcheck.visible import visible

COLUMNS = (
    "path", "code", "name", "severity", "confidence", "message",
    "source_line", "source_column", "source_text", "target_line", "target_column", "target_text",
    "bead", "fingerprint", "suppressed", "opinion",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class CsvReporter:
    """Renders CSV (RFC 4180) with a byte order mark, without which Excel garbles Arabic."""

    def render(self, report: Report) -> str:
        """A header and a row for every finding, accepted ones too."""
        out = io.StringIO()
        out.write("\ufeff")
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows(map(_row, entries(report)))
        return out.getvalue()


def _row(entry: Entry) -> list[str]:
    finding = entry.finding
    confidence = "" if finding.confidence is None else f"{finding.confidence:.4f}"
    return [
        _text(entry.document.bitext.path), finding.code, finding.name, finding.severity.value, confidence,
        _text(finding.message), *_place(entry.source), *_place(entry.target),
        str(finding.bead), finding.fingerprint, _text(finding.suppressed or ""),
        _text(second(finding)),
    ]  # fmt: skip


def _place(region: Region | None) -> list[str]:
    return [str(region.line), str(region.column), _text(region.text)] if region else ["", "", ""]


def _text(text: str) -> str:
    """Text that no spreadsheet runs as a formula: the apostrophe is the spreadsheets' own mark for plain text."""
    text = visible(text)
    return f"'{text}" if text.startswith(_FORMULA) else text
