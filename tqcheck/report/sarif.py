"""SARIF 2.1.0, for code scanning: the translation's place as location, the original's as related location."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from tqcheck.gate.marks import kind_of, reason_of
from tqcheck.records import Check, CheckRun, Evidence, Example, Report, Severity
from tqcheck.report.listing import Entry, Region, entries, on_one_line, second
from tqcheck.visible import escaped

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "warning", Severity.MINOR: "note"}


class SarifReporter:
    """Renders SARIF. `checks` are described as rules; by default all that tqcheck has."""

    def __init__(self, checks: Sequence[Check] | None = None) -> None:
        self._checks = checks

    def render(self, report: Report) -> str:
        """One SARIF log with one run. Accepted findings are in it, marked; columns count code points."""
        found = entries(report)
        rules = _rules(self._known(), found)
        index = {rule["id"]: n for n, rule in enumerate(rules)}
        compared = any(kind_of(entry.finding) == "baseline" for entry in found)
        evidence = {(id(d), e.bead.index): e for d in report.documents for e in d.beads}
        run = {
            "tool": {"driver": {"name": "tqcheck", "version": report.version, "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "language": "en",
            "invocations": [_invocation(report)],
            "results": [
                _result(e, index[e.finding.code], compared, evidence.get((id(e.document), e.finding.bead)))
                for e in found
            ],
        }
        whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
        return escaped(json.dumps(whole, ensure_ascii=False, indent=1)) + "\n"

    def _known(self) -> Sequence[Check]:
        if self._checks is not None:
            return self._checks
        from tqcheck.checks import CHECKS

        return CHECKS


def _rules(checks: Sequence[Check], found: Sequence[Entry]) -> list[dict[str, Any]]:
    rules = {check.code: _rule(check) for check in checks}
    for entry in found:
        code, name = entry.finding.code, entry.finding.name
        rules.setdefault(code, {"id": code, "name": _pascal(name), "shortDescription": {"text": name}})
    return [rules[code] for code in sorted(rules)]


def _rule(check: Check) -> dict[str, Any]:
    return {
        "id": check.code,
        "name": _pascal(check.name),
        "shortDescription": {"text": check.name},
        "fullDescription": {"text": check.summary},
        "help": {"text": _help(check, ""), "markdown": _help(check, "    ")},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "properties": {"severity": check.severity.value, "tags": ["translation"]},
    }


def _pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))


def _help(check: Check, indent: str) -> str:
    """The summary and the examples; an indent of four makes them code blocks, in which nothing is Markdown."""
    parts = [check.summary]
    for title, examples in (("Fires on:", check.fails), ("Does not fire on:", check.passes)):
        if examples:
            parts += [title, *("\n".join(indent + line for line in _lines(example)) for example in examples)]
    return "\n\n".join(parts)


def _lines(example: Example) -> Iterable[str]:
    return (*example.source.splitlines(), *example.target.splitlines())


def _result(entry: Entry, rule: int, compared: bool, evidence: Evidence | None) -> dict[str, Any]:
    finding = entry.finding
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": _physical(entry.main)}],
        "partialFingerprints": {"tqcheck/v1": finding.fingerprint},
        "properties": {"name": finding.name, "severity": finding.severity.value, "bead": finding.bead},
    }
    if entry.target is not None and entry.source is not None:
        about = f"in the original: {on_one_line(entry.source.text)}" if entry.source.text else "in the original"
        result["relatedLocations"] = [
            {"id": 1, "physicalLocation": _physical(entry.source), "message": {"text": about}}
        ]
    if finding.confidence is not None:
        result["rank"] = round(100 * finding.confidence, 1)
    if evidence is not None and evidence.back_translation:
        result["properties"]["backTranslation"] = evidence.back_translation
    if finding.opinion:
        result["properties"]["opinion"] = second(finding)
    kind = kind_of(finding)
    if compared:
        result["baselineState"] = "unchanged" if kind == "baseline" else "new"
    if kind is not None:
        place = "inSource" if kind == "comment" else "external"
        why = "in the baseline" if kind == "baseline" else reason_of(finding)
        result["suppressions"] = [{"kind": place, "status": "accepted", "justification": why}]
    return result


def _physical(region: Region) -> dict[str, Any]:
    place: dict[str, Any] = {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }
    if region.text:
        place["snippet"] = {"text": region.text}
    return {"artifactLocation": {"uri": uri(region.path)}, "region": place}


def uri(path: str) -> str:
    """A path as a URI reference: absolute ones as `file:`, relative ones as they are, quoted."""
    if path == "-":
        return "stdin"
    plain = PurePath(path)
    return plain.as_uri() if plain.is_absolute() else quote(plain.as_posix(), errors="surrogateescape")


def _invocation(report: Report) -> dict[str, Any]:
    notes = [_notification(notice, "warning") for notice in report.notices]
    notes += [_notification(*_said(run), code=run.code) for run in report.runs if run.skipped or run.error]
    incomplete = any(run.skipped or run.error for run in report.runs)
    invocation: dict[str, Any] = {"executionSuccessful": not incomplete, "exitCode": report.exit_code}
    if notes:
        invocation["toolExecutionNotifications"] = notes
    return invocation


def _said(run: CheckRun) -> tuple[str, str]:
    if run.error:
        return f"{run.code} failed: {run.error}", "error"
    return f"{run.code} did not run: {run.skipped}", "warning"


def _notification(text: str, level: str, code: str | None = None) -> dict[str, Any]:
    note: dict[str, Any] = {"level": level, "message": {"text": text}}
    return {**note, "associatedRule": {"id": code}} if code else note
