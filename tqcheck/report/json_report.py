"""The report other programs read: schema `tqcheck.report/1`. Fields are added, never renamed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from tqcheck.records import (
    Coverage,
    Document,
    DocumentReport,
    Evidence,
    Finding,
    Location,
    Opinion,
    Report,
    Segment,
    Sent,
    Side,
    Span,
)
from tqcheck.visible import escaped

SCHEMA = "tqcheck.report/1"


class JsonReporter:
    """Renders the JSON report; `detail="words"` adds each word's probability."""

    def __init__(self, detail: str = "none") -> None:
        self._words = detail == "words"

    def render(self, report: Report) -> str:
        """The report as one JSON object, indented, with a line break at its end."""
        return escaped(json.dumps(self.as_dict(report), ensure_ascii=False, indent=1)) + "\n"

    def as_dict(self, report: Report) -> dict[str, Any]:
        """The report as plain values."""
        signature = report.signature
        return {
            "schema": SCHEMA,
            "version": report.version,
            "signature": {
                "translator": signature.translator,
                "encoder": signature.encoder,
                "coverage": signature.coverage,
                "metrics": signature.metrics,
                "version": signature.version,
                **({"opinion": signature.opinion} if signature.opinion else {}),
            },
            "verdict": report.verdict.value,
            "exit_code": report.exit_code,
            "notices": list(report.notices),
            "reasons": list(report.reasons),
            "documents": [self._document(d) for d in report.documents],
            "runs": [{"code": r.code, "skipped": r.skipped, "error": r.error} for r in report.runs],
            "not_read": [{"path": u.path, "reason": u.reason} for u in report.not_read],
            "sent": [_sent(one) for one in report.sent],
        }

    def _document(self, document: DocumentReport) -> dict[str, Any]:
        bitext = document.bitext
        score = document.score
        return {
            "path": bitext.path,
            "source_path": _path(bitext.source, bitext.path),
            "target_path": _path(bitext.target, bitext.path),
            "source_lang": bitext.source_lang,
            "target_lang": bitext.target_lang,
            "score": {"value": score.value, "low": score.low, "high": score.high} if score else None,
            "beads": [self._bead(e) for e in document.beads],
            "findings": [_finding(f) for f in document.findings],
            **({"furniture": [{**_segment(s), "lang": s.lang} for s in bitext.furniture]} if bitext.furniture else {}),
            **({"error": bitext.fault} if bitext.fault else {}),
        }

    def _bead(self, evidence: Evidence) -> dict[str, Any]:
        bead, metrics = evidence.bead, evidence.metrics
        record: dict[str, Any] = {
            "index": bead.index,
            "source": [_segment(s) for s in bead.source],
            "target": [_segment(s) for s in bead.target],
            "similarity": _rounded(bead.similarity),
            "confidence": _rounded(bead.confidence),
            "back_translation": evidence.back_translation,
            "chrf": _rounded(metrics.chrf if metrics else None, 1),
            "bleu": _rounded(metrics.bleu if metrics else None, 1),
            "ter": _rounded(metrics.ter if metrics else None, 1),
            "omission": _rounded(evidence.source_coverage.p if evidence.source_coverage else None),
            "addition": _rounded(evidence.target_coverage.p if evidence.target_coverage else None),
        }
        if bead.state:
            record["state"] = bead.state
        if self._words:
            record["source_words"] = _words(evidence, "source", evidence.source_coverage)
            record["target_words"] = _words(evidence, "target", evidence.target_coverage)
        return record


def _sent(sent: Sent) -> dict[str, Any]:
    return {
        "to": sent.to, "model": sent.model, "purpose": sent.purpose, "requests": sent.requests, "texts": sent.texts,
        "characters": sent.characters, "loopback": sent.loopback,
    }  # fmt: skip


def _path(segments: Sequence[Segment], default: str) -> str:
    return segments[0].document.path if segments else default


def _rounded(value: float | None, digits: int = 4) -> float | None:
    """Rounded, so that two machines' last bits do not make two reports."""
    return None if value is None else round(value, digits)


def _segment(segment: Segment) -> dict[str, Any]:
    line, _ = segment.document.line_column(segment.span.start)
    record = {"start": segment.span.start, "end": segment.span.end, "line": line, "text": segment.written}
    return record | _place(segment.document, segment.span)


def _place(document: Document, span: Span) -> dict[str, str]:
    """The element that holds a span, in files with markup."""
    anchor = document.anchor(span.start)
    return {"place": anchor.path} if anchor else {}


def _words(evidence: Evidence, side: Side, coverage: Coverage | None) -> list[list[Any]] | None:
    if coverage is None:
        return None
    places = [(evidence.bead.locate(side, w.span.start, w.span.end).span, w.p) for w in coverage.words]
    return [[span.start, span.end, _rounded(p)] for span, p in places]


def _location(place: Location | None) -> dict[str, Any] | None:
    if place is None:
        return None
    line, column = place.document.line_column(place.span.start)
    record = {"start": place.span.start, "end": place.span.end, "line": line, "column": column, "text": place.text}
    return record | _place(place.document, place.span)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "confidence": _rounded(finding.confidence),
        "bead": finding.bead,
        "message": finding.message,
        "source": _location(finding.source),
        "target": _location(finding.target),
        "detail": dict(finding.detail),
        "fingerprint": finding.fingerprint,
        "suppressed": finding.suppressed,
        **({"opinion": _opinion(finding.opinion)} if finding.opinion else {}),
    }


def _opinion(opinion: Opinion) -> dict[str, Any]:
    return {
        "verdict": opinion.verdict, "reason": opinion.reason, "source_words": opinion.source,
        "target_words": opinion.target, "by": opinion.by, "may_demote": opinion.may_demote,
    }  # fmt: skip
