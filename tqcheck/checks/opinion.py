"""TQ204 opinion: a language model that was asked to read the translation saw something that no check saw.

Its remarks are error spans in MQM's terms, as GEMBA-MQM (Kocmi and Federmann 2023) and AutoMQM (Fernandes et al. 2023)
have models mark them.
"""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.records import Check, DocumentEvidence, Evidence, Example, Fault, Remark, Severity, Side
from tqcheck.text.quoting import quoted

SHARED = 0.5
"""Mean probability of unaccounted words from which on the coverage model shares what the language model saw."""


def remarked(document: DocumentEvidence) -> Iterator[Fault]:
    """A finding for each remark, minor unless the coverage model misses the same words."""
    for evidence in document.beads:
        for remark in evidence.remarks or ():
            p = max(_missed(evidence, "source", remark), _missed(evidence, "target", remark))
            shared = p >= SHARED
            yield Fault(
                bead=evidence.bead,
                message=_message(remark, evidence),
                source=remark.source,
                target=remark.target,
                severity=Severity.MAJOR if shared else Severity.MINOR,
                confidence=p if shared else None,
                detail={"kind": remark.kind},
            )


def _missed(evidence: Evidence, side: Side, remark: Remark) -> float:
    """Mean probability that the other side does not account for the words that the remark marks here."""
    span, covered = (remark.source if side == "source" else remark.target), evidence.coverage(side)
    words = [word.p for word in covered.words if word.span.overlaps(span)] if covered and span else []
    return sum(words) / len(words) if words else 0.0


def _message(remark: Remark, evidence: Evidence) -> str:
    bead = evidence.bead
    source = quoted(remark.source.of(bead.side_text("source"))) if remark.source else ""
    target = quoted(remark.target.of(bead.side_text("target"))) if remark.target else ""
    what = {
        "omission": f"{source} is left out",
        "addition": f"{target} is added",
        "untranslated": f"{target} is not translated",
        "mistranslation": f"{source} became {target}"
        if source and target
        else f"{source or target} is rendered wrongly",
    }[remark.kind]
    return f"a language model says that {what}" + (f": {remark.why}" if remark.why else "")


CHECK = Check(
    code="TQ204",
    name="opinion",
    severity=Severity.MINOR,
    summary="A language model that was asked (--second-opinion-finds) saw something that no other check saw.",
    run=remarked,
    passes=(
        Example(source="The minister visited the port on Monday.", target="زار الوزير الميناء يوم الاثنين."),
    ),
    fails=(
        Example(
            source="The minister grudgingly visited the port.",
            target="زار الوزير الميناء.",
            note="The model was asked, and says that “grudgingly” is left out.",
        ),
    ),
    needs=("remarks",),
    uses=("source_coverage", "target_coverage"),
    family="meaning",
)  # fmt: skip
CHECKS = (CHECK,)
