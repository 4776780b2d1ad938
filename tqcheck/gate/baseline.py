"""The baseline: findings that were there before the gate; only new ones fail it."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from tqcheck.errors import UsageError
from tqcheck.files import read_own, write_atomic
from tqcheck.gate.marks import mark
from tqcheck.records import DocumentReport, Finding

SCHEMA = "tqcheck.baseline/1"
_LONGEST = 100_000
"""Characters of a text in an entry; the messages quote a post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One finding of the baseline; `path` is relative to the baseline file's folder, with forward slashes."""

    fingerprint: str
    path: str
    code: str
    message: str


def write_baseline(file: Path, documents: Sequence[DocumentReport], *, version: str) -> int:
    """Write the findings that count now as the baseline; returns how many. Raises UsageError."""
    known = sorted(
        (_entry(file, document, finding) for document in documents for finding in document.findings
         if finding.suppressed is None or finding.suppressed == mark("baseline")),
        key=lambda entry: (entry["path"], entry["code"], entry["fingerprint"]),
    )  # fmt: skip
    content = {"schema": SCHEMA, "version": version, "findings": known}
    write_atomic(file, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return len(known)


def _entry(file: Path, document: DocumentReport, finding: Finding) -> dict[str, Any]:
    return {
        "fingerprint": finding.fingerprint,
        "path": _relative(document.bitext.path, file),
        "code": finding.code,
        "message": finding.message,
    }


def _relative(path: str, file: Path) -> str:
    if path == "-":
        return path
    relative = os.path.relpath(Path(path).absolute(), file.absolute().parent)
    return str(PurePosixPath(*Path(relative).parts))


def load_baseline(file: Path) -> tuple[Known, ...]:
    """Read a baseline. Raises UsageError where it is absent, not JSON, or no baseline."""
    again = "write it again with --write-baseline"
    try:
        content = json.loads(read_own(file))
    except FileNotFoundError as error:
        raise UsageError(f"{file}: no such baseline; make it with --write-baseline {file}") from error
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{file}: not a baseline: {error}; {again}") from error
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise UsageError(f"{file}: not a baseline of this version (schema {SCHEMA}); {again}")
    findings = content.get("findings")
    if not isinstance(findings, list):
        raise UsageError(f"{file}: its findings are no list; {again}")
    return tuple(_known(entry, f"{file}: finding {number}", again) for number, entry in enumerate(findings, 1))


def _known(entry: Any, where: str, again: str) -> Known:
    if not isinstance(entry, dict):
        raise UsageError(f"{where} is no finding; {again}")
    values = {key: entry.get(key) for key in ("fingerprint", "path", "code", "message")}
    wrong = next((key for key, value in values.items() if not isinstance(value, str) or len(value) > _LONGEST), None)
    if wrong or "\0" in str(values["path"]):
        raise UsageError(f"{where}: its {wrong or 'path'} is not what it should be; {again}")
    return Known(**{key: str(value) for key, value in values.items()})


def apply_baseline(
    documents: Sequence[DocumentReport], known: Sequence[Known], file: Path
) -> tuple[tuple[DocumentReport, ...], tuple[str, ...]]:
    """Mark the findings that the baseline knows; each of its entries takes one finding at most.

    An entry takes a finding of its own post first; where that post is gone (moved, renamed), one of another post.
    """
    free: dict[tuple[str, str], int] = {}
    for entry in known:
        free[entry.path, entry.fingerprint] = free.get((entry.path, entry.fingerprint), 0) + 1
    marked = [_mark(document, free, [_relative(document.bitext.path, file)]) for document in documents]
    gone = sorted({path for path, _ in free if path != "-" and not _there(file, path)})
    marked = [_mark(document, free, gone) for document in marked]
    old = sum(f.suppressed == mark("baseline") for d in marked for f in d.findings)
    return tuple(marked), (f"{old} known finding{'s' * (old > 1)} (baseline {file})",) if old else ()


def _there(file: Path, path: str) -> bool:
    try:
        return (file.absolute().parent / path).exists()
    except (OSError, ValueError):
        return False


def _mark(document: DocumentReport, free: dict[tuple[str, str], int], paths: Sequence[str]) -> DocumentReport:
    findings = []
    for finding in document.findings:
        keys = [(path, finding.fingerprint) for path in paths]
        key = next((k for k in keys if free.get(k)), None) if finding.suppressed is None else None
        if key:
            free[key] -= 1
            finding = replace(finding, suppressed=mark("baseline"))
        findings.append(finding)
    return replace(document, findings=tuple(findings))
