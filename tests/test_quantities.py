"""The findings' form, and what a single bead cannot show: neighbours, swaps, one-sided beads."""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from pathlib import Path

import pytest

from tqcheck.checks.quantities import CHECKS, _elsewhere
from tqcheck.evidence import read
from tqcheck.quantities import extract
from tqcheck.records import (
    Bead,
    Bitext,
    Coverage,
    Document,
    DocumentEvidence,
    Evidence,
    Finding,
    Segment,
    Severity,
    Span,
    WordCoverage,
    WordLink,
)

TABLE = Path(__file__).parent / "quantities_pairs.tsv"


def findings(*beads: tuple[str, str]) -> tuple[Finding, ...]:
    """The findings on beads of `(english, arabic)`; an empty text is a side without a segment."""
    evidence = []
    for index, bead in enumerate(beads):
        sides = []
        for lang, text in zip(("en", "ar"), bead, strict=True):
            document = Document(path=lang, text=text)
            segment = Segment(document=document, lang=lang, span=Span(start=0, end=len(text)), text=text)
            sides.append((segment,) if text else ())
        evidence.append(Evidence(bead=Bead(index=index, source=sides[0], target=sides[1])))
    bitext = Bitext(path="", source_lang="en", target_lang="ar", source=(), target=())
    document = read(DocumentEvidence(bitext=bitext, beads=tuple(evidence)), ("quantities",))
    return tuple(sorted((f for check in CHECKS for f in check.findings(document)), key=lambda f: f.bead))


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_table_is_large_and_balanced():
    wrong = sum(row["expected"] != "ok" for row in rows())
    assert len(rows()) >= 400
    assert 0.4 <= wrong / len(rows()) <= 0.6


def test_changed_figure_is_marked_on_both_sides():
    (found,) = findings(("It handed over $347 million in kit.", "سلّم معدات قيمتها 374 مليون دولار."))
    assert (found.code, found.severity) == ("TQ301", Severity.CRITICAL)
    assert found.source.text == "$347 million"
    assert found.target.text == "374 مليون دولار"
    assert found.message == "347 million became 374 million"
    assert (found.detail["source_value"], found.detail["target_value"]) == ("347000000", "374000000")
    assert 0 < found.confidence <= 1


def test_one_fault_does_not_cascade():
    (found,) = findings(("3 died, 9 fled, 14 stayed and 20 sang.", "توفي 3 وفر 9 وبقي 41 وغنى 20."))
    assert (found.source.text, found.target.text) == ("14", "41")


def test_swapped_numbers_are_one_major_finding():
    (found,) = findings(("The raid killed 12 and wounded 30.", "أدت الغارة إلى مقتل 30 وإصابة 12."))
    assert (found.code, found.severity) == ("TQ301", Severity.MAJOR)
    assert "changed places" in found.message


def test_neighbouring_bead_is_asked_before_a_number_is_missing():
    assert not findings(("He sold 40 goats. They were ill.", "كانت مريضة."), ("He wept.", "بكى بعدما باع 40 ماعزا."))
    assert findings(("He sold 40 goats.", "باع ماعزا."), ("He wept.", "بكى."))


def test_one_sided_bead_gives_no_finding_of_its_own():
    assert not findings(("He sold 40 goats.", ""), ("", "باع 50 بقرة."))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The wall is 30 miles long.", "يبلغ طول الجدار نحو 48 كيلومترا."),
        ("Over 90 shells fell.", "سقطت قرابة 90 قذيفة."),
        ("The plot covers 10 acres.", "تبلغ مساحة الأرض أربعة هكتارات."),
    ],
)
def test_conversions_and_flipped_approximators_are_minor(source, target):
    (found,) = findings((source, target))
    assert found.severity is Severity.MINOR


@pytest.mark.parametrize(
    ("text", "lang", "kind", "value", "unit"),
    [
        ("US$1.2bn", "en", "money", 1_200_000_000, "USD"),
        ("half an hour", "en", "duration", Fraction(1, 2), "duration-hour"),
        ("25 basis points", "en", "percent", 25, "basis-point"),
        ("6,300 dunams", "en", "measure", 6300, "area-dunam"),
        ("7-year-old", "en", "age", 7, "duration-year"),
        ("٪٤٫٥", "ar", "percent", Fraction(9, 2), "concentr-percent"),
        ("ثلاثمية دينار كويتي", "ar", "money", 300, "KWD"),
        ("ثلاث سنوات ونصف السنة", "ar", "duration", Fraction(7, 2), "duration-year"),
        ("مئة واحد عشر كيلومترا مربعا", "ar", "measure", 111, "area-square-kilometer"),
        ("120 كيلومترا في الساعة", "ar", "measure", 120, "speed-kilometer-per-hour"),
        ("مليونا برميل", "ar", "measure", 2_000_000, "volume-barrel"),
    ],
)
def test_typed_values(text, lang, kind, value, unit):
    (found,) = extract(text, lang)
    assert (found.kind, found.value, found.unit, found.text) == (kind, value, unit, text)


@pytest.mark.parametrize(
    ("text", "lang", "kind", "fields"),
    [
        ("5 May 2009", "en", "date", {"day": 5, "month": 5, "year": 2009}),
        ("December 2nd", "en", "date", {"day": 2, "month": 12}),
        ("3 يناير / كانون الثاني 2020", "ar", "date", {"day": 3, "month": 1, "year": 2020}),
        ("31 تشرين الأول", "ar", "date", {"day": 31, "month": 10}),
        ("10 رمضان 1440", "ar", "date", {"day": 10, "month": 9, "year": 1440}),
        ("4:30 pm", "en", "time", {"hour": 16, "minute": 30}),
        ("الساعة الرابعة والنصف عصرا", "ar", "time", {"hour": 16, "minute": 30}),
        ("التاسعة إلا ربعا صباحا", "ar", "time", {"hour": 8, "minute": 45}),
    ],
)
def test_dates_and_times(text, lang, kind, fields):
    (found,) = extract(text, lang)
    assert (found.kind, dict(found.fields)) == (kind, fields)


def test_hijri_dates_are_no_gregorian_ones():
    (found,) = extract("10 رمضان", "ar")
    assert found.unit == "hijri"


def test_other_languages_give_their_digits_only():
    assert [q.value for q in extract("Douze hommes et 13 femmes", "fr")] == [13]


def test_every_code_is_declared_once():
    assert [check.code for check in CHECKS] == ["TQ301", "TQ302", "TQ303", "TQ304", "TQ305"]
    assert all(len(check.passes) >= 2 and len(check.fails) >= 2 for check in CHECKS)


EXPRESSIONS = Path(__file__).parent / "quantity_expressions.tsv"
MISREAD = {"1,001 nights"}
"""«ألف ليلة وليلة» adds a night without a number word."""


def expressions() -> list[dict[str, str]]:
    with EXPRESSIONS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_expressions_of_the_newsroom():
    misread = {
        row["en"]
        for row in expressions()
        if any(f.severity is not Severity.MINOR for f in findings((row["en"], row["ar"]))) != (row["verdict"] == "bad")
    }
    assert misread == MISREAD


def test_a_plural_that_looks_like_a_dual_renders_no_two_of_another_sentence():
    two = ("Two witnesses refused.", "رفض شاهد ذلك.")
    (missing,) = findings(two, ("He spoke to reporters.", "تحدث للصحفيين."))
    assert (missing.code, missing.source.text) == ("TQ302", "Two")
    cut = ("They killed two soldiers.", "قتلوهم."), ("They left.", "غادروا بعد قتل جنديين.")
    assert findings(*cut) == ()


@pytest.mark.parametrize(
    ("source", "target", "code", "severity", "message"),
    [
        ("Nearly 70 came.", "جاء 70.", "TQ301", Severity.MAJOR, "nearly 70 became 70"),
        ("About 70 came.", "جاء 70.", "TQ301", Severity.MINOR, "about 70 became 70"),
        ("About a tenth of it is lost.", "يضيع أكثر من عُشرها.", "TQ301", Severity.MAJOR, "became 1/10 or more"),
        ("At least 38 died.", "قتل 38.", "TQ301", Severity.MAJOR, "38 or more became 38: the limit is missing"),
        ("At least 38 died.", "قتل 38 على الأكثر.", "TQ301", Severity.CRITICAL, "38 or more became 38 or less"),
        ("It opens before noon on Sunday.", "يفتح بعد ظهر الأحد.", "TQ302", Severity.CRITICAL, "noon is missing"),
        ("He left before midnight.", "غادر بعد منتصف الليل.", "TQ305", Severity.CRITICAL, "before 0:00 became after"),
        ("They won 3-1.", "فازوا 1-3.", "TQ301", Severity.CRITICAL, "3-1 became 1-3"),
        ("It fell to minus 20 degrees.", "بلغت 20 درجة فوق الصفر.", "TQ301", Severity.CRITICAL, "minus 20"),
        ("It pumps 90 barrels a day.", "يضخ 90 برميلا شهريا.", "TQ304", Severity.MAJOR, "90 barrels a day became"),
        ("He goes next week.", "يذهب الشهر المقبل.", "TQ305", Severity.CRITICAL, "next week became next month"),
        ("It opens in early March.", "يفتح أواخر مارس.", "TQ305", Severity.CRITICAL, "early became late"),
        ("He left on Monday morning.", "غادر مساء الاثنين.", "TQ305", Severity.CRITICAL, "morning became evening"),
        ("It opens on March 1, 2025.", "يفتح 15 رمضان 1446.", "TQ305", Severity.CRITICAL, "15 Ramadan 1446"),
        ("Two diplomats spoke.", "تحدث دبلوماسي.", "TQ302", Severity.MAJOR, "Two is missing"),
    ],
)  # fmt: skip
def test_what_is_said_of_each_kind(source, target, code, severity, message):
    (found,) = findings((source, target))
    assert (found.code, found.severity) == (code, severity)
    assert message in found.message


@pytest.mark.parametrize(
    ("source", "target", "marked"),
    [
        ("At least 14 people died.", "قُتل 14 شخصا.", ("At least 14", "14")),
        (
            "It cost 12 million euros at most.",
            "كلف أكثر من 12 مليون يورو.",
            ("12 million euros at most", "أكثر من 12 مليون يورو"),
        ),
        ("Some 40 people came.", "جاء 50 شخصا.", ("40", "50")),
    ],
)
def test_a_limit_is_marked_with_its_number_where_it_is_what_differs(source, target, marked):
    (found,) = findings((source, target))
    assert (found.source.text, found.target.text) == marked


def test_a_denial_some_words_before_a_limit_leaves_open_which_way_it_points():
    assert not findings(("They have one more day at most.", "لم يبق أمامهم أكثر من يوم واحد."))
    (found,) = findings(("They have one more day at most.", "بقي أمامهم، ولم يعلموا، أكثر من يوم واحد."))
    assert (found.code, found.severity) == ("TQ301", Severity.CRITICAL)


def test_still_denies_no_limit_behind_it():
    (found,) = findings(("Fewer than 100 whales remain in the sea.", "ولا يزال في البحر أكثر من 100 حوت."))
    assert (found.code, found.message) == ("TQ301", "100 or less became 100 or more")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The sale brought 1,250.", "استمر عقدا كاملا."),
        ("The file is 31 MB.", "فاز لاعب واحد."),
        ("Some 5,000,000 came.", "جاء الملك لويس السادس عشر."),
        ("They waited 24 hours.", "كان عمره 11 عاما."),
    ],
)
def test_unlike_quantities_never_become_each_other(source, target):
    assert {f.code for f in findings((source, target))} <= {"TQ302", "TQ303"}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("It opens on June 4, 2025.", "يفتتح في 8 ذي الحجة 1446."),
        ("It was built in 1870.", "بني عام 1287 هـ."),
        ("He was hurt early on Sunday.", "أصيب فجر الأحد."),
        ("One in four women smoke.", "تدخن ربع النساء."),
        ("Call 0123 456 789.", "اتصل على 0123456789."),
        ("His half-brother scored at half-time.", "سجل أخوه غير الشقيق مع نهاية الشوط."),
        ("Two bridges fell.", "سقط جسران."),
        ("He met two of the twelve.", "التقى اثنين من الاثني عشر."),
    ],
)
def test_same_said_otherwise_is_no_finding(source, target):
    assert not findings((source, target))


def linked(source: str, target: str, links: dict[str, str]) -> tuple[Finding, ...]:
    """The findings on one bead in which the coverage model links these words of both sides."""
    texts = (source, target)
    words = [[(m.group(), m.start(), m.end()) for m in re.finditer(r"\w+", text)] for text in texts]
    at = [{w: n for n, (w, _, _) in enumerate(side)} for side in words]
    pairs = {(at[0][a], at[1][b]) for a, b in links.items()}
    maps = (dict(pairs), {b: a for a, b in pairs})
    covered = [
        Coverage(p=0.1, words=tuple(
            WordCoverage(span=Span(start=s, end=e), p=0.1, counterpart=maps[side].get(n), link=0.9)
            for n, (_, s, e) in enumerate(words[side])
        ))
        for side in (0, 1)
    ]  # fmt: skip
    segments = [
        Segment(document=Document(path=lang, text=text), lang=lang, span=Span(start=0, end=len(text)), text=text)
        for lang, text in zip(("en", "ar"), texts, strict=True)
    ]
    bead = Bead(index=0, source=(segments[0],), target=(segments[1],))
    evidence = Evidence(bead=bead, source_coverage=covered[0], target_coverage=covered[1])
    bitext = Bitext(path="", source_lang="en", target_lang="ar", source=(), target=())
    document = read(DocumentEvidence(bitext=bitext, beads=(evidence,)), ("quantities",))
    return tuple(f for check in CHECKS for f in check.findings(document))


GAINS = "Lemons gained 17 percent and olives lost 23 percent."
LEMONS = {"Lemons": "الليمون", "gained": "كسب", "olives": "الزيتون", "lost": "وخسر"}


def test_values_that_changed_places_are_seen_by_the_linked_words():
    (found,) = linked(GAINS, "كسب الليمون 23 في المئة وخسر الزيتون 17 في المئة.", LEMONS)
    assert (found.code, found.severity, found.source.text) == ("TQ301", Severity.MAJOR, "17 percent")
    assert not linked(GAINS, "كسب الليمون 17 في المئة وخسر الزيتون 23 في المئة.", LEMONS)
    assert not linked(GAINS, "وخسر الزيتون 23 في المئة بعد أن كسب الليمون 17 في المئة.", LEMONS)


ABOARD = {"people": "شخصا", "board": "متن"}


def test_a_part_and_its_whole_do_not_change_places_with_the_noun_that_both_count():
    english = "Of the 43 people on board, 26 died."
    assert not linked(english, "ولقي 26 شخصا حتفهم من أصل 43 كانوا على متن الطائرة.", ABOARD)


def test_linked_noun_decides_whether_two_is_a_dual():
    source = "Two captains met the sailors."
    (found,) = linked(source, "التقى رئيس الفريق بالبحارين.", {"captains": "رئيس", "sailors": "بالبحارين"})
    assert (found.code, found.severity, found.source.text) == ("TQ302", Severity.MAJOR, "Two")
    assert not linked(source, "التقى الربانان بالبحارين.", {"captains": "الربانان", "sailors": "بالبحارين"})


def test_spelled_number_linked_to_another_word_is_minor():
    source = "The cat slept."
    (serious,) = findings((source, "نامت القطة سبعة أيام."))
    (minor,) = linked(source, "نامت القطة سبعة أيام.", {"slept": "سبعة", "The": "أيام"})
    assert (serious.severity, minor.severity) == (Severity.MAJOR, Severity.MINOR)


def test_what_was_matched_is_settled_on_both_sides():
    texts = ("He was jailed for 18 months.", "وسُجن عاما ونصف العام.")
    segments = [
        Segment(document=Document(path=lang, text=text), lang=lang, span=Span(start=0, end=len(text)), text=text)
        for lang, text in zip(("en", "ar"), texts, strict=True)
    ]
    bead = Bead(index=0, source=(segments[0],), target=(segments[1],))
    bitext = Bitext(path="", source_lang="en", target_lang="ar", source=(), target=())
    evidence = read(DocumentEvidence(bitext=bitext, beads=(Evidence(bead=bead),)), ("quantities",)).beads[0]
    assert [span.of(texts[0]) for span in evidence.settled("source")] == ["18 months"]
    assert [span.of(texts[1]) for span in evidence.settled("target")] == ["عاما ونصف العام"]


def test_a_word_linked_to_a_word_of_a_figure_stands_beside_it():
    links = LEMONS | {"overall": "المئة"}
    (found,) = linked(f"{GAINS[:-1]} overall.", "كسب الليمون 23 في المئة وخسر الزيتون 17 في المئة.", links)
    assert (found.code, found.source.text) == ("TQ301", "17 percent")


@pytest.mark.parametrize(
    ("en", "ar", "code", "severity", "confidence", "message", "detail"),
    [
        ("Polls close at 4:30 pm.", "تغلق المراكز عند الساعة 17:30.", "TQ305", "critical", 0.95, "16:30 became 17:30",
         ("value", "16:30", "17:30")),
        ("It passed on 5 March 2017.", "أُقر في 6 مارس 2017.", "TQ305", "critical", 0.95,
         "5 March 2017 became 6 March 2017", ("value", "2017-03-05", "2017-03-06")),
        ("It passed on 5 March.", "أُقر في 6 مارس.", "TQ305", "critical", 0.95, "5 March became 6 March",
         ("value", "---03-05", "---03-06")),
        ("It passed in March 2017.", "أُقر في مايو 2017.", "TQ305", "critical", 0.95, "March 2017 became May 2017",
         ("value", "2017-03---", "2017-05---")),
        ("They met yesterday.", "يجتمعون غدا.", "TQ305", "critical", 0.9, "yesterday became tomorrow",
         ("value", "yesterday", "tomorrow")),
        ("They met in the morning.", "اجتمعوا مساء.", "TQ305", "critical", 0.9, "morning became evening",
         ("value", "morning", "evening")),
        ("They left on Monday.", "غادروا يوم الخميس.", "TQ305", "critical", 0.95, "Monday became Thursday",
         ("value", "1", "4")),
        ("They left in 1999.", "غادروا عام 1989.", "TQ305", "critical", 0.95, "1999 became 1989",
         ("value", "1999", "1989")),
        ("A third of them left.", "غادر ربعهم.", "TQ301", "critical", 0.95, "A third became 1/4",
         ("value", "0.333333", "0.25")),
        ("40 men and 30 women left.", "غادر 30 رجلا و40 امرأة.", "TQ301", "major", 0.7, "30 and 40 changed places",
         ("swap", "30", "30", "40", "40")),
        ("They won 3-1.", "فازوا 3-2.", "TQ301", "critical", 0.95, "3-1 became 3-2", ("value", "3-1", "3-2")),
        ("They produce 500 barrels a day.", "ينتجون 500 برميل في الشهر.", "TQ304", "major", 0.9,
         "500 barrels a day became 500 barrels a month", ("unit", "500", "500")),
        ("The F-16 crashed.", "تحطمت طائرة F-35.", "TQ301", "major", 0.8, "16 became 35", ("value", "16", "35")),
        ("Two soldiers left.", "غادر الجنود.", "TQ302", "major", 0.6, "Two is missing from the translation",
         ("missing", "2")),
        ("Some left.", "غادر 40 شخصا.", "TQ303", "major", 0.8, "40 is not in the source", ("added", "40")),
        ("At least 40 men left.", "غادر 40 رجلا.", "TQ301", "major", 0.7, "40 or more became 40: the limit is missing",
         ("limit", "40", "40")),
        ("Over 200 people came.", "حضر أقل من 200 شخص.", "TQ301", "critical", 0.95, "200 or more became 200 or less",
         ("turned", "200", "200")),
        ("It cost $3 million.", "كلف 2.5 مليون دولار.", "TQ301", "critical", 0.95, "3 million became 2.5 million",
         ("value", "3000000", "2500000")),
        ("It counted 1,234,567.", "أحصى 1,234,568.", "TQ301", "critical", 0.95, "1,234,567 became 1,234,568",
         ("value", "1234567", "1234568")),
    ],
)  # fmt: skip
def test_what_is_said_of_a_quantity(
    en: str, ar: str, code: str, severity: str, confidence: float, message: str, detail: tuple[str, ...]
) -> None:
    (found,) = findings((en, ar))
    assert (found.code, found.severity.value, found.confidence) == (code, severity, confidence)
    assert found.message == message
    units = ("source_unit", "target_unit")
    assert tuple(value for key, value in found.detail.items() if key not in units) == detail


def test_where_a_side_is_missing_its_numbers_are_not_missed_one_by_one() -> None:
    assert findings(("They left in 1999 with 40 men.", "")) == ()
    assert findings(("", "غادر 40 شخصا.")) == ()


@pytest.mark.parametrize(
    ("number", "elsewhere"), [((0, 2), True), ((0, 3), False), ((5, 7), True), ((4, 7), False), ((3, 4), False)]
)
def test_a_word_is_no_number_where_it_only_touches_one(number: tuple[int, int], elsewhere: bool) -> None:
    word = WordLink(span=Span(start=0, end=4), text="خمسة", p=0.1, counterpart=Span(start=2, end=5), mutual=True)
    assert _elsewhere(word, [Span(start=number[0], end=number[1])]) is elsewhere
