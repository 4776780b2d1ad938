"""Pieces of both languages, and the sentence encoder's vectors of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import sentencepiece

END, UNKNOWN, PAD = "</s>", "<unk>", "<pad>"
_ARABIC = range(0x0600, 0x0700)


class Vocabulary:
    """Pieces of both languages, the English ones first: only those can be said."""

    def __init__(self, folder: Path) -> None:
        self.pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sp.model"))
        names = [self.pieces.id_to_piece(i) for i in range(self.pieces.get_piece_size())]
        arabic = [n for n in names if any(ord(c) in _ARABIC for c in n)]
        english = sorted(set(names) - set(arabic) - {UNKNOWN}, key=names.index)
        self.names = [END, UNKNOWN, *english, *arabic, PAD]
        self.said = 2 + len(english)
        self.index = {name: i for i, name in enumerate(self.names)}
        self.pad = self.index[PAD]

    def ids(self, text: str) -> list[int]:
        """Ids of a text and of its end."""
        return [*(self.index.get(p, 1) for p in self.pieces.encode(text, out_type=str)), 0]


def learn_pieces(counts: Counter[str], folder: Path, size: int) -> None:
    """A SentencePiece unigram model from counts of words, digits by themselves so that numbers can be copied."""
    table = folder / "words.tsv"
    table.write_text("".join(f"{word}\t{n}\n" for word, n in counts.most_common() if "\t" not in word), "utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(table), input_format="tsv", model_prefix=str(folder / "sp"), vocab_size=size, split_digits=True,
        character_coverage=0.9998, hard_vocab_limit=False, bos_id=-1, eos_id=-1, pad_id=-1, unk_id=0,
        minloglevel=2, num_threads=1,
    )  # fmt: skip


def vectors_of(names: Sequence[str], width: int) -> tuple[np.ndarray, np.ndarray]:
    """The encoder's vectors of the pieces (pieces, 512), and the matrix (512, width) to start from.

    That matrix keeps the directions in which the vectors differ most.
    """
    from tqcheck.encoder.builtin import UseEncoder

    vectors = UseEncoder().encode([name.lstrip("▁") or "," for name in names])
    vectors[[0, 1, len(names) - 1]] = 0
    centred = vectors[2:-1] - vectors[2:-1].mean(0)
    _, _, directions = np.linalg.svd(centred[:: max(1, len(centred) // 8000)], full_matrices=False)
    start = directions[:width].T.astype(np.float32)
    return vectors, start / (np.linalg.norm(vectors[2:-1] @ start, axis=1).mean() + 1e-9)
