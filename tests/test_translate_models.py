"""Whole models through the real loading path: a Marian, an M2M-100 and a T5 made here and saved to a folder."""

from __future__ import annotations

import shutil

import pytest

from tests import tiny_models
from tqcheck.errors import ModelError
from tqcheck.translate import Failure, TranslationSettings, make

TEXTS = [arabic for arabic, _ in tiny_models.PAIRS]


def load(folder, **settings):
    options = {"offline": True, "probe": False, "cache": False, "device": "cpu", "dtype": "float32"}
    return make(str(folder), TranslationSettings(**(options | settings)))


def translate(translator, texts=TEXTS):
    return translator.translate(texts, source="ar", target="en")


@pytest.fixture(scope="module")
def marian(tmp_path_factory):
    return tiny_models.marian(tmp_path_factory.mktemp("marian"))


@pytest.fixture(scope="module")
def m2m(tmp_path_factory):
    return tiny_models.m2m(tmp_path_factory.mktemp("m2m"))


@pytest.fixture(scope="module")
def t5(tmp_path_factory):
    return tiny_models.t5(tmp_path_factory.mktemp("t5"))


@pytest.mark.parametrize("family", ["marian", "m2m", "t5"])
def test_batched_equals_one_by_one(family, request):
    folder = request.getfixturevalue(family)
    together = translate(load(folder))
    assert together == translate(load(folder, batch_tokens=1))
    assert sum(isinstance(text, str) for text in together) >= len(TEXTS) // 2, "the model was taught these sentences"
    assert not any("__" in text for text in together if isinstance(text, str)), (
        "a language token is no part of the translation"
    )


def test_marian_says_what_it_was_taught(marian):
    translator = load(marian)
    assert translate(translator)[0] == tiny_models.PAIRS[0][1]
    assert not any(isinstance(said, Failure) for said in translate(translator))


def test_cached_equals_uncached_and_loads_no_model(marian, tmp_path, monkeypatch):
    bare = translate(load(marian))
    assert translate(load(marian, cache=True, cache_dir=tmp_path)) == bare
    monkeypatch.setattr("tqcheck.translate.neural._load", lambda *_: pytest.fail("the model was loaded again"))
    assert translate(load(marian, cache=True, cache_dir=tmp_path)) == bare


def test_beams_are_another_identity(marian):
    assert load(marian, beams=3).identity != load(marian).identity
    assert translate(load(marian, beams=3))[0] == tiny_models.PAIRS[0][1]


def test_a_long_text_is_split_and_joined(marian):
    long = " ".join(TEXTS * 3)
    translator = load(marian)._inner
    assert translator._length(long) > translator._limit()
    (out,) = translate(translator, [long])
    assert out
    assert [*translate(translator, [TEXTS[0]])] == [tiny_models.PAIRS[0][1]]


def test_one_bad_text_does_not_cost_the_others(marian, monkeypatch):
    translator = load(marian)._inner
    decode = translator._decode

    def failing(batch, way):
        if any("العاصفة" in piece for piece in batch):
            raise RuntimeError("out of memory")
        return decode(batch, way)

    monkeypatch.setattr(translator, "_decode", failing)
    out = translate(translator)
    assert [isinstance(said, Failure) for said in out] == ["العاصفة" in text for text in TEXTS]
    assert out[1] == Failure("the model failed: RuntimeError: out of memory")


def test_the_probe_refuses_a_model_that_speaks_nonsense(marian):
    with pytest.raises(ModelError, match="fails the probe"):
        translate(load(marian, probe=True))


def test_a_broken_folder_is_one_line(marian, tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(marian, broken)
    (broken / "model.safetensors").write_bytes(b"no tensors")
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        translate(load(broken))
    assert "\n" not in str(caught.value)


def test_a_changed_folder_is_another_model(marian, tmp_path):
    changed = tmp_path / "marian"
    shutil.copytree(marian, changed)
    (changed / "generation_config.json").write_text("{}")
    assert load(changed).identity != load(marian).identity


def test_a_multilingual_marian_is_told_its_target(tmp_path):
    told = tiny_models.marian(tmp_path / "told", targets=(">>eng<<", ">>fra<<"), prefix=">>eng<< ")
    assert translate(load(told))[0] == tiny_models.PAIRS[0][1]
    with pytest.raises(ModelError, match="does not translate into 'de'"):
        load(told).translate(TEXTS, source="ar", target="de")
