"""Decisions about the findings of a check, on disk at once, and what the gate says with them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from tqcheck.config import Config
from tqcheck.desk.opening import Sheet
from tqcheck.errors import UsageError
from tqcheck.gate import kind_of, settle
from tqcheck.gate.decisions import Decision
from tqcheck.records import DocumentReport, Finding, Report
from tqcheck.review.session import Item, Session, state_of


class Decisions:
    """The decisions that can be taken about one check's findings, which `numbered` holds in the order shown."""

    def __init__(self, report: Report, sheet: Sheet, numbered: Sequence[Finding], suppressions: Path) -> None:
        self.report, self.numbered = report, tuple(numbered)
        self._session = Session(
            report.documents, suppressions=suppressions, state=state_of(sheet.title or "pasted"), today=date.today()
        )
        self._items = {item.finding.fingerprint: item for item in self._session.items}

    def decide(self, fingerprint: str, decision: str, reason: str, until: date | None) -> None:
        """`accepted`, `dismissed` or `undo`. Raises UsageError and ConfigError."""
        item = self._item(fingerprint)
        if decision == "accepted":
            self._session.accept(item)
        elif decision == "dismissed" and until is not None:
            self._session.dismiss(item, reason, until)
        elif decision == "undo":
            self._session.clear(item)
        else:
            raise UsageError("say accepted, dismissed with a reason and a day, or undo")

    def _item(self, fingerprint: str) -> Item:
        try:
            return self._items[fingerprint]
        except KeyError:
            raise UsageError("there is no such finding in this check: check again") from None

    @property
    def made(self) -> dict[str, dict[str, Any]]:
        """What was decided, by fingerprint, as the page takes it."""
        found = {f: self._session.decision(item) for f, item in self._items.items()}
        return {fingerprint: _told(decision) for fingerprint, decision in found.items() if decision}

    @property
    def undecided(self) -> Report:
        """The report with what was dismissed by itself as if it were not: here that can be taken back."""
        return replace(self.report, documents=tuple(self._unmarked(d, set(self.made)) for d in self.report.documents))

    @staticmethod
    def _unmarked(document: DocumentReport, which: Collection[str]) -> DocumentReport:
        findings = tuple(
            replace(f, suppressed=None) if kind_of(f) == "file" and f.fingerprint in which else f
            for f in document.findings
        )
        return replace(document, findings=findings)

    def verdict(self, config: Config) -> tuple[str, tuple[str, ...]]:
        """What the gate says of the post as it stands, and why."""
        every = {finding.fingerprint for finding in self.numbered}
        documents = [self._unmarked(document, every) for document in self.report.documents]
        settled = settle(documents, self.report.runs, config, partial=True)
        return settled.verdict.value, settled.reasons


def _told(decision: Decision) -> dict[str, Any]:
    return {
        "decision": decision.decision, "reason": decision.reason,
        "until": str(decision.until) if decision.until else "",
    }  # fmt: skip
