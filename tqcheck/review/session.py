"""What is reviewed and what was decided, kept on disk: dismissals in the suppression file, the rest beside."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from tqcheck.errors import UsageError
from tqcheck.files import locked, write_atomic
from tqcheck.gate.decisions import Decision, dump_decisions, load_decisions
from tqcheck.gate.suppressions import NewEntry, load_suppressions, revise
from tqcheck.records import DocumentReport, Evidence, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A finding to decide on, with its post and what was measured on its bead."""

    document: DocumentReport
    evidence: Evidence
    finding: Finding


class Session:
    """The findings of some posts, one decision for each fingerprint. Every change is on disk when its call returns.

    `suppressions` is the gate's file; `state` holds what was accepted as a fault. `left_out` counts the findings that
    something else than an entry of their own settles (a comment, the baseline, an entry for a code).
    Raises UsageError and ConfigError where either file is not as it should be.
    """

    def __init__(self, documents: Iterable[DocumentReport], *, suppressions: Path, state: Path, today: date) -> None:
        self.suppressions, self.state, self.today = suppressions, state, today
        self._dismissed = self._load_dismissed()
        self._accepted = {d.fingerprint: d for d in _load_accepted(state) if d.fingerprint not in self._dismissed}
        self._undo: list[tuple[str, Decision | None]] = []
        items = [item for document in documents for item in _items(document)]
        self.items = tuple(i for i in items if not i.finding.suppressed or i.finding.fingerprint in self._dismissed)
        self.left_out = len(items) - len(self.items)

    def decision(self, item: Item) -> Decision | None:
        """What was decided about a finding."""
        fingerprint = item.finding.fingerprint
        return self._dismissed.get(fingerprint) or self._accepted.get(fingerprint)

    @property
    def decided(self) -> int:
        """How many findings have a decision."""
        return sum(self.decision(item) is not None for item in self.items)

    def accept(self, item: Item) -> None:
        """Note that the finding is a fault, which stays to be fixed."""
        self._decide(Decision(fingerprint=item.finding.fingerprint, decision="accepted", code=item.finding.code))

    def dismiss(self, item: Item, reason: str, until: date) -> None:
        """Write the finding's entry into the suppression file. Raises UsageError without a reason or a day to come."""
        if not reason.strip():
            raise UsageError("say why it is no fault")
        if until < self.today:
            raise UsageError(f"{until} is over already: give a day to come")
        self._decide(
            Decision(
                fingerprint=item.finding.fingerprint, decision="dismissed", code=item.finding.code,
                reason=reason.strip(), until=until,
            )
        )  # fmt: skip

    def undo(self) -> Item | None:
        """Take back this session's latest decision; the finding that it was about, `None` where there is none."""
        if not self._undo:
            return None
        fingerprint, before = self._undo[-1]
        self._store(fingerprint, before)
        self._undo.pop()
        return next(item for item in self.items if item.finding.fingerprint == fingerprint)

    def clear(self, item: Item) -> Item | None:
        """Take back the decision about a finding, whenever it was made; the finding, `None` where it had none."""
        if self.decision(item) is None:
            return None
        self._store(item.finding.fingerprint, None)
        return item

    def _decide(self, decision: Decision) -> None:
        before = self._dismissed.get(decision.fingerprint) or self._accepted.get(decision.fingerprint)
        self._store(decision.fingerprint, decision)
        self._undo.append((decision.fingerprint, before))

    def _store(self, fingerprint: str, decision: Decision | None) -> None:
        """Bring both files up to date, then what is in memory: an error leaves the three as they were.

        An entry in the suppression file outweighs a note in the other, so it is the first to come and the last to go.
        """
        accepted = {f: d for f, d in self._accepted.items() if f != fingerprint}
        if decision and decision.decision == "accepted":
            accepted[fingerprint] = decision
        dismissed = {f: d for f, d in self._dismissed.items() if f != fingerprint}
        if decision and decision.decision == "dismissed":
            dismissed[fingerprint] = decision
            self._write_entry(fingerprint, decision)
            self._write_state(fingerprint, None)
        else:
            self._write_state(fingerprint, decision)
            self._write_entry(fingerprint, None)
        self._accepted, self._dismissed = accepted, dismissed

    def _write_entry(self, fingerprint: str, decision: Decision | None) -> None:
        if decision is None and not self.suppressions.exists():
            return
        new = (
            [NewEntry(fingerprint=fingerprint, reason=decision.reason, until=decision.until)]
            if decision and decision.until
            else []
        )
        revise(self.suppressions, new, withdrawn=[fingerprint])

    def _write_state(self, fingerprint: str, decision: Decision | None) -> None:
        """Change this one note: another review of the post may have written others meanwhile."""
        if decision is None and not self.state.exists():
            return
        try:
            self.state.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{self.state.parent}: cannot be made: {error.strerror or error}") from error
        with locked(self.state):
            before = {d.fingerprint: d for d in _load_accepted(self.state)}
            after = {f: d for f, d in before.items() if f != fingerprint} | (
                {fingerprint: decision} if decision else {}
            )
            if after != before:
                write_atomic(self.state, dump_decisions("", list(after.values())))

    def _load_dismissed(self) -> dict[str, Decision]:
        entries = load_suppressions(self.suppressions) if self.suppressions.exists() else ()
        return {
            e.fingerprint: Decision(fingerprint=e.fingerprint, decision="dismissed", reason=e.reason, until=e.until)
            for e in entries
            if e.fingerprint is not None and e.path is None and e.until >= self.today
        }


def state_of(post: str) -> Path:
    """Where the accepted findings of a post are kept: the user's state folder, by the post's absolute path."""
    from platformdirs import user_state_path

    with contextlib.suppress(OSError):
        post = str(Path(post).resolve())
    return user_state_path("tqcheck") / "reviews" / f"{sha256(post.encode('utf-8', 'replace')).hexdigest()[:16]}.json"


def _load_accepted(state: Path) -> list[Decision]:
    return [d for d in load_decisions(state) if d.decision == "accepted"] if state.exists() else []


def _items(document: DocumentReport) -> Iterable[Item]:
    """The findings in the order of the post, the gravest of a row first."""
    order = {e.bead.index: n for n, e in enumerate(document.beads)}
    beads = {e.bead.index: e for e in document.beads}
    for finding in sorted(document.findings, key=lambda f: (order.get(f.bead, 0), f.severity.rank)):
        if finding.bead in beads:
            yield Item(document=document, evidence=beads[finding.bead], finding=finding)
