"""Checks that read the coverage model's links, on tables: which words are marked, and what is no fault."""

import csv
from pathlib import Path

import pytest

from benchmarks.language_checks import document
from tqcheck.checks import attribution, changed, coverage, names, negation, quantities
from tqcheck.evidence import gather
from tqcheck.meaning.classes import contrary, mentions
from tqcheck.meaning.en import inflected
from tqcheck.records import Severity

FOLDER = Path(__file__).parent / "linked"
CHECKS = {
    "changed": (changed.CHECKS[0], Severity.CRITICAL),
    "persons": (changed.CHECKS[0], Severity.MAJOR),
    "kinds": (changed.CHECKS[0], Severity.MAJOR),
    "opposites": (changed.CHECKS[0], Severity.CRITICAL),
    "negation": (negation.CHECKS[0], Severity.CRITICAL),
    "names": (names.CHECKS[0], Severity.CRITICAL),
    "times": (changed.CHECKS[0], Severity.MAJOR),
    "numbers": (changed.CHECKS[0], Severity.MAJOR),
    "roles": (changed.CHECKS[0], Severity.MAJOR),
    "qualifiers": (coverage.CHECKS[0], Severity.MAJOR),
    "certainty": (attribution.CHECKS[0], Severity.MAJOR),
}


def rows(name):
    """The table: verdict, English, Arabic, the words marked on either side."""
    return list(csv.DictReader((FOLDER / f"{name}.tsv").open(encoding="utf-8"), delimiter="\t"))


def found_in(engine, check, table, *, turned=False):
    """The findings of each row: severity, English words, Arabic words."""
    pairs = [(row["ar"], row["en"]) if turned else (row["en"], row["ar"]) for row in table]
    bitext = document(pairs, *(("ar", "en") if turned else ("en", "ar"))).bitext
    measured = gather([(bitext, bitext.beads)], translator=engine.translator, coverage=engine.coverage)
    found = [[] for _ in table]
    for finding in check.findings(measured.documents[0]):
        sides = [place.text if place else "" for place in (finding.source, finding.target)]
        found[finding.bead].append((finding.severity, *(reversed(sides) if turned else sides)))
    return found


@pytest.mark.parametrize("turned", [False, True], ids=["en-ar", "ar-en"])
@pytest.mark.parametrize("name", CHECKS)
def test_table(engine, name, turned):
    if name == "qualifiers" and turned:
        pytest.skip("what the table drops is the original's")
    table, (check, severity) = rows(name), CHECKS[name]
    wanted = [
        [(severity, row["marked"] or "", row["instead"] or "")] if row["verdict"] == "wrong" else [] for row in table
    ]
    found = found_in(engine, check, table, turned=turned)
    pairs = [(row["en"], row["ar"]) for row in table]
    assert dict(zip(pairs, found, strict=True)) == dict(zip(pairs, wanted, strict=True))


@pytest.mark.parametrize(
    ("turned", "message"), [(False, "“fell” became «ارتفعت» (up)"), (True, "«ارتفعت» (up) became “fell”")]
)
def test_the_message_says_what_became_what_the_right_way_round(engine, turned, message):
    pair = ("Prices fell in June.", "ارتفعت الأسعار في يونيو.")
    bitext = document([pair[::-1] if turned else pair], *(("ar", "en") if turned else ("en", "ar"))).bitext
    measured = gather([(bitext, bitext.beads)], translator=engine.translator, coverage=engine.coverage)
    assert [f.message for f in changed.CHECKS[0].findings(measured.documents[0])] == [message]


def test_contrary_words_are_of_one_class_and_not_the_same():
    assert contrary("rise", "انخفض")
    assert not contrary("rise", "ارتفع")
    assert not contrary("rise", "الجنوب")


@pytest.mark.parametrize(
    ("entry", "forms"),
    [("fall:fell,fallen", {"fall", "falls", "falling", "fell", "fallen"}), ("ally:allies", {"ally", "allies"}),
     ("cut", {"cut", "cuts", "cutting"}), ("raise", {"raised", "raising", "raises"}), ("deny", {"denies", "denied"})],
)  # fmt: skip
def test_english_lemmas_are_inflected(entry, forms):
    assert forms <= inflected(entry)


@pytest.mark.parametrize(
    ("text", "members"),
    [("وسترتفع", {("trend", "up")}), ("ابنته", {("kin", "daughter")}), ("ابنه", {("kin", "son")}), ("القط", set()),
     ("بالشمال", {("compass", "north")}), ("والجنوبية", {("compass", "south")}),
     ("خسارته", {("contest", "lose"), ("money", "loss")})],
)  # fmt: skip
def test_arabic_words_are_read_without_what_is_written_onto_them(text, members):
    assert {m for mention in mentions(text, "ar") for m in mention.members if ":" not in m[0]} == members


def test_a_denial_in_form_only_may_go(engine):
    pair = ("The rescue on Monday was nothing short of a miracle.", "وكانت عملية الإنقاذ يوم الاثنين معجزة حقيقية.")
    bitext = document([pair]).bitext
    measured = gather([(bitext, bitext.beads)], translator=engine.translator, coverage=engine.coverage)
    found = [f for check in (*coverage.CHECKS, *negation.CHECKS) for f in check.findings(measured.documents[0])]
    assert [f.severity for f in found if f.severity is not Severity.MINOR] == []


def test_from_and_to_change_no_places_with_the_words_beside_them(engine):
    english = "The death rate has fallen to 1.4 percent from 3.1 percent in the first week, a sign that it works."
    arabic = "وهبط معدل الوفيات من 3.1 في المئة خلال الأسبوع الأول إلى 1.4 في المئة، في مؤشر إلى أن العلاج يجدي."
    bitext = document([(english, arabic)]).bitext
    measured = gather([(bitext, bitext.beads)], translator=engine.translator, coverage=engine.coverage)
    assert [f.code for check in quantities.CHECKS for f in check.findings(measured.documents[0])] == []
