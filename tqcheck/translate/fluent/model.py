"""The merged model: prompts in, English out, in batches of like length."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tqcheck.errors import ModelError
from tqcheck.translate.neural import quiet_transformers

ROOM = 1.6
"""Pieces that an output may have, for each piece of what is read under the Arabic."""


class FluentModel:
    """A folder of `base.converted`, loaded into memory. Raises ModelError where it cannot be."""

    def __init__(self, folder: Path, device: str, dtype: Any) -> None:
        import torch
        from tokenizers import Tokenizer
        from transformers import AutoModelForCausalLM

        quiet_transformers()
        try:
            config = json.loads((folder / "config.json").read_text("utf-8"))
            self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
            loaded: Any = AutoModelForCausalLM.from_pretrained(folder, local_files_only=True, dtype=dtype)
        except Exception as error:  # transformers raises whatever its many loaders raise
            line = str(error).strip().partition("\n")[0][:200] or type(error).__name__
            raise ModelError(f"translation model 'fluent' cannot be loaded from {folder}: {line}") from error
        self._model = loaded
        self._bos, self._eos, self._device = config["bos_token_id"], config["eos_token_id"], device
        # English is written with the first pieces: the others are read and never said, which spares their share of
        # the output layer.
        rows = self._model.get_input_embeddings().weight[: config["tqcheck_said"]]
        self._model.lm_head.weight = torch.nn.Parameter(rows, requires_grad=False)
        self._model.config.vocab_size = len(rows)
        self._model.to(device).eval()

    def length(self, text: str) -> int:
        """Pieces of a text."""
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def say(self, prompts: Sequence[str], budget: int, beams: int = 1) -> Iterator[tuple[int, list[str]]]:
        """For each prompt its number and up to `beams` outputs, the likeliest first; an output without an end is "".

        `budget` bounds the padded pieces of a batch, beams counted.
        """
        read = [[self._bos, *self._tokenizer.encode(p, add_special_tokens=False).ids] for p in prompts]
        order = sorted(range(len(prompts)), key=lambda i: len(read[i]))
        for batch in _batches(order, [len(r) for r in read], budget // beams):
            yield from zip(batch, self._batch([read[i] for i in batch], beams), strict=True)

    def _batch(self, rows: list[list[int]], beams: int) -> list[list[str]]:
        import torch

        width = max(map(len, rows))
        numbers = torch.tensor([[self._bos] * (width - len(r)) + r for r in rows], device=self._device)
        mask = torch.tensor([[0] * (width - len(r)) + [1] * len(r) for r in rows], device=self._device)
        with torch.inference_mode():
            out = self._model.generate(
                input_ids=numbers, attention_mask=mask, max_new_tokens=int(width * ROOM / 2) + 16, do_sample=False,
                num_beams=beams, num_return_sequences=beams, eos_token_id=self._eos, pad_token_id=self._eos,
            )  # fmt: skip
        said = [self._text(row) for row in out[:, width:].tolist()]
        return [said[at : at + beams] for at in range(0, len(said), beams)]

    def _text(self, pieces: list[int]) -> str:
        if self._eos not in pieces:
            return ""
        return " ".join(str(self._tokenizer.decode(pieces[: pieces.index(self._eos)])).split())


def _batches(order: list[int], lengths: list[int], budget: int) -> Iterator[list[int]]:
    batch: list[int] = []
    for i in order:
        if batch and 2 * lengths[i] * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
