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
