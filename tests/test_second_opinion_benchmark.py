"""The benchmark of language models counts what it says it counts, and its table is sound."""

from __future__ import annotations

import csv

import pytest

from benchmarks.second_opinion import PAIRS, Planted, asked, finds, opinions, translation
from tests.scripted_server import chat, scripted, translating
from tests.test_second_opinion import Speaker, errors, honest, planted, verdict
from tqcheck.opinion.reader import SecondReader
from tqcheck.service import Ledger
from tqcheck.translate import TranslationSettings

with PAIRS.open(encoding="utf-8", newline="") as lines:
    ROWS = [Planted(**row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}-{row.kind}" for n, row in enumerate(ROWS)])
def test_a_row_plants_what_it_says(row):
    assert row.target != row.faulty
    assert row.source_words in row.source
    assert row.target_words in row.faulty
    assert row.source_words or row.target_words
    _, finding = asked(row, row.faulty)
    assert [place.text if place else "" for place in (finding.source, finding.target)] == [
        row.source_words, row.target_words,
    ]  # fmt: skip


def reader(say):
    return SecondReader(Speaker(say), "tiny", None)


def knows(data):
    """A model that is right about every claim."""
    right = {row.target for row in ROWS}
    return verdict("not confirmed" if data["translation"] in right and not planted(data) else "confirmed")


def figures(lines):
    return [line for line in lines if not line.startswith("    ")]


def test_a_model_that_is_right_takes_all_false_findings_away_and_no_true_one():
    assert figures(opinions(ROWS, reader(knows), Ledger(1))) == [
        "true findings: 24 confirmed; 0 let go with demote", "false findings: 24 not confirmed; 24 let go with demote",
    ]  # fmt: skip


def test_a_model_that_confirms_nothing_takes_nothing_away():
    assert figures(opinions(ROWS[:3], reader(lambda data: verdict("not confirmed")), Ledger(1))) == [
        "true findings: 3 unsure; 0 let go with demote", "false findings: 3 unsure; 0 let go with demote",
    ]  # fmt: skip


def test_a_model_that_doubts_everything_but_planted_faults_costs_true_ones():
    assert figures(opinions(ROWS[:3], reader(honest("not confirmed")), Ledger(1)))[0] == (
        "true findings: 3 not confirmed; 3 let go with demote"
    )


def test_faults_found_without_a_claim_are_counted_where_they_stand():
    def say(data):
        faulty = next(row for row in ROWS if data["original"] == row.source)
        return (
            errors({"kind": "mistranslation", "original_words": faulty.source.split()[0]})
            if (data["translation"] == faulty.target)
            else errors({"kind": "mistranslation", "original_words": faulty.source_words})
        )

    some = [row for row in ROWS if row.source_words][:4]
    assert figures(finds(some, reader(say), Ledger(1))) == [
        "without a claim: 4 faults found, 4 right with a remark, of 4 each"
    ]


def test_translation_is_measured_with_what_was_not():
    rows = [row for row in ROWS if row.kind == "number"]
    with scripted(chat(translating({rows[0].target: rows[0].source}))) as server:
        settings = TranslationSettings(cache=False, probe=False, ledger=Ledger(100))
        first, *rest = translation(rows, f"chat:{server.url}/v1#tiny", settings)
    assert "numbers kept/unsupported 0.50/0.00" in first
    assert "1 of 2 not measured" in first
    assert rest[0] == "    1 times: the model lost a number of the sentence"
