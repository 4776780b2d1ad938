"""A crash is not a finding: whatever goes wrong inside or outside, one line and an exit code that is true."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tqcheck import checks, cli, output, stages
from tqcheck.api import Engine
from tqcheck.archive import BatchChecker
from tqcheck.config import Config
from tqcheck.ingest import formats
from tqcheck.internal import DEBUG

POST = "Prices rose by 5% in May.\nارتفعت الأسعار بنسبة 5% في مايو.\n"
FAULTY = "Prices rose by 5% in May.\nارتفعت الأسعار بنسبة 7% في مايو.\n"
OFFLINE = ["--offline", "--mt-model", "gloss"]
TQCHECK = [sys.executable, "-m", "tqcheck"]


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.setattr(Engine, "builtin_encoder", engine.builtin_encoder)
    monkeypatch.setattr(Engine, "coverage", engine.coverage)

    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as exit_:
            cli.main([str(a) for a in arguments])
        captured = capsys.readouterr()
        return int(exit_.value.code or 0), captured.out, captured.err

    return call


class BoomError(Exception):
    """What nobody expects."""


def raising(error: BaseException) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


CRASHES = [BoomError("two\nlines"), SystemExit(0), MemoryError(), RecursionError("deep")]


@pytest.mark.parametrize("error", CRASHES, ids=lambda e: type(e).__name__)
def test_a_defect_anywhere_is_one_line_and_3(
    run: Callable[..., tuple[int, str, str]], post: Callable[..., str], monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
) -> None:  # fmt: skip
    monkeypatch.setattr(output, "write", raising(error))
    code, out, err = run("check", post(POST), *OFFLINE)
    assert (code, out) == (3, "")
    assert err.startswith(f"tqcheck: internal error: {type(error).__name__}")
    assert err.count("\n") == 1
    details = Path(err.rstrip("\n").partition("details are in ")[2])
    assert "Traceback" in details.read_text()


def test_the_traceback_is_shown_to_those_who_ask(
    run: Callable[..., tuple[int, str, str]], post: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "write", raising(BoomError("here")))
    assert "Traceback" not in run("check", post(POST), *OFFLINE)[2]
    assert "BoomError: here" in run("check", post(POST), *OFFLINE, "--verbose")[2].partition("Traceback")[2]
    monkeypatch.setenv(DEBUG, "1")
    assert "Traceback" in run("check", post(POST), *OFFLINE)[2]


@pytest.mark.parametrize("error", CRASHES, ids=lambda e: type(e).__name__)
def test_a_reader_that_fails_costs_its_post(
    run: Callable[..., tuple[int, str, str]], post: Callable[..., str], monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
) -> None:  # fmt: skip
    monkeypatch.setattr(formats.Format, "load", lambda self: raising(error))
    folder = Path(post(FAULTY, "a.txt")).parent
    post("source,target\na,ب\n", "b.csv")
    code, out, _ = run("check", folder, *OFFLINE, "-f", "json")
    report = json.loads(out)
    assert (code, report["verdict"]) == (1, "findings")
    faults = {Path(d["path"]).name: d.get("error", "") for d in report["documents"]}
    assert faults["a.txt"] == ""
    assert faults["b.csv"].startswith(f"{folder}/b.csv: could not be checked: {type(error).__name__}")
    code, _, err = run("check", folder / "b.csv", *OFFLINE)
    assert (code, err.count("\n")) == (3, 1)


def _fails_on(word: str, error: BaseException) -> Callable[..., object]:
    def gather(aligned, **how):  # type: ignore[no-untyped-def]
        if any(word in s.text for bitext, _ in aligned for s in bitext.source):
            raise error
        return real(aligned, **how)

    real = stages.gather
    return gather


@pytest.mark.parametrize("error", CRASHES, ids=lambda e: type(e).__name__)
def test_a_stage_that_fails_on_a_post_costs_that_post(
    run: Callable[..., tuple[int, str, str]], post: Callable[..., str], monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
) -> None:  # fmt: skip
    monkeypatch.setattr(stages, "gather", _fails_on("rose", error))
    folder = Path(post(POST, "a.txt")).parent
    post(FAULTY.replace("rose", "grew"), "b.txt")
    post(POST.replace("rose", "grew"), "c.txt")
    code, out, _ = run("check", folder, *OFFLINE, "-f", "json")
    report = json.loads(out)
    assert (code, [len(d["findings"]) for d in report["documents"]]) == (1, [0, 1, 0])
    assert [f"could not be checked: {type(error).__name__}" in d.get("error", "") for d in report["documents"]] == [
        True, False, False,
    ]  # fmt: skip
    assert len(report["reasons"]) == 2
    assert run("check", folder / "a.txt", folder / "c.txt", *OFFLINE)[0] == 3


@pytest.mark.parametrize("error", CRASHES, ids=lambda e: type(e).__name__)
def test_a_check_that_ends_the_process_is_named(
    run: Callable[..., tuple[int, str, str]], post: Callable[..., str], monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
) -> None:  # fmt: skip
    from dataclasses import replace

    broken = replace(checks.CHECKS[0], run=raising(error))
    monkeypatch.setattr(checks, "CHECKS", (broken, *checks.CHECKS[1:]))
    code, out, _ = run("check", post(POST), *OFFLINE)
    assert code == 3
    assert f"{broken.code} failed: {type(error).__name__}" in out


def test_an_archive_goes_on_where_a_post_fails_and_tries_it_again(
    post: Callable[..., str], monkeypatch: pytest.MonkeyPatch, engine: Engine
) -> None:
    files = [post(POST, "a.txt"), post(POST.replace("rose", "grew"), "b.txt")]
    monkeypatch.setattr(stages, "gather", _fails_on("rose", SystemExit(0)))
    checker = BatchChecker(Config(offline=True, mt_model="gloss"))
    monkeypatch.setattr(BatchChecker, "_engine", engine)
    records = checker(files)
    assert [record.get("crashed") for record in records] == [True, None]
    assert "could not be checked: SystemExit: 0" in records[0]["error"]


def spawn(*arguments: str, **how: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [*TQCHECK, *arguments, *OFFLINE], stderr=subprocess.PIPE, text=True, **{"stdout": subprocess.PIPE, **how}
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_standard_output_is_3(post: Callable[..., str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = spawn("check", post(POST), stdout=full)
    assert done.returncode == 3
    assert done.stderr == (
        "tqcheck: the output cannot be written: No space left on device; what it would have said is not known\n"
    )


def test_a_reader_that_has_gone_is_no_matter(post: Callable[..., str]) -> None:
    command = f"{' '.join(TQCHECK)} check {post(POST)} {' '.join(OFFLINE)} | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize(("text", "code"), [(POST, 0), (FAULTY, 1)])
def test_closed_streams_change_no_verdict(post: Callable[..., str], tmp_path: Path, text: str, code: int) -> None:
    command = f"{' '.join(TQCHECK)} check {post(text)} {' '.join(OFFLINE)} -f json -o {tmp_path}/r.json"
    done = subprocess.run(["bash", "-c", f"{command} <&- >&- 2>&-"], check=False)
    assert done.returncode == code
    assert json.loads((tmp_path / "r.json").read_text())["exit_code"] == code


def test_a_closed_standard_input_is_said() -> None:
    done = subprocess.run(
        ["bash", "-c", f"{' '.join(TQCHECK)} check - {' '.join(OFFLINE)} <&-"], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (2, "tqcheck: -: standard input is closed; give it the post\n")


def test_a_name_that_is_not_utf_8_is_checked(post: Callable[..., str], tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/p\xff\x1b[31m.txt"
    Path(os.fsdecode(name)).write_text(FAULTY)
    formats_ = ("terminal", "json", "csv", "github", "markdown", "sarif", "junit", "html", "gitlab")
    options = [o for f in formats_ for o in ("-f", f, "-o", str(tmp_path / f"out.{f}.x"))]
    done = subprocess.run(
        [*(os.fsencode(t) for t in TQCHECK), b"check", name, *(os.fsencode(o) for o in [*OFFLINE, *options])],
        stderr=subprocess.PIPE,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    for f in formats_:
        written = (tmp_path / f"out.{f}.x").read_bytes()
        assert b"\xff\x1b" not in written
        assert b"\x1b[31m" not in written


@pytest.mark.parametrize("signal_", [signal.SIGINT])
def test_an_interrupt_is_130(tmp_path: Path, signal_: int) -> None:
    script = (
        "import os, signal, sys\nfrom tqcheck import cli\nfrom tqcheck.api import Engine\n"
        # A run in the background starts with the signal ignored, and so would what it starts.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"def load(*_, **__): os.kill(os.getpid(), {int(signal_)}); import time; time.sleep(5)\n"
        "Engine.load = load\ncli.main(['check', 'x.txt', '--offline'])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 130
    assert "Traceback" not in done.stderr


@pytest.fixture(autouse=True)
def _plain() -> Iterator[None]:
    yield
    os.environ.pop(DEBUG, None)
