"""Damaged files of every kind that tqcheck reads: no traceback, no internal error, one of the four exit codes."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests import fuzzing
from tqcheck import api

# Cases of the fuzzer that once ended in a traceback or an internal error, as (seed, number).
FAILED: tuple[tuple[int, int], ...] = ((1, 434),)
_SECONDS = 30.0


@pytest.fixture(autouse=True)
def _models(monkeypatch: pytest.MonkeyPatch, engine: api.Engine) -> None:
    """The models are loaded once, and what the fuzzer sets is taken back."""
    monkeypatch.setattr(api.Engine, "builtin_encoder", engine.builtin_encoder)
    monkeypatch.setattr(api.Engine, "coverage", engine.coverage)


def test_cases_are_what_their_numbers_say(tmp_path: Path) -> None:
    whole = fuzzing.seeds()
    made = [fuzzing.case(n, 3, tmp_path, whole)[0] for n in range(40)]
    data = {name: (tmp_path / name).read_bytes() for name in made}
    assert [fuzzing.case(n, 3, tmp_path, whole)[0] for n in range(40)] == made
    assert {name: (tmp_path / name).read_bytes() for name in made} == data
    assert len({name.rpartition(".")[2] for name in made}) > 8


def test_a_defect_would_be_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise SystemExit(0)

    monkeypatch.setattr(api.Engine, "report", broken)
    (tmp_path / "post.txt").write_text(fuzzing.POST, "utf-8")
    outcome = fuzzing.Outcome()
    outcome.add("case", *fuzzing.run_case([str(tmp_path / "post.txt")]))
    assert len(outcome.faulty) == 1


def test_whole_inputs_are_read(tmp_path: Path) -> None:
    for name, text in fuzzing.TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
        code, said, _ = fuzzing.run_case([str(tmp_path / name), "--format", "json"])
        assert code in (0, 1), (name, said)
        assert json.loads(said[said.index("{") :])["documents"][0]["beads"], name


def test_damaged_files_end_in_one_of_four_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    whole = fuzzing.seeds()
    outcome = fuzzing.Outcome()
    start = time.monotonic()
    numbers = [*FAILED, *((0, number) for number in range(200))]
    for seed, number in numbers:
        name, arguments = fuzzing.case(number, seed, tmp_path, whole)
        outcome.add(f"seed {seed}, case {name}", *fuzzing.run_case(arguments))
        if time.monotonic() - start > _SECONDS and number > 20:  # a slow machine does fewer
            break
    assert outcome.faulty == []
    assert set(outcome.codes) <= set(fuzzing.CODES)
