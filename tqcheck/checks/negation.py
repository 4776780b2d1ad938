"""TQ501 negation-mismatch: one side denies what the other states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tqcheck.checks.arabic_verbs import glosses, same_verb
from tqcheck.checks.denials import FIRM, denials, stands, unrendered, without_verbs
from tqcheck.checks.pairing import Pairing, pairing_of
from tqcheck.lang import ARABIC, words_of
from tqcheck.records import FACTS, Check, Cue, DocumentEvidence, Evidence, Example, Fault, Precedence, Severity, Side
from tqcheck.text.negation import FAMILIES
from tqcheck.text.normalise import fold
from tqcheck.text.quoting import quoted

REPHRASED = 0.6
"""Mean probability of missing words round a cue from which its clause is held to have been rephrased or dropped."""

NOMINAL = words_of(ARABIC, "nominal-denials")


def mismatched(evidence: DocumentEvidence) -> Iterator[Fault]:
    """At most one finding a bead: a denial that the other side has not, or a verb of denial turned round."""
    for bead in evidence.beads:
        if bead.cues and bead.english and bead.arabic:
            en, ar = bead.cues.of(bead.english).negation, bead.cues.of(bead.arabic).negation
            pairing = pairing_of(bead)
            fault = (
                _reversed(en, ar)
                or (_lacking(pairing, en, ar) if pairing else _fewer(en, ar))
                or _family_lacking(en, ar)
            )
            if fault:
                yield _finding(bead, pairing, fault[0], fault[1], bead.english, bead.arabic)


def _lacking(pairing: Pairing, en: Sequence[Cue], ar: Sequence[Cue]) -> tuple[Cue | None, Cue | None] | None:
    """A hard cue for which the other side has nothing that could render it."""
    ours, theirs = denials(pairing.english, en), denials(pairing.arabic, ar)
    lost, added, used = unrendered(pairing, ours, theirs)
    if lost and added:  # each may render the other in a sentence built anew
        return None
    lost = without_verbs(lost, pairing.english, en, ar, used)
    added = without_verbs(added, pairing.arabic, ar, en, used)
    for denial in lost:
        if stands(pairing, pairing.english, denial, ar, used):
            return denial.cue, None
    for denial in added:
        if stands(pairing, pairing.arabic, denial, en, used):
            return None, denial.cue
    return None


def _fewer(en: Sequence[Cue], ar: Sequence[Cue]) -> tuple[Cue | None, Cue | None] | None:
    """A hard cue where the other side has nothing at all that could render one, for beads without word links."""
    for own, other, swap in ((en, ar, False), (ar, en, True)):
        hard = [c for c in own if c.kind == "hard"]
        rendering = [c for c in other if c.kind != "still"]
        if hard and len(hard) > len(rendering) and not any(c.kind == "hard" for c in other):
            return (None, hard[0]) if swap else (hard[0], None)
    return None


def _reversed(en: Sequence[Cue], ar: Sequence[Cue]) -> tuple[Cue | None, Cue | None] | None:
    """The one verb of denial of each side, denied itself on one side only."""
    for family in FAMILIES:
        one, other = ([c for c in cues if c.kind == family] for cues in (en, ar))
        if len(one) == len(other) == 1 and one[0].negated != other[0].negated:
            hard = [sum(c.kind == "hard" for c in cues) for cues in (en, ar)]
            if hard[0] != hard[1]:
                return one[0], other[0]
    return None


def _family_lacking(en: Sequence[Cue], ar: Sequence[Cue]) -> tuple[Cue | None, Cue | None] | None:
    """A verb of denial where the other side denies nothing at all."""
    for own, other, swap in ((en, ar, False), (ar, en, True)):
        verbs = [c for c in own if c.kind in FAMILIES and not c.negated]
        if verbs and not [c for c in other if c.kind != "still"]:
            return (None, verbs[0]) if swap else (verbs[0], None)
    return None


def _finding(
    bead: Evidence, pairing: Pairing | None, en: Cue | None, ar: Cue | None, english: Side, arabic: Side
) -> Fault:
    places = {side: cue.span if cue else None for side, cue in ((english, en), (arabic, ar))}
    if en and ar:
        message = f"{quoted(en.text)} and {quoted(ar.text)}: only one of the two is itself denied"
    elif en:
        message = f"{quoted(en.text)} denies something that the Arabic states"
    else:
        message = f"{quoted(ar.text if ar else '')} denies something that the English states"
    # An adjective's «غير» or a noun's «عدم» often renders an English word without a prefix (oblique, instability).
    nominal = ar is not None and en is None and fold(ar.text).removeprefix("و") in NOMINAL
    nominal = nominal and not (pairing and ar and _plainly(pairing, ar))
    return Fault(
        bead=bead.bead, severity=Severity.MINOR if nominal else None, message=message,
        source=places["source"], target=places["target"],
        confidence=_confidence(bead, places["source"] is not None, en or ar),
    )  # fmt: skip


def _plainly(pairing: Pairing, cue: Cue) -> bool:
    """Whether the lexicon renders what a noun's denial denies by the very word that it is linked to."""
    at = pairing.arabic.at(cue.span)[-1] + 1
    english = pairing.best_back(at) if at < len(pairing.arabic.spans) else None
    if english is None or (pairing.arabic.coverage.words[at].link or 0.0) < FIRM:
        return False
    word = pairing.english.word(english).lower()
    return any(same_verb(gloss, word) for gloss in glosses(pairing.arabic.word(at)))


def _confidence(bead: Evidence, on_source: bool, cue: Cue | None) -> float:
    """Low where coverage says that the words round the cue were rephrased."""
    coverage = bead.coverage("source" if on_source else "target")
    if coverage is None or cue is None:
        return 0.85
    near = [w.p for w in coverage.words if w.span.start < cue.span.end + 25 and w.span.end > cue.span.start - 25]
    return 0.5 if near and sum(near) / len(near) > REPHRASED else 0.85


CHECKS: tuple[Check, ...] = (
    Check(
        code="TQ501",
        name="negation-mismatch",
        severity=Severity.CRITICAL,
        summary="One side denies what the other states.",
        run=mismatched,
        needs=("cues",),
        uses=("source_coverage", "target_coverage"),
        family="meaning",
        precedence=Precedence.CHANGED,
        explains=FACTS,
        passes=(
            Example(source="The government will not resign.", target="لن تستقيل الحكومة."),
            Example(source="It is unlikely that talks will resume.", target="من غير المرجح أن تستأنف المحادثات."),
            Example(source="The troops are still in the city.", target="لا تزال القوات في المدينة."),
            Example(source="He denied taking bribes.", target="نفى تلقي رشاوى."),
        ),
        fails=(
            Example(source="US forces will leave the country.", target="القوات الأمريكية لن تغادر البلاد."),
            Example(source="The parties did not reach an agreement.", target="توصل الطرفان إلى اتفاق."),
            Example(source="The minister did not deny the report.", target="نفى الوزير التقرير."),
        ),
    ),
)
