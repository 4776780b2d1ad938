"""The coverage training: which words a fault leaves unaccounted for, what is no fault, that the network learns it."""

from __future__ import annotations

import gzip
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tqcheck.coverage.batch import make_batch
from tqcheck.coverage.lexical import SHAPE_SIZE
from tqcheck.coverage.network import CLAIMS, CoverageNetwork, claims
from training.coverage import as_words, loss_of
from training.coverage_align import Links
from training.coverage_data import Faults, Pair
from training.coverage_freedom import FOREIGN, GENERIC_WORDS, LETTERS, Freedom, Side, extra_words, fillers
from training.coverage_prepare import read_pairs

ENGLISH = "envoy arrived Cairo today and met president there".split()
ARABIC = "المبعوث وصل القاهرة اليوم والتقى الرئيس هناك".split()
MADE_OF = (0, 1, 2, 3, 4, 4, 5, 6)
"""Which Arabic word each English one was made from; "and met" is one word."""
LETTER_NAMES = [name for names in LETTERS.values() for name in names]
NAMES = list(dict.fromkeys([*ENGLISH, *ARABIC, "process", "عملية", *extra_words([]), *GENERIC_WORDS, *LETTER_NAMES]))
INDEX = {word: i for i, word in enumerate(NAMES)}


def links_of(pairs: list[tuple[np.ndarray, np.ndarray, str]], made_of: list[tuple[int | None, ...]]) -> Links:
    shapes = [(len(e), len(a)) for e, a, _ in pairs]
    forth, back = [], []
    for (n, m), made in zip(shapes, made_of, strict=True):
        hard = np.zeros((n, m), np.float16)
        for i, j in enumerate(made):
            if j is not None:
                hard[i, j] = 1
        forth.append(hard.ravel())
        back.append((hard / np.maximum(hard.sum(0), 1)).astype(np.float16).ravel())
    starts = np.concatenate([[0], np.cumsum([n * m for n, m in shapes])])
    return Links(starts, shapes, np.concatenate(forth), np.concatenate(back))


def ids(words: list[str]) -> np.ndarray:
    return np.array([INDEX[word] for word in words], np.int32)


@pytest.fixture
def faults() -> Faults:
    pairs = [(ids(ENGLISH), ids(ARABIC), "tatoeba_x")] * 3
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(len(NAMES), 2, 512)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=2, keepdims=True)
    light = np.zeros(len(NAMES), bool)
    light[INDEX["and"]] = True
    freedom = Freedom(INDEX, {}, ({INDEX["process"]: 1.0}, {INDEX["عملية"]: 1.0}))
    return Faults(pairs, links_of(pairs, [MADE_OF] * 3), light, vectors.astype(np.float16), freedom, 0)


def sides(pair: Pair) -> tuple[Side, Side]:
    e, a = (Side(k, list(map(int, x)), list(range(len(x)))) for k, x in enumerate(pair.sides))
    return e, a


def test_what_a_deleted_word_stood_for_is_lost_and_nothing_else(faults: Faults) -> None:
    pair = faults.pair(0)
    e, a = sides(pair)
    a.cut(4, 2)  # "and met the president"
    made = faults._label(pair, e, a)
    assert [w for w, lost in zip(ENGLISH, made.words[0], strict=True) if lost == 1] == ["and", "met", "president"]
    assert (made.words[1] == 0).all()
    assert made.sides == (1.0, 0.0)


def test_what_a_translator_left_out_by_right_is_not_lost(faults: Faults) -> None:
    pair = faults.pair(0)
    e, a = sides(pair)
    a.excuse(6, 1)
    assert (faults._label(pair, e, a).words[0] == 0).all()


def test_words_put_in_are_unsupported_unless_they_are_fillers(faults: Faults) -> None:
    pair = faults.pair(0)
    e, a = sides(pair)
    faults.freedom._fill(a, random.Random(3))
    filled = faults._label(pair, e, a)
    assert INDEX["عملية"] in filled.ids[1]
    assert (filled.words[1] == 0).all()
    e, a = sides(pair)
    a.put(2, [INDEX["عملية"]])
    put = faults._label(pair, e, a)
    assert [int(lost) for lost, at in zip(put.words[1], a.origin, strict=True) if at == FOREIGN] == [1]


def test_fillers_are_words_that_stand_often_without_a_counterpart() -> None:
    pairs = [(ids(["envoy", "process", "met"]), ids(["المبعوث", "عملية", "والتقى"]), "tatoeba_x")] * 40
    links = links_of(pairs, [(0, None, 2)] * 40)
    allowed = np.ones(len(NAMES), bool)
    english, arabic = fillers(pairs, links, allowed)
    assert set(english) == {INDEX["process"]}
    assert set(arabic) == {INDEX["عملية"]}
    allowed[INDEX["process"]] = False
    assert not fillers(pairs, links, allowed)[0]
    assert fillers(pairs[:20], links_of(pairs[:20], [(0, None, 2)] * 20), allowed) == ({}, {}), "too seldom to be known"


def test_examples_of_a_seed_are_the_same_again(faults: Faults) -> None:
    first, second = ([faults.example(0) for _ in range(20)] for faults.random in (random.Random(5), random.Random(5)))
    for x, y in zip(first, second, strict=True):
        assert all((p == q).all() for p, q in zip((*x.ids, *x.words), (*y.ids, *y.words), strict=True))
    assert len({tuple(x.ids[1]) for x in first}) > 10


def test_the_network_learns_from_examples(faults: Faults) -> None:
    torch.manual_seed(0)
    shapes = np.full((len(NAMES), SHAPE_SIZE), 0.5, np.float32)
    words = as_words(faults.vectors.astype(np.float32), shapes, [""] * len(NAMES), NAMES)
    network = CoverageNetwork()
    optimizer = torch.optim.AdamW(network.parameters(), 2e-3)
    losses = []
    for _ in range(25):
        loss, parts = loss_of(network, words, [faults.example(0) for _ in range(16)])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(parts["follow"])
    assert np.mean(losses[-5:]) < 0.9 * np.mean(losses[:5])


def test_a_second_look_knows_what_else_claims_a_word(faults: Faults) -> None:
    shapes = np.zeros((len(NAMES), SHAPE_SIZE), np.float32)
    words = as_words(faults.vectors.astype(np.float32), shapes, [""] * len(NAMES), NAMES)
    pairs = [(ids(ENGLISH).astype(np.int64), ids(ARABIC).astype(np.int64)), (np.array([0]), np.array([9, 10]))]
    batch = make_batch(words, pairs)
    with torch.no_grad():
        *_, attention = CoverageNetwork()(batch.vectors, batch.shapes, batch.pairs, batch.masks)
    assert len(attention) == 2
    cells = (batch.masks[0][:, :, None] & batch.masks[1][:, None])[:, None].float()
    claimed = claims(attention[0], cells)
    assert claimed.shape == (2, CLAIMS, 8, 7)
    beyond = [claimed[1, :, 1:], claimed[1, :, :, 2:]]
    assert all((cells == 0).all() for cells in beyond), "nobody claims what does not stand there"
    mutual = (claimed[0, 0] * claimed[0, 1]).sqrt()
    assert torch.allclose(claimed[0, 2], mutual.amax(1, keepdim=True).expand_as(mutual), atol=1e-3)
    assert torch.allclose(claimed[0, 3], mutual.amax(0, keepdim=True).expand_as(mutual), atol=1e-3)


def test_all_that_the_loss_reads_is_on_the_networks_device(faults: Faults, monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = np.zeros((len(NAMES), SHAPE_SIZE), np.float32)
    words = as_words(faults.vectors.astype(np.float32), shapes, [""] * len(NAMES), NAMES)
    monkeypatch.setattr(torch.Tensor, "item", lambda _: 0.0)  # a meta tensor has no number to read
    loss, _ = loss_of(CoverageNetwork().to("meta"), words, [faults.example(0) for _ in range(4)])
    loss.backward()
    assert loss.device.type == "meta"


@pytest.mark.parametrize(
    ("how", "read"),
    [
        ({}, ["envoy", "doctor"]),
        ({"more": True}, ["envoy", "doctor", "king"]),
        ({"more": True, "without": ["news"]}, ["doctor", "king"]),
    ],
)
def test_sources_are_taken_in_and_left_out(tmp_path: Path, how: dict[str, Any], read: list[str]) -> None:
    files = {
        "train/parallel.tsv.gz": "envoy\tمبعوث\tnews\ndoctor\tطبيب\thealth\n",
        "train/parallel2.tsv.gz": "en\tar\tsource\tkind\tlicence\nking\tملك\tbooks\thuman\tstated\n"
        "ship\tسفينة\tbooks\tmt\tstated\n",
        "lexicon/words.tsv.gz": "moon\tقمر::بدر\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        with gzip.open(tmp_path / name, "wt", encoding="utf-8") as file:
            file.write(text)
    pairs = read_pairs(tmp_path, **how)
    assert [english for (english,), _, _ in pairs] == [*read, "moon"]
    assert pairs[-1][1] == ["قمر"]


def test_a_source_that_is_not_there_cannot_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "train").mkdir()
    with gzip.open(tmp_path / "train" / "parallel.tsv.gz", "wt", encoding="utf-8") as file:
        file.write("envoy\tمبعوث\tnews\n")
    with pytest.raises(SystemExit, match="no pair is of source newz"):
        read_pairs(tmp_path, without=["newz"])
