"""Glossaries: files good and bad, inflected terms, and terms across documents."""

from pathlib import Path

import pytest

from benchmarks.language_checks import document
from tqcheck.checks.terminology import CHECKS, EXAMPLE_GLOSSARY, checks_for, inconsistent_across
from tqcheck.errors import InputError
from tqcheck.glossary import Variant, find_term, load_glossary
from tqcheck.records import Severity

TBX = """<?xml version="1.0" encoding="UTF-8"?>
<martif type="TBX" xml:lang="en"><text><body><termEntry id="1">
<langSet xml:lang="en"><tig><term>ceasefire</term></tig></langSet>
<langSet xml:lang="ar"><tig><term>وقف إطلاق النار</term>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
<tig><term>هدنة</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
</termEntry></body></text></martif>
"""


def write(tmp_path: Path, text: str, name: str = "terms.tsv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_tsv_with_heading_comments_and_statuses(tmp_path):
    path = write(
        tmp_path, "source\ttarget\tstatus\n# news\nbudget\tميزانية\nbudget\tموازنة\tallowed\n\tمتسلل\tforbidden\n"
    )
    glossary = load_glossary(path)
    assert glossary.terms == {"budget": (Variant("ميزانية", "required"), Variant("موازنة", "allowed"))}
    assert glossary.anywhere == ("متسلل",)


def test_tbx_keeps_the_administrative_status(tmp_path):
    pytest.importorskip("translate.storage.tbx")
    glossary = load_glossary(write(tmp_path, TBX, "terms.tbx"))
    assert glossary.terms == {"ceasefire": (Variant("وقف إطلاق النار", "preferred"), Variant("هدنة", "forbidden"))}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("budget\n", r":1: no target term"), ("a\tب\tmaybe\n", r":1: unknown status 'maybe'"),
     ("\tب\n", r":1: no source term"), ("# nothing\n", "has no terms")],
)  # fmt: skip
def test_faults_name_file_line_and_remedy(tmp_path, text, complaint):
    with pytest.raises(InputError, match=complaint):
        load_glossary(write(tmp_path, text))


def test_a_missing_file_and_broken_xml(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        load_glossary(tmp_path / "none.tsv")
    pytest.importorskip("translate.storage.tbx")
    with pytest.raises(InputError, match="not valid TBX"):
        load_glossary(write(tmp_path, "<martif><text>", "terms.tbx"))


@pytest.mark.parametrize(
    ("term", "text"),
    [("مستوطن", "وهاجم المستوطنون القرية"), ("لاجئ", "للاجئين حقوق"), ("سيارة مفخخة", "انفجرت سيارتان مفخختان"),
     ("وقف إطلاق النار", "بوقف إطلاق النار"), ("ميليشيا", "والميليشيات")],
)  # fmt: skip
def test_arabic_terms_are_found_inflected_and_with_clitics(term, text):
    assert len(find_term(term, text, "ar")) == 1


@pytest.mark.parametrize(("term", "text"), [("لاجئ", "لجأ إلى القضاء"), ("بنك", "البنكرياس سليم")])
def test_other_arabic_words_are_not(term, text):
    assert find_term(term, text, "ar") == []


@pytest.mark.parametrize(("text", "n"), [("two militias", 1), ("the militia's men", 1), ("militiaman", 0)])
def test_english_terms_are_found_inflected(text, n):
    assert len(find_term("militia", text, "en")) == n


def test_the_longer_term_wins(tmp_path):
    glossary = load_glossary(write(tmp_path, "bank\tمصرف\ncentral bank\tالبنك المركزي\n"))
    pairs = [("The central bank met.", "اجتمع البنك المركزي.")]
    assert [f for c in checks_for(glossary) for f in c.findings(document(pairs))] == []


def test_preferred_terms_weigh_less_than_required_ones(tmp_path):
    glossary = load_glossary(write(tmp_path, "budget\tميزانية\tpreferred\nharbour\tمرفأ\n"))
    pairs = [("The budget passed.", "أُقر القانون."), ("The harbour closed.", "أُغلق المكان.")]
    found = [f for c in checks_for(glossary) for f in c.findings(document(pairs))]
    assert [f.severity for f in found] == [Severity.MINOR, Severity.MAJOR]


def test_terms_across_documents_show_both_places():
    first, second = (
        document([("The central bank met.", ar)]) for ar in ("اجتمع البنك المركزي.", "اجتمع المصرف المركزي.")
    )
    ((where, finding),) = inconsistent_across(EXAMPLE_GLOSSARY, [first, second])
    assert where is second
    assert finding.target.text == "المصرف المركزي"
    assert finding.detail["first"]["text"] == "البنك المركزي"


def test_the_documented_checks_carry_examples():
    assert [c.code for c in CHECKS] == ["TQ701", "TQ702", "TQ703"]


BUDGET = (
    "budget\tميزانية\tpreferred\nbudget\tموازنة\tallowed\nbudget\tخزينة\tforbidden\nharbour\tمرفأ\n\tمتسلل\tforbidden\n"
)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("The budget passed.", "أُقرت الميزانية.")], []),
        ([("The budget passed.", "أُقرت الموازنة.")], []),  # allowed
        ([("The budget passed.", "أُقر القانون.")], ["TQ701 minor 0 budget|"]),
        ([("The harbour closed.", "أُغلق المكان.")], ["TQ701 major 0 harbour|"]),
        ([("The budget and the budget passed.", "أُقر القانون.")], ["TQ701 minor 0 budget|"]),  # once a sentence
        ([("The budget passed.", "أُقرت الخزينة.")], ["TQ702 major 0 budget|الخزينة"]),  # forbidden, and no more
        ([("The budget passed.", "أُقرت الخزينة والخزينة.")], ["TQ702 major 0 budget|الخزينة"]),
        ([("They left.", "غادر المتسللون والمتسللون.")], ["TQ702 major 0 |المتسللون"]),  # anywhere
        ([("The budget passed.", ""), ("", "غادر المتسللون.")], ["TQ702 major 1 |المتسللون"]),
        ([("The budget passed.", "أُقرت الميزانية."), ("A budget.", "الموازنة.")], ["TQ703 minor 1 budget|الموازنة"]),
        ([("The budget passed.", "أُقرت الميزانية والموازنة.")], ["TQ703 minor 0 budget|والموازنة"]),
        ([("A budget.", "الميزانية."), ("A budget.", "الموازنة."), ("A budget.", "الموازنة.")],
         ["TQ703 minor 1 budget|الموازنة"]),  # each way once
    ],
)  # fmt: skip
def test_what_is_said_of_terms(tmp_path, pairs, expected):
    glossary = load_glossary(write(tmp_path, BUDGET))
    found = [f for check in checks_for(glossary) for f in check.findings(document(pairs))]
    told = [
        f"{f.code} {f.severity.value} {f.bead} {f.source.text if f.source else ''}|{f.target.text if f.target else ''}"
        for f in found
    ]
    assert told == expected
    assert {f.confidence for f in found} <= {0.9}


def test_messages_of_terms(tmp_path):
    glossary = load_glossary(write(tmp_path, BUDGET))
    pairs = [("The budget passed.", "أُقرت الخزينة."), ("The harbour closed.", "أُغلق المكان."), ("It left.", "متسلل")]
    found = [f.message for check in checks_for(glossary) for f in check.findings(document(pairs))]
    assert [message.replace("“", "'").replace("”", "'").replace("«", "'").replace("»", "'") for message in found] == [
        "'harbour' is not rendered as 'مرفأ'",
        "'خزينة' must not render 'budget'",
        "'متسلل' must not be used",
    ]


def test_within_an_approved_rendering_a_forbidden_word_is_allowed(tmp_path):
    glossary = load_glossary(write(tmp_path, "truce\tهدنة مؤقتة\ntruce\tهدنة\tforbidden\n"))
    found = [f for c in checks_for(glossary) for f in c.findings(document([("A truce.", "بدأت هدنة مؤقتة.")]))]
    assert [f.code for f in found] == []
    found = [f for c in checks_for(glossary) for f in c.findings(document([("A truce.", "بدأت هدنة طويلة.")]))]
    assert [(f.code, f.target.text) for f in found] == [("TQ702", "هدنة")]


def test_the_place_of_the_first_way_is_told(tmp_path):
    glossary = load_glossary(write(tmp_path, BUDGET))
    pairs = [("They left.", "غادروا."), ("A budget.", "الميزانية."), ("A budget.", "الموازنة.")]
    (found,) = [f for c in checks_for(glossary) for f in c.findings(document(pairs))]
    assert found.message.endswith("in pairs, line 2")
    assert found.detail == {"first": {"path": "pairs", "start": 8, "end": 17, "text": "الميزانية"}}


def test_the_rendering_that_is_asked_for_first_is_named(tmp_path):
    for statuses in (("preferred", "required"), ("allowed", "preferred")):
        glossary = load_glossary(write(tmp_path, f"budget\tموازنة\t{statuses[0]}\nbudget\tميزانية\t{statuses[1]}\n"))
        (found,) = [f for c in checks_for(glossary) for f in c.findings(document([("A budget.", "أُقر القانون.")]))]
        assert "ميزانية" in found.message
