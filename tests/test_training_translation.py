"""The translation model's training: what it is shown, and a folder that loads as any Marian does."""

from __future__ import annotations

import gzip
import random

import numpy as np
import pytest
import torch

from tests.test_translate_models import load
from tests.tiny_models import PAIRS
from tqcheck.translate.gloss import items_of
from tqcheck.translate.lexicon import load as lexicon
from training import translation
from training.translation_data import Examples, Pair, annotated, read_names, read_pairs, weights

NAMES = [("salma", "سلمى"), ("karim", "كريم"), ("farid", "فريد")]
MORE = [("لم يصل 347 جنديا إلى بغداد.", "347 soldiers did not reach Baghdad."), ("افتح النافذة.", "Open the window.")]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    (folder / "train").mkdir()
    (folder / "lexicon").mkdir()
    rows = [f"{e}\t{a}\ttatoeba_x" for a, e in [*PAIRS, *MORE]] + ["Open menu\tفتح القائمة\tms_x"]
    (folder / "train" / "parallel.tsv.gz").write_bytes(gzip.compress("\n".join(rows).encode()))
    names = "\n".join("\t".join(row) for row in NAMES)
    (folder / "lexicon" / "google_transliteration_names.tsv.gz").write_bytes(gzip.compress(names.encode()))
    (folder / "lexicon" / "cldr.tsv.gz").write_bytes(gzip.compress("Iraq\tالعراق".encode()))
    return folder


def test_every_source_is_read_and_menus_are_drawn_less(data):
    pairs = read_pairs(data)
    assert [p.english for p in pairs[-2:]] == ["Open menu", "Iraq"]
    assert len(pairs) == len(PAIRS) + len(MORE) + 2, "names are no sentences"
    share = dict(zip((p.english for p in pairs), weights(pairs), strict=True))
    assert share["Open menu"] < share["Open the window."]
    assert read_names(data)[0] == ("Salma", "سلمى")


def test_the_model_reads_the_gloss_and_the_arabic_behind_it():
    text = "وصل الوفد إلى بغداد."
    read = annotated(items_of(text, lexicon()))
    assert "delegation" in read
    assert read.index("delegation") < read.index("وفد")


def test_what_both_sides_have_is_exchanged_on_both():
    pair = Pair(english="347 soldiers did not reach Baghdad.", arabic="لم يصل 347 جنديا إلى بغداد.", source="tatoeba_x")
    examples = Examples([pair], [("Salma", "سلمى")])
    items = items_of(pair.arabic, lexicon())
    seen = set()
    for seed in range(60):
        new, english = examples.exchange(items, pair.english, random.Random(seed))
        number = english.split()[0]
        assert [i.english for i in new if i.english.isdigit()] == [number]
        assert len(number) == 3
        assert number.isdigit()
        seen.add(number)
        assert ("Salma" in english) == any(item.arabic.startswith("سلم") for item in new)
    assert len(seen) > 5


def test_examples_are_determined_by_their_seed():
    pairs = [Pair(english=e, arabic=a, source="tatoeba_x") for a, e in PAIRS]
    examples = Examples(pairs, [("Salma", "سلمى")])
    first = [examples.example(i, random.Random(i)) for i in range(len(pairs))]
    assert first == [examples.example(i, random.Random(i)) for i in range(len(pairs))]
    assert all(example.source and example.target for example in first)


def test_a_run_goes_on_where_it_stopped_and_leaves_a_marian_folder(data, tmp_path, monkeypatch, capsys):
    from transformers import MarianMTModel

    monkeypatch.setattr(translation, "POOL", 8)
    monkeypatch.setattr(translation, "word_counts", counts)
    arguments = ["--data", str(data), "--out", str(tmp_path / "out"), "--work", str(tmp_path / "work"), "--log", "1"]
    arguments += (
        "--pieces 200 --width 64 --encoder 1 --decoder 1 --threads 1 --device cpu --tokens 400 --workers 1".split()
    )
    for steps in (2, 4):
        translation.train(translation.parser().parse_args([*arguments, "--steps", str(steps)]))
    said = capsys.readouterr().out
    assert [line.split()[1] for line in said.splitlines() if line.startswith("step")] == ["1", "2", "3", "4"]
    translator = load(tmp_path / "out")
    texts = ["delegation وفد", "soldiers جنود"]
    out = translator.translate(texts, source="ar", target="en")
    assert all(out)
    said = "".join(text for text in out if isinstance(text, str))
    assert not any("\u0600" <= c <= "\u06ff" for c in said), "Arabic cannot be said"
    model = MarianMTModel.from_pretrained(tmp_path / "out")
    bias = model.final_logits_bias[0]
    assert bias[-1] < -1e3
    assert not bias[2].item()
    average = torch.load(tmp_path / "work" / translation.CHECKPOINT)["average"]
    vectors = torch.from_numpy(np.load(tmp_path / "work" / "vectors.npz")["vectors"]).float()
    table = vectors @ average["embedding.matrix"] + average["embedding.own"]
    assert torch.allclose(model.model.shared.weight[:-1].float(), table[:-1], atol=2e-3), "made from the factors"
    assert not model.model.shared.weight[-1].any()


def counts(pairs, names):
    """Words of the pairs alone: general text would take longer than the training."""
    from collections import Counter

    words = [w for p in pairs for w in (annotated(items_of(p.arabic, lexicon())) + " " + p.english).split()]
    return Counter(dict.fromkeys([*words, *(w for name in names for w in name)], 5))
