"""The parts of back-translation that need no model: splitting, loops, recorded files, cache, gloss, factory."""

from __future__ import annotations

import multiprocessing
import socket
from pathlib import Path

import pytest

from tqcheck.errors import InputError, ModelError, ModelUnavailableError, UsageError
from tqcheck.translate import Failure, TranslationSettings, make, notices_of
from tqcheck.translate.cache import CachedTranslator, Store
from tqcheck.translate.hub import locate
from tqcheck.translate.loops import LOOP, is_loop
from tqcheck.translate.neural import batches
from tqcheck.translate.probe import PROBES, ProbedTranslator, probe
from tqcheck.translate.recorded import MISSING, RecordedTranslator
from tqcheck.translate.segment import Segmented, segment


class Counting:
    """Turns texts round and counts how often it is asked; "loop" loops, "fail" fails."""

    def __init__(self, identity: str = "counting/1") -> None:
        self.identity = identity
        self.asked: list[str] = []

    def translate(self, texts, *, source, target):
        self.asked += texts
        reasons = {"loop": LOOP, "fail": "the model failed"}
        return [Failure(reasons[t]) if t in reasons else t[::-1] for t in texts]


@pytest.mark.parametrize(
    ("output", "source"),
    [
        ("the the the the the the", "قال الوزير"),
        ("he said that he said that he said that he said that", "قال"),
        ("Budget of the state and of the state and of the state and of the state and", "ميزانية"),
        ("hahahahahahahahahahaha", "ضحك"),
    ],
)
def test_loops_are_seen(output, source):
    assert is_loop(output, source)


@pytest.mark.parametrize(
    ("output", "source"),
    [
        ("It was a very, very, very long day.", "كان يوما طويلا جدا"),
        ("The minister said that the minister of trade had left.", "قال الوزير"),
        ("no no no no no no no", "لا لا لا لا لا لا لا"),
        ("", "قال"),
    ],
)
def test_plain_text_is_no_loop(output, source):
    assert not is_loop(output, source)


def test_batches_respect_the_budget_and_lose_nothing():
    pieces = [str(i) for i in range(50)]
    lengths = {p: 3 + i for i, p in enumerate(pieces)}
    cut = list(batches(pieces, lengths, 100))
    assert [p for batch in cut for p in batch] == pieces
    assert all(len(b) == 1 or len(b) * (max(lengths[p] for p in b) + 1) <= 100 for b in cut)
    assert len(cut[0]) > len(cut[-1]) == 1


def test_recorded_looks_up_whatever_the_spacing_and_diacritics(tmp_path):
    file = tmp_path / "engine.tsv"
    file.write_text("وصل الوفدُ  أمس.\tThe delegation arrived yesterday.\n", "utf-8")
    translator = make(f"recorded:{file}", TranslationSettings())
    texts = ["وصل الوفد أمس.", "أغلقت المدارس."]
    assert translator.translate(texts, source="ar", target="en") == [
        "The delegation arrived yesterday.",
        Failure(MISSING),
    ]
    assert "1 of the sentences" in notices_of(translator)[0]


def test_recorded_columns_by_name(tmp_path):
    file = tmp_path / "engine.tsv"
    file.write_text("id\tback_translation\ttarget\n7\tIt rained.\tهطل المطر.\n", "utf-8")
    assert RecordedTranslator(file).translate(["هطل المطر."], source="ar", target="en") == ["It rained."]


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"\xd9\x88\tgood\nalone\n", "row 2"), (b"", "empty"), (b"ab\xff\tx\n", "byte 2")],
)
def test_recorded_names_the_fault(tmp_path, content, says):
    file = tmp_path / "bad.tsv"
    file.write_bytes(content)
    with pytest.raises(InputError, match=says):
        RecordedTranslator(file)


def test_cached_equals_uncached_and_asks_once(tmp_path):
    texts = ["abc", "de", "loop", "fail", "abc"]
    bare = Counting().translate(texts, source="ar", target="en")
    assert bare == ["cba", "ed", Failure(LOOP), Failure("the model failed"), "cba"]
    first, second = Counting(), Counting()
    assert CachedTranslator(first, Store(tmp_path)).translate(texts, source="ar", target="en") == bare
    again = CachedTranslator(second, Store(tmp_path))
    assert again.translate(texts, source="ar", target="en") == bare
    assert first.asked == ["abc", "de", "loop", "fail"]
    assert second.asked == ["fail"], "a failure is tried again, a loop is not"


def test_another_identity_or_language_has_its_own_entries(tmp_path):
    CachedTranslator(Counting(), Store(tmp_path)).translate(["abc"], source="ar", target="en")
    other, backwards = Counting("counting/2"), Counting()
    CachedTranslator(other, Store(tmp_path)).translate(["abc"], source="ar", target="en")
    CachedTranslator(backwards, Store(tmp_path)).translate(["abc"], source="en", target="ar")
    assert other.asked == backwards.asked == ["abc"]


def test_a_corrupt_cache_is_said_and_not_fatal(tmp_path):
    (tmp_path / "cache.db").write_bytes(b"this is no database" * 500)
    translator = CachedTranslator(Counting(), Store(tmp_path))
    assert translator.translate(["abc"], source="ar", target="en") == ["cba"]
    assert "cannot be used" in translator.notices[0]


def test_a_cache_folder_that_is_a_file_is_said_and_not_fatal(tmp_path):
    (tmp_path / "file").write_text("x")
    translator = CachedTranslator(Counting(), Store(tmp_path / "file"))
    assert translator.translate(["abc"], source="ar", target="en") == ["cba"]
    assert len(translator.notices) == 1


def test_a_pickled_value_is_never_loaded(tmp_path):
    import diskcache

    key = "ab"
    with diskcache.Cache(str(tmp_path)) as foreign:
        foreign.set(key, ["a", "list", "is", "pickled"])
    store = Store(tmp_path)
    assert store.get(key) is None


def _write(folder: str, start: int) -> None:
    store = Store(Path(folder))
    for i in range(40):
        store.put(f"key {start + i}", f"value {start + i}")
    assert not store.notice


def test_two_processes_write_one_cache_at_once(tmp_path):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write, args=(str(tmp_path), start)) for start in (0, 20)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [w.exitcode for w in workers] == [0, 0]
    store = Store(tmp_path)
    assert all(store.get(f"key {i}") == f"value {i}" for i in range(60))


class Fluent(Counting):
    answers = (
        "The child drinks milk every morning.",
        "The new school is near the river.",
        "My brother bought books.",
    )

    def translate(self, texts, *, source, target):
        self.asked += texts
        return [self.answers[i % 3] for i in range(len(texts))]


def test_probe_accepts_a_translation_and_refuses_nonsense():
    probe(Fluent())
    with pytest.raises(ModelError, match=r"fails the probe.*--no-probe"):
        probe(Counting())


def test_a_passed_probe_is_remembered(tmp_path):
    first, second = Fluent(), Fluent()
    for translator in (first, second):
        ProbedTranslator(translator, Store(tmp_path)).translate(["نص"], source="ar", target="en")
    assert len(first.asked) == len(PROBES) + 1
    assert second.asked == ["نص"]


@pytest.mark.parametrize("name", ["nothing", "/no/such/folder", "./nor/here", "recorded:", "recorded:/no/file.tsv"])
def test_unknown_names_are_refused(name):
    with pytest.raises(ModelError, match=r"no such|not known|needs a file") as caught:
        make(name, TranslationSettings(offline=True))
    assert not isinstance(caught.value, ModelUnavailableError)
    assert "\n" not in str(caught.value)


def test_an_unknown_class_is_refused():
    with pytest.raises(UsageError, match="cannot be loaded"):
        make("no.such.module:Class", TranslationSettings())


def test_a_folder_without_a_model_is_refused(tmp_path):
    with pytest.raises(ModelError, match="no config"):
        locate(str(tmp_path), offline=True)
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match="no weights"):
        locate(str(tmp_path), offline=True)


def test_offline_opens_no_socket(monkeypatch, tmp_path):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(ModelUnavailableError, match="not cached"):
        make("Helsinki-NLP/opus-mt-ar-en", TranslationSettings(offline=True))


def test_impossible_settings_are_refused():
    with pytest.raises(UsageError, match="at least 1"):
        TranslationSettings(beams=0)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("والحكومة", Segmented("حكومة", ("و",), True)),
        ("للقوات", Segmented("قوات", ("ل",), True)),
        ("وصل", Segmented("وصل")),
        ("رسالتها", Segmented("رسالة", (), False, "ها")),
        ("سيعلن", Segmented("يعلن", ("س",))),
    ],
)
def test_words_are_taken_apart(word, parts):
    known = {"حكومة": 5.0, "قوات": 5.0, "وصل": 4.5, "صل": 3.0, "رسالة": 4.5, "يعلن": 4.5}
    assert segment(word, lambda w: known.get(w, 0.0)) == parts


@pytest.fixture(scope="module")
def gloss():
    return make("gloss", TranslationSettings())


def test_gloss_renders_words_phrases_numbers_and_names(gloss):
    (out,) = gloss.translate(["قال رئيس الوزراء إن ٣٠ جنديا قتلوا في بغداد يوم الأحد."], source="ar", target="en")
    for expected in ("said", "prime minister", "30", "killed", "Sunday"):
        assert expected.lower() in out.lower(), out
    assert "baghdad" in out.lower()
    assert out.endswith(".")


def test_gloss_keeps_negation_and_invents_no_number(gloss):
    (out,) = gloss.translate(["لم توقع الحكومة الاتفاق."], source="ar", target="en")
    assert "not" in out.lower().split()
    assert not any(c.isdigit() for c in out)


def test_gloss_spells_what_it_does_not_know(gloss):
    (out,) = gloss.translate(["وصل زخفرطين"], source="ar", target="en")
    assert out.split()[-1].isascii()
    assert len(out.split()) == 2


def test_gloss_of_what_has_no_word_is_nothing(gloss):
    assert gloss.translate(["", "___", "\u200f"], source="ar", target="en") == ["", "", ""]


def test_gloss_says_what_it_cannot_do(gloss):
    assert gloss.translate(["Bonjour"], source="fr", target="en") == [Failure("the gloss cannot render 'fr' in 'en'")]


def test_gloss_says_that_it_is_one(gloss):
    assert gloss.identity.startswith("tqcheck-gloss/")


def test_a_word_that_is_a_name_too_is_one_beside_a_name_alone():
    def said(arabic):
        return make("gloss", TranslationSettings(offline=True)).translate([arabic], source="ar", target="en")[0]

    assert "Karim Mansour" in said("ونفى رئيس البلدية كريم منصور ذلك")
    assert said("قالت سلمى ناصر") == "Said Salma Nasser"
    assert "Said" not in said("استقبل العراق سعيد الحظ")
