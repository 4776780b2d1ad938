import random

import pytest

from tests.conftest import evidence_of
from tqcheck.records import Finding, Severity
from tqcheck.score import score

TEN_WORDS = "one two three four five six seven eight nine ten"
DOCUMENT = evidence_of(((TEN_WORDS,), ("ا",)), ((TEN_WORDS,), ("ب",)))


def fault(severity, bead=0, suppressed=None):
    return Finding(code="TQ201", name="omission", severity=severity, message="", bead=bead, suppressed=suppressed)


def test_no_fault_is_a_hundred():
    result = score(DOCUMENT.beads, [])
    assert (result.value, result.low, result.high) == (100.0, 100.0, 100.0)


@pytest.mark.parametrize(("severity", "expected"), [("critical", 0.0), ("major", 75.0), ("minor", 95.0)])
def test_penalty_points_a_hundred_words(severity, expected):
    assert score(DOCUMENT.beads, [fault(Severity(severity))]).value == expected


def test_interval_holds_the_value_and_repeats():
    first = score(DOCUMENT.beads, [fault(Severity.MAJOR)])
    assert first.low < first.value < first.high
    assert first == score(DOCUMENT.beads, [fault(Severity.MAJOR)])


def test_suppressed_findings_cost_nothing():
    assert score(DOCUMENT.beads, [fault(Severity.CRITICAL, suppressed="accepted")]).value == 100.0


def test_nothing_to_score_is_not_a_score():
    assert score(evidence_of(((), ("ا",))).beads, []) is None


def test_the_interval_is_the_middle_95_percent():
    """By resampling by hand: 20 beads of ten words, one of them with a major fault."""
    document = evidence_of(*(((TEN_WORDS,), ("ا",)) for _ in range(20)))
    result = score(document.beads, [fault(Severity.MAJOR, bead=7)])
    assert (result.value, result.low, result.high) == (97.5, 92.5, 100.0)


def test_the_score_has_a_bottom_and_counts_severities_apart():
    assert score(DOCUMENT.beads, [fault(Severity.CRITICAL), fault(Severity.CRITICAL, bead=1)]).value == 0.0
    faults = [fault(Severity.MAJOR), fault(Severity.MINOR, bead=1), fault(Severity.MINOR, bead=1)]
    assert score(DOCUMENT.beads, faults).value == 65.0


def of(*sizes):
    """A document of beads with so many source words."""
    return evidence_of(*((("w " * size,) if size else (), ("ا",)) for size in sizes)).beads


@pytest.mark.parametrize(("severity", "value"), [("critical", 75.0), ("major", 95.0), ("minor", 99.0)])
def test_penalty_points_of_a_hundred_words_to_the_point(severity, value):
    assert score(of(100), [fault(Severity(severity))]).value == value


@pytest.mark.parametrize(
    ("sizes", "faults", "expected"),
    [
        ((1,), [(Severity.MINOR, 0)], (0.0, 0.0, 0.0)),
        ((10, 10), [(Severity.CRITICAL, 0), (Severity.CRITICAL, 1)], (0.0, 0.0, 0.0)),
        ((10, 0), [(Severity.MINOR, 1)], (90.0, 0.0, 100.0)),
        (range(5, 45), [(Severity.MAJOR, 3), (Severity.MAJOR, 17), (Severity.MINOR, 30)], (98.9, 97.3, 100.0)),
    ],
)
def test_the_interval_is_the_same_everywhere(sizes, faults, expected):
    result = score(of(*sizes), [fault(severity, bead=bead) for severity, bead in faults])
    assert (result.value, result.low, result.high) == expected


def test_another_seed_or_number_of_draws_would_be_another_interval():
    """The draws are fixed: a document has one interval, whoever measures it."""
    made = random.Random(3)
    sizes = [made.randint(1, 60) for _ in range(60)]
    severities = [Severity.MAJOR, Severity.MINOR, Severity.CRITICAL]
    result = score(of(*sizes), [fault(made.choice(severities), bead=made.randrange(60)) for _ in range(25)])
    assert (result.value, result.low, result.high) == (87.0, 80.2, 93.4)
