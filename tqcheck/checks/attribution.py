"""TQ502 attribution-lost: who answers for a claim, or how sure it is, was dropped or made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tqcheck.records import FACTS, Check, Cue, DocumentEvidence, Evidence, Example, Fault, Precedence, Severity, Side
from tqcheck.text.attribution import Kind

# What may render a cue of each kind.
_RENDERED_BY: dict[str, frozenset[Kind]] = {
    "claim": frozenset({"claim", "suspect", "report", "doubt"}),
    "suspect": frozenset({"claim", "suspect", "doubt"}),
    "report": frozenset({"claim", "suspect", "report", "doubt", "say"}),
    "doubt": frozenset({"claim", "suspect", "doubt", "hint"}),
    "hint": frozenset({"claim", "suspect", "doubt", "hint"}),
    "say": frozenset({"claim", "suspect", "report", "doubt", "say"}),
}
# Reservations whose loss turns a report into a fact; an unsure forecast, or a quotation without its `he said`, less.
_GRAVE = frozenset({"claim", "suspect", "report"})
_WORDS: dict[str, str] = {
    "claim": "an allegation", "suspect": "a suspicion", "report": "a report", "doubt": "a possibility",
    "hint": "a possibility", "say": "someone's statement",
}  # fmt: skip


def lost(evidence: DocumentEvidence) -> Iterator[Fault]:
    """At most one finding a bead, the gravest: a reservation of one side that the other has not."""
    for bead in evidence.beads:
        english, arabic = bead.english, bead.arabic
        if not (bead.cues and english and arabic):
            continue
        en_text, ar_text = bead.bead.side_text(english), bead.bead.side_text(arabic)
        en, ar = bead.cues.of(english).attribution, bead.cues.of(arabic).attribution
        if cue := _unrendered(en, ar, en_text):
            grave = cue.kind in _GRAVE or (cue.kind == "say" and not _quoted(ar_text))
            yield _finding(bead, cue, english, grave, f"'{cue.text}' was lost: {_WORDS[cue.kind]} is stated as fact")
        elif (cue := _unrendered(ar, en, ar_text)) and not _quoted(en_text):
            yield _finding(
                bead, cue, arabic, cue.kind in _GRAVE, f"'{cue.text}' was added: a fact became {_WORDS[cue.kind]}"
            )


def _unrendered(own: Sequence[Cue], other: Sequence[Cue], text: str) -> Cue | None:
    """The gravest firm cue that no cue of the other side can render."""
    kinds = {c.kind for c in other}
    asked = text.rstrip(" \"'”»").endswith(("?", "؟"))
    for cue in own:
        if cue.firm and not kinds & _RENDERED_BY[cue.kind] and not (asked and cue.kind == "doubt"):
            return cue
    return None


def _quoted(text: str) -> bool:
    """Whether a text has quotation marks: the other language may introduce the speaker then."""
    return any(mark in text for mark in '"“”«»')


def _finding(bead: Evidence, cue: Cue, side: Side, grave: bool, message: str) -> Fault:
    return Fault(
        bead=bead.bead, message=message, severity=None if grave else Severity.MINOR,
        source=cue.span if side == "source" else None, target=cue.span if side == "target" else None,
        confidence=0.8 if grave else 0.6,
        detail={"kind": cue.kind},
    )  # fmt: skip


CHECKS: tuple[Check, ...] = (
    Check(
        code="TQ502",
        name="attribution-lost",
        severity=Severity.MAJOR,
        summary="Who answers for a claim, or how sure it is, was dropped or added.",
        run=lost,
        needs=("cues",),
        family="meaning",
        precedence=Precedence.LOST,
        explains=FACTS,
        passes=(
            Example(source="The alleged leader was arrested.", target="اعتُقل الزعيم المزعوم."),
            Example(source="The dam is safe, the mayor said.", target="قال رئيس البلدية إن السد آمن."),
            Example(source="Nothing suspicious was seen.", target="لم يُر أي شيء يُشتبه فيه."),
        ),
        fails=(
            Example(source="The guard allegedly took bribes.", target="تلقى الحارس رشاوى."),
            Example(source="The dam burst.", target="يُزعم أن السد انهار."),
        ),
    ),
)
