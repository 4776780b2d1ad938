"""The curve of a run: how well the network finds spans deleted from sentences it has never seen."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import torch

from tqcheck.coverage.batch import Words, make_batch
from tqcheck.coverage.lexical import WordTable, plain_words
from tqcheck.coverage.network import CoverageNetwork
from tqcheck.encoder.builtin import UseEncoder


def auc(negative: np.ndarray, positive: np.ndarray) -> float:
    """Area under the ROC curve: probability that a positive is above a negative, ties counted half."""
    ranks = np.searchsorted(np.sort(negative), positive, "left") + np.searchsorted(np.sort(negative), positive, "right")
    return float(ranks.mean() / 2 / len(negative))


class Watch:
    """Clean sentences, and the same with 3 to 6 words of one side deleted."""

    def __init__(self, path: Path) -> None:
        rows = [line.split("\t")[-2:] for line in path.read_text(encoding="utf-8").splitlines()[1:]]
        sides = [(plain_words(e), plain_words(a)) for e, a in rows]
        sides = [(e, a) for e, a in sides if min(len(e), len(a)) >= 10]
        table = WordTable(UseEncoder())
        table.add(word for e, a in sides for word in (*e, *a))
        numbers: dict[str, int] = {}
        self._words = Words(
            vectors=torch.from_numpy(table.vectors),
            shapes=torch.from_numpy(table.shapes),
            folds=torch.tensor([numbers.setdefault(word, len(numbers)) for word in table.folded]),
            skeletons=table.skeletons,
        )
        draw = random.Random(7)
        self._clean = [(table.ids(e), table.ids(a)) for e, a in sides]
        self._cut = [
            [(e, _cut(a, draw)) for e, a in self._clean],
            [(_cut(e, draw), a) for e, a in self._clean],
        ]

    def _scores(self, network: CoverageNetwork, pairs: list, side: int) -> np.ndarray:
        out = []
        with torch.inference_mode():
            for i in range(0, len(pairs), 32):
                b = make_batch(self._words, pairs[i : i + 32])
                logits, sides, _ = network(b.vectors, b.shapes, b.pairs, b.masks)
                top = logits[side].sigmoid().topk(3, -1).values.sum(1)
                out.append(np.stack([sides[side].numpy(), top.numpy()]))
        return np.concatenate(out, 1)

    def measure(self, network: CoverageNetwork) -> str:
        """AUC and recall at 5 % false alarms: by the side's logit, and by the three most suspect words."""
        parts = []
        for side, name in enumerate(("omission", "addition")):
            clean, cut = self._scores(network, self._clean, side), self._scores(network, self._cut[side], side)
            for k, kind in enumerate(("side", "top3")):
                recall = (cut[k] > np.quantile(clean[k], 0.95)).mean()
                parts.append(f"{name}/{kind} {auc(clean[k], cut[k]):.3f} {recall:.2f}")
        return "  ".join(parts)


def _cut(ids: np.ndarray, draw: random.Random) -> np.ndarray:
    size = draw.randint(3, 6)
    start = draw.randint(1, max(1, len(ids) - size - 1))
    return np.delete(ids, slice(start, start + size))
