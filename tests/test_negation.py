"""Negation and attribution: what a finding points at, and what it must not trip over."""

import pytest

from benchmarks.language_checks import document
from tqcheck.checks import attribution, negation
from tqcheck.records import Severity
from tqcheck.text.negation import cues


def findings(module, en, ar):
    return [f for check in module.CHECKS for f in check.findings(document([(en, ar)]))]


def kinds(cues):
    return [c.kind for c in cues]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("He did not deny it.", ["hard", "deny"]), ("Neither he nor she came.", ["hard"]), ("Not only that.", ["soft"])],
)
def test_english_cues(text, expected):
    assert kinds(cues(text, "en")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("لم ينكر ذلك", ["hard", "deny"]), ("لا يزال هناك", ["still"]), ("ولن يعود", ["hard"]), ("غيّر رأيه", ["soft"]),
     ("يشعر بألم في الصدر", []), ("لا هذا ولا ذاك", ["hard"])],
)  # fmt: skip
def test_arabic_cues(text, expected):
    assert kinds(cues(text, "ar")) == expected


def test_an_added_negation_points_at_the_particle():
    (finding,) = findings(negation, "US forces will leave.", "القوات الأمريكية لن تغادر.")
    assert (finding.severity, finding.source, finding.target.text) == (Severity.CRITICAL, None, "لن")


def test_a_lost_negation_points_at_the_source():
    (finding,) = findings(negation, "The dam did not burst.", "انهار السد.")
    assert (finding.source.text, finding.target) == ("not", None)


def test_arabic_to_english_negation():
    evidence = document([("لن تستقيل الحكومة.", "The government will resign.")], "ar", "en")
    (finding,) = [f for c in negation.CHECKS for f in c.findings(evidence)]
    assert (finding.source.text, finding.target) == ("لن", None)


def test_one_finding_a_bead():
    found = findings(negation, "He did not go and she did not stay and nobody came.", "ذهب وبقيت وجاء الجميع.")
    assert len(found) == 1


def test_a_lost_allegation_is_major_and_a_lost_ability_minor():
    (alleged,) = findings(attribution, "The alleged thief fled.", "فر اللص.")
    (likely,) = findings(attribution, "The thief may flee.", "سيفر اللص.")
    (possible,) = findings(attribution, "The thief could flee.", "سيفر اللص.")
    assert (alleged.severity, likely.severity, possible.severity) == (Severity.MAJOR, Severity.MAJOR, Severity.MINOR)


def test_a_month_is_no_possibility():
    assert findings(attribution, "He left on 5 May for Rome.", "غادر إلى روما في 5 مايو.") == []
