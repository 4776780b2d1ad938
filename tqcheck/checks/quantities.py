"""TQ301-TQ305: numbers, units, dates and times, compared by value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from tqcheck.checks.quantity_messages import detail_of, message_of
from tqcheck.quantities.agreement import CALENDAR
from tqcheck.quantities.twos import plain_two
from tqcheck.records import (
    FACTS,
    Check,
    DocumentEvidence,
    Evidence,
    Example,
    Fault,
    Precedence,
    Quantity,
    Severity,
    Span,
    WordLink,
)
from tqcheck.records import QuantityPair as Pair

_NAMES = {
    "TQ301": "number-mismatch", "TQ302": "number-missing", "TQ303": "number-added", "TQ304": "unit-mismatch",
    "TQ305": "date-mismatch",
}  # fmt: skip
_SEVERITY = {
    "TQ301": Severity.CRITICAL, "TQ302": Severity.CRITICAL, "TQ303": Severity.MAJOR, "TQ304": Severity.MAJOR,
    "TQ305": Severity.CRITICAL,
}  # fmt: skip
_LOST = frozenset({"TQ302", "TQ303"})
# What each note says, how badly and how surely; a changed value is looked at more closely.
_JUDGED: dict[str, tuple[str, Severity, float]] = {
    "unit": ("TQ304", Severity.MAJOR, 0.9),
    "conversion": ("TQ304", Severity.MINOR, 0.5),
    "approx": ("TQ301", Severity.MINOR, 0.6),
    "limit": ("TQ301", Severity.MAJOR, 0.7),
    "missing": ("TQ302", Severity.CRITICAL, 0.8),
    "added": ("TQ303", Severity.MAJOR, 0.8),
    "fields": ("TQ305", Severity.MAJOR, 0.6),
    "swap": ("TQ301", Severity.MAJOR, 0.7),
}
FIRM_LINK = 0.3
"""How strongly the coverage model must link a spelled number to another word for it to be none."""


def compare(code: str, document: DocumentEvidence) -> Iterator[Fault]:
    """The faults of one code in a document, in bead order. Beads whose quantities were not read are passed over."""
    for evidence in document.beads:
        for pair in evidence.quantities or ():
            if pair.note and (fault := _fault(code, evidence, pair)):
                yield fault


def _fault(code: str, evidence: Evidence, pair: Pair) -> Fault | None:
    own, severity, confidence = _judge(pair)
    if own != code:
        return None
    if pair.note in ("missing", "added") and not evidence.two_sided:
        return None  # The whole sentence is missing, which another check says.
    if code == "TQ303" and _renders_a_word(evidence, pair):
        severity, confidence = Severity.MINOR, 0.3
    source, target = (_marked(end[1], pair) if end else None for end in (pair.source, pair.target))
    return Fault(
        bead=evidence.bead, severity=severity, message=message_of(pair), source=source, target=target,
        confidence=confidence, detail=detail_of(pair),
    )  # fmt: skip


def _marked(q: Quantity, pair: Pair) -> Span:
    """A quantity, with the words of its limit where that is what differs."""
    if q.limit is None or pair.note not in ("approx", "turned", "limit"):
        return q.span
    return Span(start=min(q.span.start, q.limit.start), end=max(q.span.end, q.limit.end))


def _judge(pair: Pair) -> tuple[str, Severity, float]:
    if pair.note == "missing" and pair.source and plain_two(pair.source[1]):
        return "TQ302", Severity.MAJOR, 0.6
    if pair.note == "approx" and pair.source and pair.target and _rounded_off(pair.source[1], pair.target[1]):
        return "TQ301", Severity.MAJOR, 0.6
    if pair.note in _JUDGED:
        return _JUDGED[pair.note]
    assert pair.source
    assert pair.target
    ends = (pair.source[1], pair.target[1])
    kinds = {q.kind for q in ends}
    dated = kinds <= CALENDAR | {"year"} and (kinds & CALENDAR or all(q.fields for q in ends))
    if dated:
        return "TQ305", Severity.CRITICAL, 0.9 if pair.note == "turned" or all(q.implied for q in ends) else 0.95
    if "identifier" in kinds:
        return "TQ301", Severity.MAJOR, 0.8
    return "TQ301", Severity.CRITICAL, 0.95


def _rounded_off(source: Quantity, target: Quantity) -> bool:
    """Whether a figure that was nearly reached is reached, or a rounded one and a limit stand for each other."""
    senses = source.approx, target.approx
    return senses == ("nearly", None) or ("about" in senses and None not in senses)


def _renders_a_word(evidence: Evidence, pair: Pair) -> bool:
    """Whether a spelled number of the translation is firmly linked to a word of the source that is no number."""
    number = pair.target[1] if pair.target else None
    links = evidence.links
    if number is None or links is None or any(c.isdigit() for c in number.text):
        return False
    taken = [q.span for q in evidence.source_quantities or ()]
    own = [w for w in links.target if w.span.start < number.span.end and number.span.start < w.span.end]
    return bool(own) and all(_elsewhere(w, taken) for w in own)


def _elsewhere(word: WordLink, taken: Sequence[Span]) -> bool:
    at = word.counterpart
    firm = word.mutual and word.p < 0.5 and (word.strength is None or word.strength >= FIRM_LINK)
    return at is not None and firm and not any(t.start < at.end and at.start < t.end for t in taken)


CHECKS: tuple[Check, ...] = tuple(
    Check(
        code=code,
        name=_NAMES[code],
        severity=_SEVERITY[code],
        summary=summary,
        run=partial(compare, code),
        passes=passes,
        fails=fails,
        needs=("quantities",),
        family="number",
        precedence=Precedence.LOST if code in _LOST else Precedence.CHANGED,
        explains=FACTS,
    )
    for code, summary, passes, fails in (
        (
            "TQ301",
            "A number has another value in the translation.",
            (
                Example(source="The ministry hired 25,000 teachers.", target="وظفت الوزارة خمسة وعشرين ألف معلم."),
                Example(source="Two soldiers were killed.", target="قُتل جنديان."),
            ),
            (
                Example(source="The bridge cost $347 million.", target="كلف الجسر 374 مليون دولار."),
                Example(source="Seventeen miners were rescued.", target="أُنقذ تسعة عشر عاملا."),
            ),
        ),
        (
            "TQ302",
            "A quantity of the source is missing from the translation.",
            (
                Example(source="Turnout was 61 percent in 2019.", target="بلغت نسبة المشاركة 61 في المئة عام 2019."),
                Example(source="One of the suspects fled.", target="فرّ أحد المشتبه بهم."),
            ),
            (
                Example(source="The fire destroyed 40 homes.", target="دمر الحريق منازل."),
                Example(source="He was jailed for nine years.", target="حُكم عليه بالسجن."),
            ),
        ),
        (
            "TQ303",
            "The translation has a quantity that the source lacks.",
            (
                Example(source="A bridge collapsed.", target="انهار جسر واحد."),
                Example(source="Dozens were injured.", target="أصيب العشرات."),
            ),
            (
                Example(source="The fire destroyed homes.", target="دمر الحريق 40 منزلا."),
                Example(source="Police arrested the smugglers.", target="اعتقلت الشرطة المهربين الخمسة."),
            ),
        ),
        (
            "TQ304",
            "Same number, other unit, currency or percent sign.",
            (
                Example(source="The road is 30 km long.", target="يبلغ طول الطريق 30 كيلومترا."),
                Example(source="Prices rose by 4%.", target="ارتفعت الأسعار بنسبة أربعة في المئة."),
            ),
            (
                Example(source="The grant is worth 5 million euros.", target="تبلغ قيمة المنحة 5 ملايين دولار."),
                Example(source="Rates rose by 2 percentage points.", target="ارتفعت الفائدة بنسبة 2 في المئة."),
            ),
        ),
        (
            "TQ305",
            "A weekday, date, month, year or time of day differs.",
            (
                Example(source="They met on Thursday, January 3.", target="التقيا الخميس 3 يناير/كانون الثاني."),
                Example(source="Polls close at 4:30 pm.", target="تغلق مراكز الاقتراع عند الساعة 16:30."),
            ),
            (
                Example(source="They met on Thursday.", target="التقيا يوم الثلاثاء."),
                Example(source="The law was passed in March 2017.", target="أُقر القانون في مايو 2017."),
            ),
        ),
    )
)
