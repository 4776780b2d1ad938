"""Fits the coverage model's probabilities: `python -m training.coverage_calibrate --weights FILE --news TSV`.

Platt's sigmoid (1999) for words and sides of either language, on every second document of a file of clean pairs
(`doc<TAB>en<TAB>ar` with a heading): each as it is, and with 3 to 6 words of a side deleted, at several places in turn.
A word counts as lost where the whole pair linked it to a word that was deleted. Slopes and offsets are written into the
weights' own metadata; the network is not touched, and the other documents stay unseen.

`--recorded TSV` (a heading, then the English, its Arabic translation, and what several systems made of the Arabic) fits
what a back-translation adds, on every second row. No system was asked again after words had been deleted from the
Arabic: the words that it had made of them are deleted from what it said.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from safetensors import safe_open
from safetensors.torch import save_file

from tqcheck.coverage.back_translation import EDGES, BackTranslationEvidence, bins_of
from tqcheck.coverage.lexical import plain_words
from tqcheck.coverage.neural import NeuralCoverage, Scored
from tqcheck.coverage.odds import logit, sigmoid, suspicion
from tqcheck.encoder.builtin import UseEncoder
from tqcheck.records import Coverage

LINKED = 0.3
Pair = tuple[str, str]
Words = tuple[Sequence[str], Sequence[str]]
NEWTON = 25
FACTS = (4, 3)
"""How many of a side's facts are weighed: length says nothing of additions (AUC .918 with it, .919 without)."""
PLACES = 4
"""Deletions a sentence: one a sentence left the offsets at the mercy of a few hundred places."""


def read_news(path: Path, parity: int) -> list[Pair]:
    """Pairs of every second document."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    order = {name: i for i, name in enumerate(dict.fromkeys(row[0] for row in rows))}
    return [(row[1], row[2]) for row in rows if order[row[0]] % 2 == parity]


def fit(scores: Sequence[Sequence[float]], labels: Sequence[int]) -> tuple[float, ...]:
    """Slopes and offset of the sigmoid: logistic regression by Newton's method."""
    x, y = np.column_stack([np.array(scores, float), np.ones(len(scores))]), np.array(labels, float)
    w = np.zeros(x.shape[1])
    for _ in range(NEWTON):
        p = sigmoid(x @ w)
        w += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(len(w)), x.T @ (y - p))
    return tuple(map(float, w))


def _cut(words: list[str], draw: random.Random) -> tuple[list[str], range]:
    size = draw.randint(3, 6)
    start = draw.randint(1, max(1, len(words) - size - 1))
    return words[:start] + words[start + size :], range(start, start + size)


def _word_labels(whole: Scored, side: int, gone: range) -> np.ndarray:
    links = whole.links if side == 0 else whole.links.T
    best = links.argmax(1)
    return np.where(links.max(1) < LINKED, -1, np.isin(best, list(gone)))


def calibrate(model: NeuralCoverage, pairs: Sequence[Pair]) -> dict[str, tuple[float, ...]]:
    """Platt parameters by `kind.side` (0 English, 1 Arabic)."""
    draw, out = random.Random(11), {}
    plain = [p for p in ((plain_words(e), plain_words(a)) for e, a in pairs) if min(map(len, p)) >= 8]
    whole = model.score([(" ".join(e), " ".join(a)) for e, a in plain])
    for side in (0, 1):
        cut, gone = [], []
        for pair in plain * PLACES:
            left, span = _cut(pair[1 - side], draw)
            cut.append((" ".join(pair[0]), " ".join(left)) if side == 0 else (" ".join(left), " ".join(pair[1])))
            gone.append(span)
        damaged = model.score(cut)
        facts = [x.facts(side)[: FACTS[side]] for x in (*whole * PLACES, *damaged)]
        *weights, offset = fit(facts, [0] * len(damaged) + [1] * len(damaged))
        out[f"sides.{side}"] = (*weights, *[0.0] * (len(damaged[0].facts(side)) - len(weights)), offset)
        words = np.concatenate([x.words[side] for x in damaged])
        labels = np.concatenate([_word_labels(w, side, g) for w, g in zip(whole * PLACES, gone, strict=True)])
        out[f"words.{side}"] = fit(words[labels >= 0][:, None].tolist(), labels[labels >= 0])
    return out


def read_recorded(path: Path, parity: int) -> tuple[list[Pair], list[list[str]]]:
    """Every second pair, and of each system what it said."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines][1:][parity::2]
    return [(row[0], row[1]) for row in rows], [list(column) for column in zip(*(row[2:] for row in rows), strict=True)]


def without(said: Sequence[str], plain: Sequence[Words], gone: Sequence[range], model: NeuralCoverage) -> list[str]:
    """What a system said, without the words that stand for the Arabic words that are gone."""
    english = [plain_words(text) for text in said]
    scored = model.score([(" ".join(e), " ".join(arabic)) for e, (_, arabic) in zip(english, plain, strict=True)])
    out = []
    for words, one, span in zip(english, scored, gone, strict=True):
        best = one.links.argmax(1) if one.links.size else np.full(len(words), -1)
        out.append(" ".join(word for word, at in zip(words, best, strict=True) if at not in span))
    return out


def back_translated(
    model: NeuralCoverage, pairs: Sequence[Pair], systems: Sequence[Sequence[str]]
) -> Iterator[tuple[str, Coverage, str, np.ndarray, int]]:
    """(English, its coverage, back-translation, word labels, whether any was lost), whole and damaged."""
    draw = random.Random(13)
    plain = [(plain_words(english), plain_words(arabic)) for english, arabic in pairs]
    left, gone = zip(*(_cut(arabic, draw) for _, arabic in plain), strict=True)
    english = [" ".join(e) for e, _ in plain]
    texts = [(e, " ".join(arabic)) for e, (_, arabic) in zip(english, plain, strict=True)]
    whole = [covered for covered, _ in model.predict(texts)]
    damaged = [covered for covered, _ in model.predict([(e, " ".join(a)) for e, a in zip(english, left, strict=True)])]
    lost = [_word_labels(scored, 0, span) for scored, span in zip(model.score(texts), gone, strict=True)]
    for said in systems:
        cut = without(said, plain, gone, model)
        for row, source in enumerate(english):
            yield source, whole[row], said[row], np.zeros(len(lost[row])), 0
            yield source, damaged[row], cut[row], lost[row], 1


def weigh_back_translation(
    model: NeuralCoverage, pairs: Sequence[Pair], systems: Sequence[Sequence[str]]
) -> dict[str, tuple[float, ...]]:
    """Slopes and offsets of the logistic regression that BackTranslationEvidence applies."""
    encoder = UseEncoder()
    evidence = BackTranslationEvidence(lambda: encoder)
    examples = list(back_translated(model, pairs, systems))
    bins = [bins_of(evidence.likeness(english, said)) for english, _, said, _, _ in examples]
    logits = [np.array([logit(word.p) for word in covered.words]) for _, covered, _, _, _ in examples]
    lost = np.concatenate([labels for *_, labels, _ in examples])
    features = np.column_stack([np.concatenate(logits), np.eye(len(EDGES) + 1)[np.concatenate(bins)]])
    slope, *shifts, offset = fit(features[lost >= 0].tolist(), lost[lost >= 0].astype(int).tolist())
    shifts = [shift + offset for shift in shifts]
    moved = [sigmoid(slope * x + np.array(shifts)[b]) for x, b in zip(logits, bins, strict=True)]
    sides = [(logit(covered.p), suspicion(p)) for (_, covered, *_), p in zip(examples, moved, strict=True)]
    return {"words": (slope, *shifts), "side": fit(sides, [any_lost for *_, any_lost in examples])}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--recorded", type=Path, required=True)
    options = parser.parse_args()
    encoder = UseEncoder()
    fitted = {
        "calibration": json.dumps(calibrate(NeuralCoverage(encoder, options.weights), read_news(options.news, 0)))
    }
    _store(options.weights, fitted)
    model = NeuralCoverage(encoder, options.weights)
    fitted["back_translation"] = json.dumps(weigh_back_translation(model, *read_recorded(options.recorded, 0)))
    _store(options.weights, fitted)
    print(json.dumps(fitted, indent=1))


def _store(path: Path, metadata: dict[str, str]) -> None:
    with safe_open(str(path), framework="pt") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    save_file(tensors, path, metadata=metadata)


if __name__ == "__main__":
    main()
