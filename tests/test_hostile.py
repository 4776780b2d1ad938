"""A run from outside: what it opens, what a sudden end leaves behind, and how long hostile inputs take."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.damage import damage
from tqcheck.api import Engine
from tqcheck.config import Config
from tqcheck.ingest import load
from tqcheck.ingest.docx import read_docx
from tqcheck.text.comments import orders, outside_comments
from tqcheck.text.links import without_links
from tqcheck.text.sentences import split_sentences
from tqcheck.translate.splitting import split_to_fit

FAULTY = "Prices rose by 5% in May.\nارتفعت الأسعار بنسبة 7% في مايو.\n"
OFFLINE = ["--offline", "--mt-model", "gloss"]
WATCHED = """
import json, sys
seen = []
def watch(event, arguments):
    if event.startswith(("socket.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "pty.", "subprocess.")):
        seen.append([event, str(arguments[0])])
sys.addaudithook(watch)
from tqcheck.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    print(json.dumps({"code": end.code, "seen": seen}), file=sys.stderr)
"""


def watched(*arguments: str, cwd: Path) -> tuple[int, list[list[str]]]:
    """Exit code, and the sockets and processes that a run has opened."""
    done = subprocess.run([sys.executable, "-c", WATCHED, *arguments], capture_output=True, text=True, cwd=cwd)
    said = json.loads(done.stderr.splitlines()[-1])
    return said["code"], said["seen"]


def test_offline_opens_no_socket_and_starts_no_process(post: Callable[..., str], tmp_path: Path) -> None:
    path = post(FAULTY)
    assert watched("check", path, *OFFLINE, "-f", "html", "-o", "page.html", cwd=tmp_path) == (1, [])
    assert watched("check", path, "--offline", cwd=tmp_path) == (1, [])


def test_since_starts_git_and_nothing_else(post: Callable[..., str], tmp_path: Path) -> None:
    path = post(FAULTY)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for command in (["init", "-q"], ["commit", "-qm", "none", "--allow-empty"]):
        subprocess.run([*git, *command], check=True)
    code, seen = watched("check", path, *OFFLINE, "--since", "HEAD", cwd=tmp_path)
    assert code == 1
    assert {(event, Path(program).name) for event, program in seen} == {("subprocess.Popen", "git")}


@pytest.mark.parametrize("seed", range(2))
def test_a_run_that_is_killed_leaves_nothing_half_done(post: Callable[..., str], tmp_path: Path, seed: int) -> None:
    """Killed at a random moment: the report is there as a whole or not at all, and what is remembered can be used."""
    path = post(FAULTY)
    out = tmp_path / "report.json"
    command = [sys.executable, "-m", "tqcheck", "check", path, *OFFLINE, "--cache-dir", str(tmp_path / "cache")]
    run = subprocess.Popen([*command, "-f", "json", "-o", str(out)], stdout=subprocess.DEVNULL)
    time.sleep(random.Random(seed).uniform(0.3, 4))
    run.kill()
    run.wait()
    if out.exists():
        assert json.loads(out.read_text())["exit_code"] == 1
    done = subprocess.run([*command, "-f", "json"], capture_output=True, text=True)
    report = json.loads(done.stdout)
    assert (done.returncode, report["notices"]) == (1, [])


@pytest.mark.parametrize(
    "text",
    ["a" * 60_000, "a-" * 30_000, "a." * 30_000, "a@" * 30_000, "www." * 15_000, "a_" * 30_000, " " * 60_000 + "x",
     "<!--" * 15_000, "<!-- tqcheck: x -->\n" * 3_000, "( " * 30_000, "«" * 30_000, '"' * 30_000, "9" * 60_000],
    ids=lambda text: repr(text[:6]),
)  # fmt: skip
def test_what_grew_with_the_square_is_linear(text: str) -> None:
    start = time.process_time()
    without_links(text)
    orders(text)
    for line in text.split("\n")[:100]:
        list(outside_comments(text, _span(0, len(line))))
    split_to_fit(text, len, 5_000)
    for lang in ("en", "ar"):
        split_sentences(text, lang)
    assert time.process_time() - start < 5


def _span(start: int, end: int):  # type: ignore[no-untyped-def]
    from tqcheck.records import Span

    return Span(start=start, end=end)


def test_a_long_sentence_is_read_in_pieces() -> None:
    text = "the minister said that prices rose, " * 400
    spans = split_sentences(text, "en")
    assert max(len(span.of(text).split()) for span in spans) <= 300
    assert "".join(span.of(text) for span in spans).replace(" ", "") == text.replace(" ", "")
    assert all(span.of(text).endswith(",") for span in spans)


def test_a_table_in_word_is_read_row_by_row(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    row = table.add_row()
    row.cells[0].text, row.cells[1].text = "One", "واحد"
    body = table._tbl
    from copy import deepcopy

    for _ in range(3_000):
        body.append(deepcopy(row._tr))
    document.save(str(tmp_path / "t.docx"))
    from tqcheck.ingest.content import Wanted

    start = time.process_time()
    [page] = read_docx((tmp_path / "t.docx").read_bytes(), "t.docx", Wanted())
    assert page.blocks[-1].path == "table 1, row 3001, column 2"
    assert time.process_time() - start < 8


def test_words_and_seconds_of_a_post_are_bounded(engine: Engine, post: Callable[..., str]) -> None:
    def reasons(**settings: object) -> tuple[str, ...]:
        config = Config(offline=True, mt_model="gloss", **settings)  # type: ignore[arg-type]
        one = Engine(config)
        vars(one).update(builtin_encoder=engine.builtin_encoder, coverage=engine.coverage)
        report = one.report(one.load([post(FAULTY)]))
        assert report.exit_code == (3 if settings else 1)
        return report.reasons

    [said] = reasons(max_words=10)
    assert said.endswith("not checked: 12 words, more than the 10 that max-words allows; split it")
    assert "critical" in reasons()[0]


def test_a_post_that_takes_too_long_costs_itself(
    engine: Engine, post: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tqcheck import stages

    def slow(aligned, **how):  # type: ignore[no-untyped-def]
        if any("rose" in s.text for bitext, _ in aligned for s in bitext.source):
            while True:
                sum(range(1000))
        return real(aligned, **how)

    real = stages.gather
    monkeypatch.setattr(stages, "gather", slow)
    one = Engine(Config(offline=True, mt_model="gloss", max_seconds=2))
    vars(one).update(builtin_encoder=engine.builtin_encoder, coverage=engine.coverage)
    report = one.report(one.load([post(FAULTY), post(FAULTY.replace("rose", "grew"), "b.txt")]))
    assert report.exit_code == 1
    faults = [document.bitext.fault or "" for document in report.documents]
    assert faults[0].endswith("not checked: it takes longer than max-seconds allows")
    assert faults[1] == ""


def test_a_reader_that_takes_too_long_costs_its_file(post: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    from tqcheck.ingest.loading import Loader

    def slow(*_: object, **__: object) -> None:
        while True:
            sum(range(1000))

    good = load([post(FAULTY)])
    monkeypatch.setattr(Loader, "_one", slow)
    with pytest.raises(Exception, match="to read it takes longer than max-seconds allows"):
        load([post(FAULTY)], seconds=0.2)
    assert good[0].fault is None


def test_random_damage_is_what_its_seed_says(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 5000)
    assert damage(tmp_path, 1) == 1
    first = (tmp_path / "a").read_bytes()
    (tmp_path / "a").write_bytes(b"x" * 5000)
    damage(tmp_path, 1)
    assert (tmp_path / "a").read_bytes() == first != b"x" * 5000
