"""Decisions of a review: read from the file that the page exports, written into the suppression file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tqcheck.cli import main
from tqcheck.errors import TqcheckError, UsageError
from tqcheck.gate.decisions import Decision, dump_decisions, entries_of, load_decisions
from tqcheck.gate.suppressions import NewEntry, load_suppressions, revise

ONE, TWO, THREE = "1" * 16, "2" * 16, "3" * 16
LATER = date(2999, 1, 1)
DISMISSED = {"fingerprint": ONE, "decision": "dismissed", "reason": "r", "until": "2999-01-01"}


def entry(fingerprint: str, reason: str = "r") -> NewEntry:
    """An entry that holds for long."""
    return NewEntry(fingerprint=fingerprint, reason=reason, until=LATER)


def run(*arguments: str | Path) -> int:
    """The exit code of a call."""
    with pytest.raises(SystemExit) as caught:
        main([*map(str, arguments)])
    return int(caught.value.code or 0)


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """A file as the page writes it."""
    file = tmp_path / "post.decisions.json"
    decisions = [
        {**DISMISSED, "code": "TQ301", "reason": 'said "so" in خبر'},
        {"fingerprint": TWO, "decision": "accepted", "code": "TQ201"},
    ]  # fmt: skip
    file.write_text(json.dumps({"schema": "tqcheck.decisions/1", "post": "post.txt", "decisions": decisions}))
    return file


def test_dismissals_become_entries(exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "accepted.toml"
    revise(target, [entry(ONE, "old"), entry(THREE, "other")])
    assert run("suppress", "--from", exported, "--file", target) == 0
    assert "wrote 1 dismissal" in (said := capsys.readouterr().out)
    assert "1 accepted as a fault" in said
    assert [(e.fingerprint, e.reason) for e in load_suppressions(target)] == [
        (THREE, "other"),
        (ONE, 'said "so" in خبر'),
    ]


def test_an_exported_dismissal_lets_the_next_check_pass_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check = ["check", "--example", "--offline", "-f", "json", "-o"]
    assert run(*check, "before.json") == 1
    found = json.loads(Path("before.json").read_text())["documents"][0]["findings"]
    decisions = [
        Decision(fingerprint=f["fingerprint"], decision="dismissed", reason="agreed", until=LATER) for f in found
    ]
    Path("d.json").write_text(dump_decisions("post.txt", decisions))
    assert run("suppress", "--from", "d.json") == 0
    assert run(*check, "after.json") == 0
    after = json.loads(Path("after.json").read_text())["documents"][0]["findings"]
    assert [f["suppressed"] for f in after] == ["file: agreed"] * len(found)


def test_what_is_dumped_is_loaded(tmp_path: Path) -> None:
    decisions = (
        Decision(fingerprint=ONE, decision="dismissed", code="TQ301", reason="ok\nخبر", until=LATER),
        Decision(fingerprint=TWO, decision="accepted"),
    )
    (tmp_path / "d.json").write_text(dump_decisions("p", decisions))
    assert load_decisions(tmp_path / "d.json") == decisions


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[", "is not JSON"),
        pytest.param("[" * 100_000, "is not JSON", id="nested"),
        ("[]", "holds no decisions"),
        ('{"schema": "other/1"}', "holds no decisions"),
        ({}, "decisions: must be given"),
        ({"decisions": [{**DISMISSED, "fingerprint": "x"}]}, "decisions.0.fingerprint"),
        ({"decisions": [{**DISMISSED, "decision": "maybe"}]}, "decisions.0.decision"),
        ({"decisions": [{**DISMISSED, "reason": " "}]}, "decisions.0: a dismissal needs a reason"),
        ({"decisions": [{**DISMISSED, "until": "soon"}]}, "decisions.0.until"),
        ({"decisions": [{**DISMISSED, "until": "2020-01-01"}]}, "2020-01-01 is over already"),
        ({"decisions": [{**DISMISSED, "until": None}]}, "add --until DATE"),
    ],
)
def test_a_wrong_file_is_an_error_and_changes_nothing(tmp_path: Path, text: str | dict, message: str) -> None:
    file, target = tmp_path / "d.json", tmp_path / "accepted.toml"
    file.write_text(text if isinstance(text, str) else json.dumps({"schema": "tqcheck.decisions/1", **text}))
    with pytest.raises(TqcheckError, match=message) as caught:
        entries_of(file, load_decisions(file), until=None, today=date(2026, 1, 1))
    assert caught.value.exit_code == 2
    assert run("suppress", "--from", file, "--file", target) == 2
    assert not target.exists()


def test_until_stands_in_where_a_dismissal_has_no_last_day(tmp_path: Path) -> None:
    file, target = tmp_path / "d.json", tmp_path / "accepted.toml"
    file.write_text(dump_decisions("p", [Decision(fingerprint=ONE, decision="dismissed", reason="r")]))
    assert run("suppress", "--from", file, "--until", "2999-01-01", "--file", target) == 0
    assert load_suppressions(target)[0].until == LATER


@pytest.mark.parametrize("more", [[ONE], ["--reason", "r"], ["--path", "**"]])
def test_from_goes_with_nothing_else(exported: Path, tmp_path: Path, more: list[str]) -> None:
    assert run("suppress", *more, "--from", exported, "--file", tmp_path / "x.toml") == 2
    assert not (tmp_path / "x.toml").exists()


def test_suppress_without_anything_says_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("suppress", ONE) == 2
    assert "--reason and --until, or --from FILE" in capsys.readouterr().err


def test_withdrawing_keeps_the_rest_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "accepted.toml"
    file.write_text(f"# ours\n\n# about one\n{entry(ONE).toml}\n# about two\n{entry(TWO).toml}# end\n")
    revise(file, [], withdrawn=[ONE])
    assert [e.fingerprint for e in load_suppressions(file)] == [TWO]
    for comment in ("# ours", "# about one", "# about two", "# end"):
        assert comment in file.read_text()
    revise(file, [], withdrawn=[TWO])
    assert load_suppressions(file) == ()


def test_adding_and_withdrawing_gives_back_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "accepted.toml"
    revise(file, [entry(ONE), entry(TWO)])
    before = file.read_text()
    revise(file, [entry(THREE)])
    revise(file, [], withdrawn=[THREE])
    assert file.read_text().rstrip() == before.rstrip()


def test_an_entry_that_cannot_be_cut_is_left(tmp_path: Path) -> None:
    file = tmp_path / "accepted.toml"
    entries = (f'{{fingerprint = "{f}", reason = "r", until = 2999-01-01}}' for f in (ONE, TWO))
    text = f"suppress = [{', '.join(entries)}]\n"
    file.write_text(text)
    with pytest.raises(UsageError, match="out by hand"):
        revise(file, [], withdrawn=[ONE])
    assert file.read_text() == text
