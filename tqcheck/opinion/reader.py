"""The second reader: asks the model about findings and beads, believes what it may, remembers the answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from tqcheck.opinion import questions
from tqcheck.opinion.addressed import speaks_to_reader
from tqcheck.opinion.answers import claim_answer, remarks
from tqcheck.records import Bead, DocumentEvidence, Evidence, Finding, Opinion, Remark, Severity
from tqcheck.service.chat import Question, Speaker
from tqcheck.store import BlobStore, key_of

T = TypeVar("T")

NO_ANSWER = "the model gave no answer in the form asked for"
NOT_BELIEVED = "said not confirmed, but did not confirm a fault planted beside it either: its answer counts for nothing"
_VALUES = ("TQ3", "TQ4")
"""Codes of findings on numbers, dates and names, which were compared by value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Findings with what was said of them, and a reason for each about which nothing could be had."""

    findings: tuple[Finding, ...]
    unanswered: tuple[str, ...]


class SecondReader:
    """Asks `speaker`, a model known to readers of the report as `by`; answers are kept in `store`."""

    def __init__(self, speaker: Speaker, by: str, store: BlobStore | None) -> None:
        self._speaker, self._by, self._store = speaker, by, store
        self.identity = f"{speaker.identity}/prompts={questions.PROMPTS}"

    def judge(self, document: DocumentEvidence, findings: Sequence[Finding]) -> Judged:
        """Every finding with the model's opinion, `None` where it gave none. The gravest are asked about first."""
        beads = {evidence.bead.index: evidence.bead for evidence in document.beads}
        sound: dict[int, bool] = {}
        judged = list(findings)
        unanswered = []
        for n in sorted(range(len(findings)), key=lambda n: (findings[n].severity.rank, n)):
            finding = findings[n]
            opinion, fault = self._opinion(document, beads[finding.bead], finding, sound)
            judged[n] = replace(finding, opinion=opinion)
            unanswered += [fault] if fault else []
        return Judged(findings=tuple(judged), unanswered=tuple(unanswered))

    def read(self, document: DocumentEvidence) -> tuple[DocumentEvidence, tuple[str, ...]]:
        """The document with what the model sees in each bead of two sides, and reasons where it gave no answer."""
        read: list[Evidence] = []
        unanswered = []
        for evidence in document.beads:
            seen, fault = self._remarks(document, evidence) if evidence.two_sided else ((), "")
            read.append(replace(evidence, remarks=seen))
            unanswered += [fault] if fault else []
        return replace(document, beads=tuple(read)), tuple(unanswered)

    def _remarks(self, document: DocumentEvidence, evidence: Evidence) -> tuple[tuple[Remark, ...] | None, str]:
        bead = evidence.bead
        return self._ask(questions.about_bead(document, bead), lambda text: remarks(text, bead))

    def _opinion(
        self, document: DocumentEvidence, bead: Bead, finding: Finding, sound: dict[int, bool]
    ) -> tuple[Opinion | None, str]:
        found, fault = self._claim(questions.about_finding(document, bead, finding), bead)
        if found is None:
            return None, fault
        opinion, fault = found, ""
        if opinion.verdict == "not confirmed":
            if bead.index not in sound:
                answer, fault = self._claim(questions.control(document, bead), bead)
                if answer is None:
                    return None, fault
                sound[bead.index] = answer.verdict == "confirmed"
            if not sound[bead.index]:
                return replace(opinion, verdict="unsure", reason=NOT_BELIEVED, source="", target=""), ""
        return replace(opinion, may_demote=_may_demote(opinion, questions.texts_shown(document, bead), finding)), fault

    def _claim(self, question: Question, bead: Bead) -> tuple[Opinion | None, str]:
        found, fault = self._ask(question, lambda text: claim_answer(text, bead))
        if found is None:
            return None, fault
        verdict, reason, source, target = found
        return Opinion(verdict=verdict, reason=reason, by=self._by, source=source, target=target), ""

    def _ask(self, question: Question, read: Callable[[str], T | None]) -> tuple[T | None, str]:
        """What an answer says, remembered or new, and why there is none."""
        key = key_of("opinion", self.identity, *(message["content"] for message in question.messages))
        if self._store and (kept := self._store.get([key]).get(key)) is not None:
            found = read(kept.decode("utf-8", "replace"))
            if found is not None:
                return found, ""
        (answer,) = self._speaker.answer([question])
        if not answer.text:
            return None, answer.fault or NO_ANSWER
        found = read(answer.text)
        if found is None:
            return None, NO_ANSWER
        if self._store:
            self._store.put({key: answer.text.encode("utf-8", "replace")})
        return found, ""


def _may_demote(opinion: Opinion, shown: Sequence[str], finding: Finding) -> bool:
    """Whether the model's word may let a finding go: not where values were compared, nor where a text asks for it."""
    if opinion.verdict != "not confirmed":
        return False
    by_value = finding.code.startswith(_VALUES) and finding.severity is Severity.CRITICAL
    return not by_value and not any(map(speaks_to_reader, shown))
