"""A model as the hub publishes it and its cache keeps it: the real names of files, old weights, weights in shards."""

from __future__ import annotations

import json
import shutil

import pytest
import torch

from tests import tiny_models
from tqcheck.errors import ModelUnavailableError
from tqcheck.translate import TranslationSettings, make
from tqcheck.translate.catalogue import installed

NAME = "Helsinki-NLP/opus-mt-ar-en"
REVISION = "3fc093c8a31a2b7d6f2b1c4f7b1e6c0d9a8b7c6d"
TEXTS = [arabic for arabic, _ in tiny_models.PAIRS]


@pytest.fixture(scope="module")
def marian(tmp_path_factory):
    return tiny_models.marian(tmp_path_factory.mktemp("marian"))


@pytest.fixture
def snapshot(tmp_path, monkeypatch):
    """The folder in the hub's cache in which the model's files belong."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    repository = tmp_path / "models--Helsinki-NLP--opus-mt-ar-en"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text(REVISION)
    folder = repository / "snapshots" / REVISION
    folder.mkdir(parents=True)
    return folder


def publish(marian, folder):
    """The files as published, without weights: vocabularies, and the settings of the days when they were trained."""
    for name in ("source.spm", "target.spm", "vocab.json"):
        shutil.copy(marian / name, folder / name)
    config = json.loads((marian / "config.json").read_text("utf-8"))
    pad = config["pad_token_id"]
    # As they were written: beams, a length and forbidden words of their own, the pad among these.
    old = {"max_length": 512, "num_beams": 4, "bad_words_ids": [[pad]], "forced_eos_token_id": 0}
    config = {k: v for k, v in config.items() if k not in ("dtype", "transformers_version")} | old
    (folder / "config.json").write_text(json.dumps(config | {"_name_or_path": "marian"}))
    generation = {"_from_model_config": True, "decoder_start_token_id": pad, "eos_token_id": 0, "pad_token_id": pad}
    (folder / "generation_config.json").write_text(json.dumps(generation | old | {"renormalize_logits": True}))
    (folder / "tokenizer_config.json").write_text(json.dumps({"target_lang": "en", "source_lang": "ar"}))
    (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\n")


def translated(name):
    options = TranslationSettings(offline=True, probe=False, cache=False, device="cpu", dtype="float32")
    translator = make(str(name), options)
    return translator.identity, translator.translate(TEXTS, source="ar", target="en")


def is_as_before(marian):
    """Whether the published model says what the folder that it was made of says."""
    identity, said = translated(NAME)
    _, plainly = translated(marian)
    assert plainly[0] == tiny_models.PAIRS[0][1]
    return identity == f"{NAME}@{REVISION[:12]}/float32/beams=1" and said == plainly


def weights(marian):
    from safetensors.torch import load_file

    return load_file(marian / "model.safetensors")


def test_pickled_weights_of_the_old_kind(marian, snapshot):
    publish(marian, snapshot)
    with pytest.raises(ModelUnavailableError, match=r"is not cached: `tqcheck models pull Helsinki-NLP/opus-mt-ar-en`"):
        translated(NAME)
    torch.save(weights(marian), snapshot / "pytorch_model.bin")
    assert is_as_before(marian)


def test_weights_in_shards(marian, snapshot):
    from safetensors.torch import save_file

    publish(marian, snapshot)
    parts = {"model-00001-of-00002.safetensors": {}, "model-00002-of-00002.safetensors": {}}
    tensors = sorted(weights(marian).items())
    for at, (name, weight) in enumerate(tensors):
        list(parts.values())[2 * at >= len(tensors)][name] = weight
    for file, part in parts.items():
        save_file(part, snapshot / file, {"format": "pt"})
    index = {"metadata": {}, "weight_map": {name: file for file, part in parts.items() for name in part}}
    (snapshot / "model.safetensors.index.json").write_text(json.dumps(index))
    assert is_as_before(marian)
    (entry,) = (e for e in installed() if e.model.name == NAME)
    assert (entry.usable, entry.path) == (True, snapshot)
