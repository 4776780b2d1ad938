"""Names: what is found in English, what accounts for it in Arabic, and what a finding points at."""

from dataclasses import replace

import pytest

from benchmarks.language_checks import document
from tqcheck.checks import names
from tqcheck.names.english import find_names
from tqcheck.names.gazetteer import gazetteer, nisba
from tqcheck.names.given import another_given_name
from tqcheck.names.match import compare
from tqcheck.names.phonetics import MATCH, latin_letters, name_letters, similarity
from tqcheck.records import Coverage, Severity, WordCoverage
from tqcheck.text.words import words


def findings(en, ar, code=None):
    found = [f for check in names.CHECKS for f in check.findings(document([(en, ar)]))]
    return [f for f in found if code in (None, f.code)]


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [("Mohammed", "محمد"), ("Mohamed", "محمد"), ("Qasem", "قاسم"), ("Kassem", "قاسم"), ("Kadhimi", "كاظمي"),
     ("Trump", "ترامب"), ("Trump", "ترمب"), ("Gaddafi", "القذافي"), ("Michael", "مايكل"), ("Netanyahu", "نتنياهو")],
)  # fmt: skip
def test_transliterations_sound_alike(latin, arabic):
    letters = name_letters(arabic)
    assert max(similarity(latin_letters(latin), form) for form in (letters, letters.removeprefix("ال"))) >= MATCH


@pytest.mark.parametrize(("latin", "arabic"), [("Baghdad", "دمشق"), ("Johnson", "مكارثي"), ("Merkel", "ماكرون")])
def test_other_names_do_not(latin, arabic):
    assert similarity(latin_letters(latin), name_letters(arabic)) < MATCH


@pytest.mark.parametrize(
    ("territory", "adjective"),
    [("العراق", "عراقي"), ("ليبيا", "ليبي"), ("فرنسا", "فرنسي"), ("مصر", "مصري"), ("ألمانيا", "الماني")],
)
def test_adjectives_come_from_territories(territory, adjective):
    assert nisba(territory) == adjective


def test_names_are_found_whole_and_everyday_words_are_not():
    found = [
        n.text for n in find_names("The minister told Mustafa al-Kadhimi that US troops left Camp Taji on Monday.")
    ]
    assert found == ["Mustafa al-Kadhimi", "US", "Taji"]


def test_acronyms_need_their_capitals():
    assert find_names("The man who is in charge told us so.") == []
    assert [n.text for n in find_names("The WHO told the US so.")] == ["WHO", "US"]


def test_gazetteer_knows_values_of_both_languages():
    book = gazetteer()
    assert book.english["iraqi",] & book.arabic["عراقيين",] == {"country:IQ"}
    assert book.english["australia",] & book.arabic["استراليا",] == {"country:AU"}  # not the union of that code


def test_a_swapped_town_is_critical_and_points_at_both_sides():
    (finding,) = findings("The envoy left Baghdad.", "غادر المبعوث دمشق.", "TQ401")
    assert finding.severity is Severity.CRITICAL
    assert (finding.source.text, finding.target.text) == ("Baghdad", "دمشق")


@pytest.mark.parametrize("arabic", ["وقال إن الخطة ستنفذ.", "وقال الوزير إن الخطة ستنفذ."])
def test_a_name_that_became_a_pronoun_or_an_office_is_minor(arabic):
    assert {f.severity for f in findings("Lavrov said the plan would go ahead.", arabic)} <= {Severity.MINOR}


def test_another_given_name_before_the_same_family_name():
    (finding,) = findings("Mustafa al-Kadhimi spoke.", "تحدث حيدر الكاظمي.", "TQ401")
    assert (finding.source.text, finding.target.text) == ("Mustafa", "حيدر")


def test_one_of_two_mentions_swapped():
    found = compare("Iran warned Turkey that Iran would respond.", "حذرت إيران تركيا من أن سوريا سترد.").unmatched
    assert [u.name.text for u in found] == ["Iran"]


def with_coverage(en, ar, p):
    evidence = document([(en, ar)])
    covered = tuple(WordCoverage(span=s, p=p) for s in words(en))
    beads = tuple(replace(e, source_coverage=Coverage(words=covered, p=p)) for e in evidence.beads)
    return replace(evidence, beads=beads)


@pytest.mark.parametrize(("p", "found"), [(0.05, 0), (0.9, 1)])
def test_a_translated_name_that_coverage_accounts_for_is_no_fault(p, found):
    evidence = with_coverage("The committee met Nourelma on Friday.", "اجتمعت اللجنة بالرابطة يوم الجمعة.", p)
    assert len([f for c in names.CHECKS for f in c.findings(evidence)]) == found


def test_arabic_to_english():
    evidence = document([("غادر المبعوث دمشق.", "The envoy left Baghdad.")], "ar", "en")
    (finding,) = [f for c in names.CHECKS for f in c.findings(evidence)]
    assert (finding.source.text, finding.target.text) == ("دمشق", "Baghdad")


def test_other_languages_are_left_alone():
    assert [f for c in names.CHECKS for f in c.findings(document([("Der Bote.", "The envoy.")], "de", "en"))] == []


KOVAC = ("Irena Kovac leads the party.", "تقود إيرينا كوفاتش الحزب.")


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        # what the document calls somebody else, though nothing but the name says so
        ([KOVAC, ("Vidal spoke in Lasko.", "تحدثت كوفاتش في لاسكو.")], [(1, "critical", "Vidal", "كوفاتش")]),
        ([KOVAC, ("Kovac met Vidal in Lasko.", "التقت كوفاتش فيدال في لاسكو.")], []),
        # a word that would do if the document did not write the name otherwise
        ([("They fled Dorvan.", "فروا من دورفان."), ("A bomb hit Dorvan.", "أصابت قنبلة دورجان.")],
         [(1, "critical", "Dorvan", "دورجان")]),
        ([("They fled Dorvan.", "فروا من دورجان."), ("A bomb hit Dorvan.", "أصابت قنبلة دورجان.")], []),
        ([("They fled Dorvan.", "فروا من دورفان."), ("A bomb hit Dorvan.", "أصابت قنبلة وادي دورفان.")], []),
        # the noun of a place makes a name of what stands behind it
        ([("Men from the village of Hasik came.", "جاء رجال من قرية سدح القريبة.")],
         [(0, "critical", "Hasik", "سدح")]),
        ([("They crossed the Mystic River.", "عبروا النهر الغامض.")], []),
        ([("They crossed the Mystic River.", "على ضفة النهر، مدوا السياج.")], []),
    ],
)  # fmt: skip
def test_who_is_called_what_in_the_document(pairs, told):
    measured = [with_coverage(en, ar, 0.05).beads[0] for en, ar in pairs]
    beads = tuple(
        replace(bead, source_coverage=one.source_coverage)
        for bead, one in zip(document(pairs).beads, measured, strict=True)
    )
    found = names.CHECKS[0].findings(replace(document(pairs), beads=beads))
    assert [(f.bead, f.severity.value, f.source.text, f.target.text) for f in found] == told


@pytest.mark.parametrize(
    ("latin", "arabic", "another"),
    [("marwan", "مرجان", True), ("marwan", "مروان", False), ("rashad", "رشدي", True), ("rushdi", "رشدي", False),
     ("dalia", "ليلي", True), ("marjan", "مرجان", False), ("anna", "انا", False)],
)  # fmt: skip
def test_arab_names_that_sound_alike(latin, arabic, another):
    assert another_given_name(latin, arabic) is another


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("Ekman spoke.", "تحدث إيكمان."), ("Ekman left.", "غادر أكمان."), ("Ekman came.", "جاء اكمن.")],
         ["1 Ekman أكمان after إيكمان 5-11"]),  # the second way alone, however many there are
        ([("Ekman spoke.", "تحدث إيكمان."), ("Ekman left.", "غادر وإيكمان.")], []),  # what is written onto it
        ([("Ekman spoke.", "تحدث إيكمان."), ("Ekman left.", "غادر لإيكمان.")], []),
        ([("Ekman met Horak.", "التقى إيكمان هوراك."), ("Ekman met Horak.", "التقى أكمان هراك.")],
         ["1 Ekman أكمان after إيكمان 6-12", "1 Horak هراك after هوراك 13-18"]),
        ([("They left the Horak Bridge.", "غادروا جسر هوراك."), ("They left the Horak Bridge.", "غادروا جسر هراك.")],
         []),  # part of a longer name
        ([("Ekman spoke.", "تحدث إيكمان."), ("Ekman left.", "غادر.")], []),
    ],
)  # fmt: skip
def test_one_name_spelled_in_two_ways(pairs, expected):
    found = list(names.CHECKS[2].findings(document(pairs)))
    told = [(f.bead, f.source.text, f.target.text, f.detail["first"]) for f in found]
    assert [f"{b} {en} {ar} after {at['text']} {at['start']}-{at['end']}" for b, en, ar, at in told] == expected
