"""TQ502 attribution-lost: who answers for a claim, or how sure it is, was dropped or made up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tqcheck.checks.certainty import expectations, modals, weighty
from tqcheck.checks.pairing import Half, Pairing, pairing_of
from tqcheck.checks.verbs import AROUND, Shift, shifts
from tqcheck.lang import ARABIC, ENGLISH
from tqcheck.records import FACTS, Check, Cue, DocumentEvidence, Evidence, Example, Fault, Precedence, Severity, Side
from tqcheck.text.attribution import Kind
from tqcheck.text.cues import cue_pattern
from tqcheck.text.quoting import quoted

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
_HELD_TO = frozenset({"claim", "suspect", "doubt"})
_WORDS: dict[str, str] = {
    "claim": "an allegation", "suspect": "a suspicion", "report": "a report", "doubt": "a possibility",
    "hint": "a possibility", "say": "someone's statement",
}  # fmt: skip


MISSED, SURELY = 0.45, 0.75
"""Probabilities from which on a reservation, and a verb of saying, is lost."""
LINKED = 0.3
"""Strength from which on a link says where a reservation should be rendered."""
FIRM = 0.6
"""Strength from which on a link says that a cue renders something else."""
NEIGHBOUR = 3
"""Words at most between a reservation and what its rendering is linked to."""
# Words whose loss is no freedom of the translator's; a modal's is looked for at its verb.
_HELD = re.compile(
    f"(?:{cue_pattern('held', ENGLISH)}|[وف]?(?:ال|بال|لل)?(?:{cue_pattern('held', ARABIC)}))", re.IGNORECASE
)
_MAY = re.compile(r"(?:may|might|could|can|possib|would)", re.IGNORECASE)
_SAID = re.compile(f"(?:{cue_pattern('plain-saying', ENGLISH)}|[وف]?(?:{cue_pattern('plain-saying', ARABIC)}))$")


def lost(evidence: DocumentEvidence) -> Iterator[Fault]:
    """At most one finding a bead, the gravest: a reservation of one side that the other has not."""
    for bead in evidence.beads:
        english, arabic = bead.english, bead.arabic
        if not (bead.cues and english and arabic):
            continue
        pairing = pairing_of(bead)
        shifted = [_shift(pairing, shift) for shift in shifts(pairing) if not shift.certain] if pairing else []
        shifted = shifted or (list(modals(pairing)) if pairing else [])
        yield from shifted
        if shifted:
            continue
        if pairing and (missed := _expected(pairing, bead) or _missed(pairing, bead)):
            yield missed
            continue
        en_text, ar_text = bead.bead.side_text(english), bead.bead.side_text(arabic)
        en, ar = ([*c.attribution, *_ruled_out(c.negation)] for c in map(bead.cues.of, (english, arabic)))
        en = [
            c for c in en if c.text != "Said" or not en_text[: c.span.start].strip()
        ]  # a man's name, inside a sentence
        ours, theirs = (pairing.english, pairing.arabic) if pairing else (None, None)
        if cue := _unrendered(en, ar, en_text, ours, theirs):
            grave = cue.kind in _GRAVE or weighty(cue) or (cue.kind == "say" and not _quoted(ar_text))
            yield _finding(
                bead, cue, english, grave, f"{quoted(cue.text)} was lost: {_WORDS[cue.kind]} is stated as fact"
            )
        elif (cue := _unrendered(ar, en, ar_text, theirs, ours)) and not _quoted(en_text):
            grave = cue.kind in _GRAVE or weighty(cue)
            became = f"was added: a fact became {_WORDS[cue.kind]}"
            yield _finding(bead, cue, arabic, grave, f"{quoted(cue.text)} {became}")


def _expected(pairing: Pairing, bead: Evidence) -> Fault | None:
    """What is expected to be, with nothing on the other side that says so."""
    assert bead.cues
    for half, other in ((pairing.english, pairing.arabic), (pairing.arabic, pairing.english)):
        rendering = [*bead.cues.of(other.side).attribution, *_ruled_out(bead.cues.of(other.side).negation)]
        if cue := _unrendered(expectations(half), rendering, half.text):
            lost = half.side == "source"
            became = "was lost: a possibility is stated as fact" if lost else "was added: a fact became a possibility"
            return _finding(bead, cue, half.side, True, f"{quoted(cue.text)} {became}")
    return None


def _unrendered(
    own: Sequence[Cue], other: Sequence[Cue], text: str, half: Half | None = None, there: Half | None = None
) -> Cue | None:
    """The gravest firm cue that no cue of the other side can render, unless that renders another one of its side."""
    asked = text.rstrip(" \"'”»").endswith(("?", "؟"))
    for cue in own:
        if not cue.firm or (asked and cue.kind == "doubt"):
            continue
        fitting = [c for c in other if c.kind in _RENDERED_BY[cue.kind]]
        if not any(half is None or there is None or not _renders_another(c, cue, own, half, there) for c in fitting):
            return cue
    return None


def _renders_another(cue: Cue, lost: Cue, own: Sequence[Cue], half: Half, there: Half) -> bool:
    """Whether a reservation of the other side renders another one than this: accusation, in "allegedly … accusation".

    What is said may be said again, and is never held to.
    """
    places = there.at(cue.span)
    word = there.coverage.words[places[0]] if places else None
    if word is None or cue.kind not in _HELD_TO or word.counterpart is None or (word.link or 0.0) < FIRM:
        return False
    span = half.spans[word.counterpart]
    mutual = half.coverage.words[word.counterpart].counterpart == places[0]
    return mutual and not span.overlaps(lost.span) and any(c.kind in _HELD_TO and c.span.overlaps(span) for c in own)


def _quoted(text: str) -> bool:
    """Whether a text has quotation marks: the other language may introduce the speaker then."""
    return any(mark in text for mark in '"“”«»')


def _missed(pairing: Pairing, bead: Evidence) -> Fault | None:
    """A reservation that coverage misses, with nothing that renders it near the rendering of the words round it."""
    assert bead.cues
    here, there = pairing.english, pairing.arabic
    for own, other in ((here, there), (there, here)):
        rendering = [*bead.cues.of(other.side).attribution, *_ruled_out(bead.cues.of(other.side).negation)]
        for cue in bead.cues.of(own.side).attribution:
            if _lost_for_sure(cue, own) and not _rendered_near(cue, rendering, own, other):
                lost, what = own.side == "source", _WORDS[cue.kind]
                change = f"was lost: {what} is stated as fact" if lost else f"was added: a fact became {what}"
                return _finding(bead, cue, own.side, True, f"{quoted(cue.text)} {change}")
    return None


def _ruled_out(cues: Sequence[Cue]) -> list[Cue]:
    """Verbs of ruling out: what neither of two expects both rule out, and what one does not rule out one says."""
    excluding = (cue for cue in cues if cue.kind == "exclude")
    return [Cue("doubt" if cue.negated else "hint", cue.span, cue.text, firm=False) for cue in excluding]


def _lost_for_sure(cue: Cue, half: Half) -> bool:
    """Whether coverage misses the cue; a verb of saying, which may go unsaid, has to be missed for sure.

    What a translation adds counts where it accuses or suspects; what may be is left to the verbs.
    """
    places = half.at(cue.span)
    telling = _SAID if cue.kind == "say" else _HELD
    if not places or (cue.kind not in ("claim", "suspect") and (half.side == "target" or not telling.match(cue.text))):
        return False
    return half.p(places[0]) >= (SURELY if cue.kind == "say" else MISSED) and not _MAY.match(cue.text)


def _rendered_near(cue: Cue, other: Sequence[Cue], here: Half, there: Half) -> bool:
    """Whether a cue that may render this one stands near what the words round it are linked to."""
    at = here.at(cue.span)[-1]
    words = here.coverage.words[max(0, at - 3) : at + 4]
    linked = [w.counterpart for w in words if w.counterpart is not None and (w.link or 0.0) >= LINKED]
    fitting = [place for c in other if c.kind in _RENDERED_BY[cue.kind] for place in there.at(c.span)]
    free = [place for place in fitting if not _taken(there, place, at)]
    # where nothing says where it should be, it may be anywhere
    return not linked or any(abs(place - by) <= AROUND for place in free for by in linked)


def _taken(half: Half, place: int, at: int) -> bool:
    """Whether a cue is firmly linked to a word that is not near."""
    word = half.coverage.words[place]
    return word.counterpart is not None and (word.link or 0.0) >= FIRM and abs(word.counterpart - at) > NEIGHBOUR


def _shift(pairing: Pairing, shift: Shift) -> Fault:
    """A verb that became more or less certain than it was."""
    source, target = pairing.places(shift.span, pairing.arabic.spans[shift.arabic])
    return Fault(
        bead=pairing.evidence.bead, message=shift.message(pairing), source=source, target=target, confidence=0.75,
        detail={"kind": "doubt"},
    )  # fmt: skip


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
        uses=("source_coverage", "target_coverage"),
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
