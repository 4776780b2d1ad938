"""Faults planted for the judge of findings: what they mark, and that the judge learns from them."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from tqcheck.coverage import judge as judging
from tqcheck.coverage.judge import Judge
from tqcheck.records import Coverage, WordCoverage
from tqcheck.text.words import words
from training.finding_data import Planted, Row, plant, usable
from training.findings import candidates, left_out, save, train

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
    real = [row.real for row in candidates(0, case, _covered(0.9)) if row.features["arabic"] == 0]
    false = [row.real for row in candidates(0, Planted(ROW, ROW.english, ROW.arabic), _covered(0.9))]
    assert (real, false) == ([None], [False]), "the whole sentence is doubtful, the fault is a small part of it"


def test_pairs_of_other_lengths_and_letters_are_left_out() -> None:
    assert usable(ROW.english, ROW.arabic)
    assert not usable(ROW.english, "التقى")
    assert not usable(ROW.english, "Azure AD Connect للمستخدمين Office 365 Business")


def test_the_judge_learns_and_is_read_as_it_was_trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(0)
    x = draw.normal(size=(600, 3)).astype(np.float32)
    y = x[:, 0] - x[:, 1] > 0
    sources = [f"source {n % 4}" for n in range(len(y))]
    odds = left_out(x, y, sources, 4)
    assert ((odds > 0) == y).mean() > 0.93
    trained = train(x, y)
    save(trained, ["a", "b", "c"], -2.0, tmp_path / judging.FILE)
    monkeypatch.setattr(judging.resources, "files", lambda package: tmp_path)
    shipped = Judge()
    said = [shipped.probability(dict(zip("abc", map(float, row), strict=True))) for row in x[:5]]
    assert said == pytest.approx(list(1 / (1 + np.exp(2.0 - trained.odds(x[:5])))), rel=1e-4)
