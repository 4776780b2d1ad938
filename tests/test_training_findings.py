"""Faults planted for the judge of findings: what they mark, and that the judge learns from them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from tqcheck.coverage import judge as judging
from tqcheck.coverage.judge import Judge
from tqcheck.records import Coverage, WordCoverage
from tqcheck.store import key_of
from tqcheck.text.words import words
from training.finding_data import Planted, Row, plant, usable
from training.findings import Candidate, candidates, confidence, judgements, left_out, save, train

ROW = Row("The envoy met the president in Cairo today", "التقى المبعوث الرئيس في القاهرة اليوم", "news", 0)
OTHERS = [Row("Heavy rain closed many roads", "أغلقت الأمطار الغزيرة طرقا كثيرة", "news", 0)]
LINKS = ((1, 1), (2, 0), (4, 2), (5, 3), (6, 4), (7, 5))


def _covered(english: float = 0.02) -> tuple[Coverage, Coverage]:
    forth, back = dict(LINKS), {b: a for a, b in LINKS}
    return (
        Coverage(p=0.9, words=tuple(
            WordCoverage(span=s, p=english, counterpart=forth.get(n)) for n, s in enumerate(words(ROW.english)))),
        Coverage(p=0.1, words=tuple(
            WordCoverage(span=s, p=0.02, counterpart=back.get(n)) for n, s in enumerate(words(ROW.arabic)))),
    )  # fmt: skip


def _encode(texts: Sequence[str]) -> np.ndarray:
    return np.ones((len(texts), 1), np.float32)


@pytest.mark.parametrize("seed", range(12))
def test_a_planted_fault_marks_what_was_lost_with_it(seed: int) -> None:
    case = plant(ROW, 0, _covered(), OTHERS, random.Random(seed))
    assert case is not None
    assert case.english == ROW.english
    assert case.arabic != ROW.arabic
    gone = [n for n, span in enumerate(words(ROW.arabic)) if span.of(ROW.arabic) not in case.arabic.split()]
    linked = [n for n, m in LINKS if m in gone]
    assert [span.of(ROW.english) for span in case.marked[0]] == [words(ROW.english)[n].of(ROW.english) for n in linked]
    assert all(span.of(case.arabic) in " ".join(o.arabic for o in OTHERS) for span in case.marked[1])
    assert bool(case.marked[1]) == (case.kind == "replaced")


def test_a_candidate_is_real_where_it_touches_the_fault_and_false_in_a_pair_as_published() -> None:
    case = plant(ROW, 0, _covered(), OTHERS, random.Random(1))
    assert case is not None
    untouched = Planted(ROW, ROW.english, ROW.arabic)
    (real, false) = candidates([(case, _covered(0.9)), (untouched, _covered(0.9))], _encode, {})
    assert (real.case, false.case) == (0, 1)
    assert (real.real, false.real) == (None, False), "the whole sentence is doubtful, the fault is a small part of it"


@pytest.mark.parametrize(
    ("said", "truth", "weight"), [("real", 1.0, 3.0), ("arguable", 0.5, 3.0), ("false", 0.0, 3.0), (None, 0.0, 1.0)]
)
def test_what_readers_said_counts_more_than_that_a_pair_was_published(
    said: str | None, truth: float, weight: float
) -> None:
    place = (key_of(ROW.english, ROW.arabic).hex(), "english", "4", str(len(ROW.english)))
    untouched = Planted(ROW, ROW.english, ROW.arabic)
    (row,) = candidates([(untouched, _covered(0.9))], _encode, {place: said} if said else {})
    assert (row.said, row.truth, row.weight) == (said, truth, weight)
    assert Candidate(0, True, {}).truth == 1.0
    assert Candidate(0, True, {}).weight == 0.5


def test_the_judgements_can_be_read_and_hold_no_text() -> None:
    judged = judgements()
    assert len(judged) == 2650
    assert set(judged.values()) == {"real", "arguable", "false"}
    assert all(len(pair) == 32 and int(pair, 16) for pair, _, _, _ in judged)
    assert {language for _, language, _, _ in judged} == {"english", "arabic"}


def test_pairs_of_other_lengths_and_letters_are_left_out() -> None:
    assert usable(ROW.english, ROW.arabic)
    assert not usable(ROW.english, "التقى")
    assert not usable(ROW.english, "Azure AD Connect للمستخدمين Office 365 Business")


def test_the_judge_learns_and_is_read_as_it_was_trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(0)
    x = draw.normal(size=(600, 3)).astype(np.float32)
    y = x[:, 0] - x[:, 1] > 0
    sources = [f"source {n % 4}" for n in range(len(y))]
    weights = np.ones(len(y))
    odds = left_out(x, y, weights, sources, 4)
    assert ((odds > 0) == y).mean() > 0.93
    trained = train(x, y, weights)
    save(trained, ["a", "b", "c"], np.array([[0.5, -2.0], [1.5, 1.0]]), tmp_path / judging.FILE)
    monkeypatch.setattr(judging.resources, "files", lambda package: tmp_path)
    shipped = Judge()
    for arabic, slope, shift in ((0.0, 0.5, -2.0), (1.0, 1.5, 1.0)):
        rows = [dict(zip("abc", map(float, row), strict=True)) | {"arabic": arabic} for row in x[:5]]
        expected = 1 / (1 + np.exp(-(slope * trained.odds(x[:5]) + shift)))
        assert [shipped.probability(row) for row in rows] == pytest.approx(list(expected), rel=1e-4)


def test_confidence_fits_what_readers_said() -> None:
    draw = np.random.default_rng(1)
    odds = draw.normal(size=4000) * 2
    truth = draw.random(4000) < 1 / (1 + np.exp(-(0.6 * odds - 0.5)))
    rows = [Candidate(0, False, {"arabic": float(n % 2)}, "real" if y else "false") for n, y in enumerate(truth)]
    assert confidence(rows, odds) == pytest.approx(np.array([[0.6, -0.5]] * 2), abs=0.1)
