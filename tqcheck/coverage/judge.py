"""How probable it is that a candidate is a fault, and not a free rendering: a second stage over spans, not words.

Learned from faults planted in published translations, against what the first stage reports on those translations as
they are, and from what readers said of 2,650 of these reports; see `training/findings.py`. Natural freedom shows: the
other side has words to spare at the same place, the words around are doubtful too, the whole side is; and without the
span both sides grow no more alike.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from tqcheck.coverage.light_words import light
from tqcheck.coverage.occlusion import occluded
from tqcheck.coverage.odds import logit, sigmoid
from tqcheck.coverage.renderings import rendered
from tqcheck.coverage.spans import Range, SideWords, gap
from tqcheck.coverage.word_lists import NEGATION
from tqcheck.errors import ModelError
from tqcheck.records import Occlusion

FILE = "judge.safetensors"
_NEAR = 4
"""Words on either side of the gap among which a rephrasing would stand."""
_BOUNDARY = re.compile(r"[,;:،؛—–()\"“”«».]")
_FAR = 4.0
"""Standard deviations beyond which a feature says no more: nothing like it was learned from."""
_ENGLISH, _ARABIC = (0.42, -0.32), (1.10, 0.16)
"""Confidence of a finding in English and in Arabic words from the judge's log-odds: slope and shift.

Most judgements that it learned from are of manuals, which are translated with less care than news. Fitted to these and,
with equal weight, to findings on news, talks and debates that other readers judged; see the model card.
"""

Array = npt.NDArray[np.float32]


def features(
    this: SideWords, other: SideWords, span: Range, *, others: int, arabic: bool, known: Sequence[Occlusion] = ()
) -> dict[str, float]:
    """What is known of a span of `this` side; `others` counts the candidates of the side, this one among them.

    `known` are the side's occlusions; where there is none of the span, what they would tell is not a number.
    """
    start, end = span
    content = this.content(start, end) or list(range(start, end))
    p = [logit(this.words[i].p) for i in content]
    chosen = [this.words[i] for i in content]
    around = [this.words[i].p for i in (start - 2, start - 1, end, end + 1) if 0 <= i < len(this.words)]
    rest = [word.p for i, word in enumerate(this.words) if not start <= i < end]
    return {
        "side": logit(this.coverage.p),
        "other_side": logit(other.coverage.p),
        "highest": max(p),
        "mean": _mean(p),
        "lowest": min(p),
        "content": math.log(len(content)),
        "words": math.log(end - start),
        "length": math.log(len(this.words)),
        "other_length": math.log(max(1, len(other.words))),
        "ratio": math.log(len(this.words) / max(1, len(other.words))),
        "around": logit(_mean(around)),
        "rest": logit(_mean(rest)),
        "link": _mean([word.link or 0.0 for word in chosen]),
        "linked": _mean([word.counterpart is not None for word in chosen]),
        "mutual": _mean([_mutual(this, other, i) for i in content]),
        "link_p": _mean([0.5 if w.counterpart is None else other.words[w.counterpart].p for w in chosen]),
        "digits": _mean([any(c.isdigit() for c in this.plain[i]) for i in content]),
        "capitals": _mean([i > 0 and this.words[i].span.of(this.text)[0].isupper() for i in content]),
        "first": float(start == 0),
        "last": float(end == len(this.words)),
        "opens": float(_bounded(this, start - 1)),
        "closes": float(_bounded(this, end - 1)),
        "others": math.log(others),
        "arabic": float(arabic),
        "denial": float(any(this.plain[i] in NEGATION for i in range(start, end))),
        **_spare(this, other, span),
        **rendered(this, other, span),
        **occluded(known, span),
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _mutual(this: SideWords, other: SideWords, at: int) -> bool:
    there = this.words[at].counterpart
    return there is not None and other.words[there].counterpart == at


def _bounded(side: SideWords, before: int) -> bool:
    """Whether a clause ends behind a word."""
    if before < 0 or before + 1 >= len(side.words):
        return True
    return bool(_BOUNDARY.search(side.text, side.words[before].span.end, side.words[before + 1].span.start))


def _spare(this: SideWords, other: SideWords, span: Range) -> dict[str, float]:
    """What the other side has that nothing here accounts for, in all and where the span should stand."""
    place = gap(this, *span).place(len(other.words))
    free = {i: word.p for i, word in enumerate(other.words) if not light(other.plain[i])}
    near = [p for i, p in free.items() if abs(i - place) <= _NEAR]
    return {
        "spare": math.log1p(sum(free.values())),
        "spare_near": math.log1p(sum(near)),
        "spare_most": logit(max(near)) if near else -8.0,
    }


def believed(p: float, *, arabic: bool) -> float:
    """The judge's probability as readers of news would have it: the confidence of a finding."""
    slope, shift = _ARABIC if arabic else _ENGLISH
    return float(sigmoid(slope * logit(p) + shift))


class Judge:
    """A network with one hidden layer over standardised features; numpy alone, a few kilobytes.

    Raises ModelError where its file cannot be read.
    """

    def __init__(self, file: str = FILE) -> None:
        from safetensors import SafetensorError, safe_open

        path = resources.files("tqcheck.coverage") / file
        try:
            with safe_open(str(path), framework="np") as weights:
                self._w: dict[str, Array] = {name: weights.get_tensor(name) for name in weights.keys()}  # noqa: SIM118
                self.names: tuple[str, ...] = tuple(json.loads(weights.metadata()["features"]))
        except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
            raise ModelError(f"model of findings {path} cannot be read: {error}; install tqcheck again") from error

    def probability(self, of: dict[str, float]) -> float:
        """That a reader would call the span with these features a fault, in text like that which it learned from."""
        slope, shift = self._w["confidence"][int(of["arabic"])]
        return float(sigmoid(slope * self.odds(of) + shift))

    def odds(self, of: dict[str, float]) -> float:
        """The network's log-odds; a feature that is not a number, because it was not measured, counts as the mean."""
        w = self._w
        x = np.array([of[name] for name in self.names], np.float32)
        x = np.clip(np.nan_to_num((x - w["mean"]) / w["deviation"]), -_FAR, _FAR)
        hidden: Array = np.tanh(w["hidden"] @ x + w["hidden_bias"])
        return float(w["out"] @ hidden + w["out_bias"][0])


@cache
def judge() -> Judge:
    """The shipped judge, read once."""
    return Judge()
