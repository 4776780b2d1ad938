"""Conditions of the gate whose change no other test notices: counts, plurals, limits, lists that are cut."""

import pytest

from tests.test_gate import NUMBER, RAN, STYLE, TODAY, baseline, report
from tqcheck.config import Config, MaxCounts
from tqcheck.gate import settle
from tqcheck.gate.marks import accepted, kind_of, mark, reason_of
from tqcheck.gate.verdict import _listed, told_unsure


@pytest.mark.parametrize(
    ("numbers", "told"),
    [([3], "3"), ([1, 2], "1, 2"), (range(10), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9"),
     (range(11), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9…")],
)  # fmt: skip
def test_ten_numbers_are_told_and_no_more(numbers, told):
    assert _listed(list(numbers)) == told


def test_a_baseline_takes_as_many_as_it_holds(tmp_path):
    config = baseline(tmp_path, report(NUMBER, NUMBER))
    settled = settle([report(NUMBER, NUMBER, NUMBER)], RAN, config, today=TODAY)
    assert [f.suppressed for f in settled.documents[0].findings] == ["baseline", "baseline", None]
    assert settled.notices == (f"2 known findings (baseline {config.baseline})",)


@pytest.mark.parametrize(
    ("kind", "reason", "value"),
    [("baseline", "", "baseline"), ("comment", "agency: figure", "comment: agency: figure"), ("file", "x", "file: x")],
)
def test_marks_carry_their_reason(kind, reason, value):
    from dataclasses import replace

    finding = replace(report(NUMBER).findings[0], suppressed=mark(kind, reason))
    assert (finding.suppressed, kind_of(finding), reason_of(finding)) == (value, kind, reason)


def test_what_is_accepted_is_counted_by_way():
    from dataclasses import replace

    one = report(NUMBER, STYLE, STYLE)
    marks = ("comment: a", "file: b", "file: c")
    found = tuple(replace(f, suppressed=m) for f, m in zip(one.findings, marks, strict=True))
    both = replace(one, findings=found)
    assert accepted([both]) == ("3 findings accepted: 1 by comments in the posts, 2 by the suppression file",)
    assert accepted([replace(one, findings=found[:1])]) == ("1 finding accepted: 1 by comments in the posts",)
    assert accepted([one]) == ()


@pytest.mark.parametrize(
    ("limits", "reasons"),
    [
        ({"critical": 1, "minor": 2}, ()),
        ({"critical": 0, "minor": 2}, ("1 critical finding, none allowed",)),
        ({"critical": 1, "minor": 1}, ("2 minor findings, 1 allowed",)),
        ({"critical": 1}, ()),
    ],
)
def test_limits_hold_up_to_the_number_itself(limits, reasons):
    settled = settle([report(NUMBER, STYLE, STYLE)], RAN, Config(max_counts=MaxCounts(**limits)), today=TODAY)
    assert settled.reasons == reasons


@pytest.mark.parametrize(("fail_on", "exit_code"), [("critical", 0), ("major", 0), ("minor", 1), ("never", 0)])
def test_the_mildest_severity_that_fails(fail_on, exit_code):
    assert settle([report(STYLE)], RAN, Config(fail_on=fail_on), today=TODAY).exit_code == exit_code


@pytest.mark.parametrize(("asked", "exit_code"), [(0.8, 1), (0.81, 0)])
def test_a_finding_as_sure_as_asked_counts(asked, exit_code):
    from dataclasses import replace

    one = report(NUMBER)
    sure = replace(one, findings=(replace(one.findings[0], confidence=0.8),))
    assert settle([sure], RAN, Config(fail_confidence=asked), today=TODAY).exit_code == exit_code


def test_unsure_findings_are_told_in_the_right_number():
    assert told_unsure(1) == "1 finding is less sure than fail-confidence asks: shown, not counted"
    assert told_unsure(2) == "2 findings are less sure than fail-confidence asks: shown, not counted"
