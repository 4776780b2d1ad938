"""TQ203: which word became which, and what must not be taken for a change."""

import csv
from pathlib import Path

import pytest

from benchmarks.language_checks import document
from tqcheck.checks import changed
from tqcheck.evidence import gather
from tqcheck.meaning.classes import inflected, mentions
from tqcheck.records import Severity

TABLE = list(csv.DictReader((Path(__file__).parent / "tables" / "changed.tsv").open(encoding="utf-8"), delimiter="\t"))


def found_in(engine, rows, *, turned=False):
    """The findings of each row: severity, English words, Arabic words."""
    pairs = [(row["ar"], row["en"]) if turned else (row["en"], row["ar"]) for row in rows]
    bitext = document(pairs, *(("ar", "en") if turned else ("en", "ar"))).bitext
    measured = gather(
        [(bitext, bitext.beads)], translator=engine.translator, coverage=engine.coverage, wanted=("cues",)
    )
    found = [[] for _ in rows]
    for finding in changed.CHECKS[0].findings(measured.documents[0]):
        sides = (finding.source.text, finding.target.text)
        found[finding.bead].append((finding.severity, *(reversed(sides) if turned else sides)))
    return found


@pytest.mark.parametrize("turned", [False, True], ids=["en-ar", "ar-en"])
def test_table(engine, turned):
    for row, found in zip(TABLE, found_in(engine, TABLE, turned=turned), strict=True):
        expected = [(Severity.CRITICAL, row["marked"], row["instead"])] if row["verdict"] == "wrong" else []
        assert found == expected, row["en"]


def test_the_message_says_what_became_what_the_right_way_round(engine):
    rows = [{"en": "Prices fell in June.", "ar": "ارتفعت الأسعار في يونيو."}]
    messages = []
    for turned in (False, True):
        pair = tuple(rows[0].values())
        bitext = document([pair[::-1] if turned else pair], *(("ar", "en") if turned else ("en", "ar"))).bitext
        measured = gather([(bitext, bitext.beads)], translator=engine.translator, coverage=engine.coverage)
        messages += [f.message for f in changed.CHECKS[0].findings(measured.documents[0])]
    assert messages == ["'fell' became 'ارتفعت' (up)", "'ارتفعت' (up) became 'fell'"]


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
    assert {m for mention in mentions(text, "ar") for m in mention.members} == members
