"""Archives: results streamed by several processes, cut off, continued, and never lost, doubled or mixed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import tqcheck
from tqcheck.api import Engine
from tqcheck.archive import BATCH, Job, check_archive
from tqcheck.archive.batch import BatchChecker, hash_of
from tqcheck.archive.stream import Stream
from tqcheck.archive.tally import Tally
from tqcheck.config import Config
from tqcheck.errors import InputError, UsageError
from tqcheck.files import locked
from tqcheck.plugins import Failure
from tqcheck.records import Verdict
from tqcheck.report.json_report import JsonReporter
from tqcheck.translate.cache import CachedTranslator, Store

ROOT = Path(tqcheck.__file__).parents[1]
ENGLISH = "Prices of bread rose by {}% in May, the ministry said.\nThe market opens again on Sunday.\n"
ARABIC = "قالت الوزارة إن أسعار الخبز ارتفعت بنسبة {}% في مايو.\nوتفتح السوق أبوابها من جديد يوم الأحد.\n"
BROKEN = {"empty.txt": b"", "old.txt": b"\xff\xfea\x00", "half.txt": b"Only English here.\n"}


def write(folder: Path, name: str, english: object, arabic: object, more: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(ENGLISH.format(english) + ARABIC.format(arabic) + more, "utf-8")
    return folder / name


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    """A dozen posts, every third of them with a wrong number, and three files that are no posts."""
    for n in range(12):
        write(tmp_path / "posts", f"p{n:02}.txt", n, n + 5 * (n % 3 == 0))
    for name, data in BROKEN.items():
        (tmp_path / "posts" / name).write_bytes(data)
    return tmp_path / "posts"


def config(**options) -> Config:
    return Config(**({"offline": True, "mt_model": "gloss", "select": ("TQ301",)} | options))


def run(posts: Path, stream: Path, settings: Config | None = None, **options):
    return check_archive([str(posts)], settings or config(), Job(stream=stream, **({"jobs": 1} | options)))


def lines(stream: Path) -> list[dict]:
    return [json.loads(line) for line in stream.read_text("utf-8").splitlines()]


def names(stream: Path) -> list[str]:
    return [Path(record["file"]).name for record in lines(stream)[1:]]


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> tuple[Path, bytes]:
    """Posts, and the stream of an undisturbed run over them with one worker."""
    folder = tmp_path_factory.mktemp("finished")
    for n in range(3 * BATCH + 1):
        write(folder / "posts", f"p{n:02}.txt", n, n + 5 * (n % 3 == 0))
    for name, data in BROKEN.items():
        (folder / "posts" / name).write_bytes(data)
    run(folder / "posts", folder / "s.jsonl", config(cache=False))
    return folder / "posts", (folder / "s.jsonl").read_bytes()


def test_records_are_what_check_says_of_each_post(finished, tmp_path):
    posts, data = finished
    (tmp_path / "s.jsonl").write_bytes(data)
    head, *records = lines(tmp_path / "s.jsonl")
    assert (head["schema"], head["settings"]["sensitivity"]) == ("tqcheck.stream/1", "normal")
    assert [r["file"] for r in records] == sorted(str(p) for p in posts.iterdir())
    good = {r["file"]: r["report"] for r in records if "report" in r}
    assert len(good) == 3 * BATCH + 1
    engine = Engine(config())
    for file in list(good)[::7]:
        alone = JsonReporter().as_dict(engine.report(engine.load([file])))
        assert good[file] == json.loads(json.dumps(alone))


def test_bad_posts_say_why_and_the_others_are_checked(posts, tmp_path):
    tally = run(posts, tmp_path / "s.jsonl")
    records = {Path(r["file"]).name: r for r in lines(tmp_path / "s.jsonl")[1:]}
    assert {name for name, record in records.items() if "error" in record} == set(BROKEN)
    for name in BROKEN:
        with pytest.raises(InputError) as caught:
            Engine(config()).load([str(posts / name)])
        assert records[name]["error"] == str(caught.value)
    assert (tally.files, tally.documents, tally.errors, tally.exit_code) == (15, 12, 3, 1)
    said = "\n".join(tally.lines())
    assert "FINDINGS  12 posts, 3 could not be checked, 4 critical; exit code 1" in said
    assert "half.txt: no Arabic text" in said


def test_the_verdict_is_that_of_all_posts_together(posts, tmp_path):
    def verdict(name, **options):
        tally = run(posts, tmp_path / name, config(**options))
        return tally.verdict, tally.exit_code

    from tqcheck.config import MaxCounts

    assert verdict("a", max_counts=MaxCounts(critical=4)) == (Verdict.INCOMPLETE, 3)
    assert verdict("b", max_counts=MaxCounts(critical=3)) == (Verdict.FINDINGS, 1)
    assert verdict("c", exit_zero=True) == (Verdict.FINDINGS, 3)
    for name in BROKEN:
        (posts / name).unlink()
    assert verdict("d", fail_on="never") == (Verdict.PASS, 0)


def test_two_workers_write_the_same_bytes_as_one(finished, tmp_path):
    posts, data = finished
    tally = run(posts, tmp_path / "s.jsonl", config(cache=False), jobs=2)
    assert (tmp_path / "s.jsonl").read_bytes() == data
    assert tally.files == data.count(b"\n") - 1


@pytest.mark.parametrize("kept", ["nothing", "half a head", "some lines", "half a line", "all"])
def test_a_stream_that_was_cut_off_ends_as_if_it_had_not_been(finished, tmp_path, kept):
    posts, data = finished
    cuts = data.splitlines(keepends=True)
    left = {"nothing": 0, "half a head": 40, "some lines": len(b"".join(cuts[:12])),
            "half a line": len(b"".join(cuts[:12])) + 300, "all": len(data)}[kept]  # fmt: skip
    (tmp_path / "s.jsonl").write_bytes(data[:left])
    tally = run(posts, tmp_path / "s.jsonl", resume=True)
    assert (tmp_path / "s.jsonl").read_bytes() == data
    assert tally.files == len(cuts) - 1


def test_a_run_that_is_killed_goes_on_and_its_workers_die_with_it(finished, tmp_path):
    posts, data = finished
    stream = tmp_path / "s.jsonl"
    command = [sys.executable, "-m", "tqcheck.cli", "check", str(posts), "--offline", "--mt-model", "gloss",
               "--select", "TQ301", "--no-cache", "--jobs", "2", "--resume", "--stream", str(stream)]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and (not stream.exists() or stream.read_bytes().count(b"\n") < 2):
        time.sleep(0.01)
    workers = [int(p.name) for p in Path("/proc").glob("[0-9]*") if _parent(p) == process.pid]
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "the run was over before it was killed: give it more posts"
    assert stream.read_bytes() != data
    assert data.startswith(stream.read_bytes())
    end = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        assert time.monotonic() < end, "workers outlived the run"
        time.sleep(0.05)
    again = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert (again.returncode, again.stderr) == (1, f"tqcheck: results are in {stream}\n")
    assert stream.read_bytes() == data


def _parent(process: Path) -> int | None:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def test_what_changed_is_checked_again_and_the_rest_is_not(posts, tmp_path, monkeypatch):
    stream = tmp_path / "s.jsonl"
    run(posts, stream)
    before = {r["file"]: r for r in lines(stream)[1:]}
    write(posts, "p04.txt", 4, 9)
    write(posts, "new.txt", 1, 1)
    write(posts, "half.txt", 2, 2)
    (posts / "p05.txt").unlink()
    tally = run(posts, stream, resume=True)
    after = {r["file"]: r for r in lines(stream)[1:]}
    assert len(lines(stream)) == len(after) + 1 == len(before) + 2
    changed = {Path(file).name for file in after if after[file] != before.get(file)}
    assert changed == {"p04.txt", "new.txt", "half.txt"}
    assert names(stream)[-3:] == ["half.txt", "new.txt", "p04.txt"]
    assert str(posts / "p05.txt") in after, "what this run does not ask for is kept"
    assert (tally.files, tally.documents) == (15, 13), "and not counted"


def test_a_stream_is_neither_overwritten_nor_mixed(posts, tmp_path):
    stream = tmp_path / "s.jsonl"
    run(posts, stream)
    with pytest.raises(UsageError, match="exists; --resume continues it"):
        run(posts, stream)
    with pytest.raises(UsageError, match=r"other settings \(sensitivity\)"):
        run(posts, stream, config(sensitivity="low"), resume=True)
    for foreign in (b'{"schema": "other/1"}\n', b"The story.\n", b"The story"):
        stream.write_bytes(foreign)
        with pytest.raises(UsageError, match="not results of"):
            run(posts, stream, resume=True)
        assert stream.read_bytes() == foreign


def test_two_runs_do_not_write_one_stream(posts, tmp_path):
    with locked(tmp_path / "s.jsonl"), pytest.raises(UsageError, match="another process is writing it"):
        run(posts, tmp_path / "s.jsonl")


@pytest.mark.parametrize(
    ("paths", "options", "job", "says"),
    [
        (["posts"], {"since": "HEAD"}, {}, "--since does not go"),
        (["posts"], {"baseline": Path("b.json")}, {}, "--baseline does not go"),
        (["posts"], {}, {"engine": "cloud"}, "unknown engine 'cloud'"),
        (["-"], {}, {}, "standard input"),
        (["posts"], {}, {"jobs": -1}, "--jobs -1: give a number"),
        (["none"], {}, {}, "no such file"),
        (["posts"], {}, {"stream": Path("none/s.jsonl")}, "cannot be written"),
        (["posts"], {"mt_model": "/none"}, {}, "no such folder"),
    ],
)
def test_a_wrong_call_is_one_line(posts, monkeypatch, paths, options, job, says):
    monkeypatch.chdir(posts.parent)
    with pytest.raises(tqcheck.TqcheckError, match=says) as caught:
        check_archive(paths, config(**options), Job(**({"jobs": 1} | job)))
    assert "\n" not in str(caught.value)


def test_a_worker_that_dies_costs_no_more_than_the_post_that_killed_it(tmp_path, monkeypatch):
    trap = tmp_path / "trap"
    trap.touch()
    monkeypatch.setenv("TQCHECK_TEST_TRAP", str(trap))
    for n in range(2 * BATCH + 2):
        more = {3: "وكان في الطعام سم قاتل.\n", 5: "وحدث خلل في المحطة.\n", BATCH + 4: "ووقع اللصوص في فخ الشرطة.\n"}
        write(tmp_path / "posts", f"p{n:02}.txt", n, n, more.get(n, ""))
    settings = config(mt_model="tests.killers:Killer", probe=False)
    tally = run(tmp_path / "posts", tmp_path / "s.jsonl", settings, jobs=2)
    _, *records = lines(tmp_path / "s.jsonl")
    assert not trap.exists(), "the worker that fell into the trap died once"
    assert names(tmp_path / "s.jsonl") == [f"p{n:02}.txt" for n in range(2 * BATCH + 2)]
    failed = {Path(r["file"]).name: r["error"] for r in records if r.get("crashed")}
    assert set(failed) == {"p03.txt", "p05.txt"}
    assert "worker process died" in failed["p03.txt"]
    assert "RuntimeError: a defect" in failed["p05.txt"]
    assert tally.errors == 2
    write(tmp_path / "posts", "p03.txt", 3, 3)
    again = run(tmp_path / "posts", tmp_path / "s.jsonl", settings, resume=True)
    assert names(tmp_path / "s.jsonl")[-2:] == ["p03.txt", "p05.txt"], "what crashed is tried again"
    assert (again.files, again.errors) == (2 * BATCH + 2, 1)


def test_posts_are_translated_in_one_batch(tmp_path):
    calls = []

    class Listening:
        identity = "listening"

        def translate(self, texts, *, source, target):
            calls.append(list(texts))
            return [Failure("the model failed") if text == "ب" else text.upper() for text in texts]

    for store in (None, Store(tmp_path)):
        calls.clear()
        translator = CachedTranslator(Listening(), store)
        translator.prefetch(["a", "b", "ب", "a"], source="ar", target="en")
        assert translator.translate(["b", "ب"], source="ar", target="en") == ["B", Failure("the model failed")]
        assert translator.translate(["a"], source="ar", target="en") == ["A"]
        assert calls == [["a", "b", "ب"]]


def test_a_batch_needs_no_more_than_its_files(posts):
    records = BatchChecker(config())([str(posts / "p00.txt"), str(posts / "empty.txt")])
    assert ["report" in record for record in records] == [True, False]


def test_an_archive_counts_as_a_run_does_what_is_less_sure_than_asked(tmp_path):
    write(tmp_path / "posts", "a.txt", 5, 8)
    stream = tmp_path / "s.jsonl"
    found = run(tmp_path / "posts", stream, config())
    (document,) = lines(stream)[1]["report"]["documents"]
    (fault,) = (f for f in document["findings"] if f["severity"] == "critical")
    sure = fault["confidence"]
    assert found.exit_code == 1
    for asked, code in ((sure, 1), (sure + 0.001, 0)):
        tally = Tally(config(fail_confidence=asked))
        for record in lines(stream)[1:]:
            tally.add(record)
        assert tally.exit_code == code
        assert any("less sure" in line for line in tally.lines()) == (code == 0)


def test_an_archive_says_what_comments_and_files_accept_even_when_quiet(tmp_path):
    write(tmp_path / "posts", "a.txt", 5, 8)
    stream = tmp_path / "s.jsonl"
    run(tmp_path / "posts", stream, config())
    tally = Tally(config(quiet=True))
    for record in lines(stream)[1:]:
        for document in record["report"]["documents"]:
            for finding, by in zip(document["findings"], ("comment: known", "file: known", "baseline"), strict=False):
                finding["suppressed"] = by
        tally.add(record)
    count = min(2, len(document["findings"]))
    assert next(iter(tally.lines())).startswith(
        f"note: {count} finding{'s' * (count > 1)} accepted: 1 by comments in the posts"
    )


def test_the_stream_in_a_checked_folder_is_no_post(tmp_path):
    write(tmp_path / "posts", "a.txt", 5, 5)
    job = {"stream": tmp_path / "posts" / "out.jsonl", "jobs": 1}
    first = check_archive([str(tmp_path / "posts")], config(), Job(**job))
    again = check_archive([str(tmp_path / "posts")], config(), Job(**job, resume=True))
    assert (first.files, again.files) == (1, 1)
    assert again.exit_code == first.exit_code != 3


def test_a_wrong_call_is_no_fault_of_the_posts(tmp_path):
    post = write(tmp_path / "posts", "a.txt", 5, 5)
    with pytest.raises(UsageError, match="both 'en'"):
        BatchChecker(Config(offline=True, mt_model="gloss", source_lang="en", target_lang="en"))([str(post)])


def test_results_of_other_models_are_not_mixed(tmp_path):
    def record(translator):
        return {"file": "a.txt", "sha256": "0", "gaps": [], "report": {"signature": {"translator": translator}}}

    with Stream.opened(tmp_path / "s.jsonl", config(), ["a.txt"], resume=False) as stream:
        stream.append([record("one"), record("one")])
        with pytest.raises(UsageError, match="translator is one, and here it is two"):
            stream.append([record("two")])


EDITS = {
    "no findings": lambda r: r["report"]["documents"][0].__setitem__("findings", []),
    "no report": lambda r: r.__setitem__("report", {}),
    "no documents": lambda r: r["report"].__setitem__("documents", None),
    "a severity": lambda r: r["report"]["documents"][0]["findings"][0].__setitem__("severity", "zz"),
    "a number for a file": lambda r: r.__setitem__("file", 7),
    "not a number": lambda r: r["report"]["documents"][0]["findings"][0].__setitem__("confidence", float("nan")),
    "a gap": lambda r: r.__setitem__("gaps", []),
    "no digest": lambda r: r.pop("digest"),
}
LINES = {
    "a list": b"[]\n", "garbage": b"\xff\xfe\x00garbage\n", "brackets": b"[" * 100_000 + b"\n", "null": b"null\n",
    "cut": None, "twice": None,
}  # fmt: skip


@pytest.mark.parametrize("edit", [*EDITS, *LINES])
def test_a_record_that_was_edited_is_not_believed(tmp_path, edit):
    files = [write(tmp_path, f"{n}.txt", n, n) for n in range(3)]
    finding = {"code": "TQ301", "severity": "critical", "confidence": 0.5, "suppressed": None, "name": "é\x9b"}
    report = {"signature": {}, "notices": [], "documents": [{"path": "p", "findings": [finding], "score": None}]}
    made = [{"file": str(f), "sha256": hash_of(str(f)), "gaps": ["one"], "report": report} for f in files]
    with Stream.opened(tmp_path / "s.jsonl", config(), map(str, files), resume=False) as stream:
        stream.append(made)
    head, *records = (tmp_path / "s.jsonl").read_bytes().splitlines(keepends=True)
    whole = list(records)
    if edit in EDITS:
        record = json.loads(records[1])
        EDITS[edit](record)
        records[1] = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    elif edit == "cut":
        records[1] = records[1][: len(records[1]) // 2] + b"\n"
    elif edit == "twice":
        records[1] = records[1].replace(b'{"file":', b'{"gaps":[],"file":', 1)
    else:
        records[1] = LINES[edit]
    (tmp_path / "s.jsonl").write_bytes(b"".join([head, *records]))
    with Stream.opened(tmp_path / "s.jsonl", config(), [str(f) for f in files], resume=True) as stream:
        assert stream.done == {str(files[0]), str(files[2])}
        assert list(stream.records()) == [made[0], made[2]]
        stream.append([made[1]])
    assert (tmp_path / "s.jsonl").read_bytes() == b"".join([head, whole[0], whole[2], whole[1]])


def test_what_is_stored_is_the_hash_of_what_was_checked(tmp_path, monkeypatch, engine):
    """The post is replaced after it was read: the record must not speak of what stands there now."""
    post = write(tmp_path, "a.txt", 3, 4)
    before = hash_of(post)
    checker = BatchChecker(config())
    monkeypatch.setattr(BatchChecker, "_engine", engine)
    report = engine.report

    def replaced(*arguments, **options):
        write(tmp_path, "a.txt", 3, 3)
        return report(*arguments, **options)

    monkeypatch.setattr(engine, "report", replaced)
    [record] = checker([str(post)])
    assert record["sha256"] == before != hash_of(post)


def test_what_cannot_be_read_is_in_the_stream(tmp_path):
    (tmp_path / "posts").mkdir()
    write(tmp_path / "posts", "a.txt", 3, 3)
    (tmp_path / "posts" / "broken.txt").symlink_to("nowhere")
    tally = run(tmp_path / "posts", tmp_path / "s.jsonl")
    assert (tally.exit_code, tally.errors) == (3, 1)
    assert "broken.txt: a link that leads nowhere" in "\n".join(tally.lines())
    assert run(tmp_path / "posts", tmp_path / "s.jsonl", resume=True).exit_code == 3
