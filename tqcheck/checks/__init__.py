"""Evidence to findings. A check is a value in this table; `run_checks` runs them, `reconcile` settles overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tqcheck.checks import (
    attribution,
    changed,
    coverage,
    form,
    links,
    names,
    negation,
    opinion,
    quantities,
    quotes,
    sentences,
    severed,
    spacing,
    terminology,
    unrelated,
    untranslated,
)
from tqcheck.checks.reconcile import Candidate, candidate, reconcile
from tqcheck.errors import PluginError, UsageError, told
from tqcheck.glossary import load_glossary
from tqcheck.plugins import foreign, installed, resolve
from tqcheck.records import Check, CheckRun, DocumentEvidence, Finding

CHECKS: tuple[Check, ...] = (
    *sentences.CHECKS,
    *severed.CHECKS,
    *untranslated.CHECKS,
    *unrelated.CHECKS,
    *coverage.CHECKS,
    *changed.CHECKS,
    *quantities.CHECKS,
    *names.CHECKS,
    *negation.CHECKS,
    *attribution.CHECKS,
    *quotes.CHECKS,
    *form.CHECKS,
    *spacing.CHECKS,
    *links.CHECKS,
)


ON_REQUEST: tuple[Check, ...] = (*opinion.CHECKS, *terminology.CHECKS)
"""Checks that run only where something is given: a language model, a glossary."""


def checks_for(
    sensitivity: str = "normal", glossary: Path | None = None, *, remarks: bool = False
) -> tuple[Check, ...]:
    """The checks as one post's settings want them; with `remarks`, those on what a language model saw as well.

    Raises InputError where the glossary cannot be read.
    """
    adjusted = {check.code: check for check in coverage.checks_for(sensitivity)}
    terms = terminology.checks_for(load_glossary(glossary)) if glossary else ()
    read = opinion.CHECKS if remarks else ()
    return (*(adjusted.get(check.code, check) for check in CHECKS), *read, *terms, *installed_checks())


def documented_checks() -> tuple[Check, ...]:
    """Every check there is, in the order of their codes; those on terms with the glossary of their examples."""
    return tuple(sorted((*CHECKS, *ON_REQUEST, *installed_checks()), key=lambda check: check.code))


def installed_checks() -> tuple[Check, ...]:
    """The checks of installed packages. Raises PluginError or UsageError where one cannot be loaded."""
    found: dict[str, Check] = {}
    ours = {check.code for check in (*CHECKS, *ON_REQUEST)}
    for name in sorted(installed("check")):
        offered = resolve(name, {}, "check")
        for check in offered if isinstance(offered, tuple) else (offered,):
            if not isinstance(check, Check):
                raise UsageError(f"check '{name}' is no tqcheck.records.Check: correct or uninstall its package")
            if check.code in ours or check.code in found:
                raise UsageError(f"check '{name}' has the code {check.code}, which is taken: give it another one")
            found[check.code] = check
    return tuple(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The reconciled findings of each document, and what became of each check."""

    findings: tuple[tuple[Finding, ...], ...]
    runs: tuple[CheckRun, ...]


def run_checks(checks: Sequence[Check], documents: Sequence[DocumentEvidence]) -> Checked:
    """Run every check on every document; one that crashes or lacks evidence is said so, never passed over."""
    found: list[list[Candidate]] = [[] for _ in documents]
    runs = []
    for check in checks:
        skipped = error = None
        for document, findings in zip(documents, found, strict=True):
            if fault := next((document.faults[need] for need in check.needs if need in document.faults), None):
                error = f"{fault} ({document.bitext.path})"
                continue
            if lacking := _lacking(check, document):
                skipped = f"{lacking} not measured in {document.bitext.path}"
                continue
            try:
                with foreign(check.code):
                    findings.extend([candidate(check, fault) for fault in check.run(document)])
            except PluginError as failed:  # a check's defect must not pass for a clean post
                error = f"{told(failed.__cause__ or failed)} ({document.bitext.path})"
        runs.append(CheckRun(code=check.code, skipped=skipped, error=error))
    return Checked(findings=tuple(reconcile(f) for f in found), runs=tuple(runs))


def _lacking(check: Check, document: DocumentEvidence) -> str | None:
    """The first kind of evidence that the check needs and some two-sided bead lacks."""
    for need in check.needs:
        if any(getattr(e, need) is None for e in document.beads if e.two_sided):
            return need.replace("_", " ")
    return None
