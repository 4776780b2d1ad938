"""Fits the coverage model's probabilities: `python -m training.coverage_calibrate --weights FILE --news TSV`.

Platt's sigmoid (1999) for words and sides of either language, on every second document of a file of clean pairs
(`doc<TAB>en<TAB>ar` with a heading), half of them with 3 to 6 words of a side deleted. A word counts as lost where the
whole pair linked it to a word that was deleted. Slopes and offsets are written into the weights' own metadata; the
network is not touched, and the other documents stay unseen.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors import safe_open
from safetensors.torch import save_file

from tqcheck.align.encoders import UseEncoder
from tqcheck.coverage.lexical import plain_words
from tqcheck.coverage.neural import NeuralCoverage, Scored

LINKED = 0.3
NEWTON = 25


def read_news(path: Path, parity: int) -> list[tuple[str, str]]:
    """Pairs of every second document."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    order = {name: i for i, name in enumerate(dict.fromkeys(row[0] for row in rows))}
    return [(row[1], row[2]) for row in rows if order[row[0]] % 2 == parity]


def fit(scores: Sequence[Sequence[float]], labels: Sequence[int]) -> tuple[float, ...]:
    """Slopes and offset of the sigmoid: logistic regression by Newton's method."""
    x, y = np.column_stack([np.array(scores, float), np.ones(len(scores))]), np.array(labels, float)
    w = np.zeros(x.shape[1])
    for _ in range(NEWTON):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
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


def calibrate(model: NeuralCoverage, pairs: Sequence[tuple[str, str]]) -> dict[str, tuple[float, ...]]:
    """Platt parameters by `kind.side` (0 English, 1 Arabic)."""
    draw, out = random.Random(11), {}
    plain = [p for p in ((plain_words(e), plain_words(a)) for e, a in pairs) if min(map(len, p)) >= 8]
    whole = model.score([(" ".join(e), " ".join(a)) for e, a in plain])
    for side in (0, 1):
        cut, gone = [], []
        for pair in plain:
            left, span = _cut(pair[1 - side], draw)
            cut.append((" ".join(pair[0]), " ".join(left)) if side == 0 else (" ".join(left), " ".join(pair[1])))
            gone.append(span)
        damaged = model.score(cut)
        out[f"sides.{side}"] = fit(
            [(x.sides[side], x.suspicion(side)) for x in (*whole, *damaged)], [0] * len(whole) + [1] * len(damaged)
        )
        words = np.concatenate([x.words[side] for x in damaged])
        labels = np.concatenate([_word_labels(w, side, g) for w, g in zip(whole, gone, strict=True)])
        out[f"words.{side}"] = fit(words[labels >= 0][:, None].tolist(), labels[labels >= 0])
    return out


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--news", type=Path, required=True)
    options = parser.parse_args()
    fitted = calibrate(NeuralCoverage(UseEncoder(), options.weights), read_news(options.news, 0))
    with safe_open(str(options.weights), framework="pt") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    save_file(tensors, options.weights, metadata={"calibration": json.dumps(fitted)})
    print(json.dumps(fitted))


if __name__ == "__main__":
    main()
