"""TQ101 to TQ105 by hand: which sentence, how grave, where its place is on the other side."""

import pytest

from tests.conftest import evidence_of
from tqcheck.checks import sentences, severed, untranslated
from tqcheck.checks.sentences import shorten
from tqcheck.records import Severity


def found(module, *beads):
    return [f for check in module.CHECKS for f in check.findings(evidence_of(*beads))]


FIRST = (("The minister arrived on Monday.",), ("وصل الوزير يوم الاثنين.",))
LAST = (("He met the governor later.",), ("والتقى المحافظ لاحقا.",))


def test_a_missing_sentence_and_the_point_where_it_should_stand():
    (finding,) = found(sentences, FIRST, (("Protesters blocked the road.",), ()), LAST)
    assert (finding.code, finding.severity, finding.bead) == ("TQ101", Severity.CRITICAL, 1)
    assert finding.source.text == "Protesters blocked the road."
    assert finding.message == "sentence missing from the translation: Protesters blocked the road."
    text = finding.target.document.text
    assert finding.target.span.start == finding.target.span.end == text.index("الاثنين.") + len("الاثنين.")
    assert finding.confidence == 0.9


def test_at_the_beginning_the_point_is_before_the_first_sentence():
    (finding,) = found(sentences, (("Protesters blocked the road.",), ()), LAST)
    assert finding.target.span.start == finding.target.document.text.index("والتقى")


def test_an_extra_sentence():
    (finding,) = found(sentences, FIRST, ((), ("وانتقد السكان تكلفة البناء.",)), LAST)
    assert (finding.code, finding.severity, finding.bead) == ("TQ102", Severity.MAJOR, 1)
    assert finding.target.text == "وانتقد السكان تكلفة البناء."
    assert finding.source.text == ""


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        ("Protesters blocked the road.", Severity.CRITICAL),
        ("Protesters blocked roads.", Severity.MAJOR),
        ("Protesters blocked the road", Severity.MAJOR),
        ("“Protesters blocked the road.”", Severity.CRITICAL),
        ("Who blocked the road?", Severity.CRITICAL),
    ],
)
def test_what_is_no_whole_sentence_is_major(sentence, severity):
    (finding,) = found(sentences, FIRST, ((sentence,), ()), LAST)
    assert (finding.code, finding.severity) == ("TQ101", severity)


def test_a_doubled_sentence_is_said_once_and_is_not_extra():
    again = "وصل الوزير يوم الاثنين."
    (finding,) = found(sentences, FIRST, LAST, ((), (again,)))
    assert (finding.code, finding.severity, finding.bead) == ("TQ104", Severity.MAJOR, 2)
    assert finding.target.text == again
    assert finding.target.span.start == finding.target.document.text.rindex(again)


@pytest.mark.parametrize("copy", ["وصل الوزير.", "وصل المدير إلى القرية صباح السبت."])
def test_two_words_or_another_sentence_are_no_copy(copy):
    assert [f.code for f in found(sentences, FIRST, LAST, ((), (copy,)))] == ["TQ102"]


def test_a_copy_within_a_bead_counts_beyond_its_source_sentences():
    doubled = (FIRST[0], (FIRST[1][0], FIRST[1][0]))
    assert [(f.code, f.bead) for f in found(sentences, doubled, LAST)] == [("TQ104", 0)]
    assert found(sentences, (FIRST[0] * 2, FIRST[1] * 2), LAST) == []


@pytest.mark.parametrize(
    ("left", "right", "marked"),
    [
        ("استُقبل الوفد يوم الأحد في بيروت.", "مطار دولي.", "مطار دولي"),
        ("استُقبل الوفد يوم الأحد.", "في مطار بيروت الدولي.", "في مطار بيروت الدولي"),
        ("في بيروت.", "استُقبل الوفد الرسمي يوم الأحد الماضي.", "في بيروت"),
    ],
)
def test_a_fragment_beside_a_full_stop(left, right, marked):
    bead = (("The delegation was received on Sunday at Beirut's international airport.",), (left, right))
    (finding,) = found(severed, bead)
    assert (finding.code, finding.severity, finding.target.text) == ("TQ103", Severity.MAJOR, marked)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("استُقبل الوفد يوم الأحد", "مطار دولي."),
        ("استُقبل الوفد يوم الأحد.", "وغادر البلاد."),
        ("استُقبل الوفد يوم الأحد.", "غادر الوفد البلاد يوم الاثنين."),
    ],
)
def test_no_stop_a_coordinate_clause_or_a_whole_sentence_is_no_cut(left, right):
    bead = (("The delegation was received on Sunday and left the country on Monday.",), (left, right))
    assert found(severed, bead) == []


def test_two_sentences_for_two_are_no_cut():
    bead = (("They met.", "Talks in Beirut."), ("التقيا يوم الأحد.", "مطار دولي."))
    assert found(severed, bead) == []


ENGLISH = "The council approved the new budget on Tuesday."


def test_a_whole_sentence_left_in_the_source_language():
    (finding,) = found(untranslated, ((ENGLISH,), (ENGLISH,)))
    assert (finding.code, finding.severity) == ("TQ105", Severity.MAJOR)
    assert (finding.source.text, finding.target.text) == (ENGLISH, ENGLISH)
    assert finding.confidence == 0.97


def test_a_stretch_left_in_the_source_language():
    (finding,) = found(untranslated, ((ENGLISH,), ("وافق المجلس على approved the new budget يوم الثلاثاء.",)))
    assert (finding.source.text, finding.target.text) == ("approved the new budget", "approved the new budget")


def test_a_name_in_latin_letters_is_no_untranslated_text():
    source = "The Daily Star Newspaper Group reported it."
    assert found(untranslated, ((source,), ("ذكرت ذلك مجموعة Daily Star Newspaper Group اليوم.",))) == []


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [("one two", 7, "one two"), ("one two three", 9, "one two …"), ("one\n two", 60, "one two")],
)
def test_long_texts_are_cut_at_a_word(text, limit, short):
    assert shorten(text, limit) == short
