"""What forced decoding says of omissions: `python -m benchmarks.forced_decoding --data DIR --model FOLDER [--gloss]`

A translation model of Arabic into English is made to say the English source, given the Arabic and given nothing. A
piece that the Arabic makes no likelier is not accounted for by it (as in contrastive conditioning, Vamvas and Sennrich
2022). Printed are AUC and recall at 5 % false alarms for sentences of which 3 to 6 Arabic words were deleted: by the
coverage model, by forced decoding, and by a logistic regression over both that was fitted on the other half of the
documents. `--gloss`: the model reads annotated glosses (`training.translation`), not Arabic.
"""

from __future__ import annotations

import argparse
import os
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from benchmarks.coverage import delete
from tqcheck.coverage.neural import NeuralCoverage
from tqcheck.encoder.builtin import UseEncoder
from tqcheck.text.words import words
from tqcheck.translate.gloss import items_of
from tqcheck.translate.lexicon import load
from training.coverage_calibrate import fit
from training.coverage_watch import auc
from training.translation_data import annotated

Pair = tuple[str, str]
BATCH = 16
WORST = (1, 3, 8)
"""Numbers of least supported pieces whose mean is evidence."""


class Forced:
    """A sequence-to-sequence model that is told what to say."""

    def __init__(self, folder: Path, *, gloss: bool) -> None:
        self._gloss = gloss
        self._tokenizer = AutoTokenizer.from_pretrained(folder)
        self._model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32).eval()

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

    def _read(self, arabic: str) -> str:
        return annotated(items_of(arabic, load())) if self._gloss else arabic

    def _said(self, sources: list[str], targets: list[str]) -> list[np.ndarray]:
        inputs = self._tokenizer(sources, text_target=targets, return_tensors="pt", padding=True, truncation=True)
        labels = inputs.pop("labels")
        real = labels != self._tokenizer.pad_token_id
        with torch.inference_mode():
            logits = self._model(**inputs, labels=labels).logits
        said = logits.log_softmax(-1).gather(-1, labels[..., None])[..., 0]
        return [row[mask][:-1].numpy() for row, mask in zip(said, real, strict=True)]


def evidence(gains: np.ndarray) -> list[float]:
    """What the pieces of one sentence say: the means of the least supported ones, and of all."""
    low = np.sort(np.clip(gains, -8, 8)) if len(gains) else np.zeros(1)
    return [*(-float(low[:k].mean()) for k in WORST), -float(low.mean())]


def report(name: str, clean: np.ndarray, cut: np.ndarray) -> None:
    """One line."""
    recall = (cut > np.quantile(clean, 0.95)).mean()
    print(f"  {name:24} AUC {auc(clean, cut):.3f}, recall at 5 % false alarms {recall:.2f}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("TQCHECK_DATA"))
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--gloss", action="store_true")
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
    coverage, forced = NeuralCoverage(UseEncoder()), Forced(options.model, gloss=options.gloss)
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
