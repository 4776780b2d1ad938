"""Ten posts in a git repository under the gate; the action's and the hook's steps as they run elsewhere."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from tqcheck import __version__
from tqcheck.api import Engine
from tqcheck.config import Config
from tqcheck.gate import suppress, write_baseline
from tqcheck.records import Report

ROOT = Path(__file__).parent.parent
CITIES = {
    "Amman": "عمان", "Cairo": "القاهرة", "Baghdad": "بغداد", "Beirut": "بيروت", "Damascus": "دمشق",
    "Tunis": "تونس", "Rabat": "الرباط", "Doha": "الدوحة", "Kuwait": "الكويت", "Muscat": "مسقط",
}  # fmt: skip
OPENED = (
    "The mayor opened {n} new schools in {city} on Sunday.",
    "افتتح رئيس البلدية {n} مدرسة جديدة في {city} يوم الأحد.",
)
BUDGET = ("The education budget rose by {n} percent this year.", "ارتفعت ميزانية التعليم بنسبة {n} في المئة هذا العام.")


def post(city: str, *, opened: int = 12, budget: int = 40, moved: bool = False) -> str:
    """A post of two paragraphs in each language; the Arabic has its own figures."""
    english = [OPENED[0].format(n=12, city=city), BUDGET[0].format(n=40)]
    arabic = [OPENED[1].format(n=opened, city=CITIES[city]), BUDGET[1].format(n=budget)]
    order = -1 if moved else 1
    return "\n\n".join((*english[::order], *arabic[::order])) + "\n"


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    """A repository of ten posts, in one of which a figure is wrong."""
    folder = tmp_path / "posts"
    folder.mkdir()
    for n, city in enumerate(CITIES):
        (folder / f"{n}.txt").write_text(post(city, opened=15 if n == 3 else 12))
    git = ["git", "-C", str(tmp_path), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "posts"]):
        subprocess.run([*git, *command], check=True)
    return folder


@pytest.fixture
def run(engine: Engine, posts: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Report]:
    """Check all posts with some settings; the numbers alone, so that this is about the gate."""

    def check(**settings: object) -> Report:
        config = Config(offline=True, mt_model="gloss", select=("TQ301", "TQ302", "TQ303"))
        monkeypatch.setattr(engine, "config", replace(config, **settings))  # type: ignore[arg-type]
        monkeypatch.setattr(engine, "_notices", [])
        monkeypatch.chdir(posts)
        return engine.report(engine.load([str(posts)]))

    return check


def test_ten_posts_under_the_gate(run: Callable[..., Report], posts: Path, tmp_path: Path) -> None:
    first = run()
    assert first.exit_code == 1
    faulty = [d.bitext.path for d in first.documents if d.findings]
    assert faulty == [str(posts / "3.txt")]

    known = tmp_path / "known.json"
    write_baseline(known, first.documents, version=__version__)
    assert run(baseline=known).exit_code == 0

    (posts / "3.txt").write_text(post(list(CITIES)[3], opened=15, moved=True))
    assert run(baseline=known).exit_code == 0, "a moved paragraph is no new fault"

    (posts / "5.txt").write_text(post(list(CITIES)[5], budget=45))
    fresh = run(baseline=known)
    assert fresh.exit_code == 1
    assert [d.bitext.path for d in fresh.documents for f in d.findings if f.suppressed is None] == [
        str(posts / "5.txt")
    ]

    since = run(since="HEAD")
    assert [d.bitext.path for d in since.documents] == [str(posts / "3.txt"), str(posts / "5.txt")]

    accepted = tmp_path / "accepted.toml"
    code = next(f.code for d in fresh.documents for f in d.findings if f.suppressed is None)
    suppress(accepted, reason="the ministry's figure", until=date(2999, 1, 1), code=code, path="posts/5.txt")
    assert run(baseline=known, suppressions=accepted).exit_code == 0
    accepted.write_text(accepted.read_text().replace("2999", "2020"))
    expired = run(baseline=known, suppressions=accepted)
    assert expired.exit_code == 1
    assert any("expired on 2020-01-01" in notice for notice in expired.notices)


STUB = '#!/bin/sh\nexec "{python}" -m tqcheck.cli "$@"\n'


def shell(tmp_path: Path, command: list[str], **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the repository with this checkout's `tqcheck` first on the path."""
    tools = tmp_path / ".tools"
    tools.mkdir(exist_ok=True)
    (tools / "tqcheck").write_text(STUB.format(python=sys.executable))
    (tools / "tqcheck").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), **env}
    return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)


def test_the_action_s_check_step_annotates_summarises_and_tells_its_code(
    posts: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    steps = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    step = next(s for s in steps if s.get("id") == "check")
    output, summary = tmp_path / "output", tmp_path / "summary"
    run = shell(
        tmp_path, ["bash", "-e", "-o", "pipefail", "-c", step["run"]], PATHS="posts/3.txt\n--exit-zero\n",
        ARGS="--offline --mt-model gloss --select TQ3", GITHUB_OUTPUT=str(output), GITHUB_STEP_SUMMARY=str(summary),
        RUNNER_TEMP=str(tmp_path_factory.mktemp("runner")),
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert output.read_text() == "exit-code=2\n"
    assert "--exit-zero: no such file or folder" in run.stderr
    output.unlink()
    (tmp_path / "posts" / "--exit-zero y.txt").write_text((tmp_path / "posts" / "3.txt").read_text())
    before = sorted(p for p in tmp_path.rglob("*") if ".tools" not in p.parts)
    run = shell(
        tmp_path, ["bash", "-e", "-o", "pipefail", "-c", step["run"]], PATHS="posts/3.txt\nposts/--exit-zero y.txt",
        ARGS="--offline --mt-model gloss --select TQ3", GITHUB_OUTPUT=str(output), GITHUB_STEP_SUMMARY=str(summary),
        RUNNER_TEMP=str(tmp_path_factory.mktemp("runner")), TQCHECK_COMMENTS="report",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert sorted(p for p in tmp_path.rglob("*") if ".tools" not in p.parts and p not in (output, summary)) == before
    code, sarif = output.read_text().splitlines()
    assert code == "exit-code=1"
    assert "::error file=posts/--exit-zero y.txt,line=" in run.stdout
    assert "::error file=posts/3.txt,line=" in run.stdout
    assert "The translation does not pass" in summary.read_text()
    assert Path(sarif.removeprefix("sarif=")).stat().st_size > 100
    assert all("@v" not in s["uses"] for s in steps if "uses" in s)
    verdict = steps[-1]
    assert shell(tmp_path, ["bash", "-e", "-c", verdict["run"]], CODE="1").returncode == 1


def test_the_hook_s_entry_checks_the_posts_it_is_given(posts: Path, tmp_path: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    entry = [*shlex.split(hook["entry"]), "--mt-model", "gloss", "--select", "TQ3"]
    assert shell(tmp_path, [*entry, "posts/3.txt"]).returncode == 1
