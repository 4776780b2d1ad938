"""The review: driven by its keys, and killed at every point at which it touches the disk."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.sample_report import first_document
from tqcheck.cli import main
from tqcheck.errors import UsageError
from tqcheck.gate.marks import mark
from tqcheck.gate.suppressions import NewEntry, load_suppressions, revise
from tqcheck.records import DocumentReport
from tqcheck.review.app import Dismissal, Review
from tqcheck.review.session import Session, state_of

TODAY, LATER = date(2026, 6, 15), date(2027, 1, 31)


def post() -> DocumentReport:
    """The sample's first post with four findings that nothing settles."""
    document = first_document()
    return replace(document, findings=tuple(replace(f, suppressed=None) for f in document.findings))


def session(folder: Path, document: DocumentReport | None = None) -> Session:
    """The session that a new run would start."""
    return Session([document or post()], suppressions=folder / "s.toml", state=folder / "state.json", today=TODAY)


def made(at: Session) -> list[str | None]:
    """What was decided, finding by finding."""
    decisions = [at.decision(item) for item in at.items]
    return [d and d.decision for d in decisions]


Script = Callable[[Review, Any], Awaitable[None]]


def drive(at: Session, script: Script, *, size: tuple[int, int] = (120, 40), bidi: str = "logical") -> Review:
    """Run the review on a screen of that size under a script of keys."""
    app = Review(at, bidi=bidi)  # type: ignore[arg-type]

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await script(app, pilot)

    asyncio.run(run())
    return app


def screen(app: Review) -> str:
    """The text on the screen."""
    return "\n".join("".join(s.text for s in strip) for strip in app.screen._compositor.render_strips())


def test_keys_accept_dismiss_and_move(tmp_path: Path) -> None:
    async def script(app: Review, pilot: Any) -> None:
        assert app.item.finding.code == "TQ601"
        await pilot.press("a")
        assert app.item.finding.code == "TQ301"
        await pilot.press("d", *"agency figure", "enter")
        assert app.item.finding.code == "TQ201"
        await pilot.press("k", "k")
        assert app.item.finding.code == "TQ601"

    drive(session(tmp_path), script)
    assert made(session(tmp_path)) == ["accepted", "dismissed", None, None]
    (entry,) = load_suppressions(tmp_path / "s.toml")
    assert (entry.reason, entry.until) == ("agency figure", date(2027, 6, 15))
    assert entry.fingerprint == session(tmp_path).items[1].finding.fingerprint


def test_both_sides_the_message_and_the_back_translation_are_shown(tmp_path: Path) -> None:
    async def script(app: Review, pilot: Any) -> None:
        await pilot.press("j")
        for size in ((120, 40), (60, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            text = screen(app)
            for words in (
                "347 million became 374 million",
                "[[347 million]]",
                "Officials said goods worth",
                "374 مليون",
            ):
                assert words in text, (size, words)
            assert "finding 2 of 4, 0 decided" in text

    drive(session(tmp_path), script)


def test_arabic_is_reordered_where_the_terminal_does_not(tmp_path: Path) -> None:
    async def script(app: Review, pilot: Any) -> None:
        await pilot.press("j")
        assert "مليون" not in screen(app)
        assert "[[ﻥﻮﻴﻠﻣ 374]]" in screen(app)

    drive(session(tmp_path), script, bidi="visual")


def test_undo_step_by_step(tmp_path: Path) -> None:
    async def script(app: Review, pilot: Any) -> None:
        await pilot.press("a", "d", *"right", "enter")
        await pilot.press("u")
        assert app.item.finding.code == "TQ301"
        assert load_suppressions(tmp_path / "s.toml") == ()
        await pilot.press("u", "u")
        assert app.item.finding.code == "TQ601"

    at = session(tmp_path)
    drive(at, script)
    assert made(at) == made(session(tmp_path)) == [None] * 4


def test_a_review_resumes_and_takes_back_what_an_earlier_one_decided(tmp_path: Path) -> None:
    async def first(app: Review, pilot: Any) -> None:
        await pilot.press("d", *"right", "enter", "a", "q")

    async def second(app: Review, pilot: Any) -> None:
        assert app.item.finding.code == "TQ201"
        assert "2 decided" in screen(app)
        await pilot.press("k", "k")
        assert "dismissed until 2027-06-15: right" in screen(app)
        await pilot.press("u")

    drive(session(tmp_path), first)
    marked = tuple(
        replace(f, suppressed=mark("file", "right")) if f.code == "TQ601" else f for f in post().findings
    )  # fmt: skip
    drive(session(tmp_path, replace(post(), findings=marked)), second)
    assert made(session(tmp_path)) == [None, "accepted", None, None]


def test_two_reviews_at_once_keep_what_both_decided(tmp_path: Path) -> None:
    one, other = session(tmp_path), session(tmp_path)
    one.accept(one.items[0])
    other.accept(other.items[1])
    one.dismiss(one.items[2], "as the agency has it", date(2027, 1, 1))
    other.accept(other.items[2])
    assert made(session(tmp_path))[:3] == ["accepted"] * 3


def test_a_lock_that_cannot_be_made_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("no folder")
    at = session(tmp_path)
    with pytest.raises(UsageError, match="cannot be written"):
        at.accept(at.items[0])
    assert made(at)[0] is None


def test_a_decision_can_be_changed(tmp_path: Path) -> None:
    at = session(tmp_path)
    at.accept(at.items[0])
    at.dismiss(at.items[0], "no", LATER)
    assert made(session(tmp_path))[0] == "dismissed"
    at.dismiss(at.items[0], "really not", LATER)
    assert [e.reason for e in load_suppressions(tmp_path / "s.toml")] == ["really not"]
    at.undo()
    at.undo()
    assert made(session(tmp_path))[0] == "accepted"


def test_a_dismissal_needs_a_reason_and_a_day_to_come(tmp_path: Path) -> None:
    async def script(app: Review, pilot: Any) -> None:
        await pilot.press("d", "enter")
        assert isinstance(app.screen, Dismissal)
        assert "a reason is needed" in screen(app)
        await pilot.press(*"right", "tab", "end", *["backspace"] * 10, *"2020-01-01", "enter")
        assert "over already" in screen(app)
        await pilot.press("escape")

    at = session(tmp_path)
    drive(at, script)
    assert made(at) == [None] * 4
    assert not (tmp_path / "s.toml").exists()
    for reason, until in (("  ", LATER), ("r", date(2020, 1, 1))):
        with pytest.raises(UsageError):
            at.dismiss(at.items[0], reason, until)


def test_a_file_that_cannot_be_written_is_said_and_nothing_is_decided(tmp_path: Path) -> None:
    async def script(app: Review, pilot: Any) -> None:
        (tmp_path / "s.toml").mkdir()
        await pilot.press("d", *"right", "enter")
        await pilot.pause()
        assert app.is_running
        assert "s.toml" in screen(app)

    at = session(tmp_path)
    drive(at, script)
    assert made(at) == [None] * 4


def test_entries_of_others_stay_and_what_they_settle_is_left_out(tmp_path: Path) -> None:
    revise(tmp_path / "s.toml", [NewEntry(code="TQ5", path="**", reason="all", until=LATER)])
    before = (tmp_path / "s.toml").read_text()
    findings = tuple(replace(f, suppressed=mark("file", "all")) if f.code == "TQ501" else f for f in post().findings)
    at = session(tmp_path, replace(post(), findings=findings))
    assert [i.finding.code for i in at.items] == ["TQ601", "TQ301", "TQ201"]
    assert at.left_out == 1
    at.dismiss(at.items[0], "r", LATER)
    at.undo()
    assert (tmp_path / "s.toml").read_text().rstrip() == before.rstrip()


AFTER = [
    [None, None, None], ["accepted", None, None], ["accepted", "dismissed", None], ["dismissed", "dismissed", None],
    ["dismissed", "accepted", None], ["dismissed", "dismissed", None], ["dismissed", "dismissed", "dismissed"],
]  # fmt: skip


def decide(at: Session, report: Callable[[], object]) -> None:
    """Six decisions, each reported once it was made."""
    one, two, three, _ = at.items
    steps: list[Callable[[], object]] = [
        lambda: at.accept(one), lambda: at.dismiss(two, "right", LATER), lambda: at.dismiss(one, "wrong", LATER),
        lambda: at.accept(two), at.undo, lambda: at.dismiss(three, "fine", LATER),
    ]  # fmt: skip
    for step in steps:
        step()
        report()


def die_at(fatal: int, when: str) -> None:
    """Let this process die at the nth touch of the disk, before or after it is done."""
    count = 0

    def watched(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            nonlocal count
            count += 1
            if count == fatal and when == "before":
                os._exit(9)
            result = real(*args, **kwargs)
            if count == fatal:
                os._exit(9)
            return result

        return call

    for name in ("fsync", "replace", "chmod"):
        setattr(os, name, watched(getattr(os, name)))


def killed(folder: Path, fatal: int, when: str) -> tuple[int, int]:
    """Exit code of a review that dies so, and how many decisions it had reported as made."""
    folder.mkdir()
    read, write = os.pipe()
    if not (child := os.fork()):
        try:
            at = session(folder)
            die_at(fatal, when)
            decide(at, lambda: os.write(write, b"."))
        finally:
            os._exit(0)
    os.close(write)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with os.fdopen(read, "rb") as reported:
        return code, len(reported.read())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_decisions_survive_a_kill_at_any_point(tmp_path: Path) -> None:
    for fatal in range(1, 100):
        codes = set()
        for when in ("before", "after"):
            folder = tmp_path / f"{fatal}{when}"
            code, reported = killed(folder, fatal, when)
            codes.add(code)
            # What was reported as made is there; the decision that was being made is there or not.
            old, new = AFTER[reported], AFTER[min(reported + 1, 6)]
            unsure = [a if a == b else None for a, b in zip(old, new, strict=True)]
            assert made(session(folder))[:3] in (old, new, unsure), (fatal, when)
        if codes == {0}:
            assert reported == 6
            assert fatal > 15
            return
    pytest.fail("the script never got to its end")


def test_a_killed_screen_has_saved_what_was_decided(tmp_path: Path) -> None:
    script = (
        "import asyncio, os, sys\nfrom pathlib import Path\nfrom tests.test_review import session\n"
        "from tqcheck.review.app import Review\n"
        "app = Review(session(Path(sys.argv[1])), bidi='logical')\n"
        "async def run():\n"
        "    async with app.run_test() as pilot:\n"
        "        await pilot.press('a', 'd', *'right', 'enter', 'd', *'half a rea')\n"
        "        os.kill(os.getpid(), 9)\n"
        "asyncio.run(run())\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        check=False,
    )
    assert run.returncode == -9, run.stderr
    assert made(session(tmp_path)) == ["accepted", "dismissed", None, None]


def test_the_post_is_never_written(tmp_path: Path) -> None:
    at = session(tmp_path)
    at.accept(at.items[0])
    at.dismiss(at.items[1], "r", LATER)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["s.toml", "state.json"]


def test_states_of_posts_differ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert state_of("a.txt") == state_of(str(tmp_path / "a.txt"))
    assert state_of("a.txt") != state_of("b.txt")


@pytest.mark.parametrize("arguments", [["post.txt"], ["-"]])
def test_a_review_needs_a_terminal(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["review", *arguments])
    assert caught.value.code == 2
    assert "needs a terminal" in capsys.readouterr().err
