"""What identifies a fault across runs, whatever line it stands on."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace

from tqcheck.records import Bead, DocumentReport, Finding, Location, Side
from tqcheck.text.normalise import fold

FINGERPRINT_LENGTH = 16


def fingerprint(finding: Finding, bead: Bead | None, occurrence: int = 0) -> str:
    """What identifies a fault whatever line it stands on: 16 hexadecimal digits.

    Made from the code, the source sentence the fault lies in and the words marked on both sides, all folded, so
    that moving a paragraph or vocalising a word keeps it. Where nothing is marked, the bead's target text stands in.
    `occurrence` (from 0) tells equal faults of one document apart.
    """
    parts = [finding.code, _context(finding, bead, "source"), _words(finding.source), _words(finding.target)]
    if not any(parts[1:]):
        parts.append(_context(finding, bead, "target"))
    if occurrence:
        parts.append(str(occurrence))
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:FINGERPRINT_LENGTH]


def with_fingerprints(document: DocumentReport) -> DocumentReport:
    """The same document, each finding with its fingerprint; no two findings of a document share one."""
    beads = {evidence.bead.index: evidence.bead for evidence in document.beads}
    seen: Counter[str] = Counter()
    findings = []
    for finding in document.findings:
        first = fingerprint(finding, beads.get(finding.bead))
        own = fingerprint(finding, beads.get(finding.bead), seen[first]) if seen[first] else first
        seen[first] += 1
        findings.append(replace(finding, fingerprint=own))
    return replace(document, findings=tuple(findings))


def _context(finding: Finding, bead: Bead | None, side: Side) -> str:
    """The sentence of a side that holds the finding's place there, or the whole side of the bead."""
    segments = bead.segments(side) if bead else ()
    place = finding.source if side == "source" else finding.target
    if place is not None:
        holding = [s for s in segments if s.span.start <= place.span.start <= s.span.end]
        segments = tuple(holding[:1]) or segments
    return _folded(" ".join(s.text for s in segments))


def _words(place: Location | None) -> str:
    return _folded(place.text) if place else ""


def _folded(text: str) -> str:
    return " ".join(fold(text).split())
