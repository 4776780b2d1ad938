"""The list of models: what is said to be here is here."""

from __future__ import annotations

import pytest

from tqcheck.errors import ModelError
from tqcheck.translate import TranslationSettings, make
from tqcheck.translate.catalogue import CATALOGUE, installed, pull


@pytest.fixture
def empty_hub_cache(tmp_path, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    return tmp_path


def test_the_gloss_is_always_usable_and_nothing_else_without_a_cache(empty_hub_cache):
    assert [entry.model.name for entry in installed() if entry.usable] == ["gloss"]


def test_a_cached_model_is_usable(empty_hub_cache):
    repository = empty_hub_cache / "models--Helsinki-NLP--opus-mt-ar-en"
    snapshot = repository / "snapshots" / "0123abcd"
    snapshot.mkdir(parents=True)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("0123abcd")
    (snapshot / "config.json").write_text("{}")
    assert not _entry().usable, "a configuration without weights is no model"
    (snapshot / "pytorch_model.bin").write_bytes(b"weights")
    assert _entry().usable
    assert _entry().path == snapshot


def _entry():
    return next(e for e in installed() if e.model.name == "Helsinki-NLP/opus-mt-ar-en")


def test_names_are_distinct_and_the_built_in_one_is_real():
    assert len({model.name for model in CATALOGUE}) == len(CATALOGUE)
    assert make("gloss", TranslationSettings(offline=True)).identity


def test_pull_refuses_a_name_that_is_none():
    with pytest.raises(ModelError, match="not known"):
        pull("opus")
