"""One fault, one finding."""

import pytest

from tests.conftest import evidence_of
from tqcheck.checks import documented_checks
from tqcheck.checks.reconcile import candidate, reconcile
from tqcheck.records import Bead, Fault, Precedence, Severity
from tqcheck.text.words import words

SOURCE = "The army said 347 million dollars went to the old airport in Basra on Monday."
TARGET = "قال الجيش إن 374 مليون دولار ذهبت إلى المطار يوم الاثنين."
CHECKS = {check.code: check for check in documented_checks()}
BEAD = evidence_of(((SOURCE,), (TARGET,))).beads[0].bead


def place(side, words):
    if words is None:
        return None
    start = BEAD.side_text(side).index(words)
    return BEAD.locate(side, start, start + len(words))


def finding(code, source=None, target=None, severity=None, bead=0):
    clause = code in ("TQ201", "TQ202") and len(words(source or target)) >= 4
    fault = Fault(
        bead=Bead(index=bead, source=BEAD.source, target=BEAD.target), message="", severity=severity,
        source=place("source", source), target=place("target", target),
        precedence=Precedence.CLAUSE if clause else None,
    )  # fmt: skip
    return candidate(CHECKS[code], fault)


def codes(*candidates):
    return [f.code for f in reconcile(candidates)]


def test_a_changed_number_is_not_also_an_omission():
    assert codes(finding("TQ201", "347 million dollars"), finding("TQ301", "347 million", "374 مليون")) == ["TQ301"]


def test_a_lost_clause_takes_the_name_in_it():
    assert codes(finding("TQ402", "Basra"), finding("TQ201", "went to the old airport in Basra")) == ["TQ201"]


def test_a_lost_name_is_not_also_a_lost_word():
    assert codes(finding("TQ402", "Basra"), finding("TQ201", "in Basra")) == ["TQ402"]


def test_a_clause_beside_a_changed_number_stays():
    found = codes(
        finding("TQ201", "dollars went to the old airport in Basra"),
        finding("TQ301", "347 million dollars", "374 مليون"),
    )
    assert found == ["TQ201", "TQ301"] or found == ["TQ301", "TQ201"]


def test_a_missing_sentence_is_all_there_is_to_say():
    assert codes(finding("TQ101", SOURCE), finding("TQ302", "347 million"), finding("TQ201", "army")) == ["TQ101"]


def test_form_stands_beside_meaning():
    assert codes(finding("TQ301", "347", "374"), finding("TQ601", None, "374")) == ["TQ301", "TQ601"]


def test_findings_of_other_beads_are_left_alone():
    assert len(codes(finding("TQ201", "347 million"), finding("TQ301", "347 million", bead=1))) == 2


def test_order_is_that_of_the_text():
    first, second = finding("TQ202", None, "قال الجيش"), finding("TQ202", None, "يوم الاثنين")
    assert reconcile([second, first]) == reconcile([first, second]) == (first.finding, second.finding)


@pytest.mark.parametrize(
    ("better", "other", "kept"),
    [
        # what is left of the other one: less than four words are nothing
        (("TQ301", "347 million"), ("TQ201", "said 347 million dollars"), ["TQ301"]),
        (("TQ301", "347 million"), ("TQ202", None, "مليون دولار"), ["TQ202", "TQ301"]),  # beside it
        (("TQ301", "347 million", "374 مليون"), ("TQ202", None, "إن 374 مليون دولار"), ["TQ301"]),
        (("TQ301", "347 million"), ("TQ201", "The army said 347 million dollars"), ["TQ201", "TQ301"]),
        (("TQ301", "347 million"), ("TQ201", "army said 347 million dollars"), ["TQ301"]),
        # a sentence takes what touches it on either side
        (("TQ101", SOURCE), ("TQ302", "347"), ["TQ101"]),
        (("TQ102", None, TARGET), ("TQ303", None, "374"), ["TQ102"]),
        (("TQ101", "The army said"), ("TQ302", "347"), ["TQ101", "TQ302"]),
        # form explains nothing
        (("TQ601", None, "374"), ("TQ301", "347", "374"), ["TQ301", "TQ601"]),
    ],
)
def test_what_another_finding_explains(better, other, kept):
    assert sorted(codes(finding(*better), finding(*other))) == kept
    assert sorted(codes(finding(*other), finding(*better))) == kept


def test_a_stretch_takes_what_lies_in_its_beads():
    fault = Fault(bead=BEAD, message="", detail={"beads": [0, 2]})
    whole = candidate(CHECKS["TQ106"], fault)
    assert codes(whole, finding("TQ301", "347"), finding("TQ301", "347", bead=2)) == ["TQ106"]
    assert codes(whole, finding("TQ301", "347", bead=1)) == ["TQ106", "TQ301"]
    assert codes(whole, finding("TQ601", None, "374")) == ["TQ106", "TQ601"]


def test_a_point_is_not_what_another_finding_is_about():
    point = Fault(bead=BEAD, message="", source=BEAD.locate("source", 9, 9), target=place("target", "المطار"))
    assert codes(finding("TQ301", "army said 347"), candidate(CHECKS["TQ202"], point)) == ["TQ301", "TQ202"]


def test_of_two_alike_the_graver_one_stays():
    grave = finding("TQ302", "347 million", severity=Severity.CRITICAL)
    mild = finding("TQ302", "347", severity=Severity.MINOR)
    assert reconcile([mild, grave]) == reconcile([grave, mild]) == (grave.finding,)


def test_findings_stand_in_the_order_of_beads_places_and_codes():
    found = [finding("TQ605", None, "374"), finding("TQ604", None, "374"), finding("TQ604", None, "قال"),
             finding("TQ604", None, "يوم", bead=1), finding("TQ608", "Basra")]  # fmt: skip
    told = [(f.bead, f.code, (f.target or f.source).text) for f in reconcile(reversed(found))]
    assert told == [(0, "TQ608", "Basra"), (0, "TQ604", "قال"), (0, "TQ604", "374"), (0, "TQ605", "374"),
                    (1, "TQ604", "يوم")]  # fmt: skip
