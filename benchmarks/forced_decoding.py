"""What forced decoding says of omissions: `python -m benchmarks.forced_decoding --data DIR --model FOLDER`

A translation model of Arabic into English is made to say the English source, given the Arabic and given nothing. A
piece that the Arabic makes no likelier is not accounted for by it (as in contrastive conditioning, Vamvas and Sennrich
2022). Printed are AUC and recall at 5 % false alarms for sentences of which 3 to 6 Arabic words were deleted: by the
coverage model, by forced decoding, and by a logistic regression over both that was fitted on the other half of the
documents. `--model fluent`, or `fluent:FILE`, is the small language model that reads the Arabic and its gloss.
"""

from __future__ import annotations

import argparse
import os
import random
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from benchmarks.coverage import delete
from tqcheck.coverage.neural import NeuralCoverage
from tqcheck.encoder.builtin import UseEncoder
from tqcheck.text.words import words
from tqcheck.translate import fluent
from tqcheck.translate.fluent.base import converted
from tqcheck.translate.fluent.model import FluentModel
from tqcheck.translate.fluent.prompt import prompt
from tqcheck.translate.lexicon import load
from tqcheck.translate.settings import default_cache_dir
from training.coverage_calibrate import fit
from training.coverage_watch import auc

Pair = tuple[str, str]
BATCH = 16
WORST = (1, 3, 8)
"""Numbers of least supported pieces whose mean is evidence."""


class Forced(ABC):
    """A model that is told what to say."""

    def gains(self, pairs: Sequence[Pair]) -> list[np.ndarray]:
        """For each piece of the English: its log-probability given the Arabic less that given nothing."""
        out: list[np.ndarray] = [np.zeros(0)] * len(pairs)
        order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]))
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            given = self._said([self._read(pairs[i][1]) for i in chosen], [pairs[i][0] for i in chosen])
            free = self._said([""] * len(chosen), [pairs[i][0] for i in chosen])
            for i, one, other in zip(chosen, given, free, strict=True):
                out[i] = one - other
        return out

    @abstractmethod
    def _read(self, arabic: str) -> str:
        """What the model reads of a sentence."""

    @abstractmethod
    def _said(self, sources: list[str], targets: list[str]) -> list[np.ndarray]:
        """The log-probability of each piece of each target; a source of "" says nothing."""


class ForcedSequence(Forced):
    """A sequence-to-sequence model of transformers."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = AutoTokenizer.from_pretrained(folder)
        self._model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32).eval()

    def _read(self, arabic: str) -> str:
        return arabic

    def _said(self, sources: list[str], targets: list[str]) -> list[np.ndarray]:
        inputs = self._tokenizer(sources, text_target=targets, return_tensors="pt", padding=True, truncation=True)
        labels = inputs.pop("labels")
        real = labels != self._tokenizer.pad_token_id
        with torch.inference_mode():
            logits = self._model(**inputs, labels=labels).logits
        said = logits.log_softmax(-1).gather(-1, labels[..., None])[..., 0]
        return [row[mask][:-1].numpy() for row, mask in zip(said, real, strict=True)]


class ForcedFluent(Forced, FluentModel):
    """The package's small language model, which reads the Arabic and its gloss."""

    def __init__(self, adapters: bytes) -> None:
        FluentModel.__init__(self, converted(adapters, default_cache_dir().parent / "converted"), "cpu", torch.bfloat16)

    def _read(self, arabic: str) -> str:
        return prompt(arabic, load())

    def _said(self, sources: list[str], targets: list[str]) -> list[np.ndarray]:
        pieces = self._tokenizer.encode_batch
        read = [
            [self._bos, *e.ids] for e in pieces([s or prompt("", load()) for s in sources], add_special_tokens=False)
        ]
        said = [e.ids for e in pieces([f" {target}" for target in targets], add_special_tokens=False)]
        width = max(len(r) + len(s) for r, s in zip(read, said, strict=True))
        # Filled up on the right, where the causal mask keeps it out of sight.
        rows = [r + s + [self._eos] * (width - len(r) - len(s)) for r, s in zip(read, said, strict=True)]
        with torch.inference_mode():
            hidden = self._model.model(input_ids=torch.tensor(rows)).last_hidden_state
            return [self._of(h[len(r) - 1 :][: len(s)], s) for h, r, s in zip(hidden, read, said, strict=True)]

    def _of(self, hidden: torch.Tensor, said: list[int]) -> np.ndarray:
        logits = self._model.lm_head(hidden).float().log_softmax(-1)
        # Pieces that are read and never said have no probability of their own: the least there is stands for it.
        known = torch.tensor([min(piece, logits.shape[-1] - 1) for piece in said])
        at = logits.gather(1, known[:, None])[:, 0]
        return torch.where(torch.tensor(said) < logits.shape[-1], at, logits.min(1).values).numpy()


def evidence(gains: np.ndarray) -> list[float]:
    """What the pieces of one sentence say: the means of the least supported ones, and of all."""
    low = np.sort(np.clip(gains, -8, 8)) if len(gains) else np.zeros(1)
    return [*(-float(low[:k].mean()) for k in WORST), -float(low.mean())]


def report(name: str, clean: np.ndarray, cut: np.ndarray) -> None:
    """One line."""
    recall = (cut > np.quantile(clean, 0.95)).mean()
    print(f"  {name:24} AUC {auc(clean, cut):.3f}, recall at 5 % false alarms {recall:.2f}")


def model(name: str) -> Forced:
    """The model that a name stands for."""
    kind, _, file = name.partition(":")
    if kind != "fluent":
        return ForcedSequence(Path(name))
    adapters = Path(file).read_bytes() if file else fluent.shipped()
    assert adapters is not None, "no adapters are shipped: name a file, fluent:FILE"
    return ForcedFluent(adapters)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("TQCHECK_DATA"))
    parser.add_argument("--model", required=True)
    options = parser.parse_args()
    if options.data is None:
        parser.error("name the data with --data DIR or TQCHECK_DATA")
    text = (Path(options.data) / "dev" / "ntrex_45docs.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    rows = [r for r in rows if len(words(r[1])) >= 10 and len(words(r[2])) >= 14]
    numbers = {name: i for i, name in enumerate(dict.fromkeys(r[0] for r in rows))}
    half = np.array([numbers[r[0]] % 2 for r in rows])
    draw = random.Random(7)
    whole = [(r[1], r[2]) for r in rows]
    damaged = [(english, delete(arabic, 3, 6, draw)) for english, arabic in whole]
    coverage, forced = NeuralCoverage(UseEncoder()), model(options.model)
    known, heard = [], []
    for pairs in (whole, damaged):
        known.append(np.array([s.facts(0) for s in coverage.score(pairs)]))
        heard.append(np.array([evidence(g) for g in forced.gains(pairs)]))
    print(f"{len(rows)} sentences, 3 to 6 Arabic words deleted")
    for name, parts in (
        ("coverage", known), ("forced decoding", heard),
        ("both", [np.hstack([k, h]) for k, h in zip(known, heard, strict=True)]),
    ):  # fmt: skip
        scores = [np.zeros(len(rows)), np.zeros(len(rows))]
        for part in (0, 1):
            learned = np.concatenate([parts[0][half != part], parts[1][half != part]])
            mean, spread = learned.mean(0), learned.std(0) + 1e-9
            *slopes, _ = fit(
                ((learned - mean) / spread).tolist(), [0] * (len(learned) // 2) + [1] * (len(learned) // 2)
            )
            for k in (0, 1):
                scores[k][half == part] = (parts[k][half == part] - mean) / spread @ np.array(slopes)
        report(name, *scores)


if __name__ == "__main__":
    main()
