"""Back-translation in 8-bit integers by CTranslate2: the same sentences as transformers, converted once."""

import sys

import pytest

pytest.importorskip("ctranslate2", reason="ctranslate2 is not installed: pip install 'tqcheck[fast]'")

from tests import tiny_models
from tqcheck.errors import ModelError, UsageError
from tqcheck.translate import Failure, TranslationSettings, make
from tqcheck.translate.fast import FastTranslator

TEXTS = [arabic for arabic, _ in tiny_models.PAIRS]
WANTED = [english for _, english in tiny_models.PAIRS]


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    return {make.__name__: make(folder / make.__name__) for make in (tiny_models.marian, tiny_models.m2m)}


def load(folder, cache_dir=None, **options):
    settings = TranslationSettings(
        **(
            {"offline": True, "probe": False, "dtype": "int8", "device": "cpu", "cache": cache_dir is not None}
            | options
        ),
        cache_dir=cache_dir,
    )
    return make(str(folder), settings)


def translate(translator, texts):
    return translator.translate(texts, source="ar", target="en")


@pytest.fixture
def exact(monkeypatch):
    """The same path without rounding: networks as small as these lose words to 8-bit integers."""
    monkeypatch.setattr(FastTranslator, "precision", "float32")


@pytest.mark.parametrize("family", ["marian", "m2m"])
def test_it_says_what_transformers_say(exact, folders, family):
    fast, plain = (load(folders[family], dtype=dtype) for dtype in ("int8", "float32"))
    assert translate(fast, TEXTS) == translate(plain, TEXTS)
    assert translate(fast, TEXTS[:1]) == WANTED[:1]


def test_a_multilingual_marian_is_told_its_target(exact, tmp_path):
    folder = tiny_models.marian(tmp_path, targets=(">>eng<<", ">>fra<<"), prefix=">>eng<< ")
    assert translate(load(folder), TEXTS) == WANTED


@pytest.mark.parametrize("beams", [1, 3])
def test_rounded_to_integers_it_says_nearly_the_same(folders, beams):
    from rapidfuzz.fuzz import ratio

    said = translate(load(folders["marian"], beams=beams), TEXTS)
    assert sum(map(ratio, said, WANTED)) / len(said) > 80


def test_babble_without_an_end_is_no_translation(folders):
    nonsense = "ببب ججج ددد ززز ككك."
    translator = load(folders["marian"])
    (said,) = translate(translator, [nonsense])
    assert said.reason if isinstance(said, Failure) else said, "either words, or a reason for none"


def test_the_model_is_converted_once_and_as_a_whole(folders, tmp_path, monkeypatch):
    from ctranslate2 import converters

    first = translate(load(folders["marian"], tmp_path), TEXTS[:1])
    (kept,) = (tmp_path / "converted").iterdir()
    assert (kept / "model.bin").is_file()
    assert load(folders["marian"], tmp_path).identity.startswith("marian@")
    assert "/int8-ctranslate2-" in load(folders["marian"], tmp_path).identity

    def fail(self, folder, **_):
        raise RuntimeError("no room")

    monkeypatch.setattr(converters.TransformersConverter, "convert", fail)
    for store in tmp_path.glob("*.db*"):
        store.unlink()
    assert translate(load(folders["marian"], tmp_path), TEXTS[:1]) == first
    with pytest.raises(ModelError, match="cannot be converted: no room; choose another --dtype"):
        translate(load(folders["m2m"], tmp_path), TEXTS[:1])
    assert list((tmp_path / "converted").iterdir()) == [kept]


def test_another_family_and_a_missing_library_are_one_line(folders, tmp_path, monkeypatch):
    with pytest.raises(ModelError, match="of type 't5': dtype int8 is for Marian"):
        translate(load(tiny_models.t5(tmp_path)), TEXTS[:1])
    with pytest.raises(UsageError, match="runs on cpu and cuda"):
        load(folders["marian"], device="mps")
    from importlib import metadata

    real = metadata.version

    def version(name):
        if name == "ctranslate2":
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(metadata, "version", version)
    with pytest.raises(UsageError, match=r"pip install 'tqcheck\[fast\]'"):
        load(folders["marian"])
    assert FastTranslator.__module__ in sys.modules
