"""The trained coverage model: shipped weights, words of many pairs in batches, probabilities out."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from tqcheck.coverage.batch import Ids, Words, make_batch
from tqcheck.coverage.lexical import WordTable, plain_words
from tqcheck.coverage.network import CoverageNetwork
from tqcheck.coverage.odds import background, sigmoid, suspicion
from tqcheck.errors import ModelError
from tqcheck.lang import ARABIC, PAIR
from tqcheck.plugins import Encoder
from tqcheck.records import Coverage, WordCoverage
from tqcheck.text.words import words

WEIGHTS = "weights.safetensors"
_CELLS = 40_000
"""Cells of all maps of one batch: what bounds memory."""
_LONGEST = 320
"""Words of a side from which on a pair is read in windows."""
_MEANING = 1
"""Channel of the map of likenesses that compares meanings (see `batch.make_batch`)."""
_SHORT = 10
"""Words below which length counts no more: nothing was fitted on so short texts."""
_LINKED = 0.12
"""Weakest link that names a counterpart."""

Array = npt.NDArray[np.float32]


class Scored:
    """One pair, words and sides as logits; `links` (English, Arabic): strength of the link between two words.

    `alike`: of each side's words the likeness in meaning of the other side's most like one.
    """

    def __init__(
        self, english: Array, arabic: Array, sides: tuple[float, float], links: Array, alike: tuple[Array, Array]
    ) -> None:
        self.words = (english, arabic)
        self.sides = sides
        self.links = links
        self.alike = alike

    def facts(self, side: int) -> tuple[float, ...]:
        """What the network says of a side, its most suspect words, the level of its least suspect ones, its length."""
        words = self.words[side]
        return self.sides[side], suspicion(sigmoid(words)), background(words), math.log(max(_SHORT, len(words)))


class NeuralCoverage:
    """Word vectors are made with `encoder` (the built-in one: the weights know no other); `most_words` are kept."""

    def __init__(self, encoder: Encoder, weights: Path | None = None, *, most_words: int | None = None) -> None:
        path = weights or Path(str(resources.files("tqcheck.coverage") / WEIGHTS))
        tensors, metadata = _read(path)
        self._network = CoverageNetwork()
        try:
            self._network.load_state_dict(tensors)
        except RuntimeError as error:
            raise ModelError(f"{path} holds the weights of another version: install tqcheck again") from error
        self._network.eval()
        self._calibration: Mapping[str, Sequence[float]] = json.loads(metadata.get("calibration", "{}"))
        self._encoder, self._table = encoder, WordTable(encoder, most_words)
        self.identity = f"coverage/{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"

    def predict(
        self, pairs: Sequence[tuple[str, str]], *, source_lang: str = PAIR[0], target_lang: str = PAIR[1]
    ) -> list[tuple[Coverage, Coverage]]:
        """(source coverage, target coverage) of each (source, target) pair; spans count the given texts."""
        turned = source_lang == ARABIC and target_lang != ARABIC
        texts = [(target, source) if turned else (source, target) for source, target in pairs]
        out = []
        for (english, arabic), scored in zip(texts, self.score(texts), strict=True):
            here = self._coverage(english, scored, 0), self._coverage(arabic, scored, 1)
            out.append((here[1], here[0]) if turned else here)
        return out

    def encode(self, texts: Sequence[str]) -> Array:
        """Vectors of whole texts by the encoder that words are read with."""
        return self._encoder.encode(texts)

    def score(self, texts: Sequence[tuple[str, str]]) -> list[Scored]:
        """Logits of (English, Arabic) pairs, uncalibrated."""
        plain = [(plain_words(english), plain_words(arabic)) for english, arabic in texts]
        self._table.add(word for pair in plain for side in pair for word in side)
        ids = [(self._table.ids(english), self._table.ids(arabic)) for english, arabic in plain]
        known = self._words()
        out: list[Scored | None] = [None] * len(ids)
        for chosen in _batches(ids):
            for at, scored in zip(chosen, self._run(known, [ids[i] for i in chosen]), strict=True):
                out[at] = scored
        return [scored or self._long(known, ids[at]) for at, scored in enumerate(out)]

    def _words(self) -> Words:
        numbers: dict[str, int] = {}
        return Words(
            vectors=torch.from_numpy(self._table.vectors),
            shapes=torch.from_numpy(self._table.shapes),
            folds=torch.tensor([numbers.setdefault(word, len(numbers)) for word in self._table.folded]),
            skeletons=self._table.skeletons,
        )

    def _run(self, known: Words, ids: Sequence[tuple[Ids, Ids]]) -> Iterator[Scored]:
        with torch.inference_mode():
            batch = make_batch(known, ids)
            logits, sides, attention = self._network(batch.vectors, batch.shapes, batch.pairs, batch.masks)
            links = _links(*attention[-1])
        for row, (x, y) in enumerate(ids):
            meaning = batch.pairs[row, _MEANING, : len(x), : len(y)]
            yield Scored(
                logits[0][row, : len(x)].numpy(),
                logits[1][row, : len(y)].numpy(),
                (float(sides[0][row]), float(sides[1][row])),
                links[row, : len(x), : len(y)].numpy(),
                (_most(meaning, 1), _most(meaning, 0)),
            )

    def _long(self, known: Words, pair: tuple[Ids, Ids]) -> Scored:
        """A pair of hundreds of words in windows, each wider on the other side than on this one."""
        n, m = len(pair[0]), len(pair[1])
        count = -(-max(n, m) // (_LONGEST // 2))
        english, arabic = np.zeros(n, np.float32), np.zeros(m, np.float32)
        links, sides = np.zeros((n, m), np.float32), [-20.0, -20.0]
        alike = np.zeros(n, np.float32), np.zeros(m, np.float32)
        for k in range(count):
            x, y = ((round(k / count * size), round((k + 1) / count * size)) for size in (n, m))
            wide = [(max(0, a - size // count // 2), b + size // count // 2) for (a, b), size in ((x, n), (y, m))]
            for side, (rows, columns) in enumerate(((x, wide[1]), (wide[0], y))):
                (part,) = self._run(known, [(pair[0][slice(*rows)], pair[1][slice(*columns)])])
                sides[side] = max(sides[side], part.sides[side])
                alike[side][slice(*(x, y)[side])] = part.alike[side]
                if side == 0:
                    english[slice(*rows)], links[slice(*rows), slice(*columns)] = part.words[0], part.links
                else:
                    arabic[slice(*columns)] = part.words[1]
        return Scored(english, arabic, (sides[0], sides[1]), links, alike)

    def _coverage(self, text: str, scored: Scored, side: int) -> Coverage:
        spans = words(text)
        links = scored.links if side == 0 else scored.links.T
        if not links.shape[1]:
            return Coverage(words=tuple(WordCoverage(span=span, p=1.0) for span in spans), p=float(bool(spans)))
        p = self._probability("words", side, scored.words[side])
        found = tuple(
            WordCoverage(span=span, p=float(q), alike=min(1.0, float(alike)), **_best_link(row))
            for span, q, alike, row in zip(spans, p, scored.alike[side], links, strict=True)
        )
        return Coverage(words=found, p=self._whole(scored, side) if spans else 0.0)

    def _whole(self, scored: Scored, side: int) -> float:
        """Logistic of what the network says of the side, of its most suspect words, and of the others.

        What is lost leaves its mark on the words around it; a word suspect all by itself is likelier put freely.
        """
        *weights, offset = self._calibration.get(f"sides.{side}", (0.5, 0.5, 0.0, 0.0, 0.0))
        return float(sigmoid(sum(w * x for w, x in zip(weights, scored.facts(side), strict=True)) + offset))

    def _probability(self, kind: str, side: int, logits: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
        """Platt's sigmoid (1999): slope and offset were fitted after training."""
        slope, offset = self._calibration.get(f"{kind}.{side}", (1.0, 0.0))
        return sigmoid(slope * logits + offset)


def _most(likeness: Tensor, axis: int) -> Array:
    """The greatest along an axis; 0 where there is nothing."""
    return (likeness.amax(axis) if likeness.shape[axis] else torch.zeros(likeness.shape[1 - axis])).numpy()


def _best_link(row: npt.NDArray[np.floating]) -> dict[str, Any]:
    """The word of the other side that a word is linked to, where the link is strong enough to mean something."""
    at = int(row.argmax())
    return {"counterpart": at, "link": float(row[at])} if row[at] >= _LINKED else {}


def _links(rows: Tensor, columns: Tensor) -> Tensor:
    """Geometric mean of the attention of either side to the other, over heads: (batch, English, Arabic)."""
    forth, back = rows[..., :-1].mean(1), columns[..., :-1].mean(1).transpose(1, 2)
    return (forth * back).sqrt()


def _read(path: Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(path), framework="pt") as file:
            return {name: file.get_tensor(name).float() for name in file.keys()}, file.metadata() or {}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise ModelError(f"coverage model {path} cannot be read: {error}; install tqcheck again") from error


def _batches(ids: Sequence[tuple[Ids, Ids]]) -> Iterator[list[int]]:
    """Pairs of like length together; what is too long for one pass or empty on a side is left out."""
    short = [i for i, (x, y) in enumerate(ids) if max(len(x), len(y)) <= _LONGEST]
    chosen: list[int] = []
    rows = columns = 0
    for i in sorted(short, key=lambda i: (len(ids[i][0]), len(ids[i][1]))):
        n, m = max(rows, len(ids[i][0])), max(columns, len(ids[i][1]))
        if chosen and (len(chosen) + 1) * n * m > _CELLS:
            yield chosen
            chosen, n, m = [], len(ids[i][0]), len(ids[i][1])
        chosen.append(i)
        rows, columns = n, m
    if chosen:
        yield chosen
