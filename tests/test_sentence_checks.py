"""TQ101 to TQ105 by hand: which sentence, how grave, where its place is on the other side."""

from dataclasses import replace

import pytest

from benchmarks.language_checks import document as language_document
from tests.by_hand import document as by_hand
from tests.conftest import evidence_of
from tqcheck.checks import sentences, severed, untranslated
from tqcheck.checks.sentences import shorten
from tqcheck.records import Location, Severity, Span


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


def test_a_message_quotes_sixty_characters():
    assert shorten("a" * 30 + " " + "b" * 29) == "a" * 30 + " " + "b" * 29
    assert shorten("a" * 30 + " " + "b" * 30) == "a" * 30 + " …"


# --- where the lines run


def moved(*flags, beads=(FIRST, LAST, (("The road is open.",), ("الطريق مفتوح الآن.",)))):
    made = evidence_of(*beads)
    changed = tuple(
        replace(e, bead=replace(e.bead, moved=flag, confidence=0.9 - 0.1 * n))
        for n, (e, flag) in enumerate(zip(made.beads, flags, strict=True))
    )
    return [f for check in sentences.CHECKS for f in check.findings(replace(made, beads=changed))]


def test_neighbours_that_moved_are_one_finding():
    (finding,) = moved(True, True, False)
    assert (finding.code, finding.severity, finding.bead) == ("TQ101", Severity.MINOR, 0)
    assert finding.message == "stands elsewhere in the translation: The minister arrived on Monday. (and 1 more)"
    assert finding.source.text == "The minister arrived on Monday. He met the governor later."
    assert finding.target.text == "وصل الوزير يوم الاثنين. والتقى المحافظ لاحقا."
    assert finding.confidence == 0.8
    (alone,) = moved(False, True, False)
    assert alone.message == "stands elsewhere in the translation: He met the governor later."
    assert [f.bead for f in moved(True, False, True)] == [0, 2]
    assert moved(False, False, False) == []


def test_the_place_is_the_gap_that_the_file_has():
    made = evidence_of(FIRST, (("Protesters blocked the road.",), ()), LAST)
    text = made.beads[0].bead.target[0].document
    gap = Location(document=text, span=Span(start=3, end=3))
    beads = (made.beads[0], replace(made.beads[1], bead=replace(made.beads[1].bead, gap=gap)), made.beads[2])
    (finding,) = (f for c in sentences.CHECKS for f in c.findings(replace(made, beads=beads)))
    assert finding.target is gap


def test_where_the_other_side_is_empty_there_is_no_place():
    (finding,) = found(sentences, (("Protesters blocked the road.",), ()))
    assert finding.target is None


AGAIN = "وصل الوزير يوم الاثنين."


@pytest.mark.parametrize(
    ("copy", "codes"),
    [
        (AGAIN, ["TQ104"]),
        ("وصل الوزير يوم الاثنين!", ["TQ104"]),  # 95 %
        ("وصل الوزير أول الاثنين.", ["TQ102"]),  # 87 %
        ("وصل الوزيرُ يوم الاثنين.", ["TQ104"]),  # vowel signs are nothing
    ],
)
def test_how_alike_copies_are(copy, codes):
    assert [f.code for f in found(sentences, FIRST, LAST, ((), (copy,)))] == codes


def test_three_times_is_two_too_many_and_each_is_told_once():
    three = found(sentences, FIRST, ((), (AGAIN,)), ((), (AGAIN,)))
    assert [(f.code, f.bead, f.source) for f in three] == [("TQ104", 1, None), ("TQ104", 2, None)]


def test_a_copy_in_a_bead_marks_its_source():
    (finding,) = found(sentences, (FIRST[0], (AGAIN, AGAIN)), LAST)
    assert (finding.source.text, finding.target.text) == (FIRST[0][0], AGAIN)
    assert finding.target.span.start == finding.target.document.text.rindex(AGAIN)
    assert finding.message == f"the translation says this twice, the source once: {AGAIN}"


@pytest.mark.parametrize(
    ("source", "target", "marked"),
    [
        # a whole sentence: three words at least, two of them without a capital
        ("They left the town.", "They left the town.", ["They left the town."]),
        ("They left.", "They left.", []),
        ("They left it.", "They left it.", ["They left it."]),
        ("The Daily Star left.", "The Daily Star left.", []),
        ("The Daily star left.", "The Daily star left.", ["The Daily star left."]),
        # most letters decide
        ("They left it.", "They left it غزةغزةغز.", ["They left it غزةغزةغز."]),  # ten of eighteen
        # stretches: as they stand in the original
        ("They left the town.", "غادروا البلدة left the town أمس.", ["left the town"]),
        ("They left the city.", "غادروا البلدة left the town أمس.", []),
        ("They left the town.", "غادروا البلدة left the Town أمس.", ["left the Town"]),
        ("They left the Old Town.", "غادروا البلدة كلها the Old Town أمس.", []),
        # one or two everyday words, no name, not set apart
        ("They left the town.", "غادروا هذه البلدة town أمس.", ["town"]),
        ("They left the Town.", "غادروا هذه البلدة Town أمس.", []),
        ("They left the town.", "غادروا هذه البلدة (town) أمس.", []),
        ("They left the town.", "غادروا هذه البلدة «town» أمس.", []),
        ("They left at ten.", "غادروا هذه البلدة at أمس.", []),  # two letters
        ("They left it all.", "غادروا هذه البلدة كلها all أمس.", ["all"]),
        ("They like zebroids.", "غادروا هذه البلدة كلها zebroids أمس.", []),
        ("They expect a turnout.", "يتوقعون هذه المشاركة turnout غدا.", ["turnout"]),  # of two everyday words
        ("They asked for payment.", "طالبوا بهذه الأموال بـpayment أمس.", ["payment"]),  # written onto another word
        ("They left the town and the road.", "غادروا town هذه البلدة كلها road أمس.", ["town", "road"]),
    ],
)
def test_what_is_left_in_the_source_language(source, target, marked):
    findings = found(untranslated, ((source,), (target,)))
    assert [f.target.text for f in findings] == marked
    assert all(f.source.text.lower() == f.target.text.lower() or f.source.text == source for f in findings)


@pytest.mark.parametrize(("source", "target"), [("en", "fr"), ("ar", "fa")])
def test_languages_of_one_script_cannot_be_told_apart_so(source, target):
    made = evidence_of(((ENGLISH,), (ENGLISH,)))
    made = replace(made, bitext=replace(made.bitext, source_lang=source, target_lang=target))
    assert [f for check in untranslated.CHECKS for f in check.findings(made)] == []


def test_arabic_words_left_in_english():
    made = language_document([("غادروا البلدة القديمة.", "They left the بلدة القديمة yesterday.")], "ar", "en")
    (finding,) = (f for check in untranslated.CHECKS for f in check.findings(made))
    assert (finding.source.text, finding.target.text) == ("بلدة القديمة", "بلدة القديمة")


def test_words_left_from_the_beginning_of_the_original_are_marked_there():
    (finding,) = found(untranslated, (("left the town they did.",), ("غادروا البلدة left the town أمس.",)))
    assert finding.source.text == "left the town"


def test_other_paragraphs_are_no_fragments():
    made = evidence_of((("The delegation was received in Beirut.",), ("استُقبل الوفد يوم الأحد.", "مطار دولي.")))
    (bead,) = made.beads
    left, right = bead.bead.target
    apart = replace(bead, bead=replace(bead.bead, target=(left, replace(right, paragraph=1))))
    assert len(list(severed.CHECKS[0].findings(made))) == 1
    assert list(severed.CHECKS[0].findings(replace(made, beads=(apart,)))) == []


def test_two_sentences_that_are_each_doubled():
    copies = found(sentences, FIRST, LAST, ((), (AGAIN,)), ((), (LAST[1][0],)))
    assert [(f.code, f.bead) for f in copies] == [("TQ104", 2), ("TQ104", 3)]


def test_three_words_are_enough_for_a_copy():
    short = "غادر الوفد المدينة."
    assert [f.code for f in found(sentences, (("They left the city.",), (short,)), LAST, ((), (short,)))] == ["TQ104"]


def test_a_full_stop_in_english_cuts_a_clause_off_too():
    made = by_hand("They met in Beirut. ¶ Which opened it on Saturday of last week.", "التقوا في بيروت.", turned=True)
    (finding,) = severed.CHECKS[0].findings(made)
    assert finding.target.text == "Which opened it on Saturday of last week"
    made = by_hand("They met in Beirut. ¶ The mayor opened it on Saturday.", "التقوا في بيروت.", turned=True)
    assert list(severed.CHECKS[0].findings(made)) == []
