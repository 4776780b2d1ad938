"""Back-translation by a transformers sequence-to-sequence model: Marian, M2M-100, NLLB, mBART-50, T5 and MADLAD."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tqcheck.errors import ModelError
from tqcheck.plugins import Failure, Translated
from tqcheck.translate.devices import pick_device, pick_dtype
from tqcheck.translate.families import Direction, direction
from tqcheck.translate.hub import ModelFolder, Progress
from tqcheck.translate.loops import LOOP, is_loop
from tqcheck.translate.outcome import joined
from tqcheck.translate.splitting import split_to_fit

_LONGEST_SOURCE = 512
"""Tokens of a source piece at most, whatever the model claims: these models were trained on single sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """How to decode: what is part of the identity (`dtype`, `beams`) and what only costs time or memory."""

    device: str = "auto"
    dtype: str = "auto"
    beams: int = 1
    batch_tokens: int = 2048


class NeuralTranslator:
    """A translation model from a folder, loaded when it is first used; ModelError where that fails.

    Texts are cut into pieces that fit the model, the pieces sorted by length and decoded in batches of about
    `batch_tokens` padded tokens. A batch that fails is halved until the faulty piece is found; that text, and every
    text with a repetition loop or with an output that does not end, is a failure.
    """

    def __init__(self, folder: ModelFolder, decoding: Decoding, progress: Progress | None = None) -> None:
        self._folder, self._decoding, self._progress = folder, decoding, progress
        self._device = pick_device(decoding.device)
        self._dtype = pick_dtype(decoding.dtype, self._device)
        precision = str(self._dtype).removeprefix("torch.")
        self.identity = f"{folder.name}@{folder.revision[:12]}/{precision}/beams={decoding.beams}"

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[Translated]:
        """One translation or failure a text, in order."""
        way = direction(self._folder.name, self._model.config.model_type, self._tokenizer, source, target)
        limit = self._limit() - self._length(way.prefix)
        pieces = {t: split_to_fit(t, self._length, limit) for t in dict.fromkeys(texts)}
        done = self._decode_all(list(dict.fromkeys(p for ps in pieces.values() for p in ps)), way)
        return [joined([done[piece] for piece in pieces[text]]) for text in texts]

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        return _load(self._folder, self._device, self._dtype)

    @property
    def _tokenizer(self) -> Any:
        return self._loaded[0]

    @property
    def _model(self) -> Any:
        return self._loaded[1]

    def _length(self, text: str) -> int:
        return len(self._tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"])

    def _limit(self) -> int:
        stated = (self._tokenizer.model_max_length, getattr(self._model.config, "max_position_embeddings", None))
        special = self._tokenizer.num_special_tokens_to_add() + 1
        return min(_LONGEST_SOURCE, *(int(n) for n in stated if n)) - int(special)

    def _decode_all(self, pieces: list[str], way: Direction) -> dict[str, Translated]:
        """For each piece its translation, or the failure."""
        lengths = {piece: self._length(piece) for piece in pieces}
        done: dict[str, Translated] = {}
        for batch in batches(sorted(pieces, key=lambda p: (lengths[p], p)), lengths, self._decoding.batch_tokens):
            done.update(zip(batch, self._decode_safely(batch, way), strict=True))
            if self._progress:
                self._progress("translating", len(done), len(pieces))
        return done

    def _decode_safely(self, batch: list[str], way: Direction) -> list[Translated]:
        try:
            return self._decode(batch, way)
        except Exception as error:  # one bad text, or too little memory, must not cost the others
            if len(batch) == 1:
                line = str(error).partition(chr(10))[0][:200]
                return [Failure(f"the model failed: {type(error).__name__}: {line}")]
        middle = len(batch) // 2
        return self._decode_safely(batch[:middle], way) + self._decode_safely(batch[middle:], way)

    def _decode(self, batch: list[str], way: Direction) -> list[Translated]:
        import torch

        inputs = self._tokenizer([way.prefix + p for p in batch], return_tensors="pt", padding=True).to(self._device)
        longest = int(inputs["input_ids"].shape[1])
        room = min(self._limit(), 2 * longest + 16)
        with torch.inference_mode():
            outputs = self._model.generate(
                **{k: inputs[k] for k in ("input_ids", "attention_mask")}, **way.generate,
                num_beams=self._decoding.beams, do_sample=False, max_new_tokens=room, max_length=None,
            )  # fmt: skip
        # The forced language token is said first and is no part of the translation; not every tokeniser drops it.
        said = outputs[:, 2:] if "forced_bos_token_id" in way.generate else outputs[:, 1:]
        texts = self._tokenizer.batch_decode(said, skip_special_tokens=True)
        ended = (outputs[:, 1:] == self._end()).any(dim=1).tolist()
        return [judge(*row) for row in zip(batch, texts, ended, strict=True)]

    def _end(self) -> int:
        end = self._model.generation_config.eos_token_id
        return int(end[0] if isinstance(end, list) else end)


def judge(source: str, output: str, ended: bool) -> Translated:
    """The translation, or why an output is none."""
    if not ended or is_loop(output, source):
        return Failure(LOOP)
    return " ".join(output.split()) or Failure("the model returned nothing")


def batches(pieces: Sequence[str], lengths: dict[str, int], budget: int) -> Iterator[list[str]]:
    """Cuts pieces sorted by length into batches whose padded size stays under `budget` tokens, one piece at least."""
    batch: list[str] = []
    for piece in pieces:
        if batch and (lengths[piece] + 1) * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(piece)
    if batch:
        yield batch


def quiet_transformers() -> None:
    """Keep its advice and bars off the terminal."""
    from transformers import logging as transformers_logging

    logging: Any = transformers_logging
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    # Marian's tokeniser recommends a library whose punctuation rules would change the input of models trained without.
    warnings.filterwarnings("ignore", message=".*sacremoses.*")


def _load(folder: ModelFolder, device: str, dtype: Any) -> tuple[Any, Any]:
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    quiet_transformers()
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder.path, local_files_only=True)
        model = AutoModelForSeq2SeqLM.from_pretrained(folder.path, local_files_only=True, dtype=dtype)
        return tokenizer, model.to(device).eval()
    except Exception as error:  # transformers raises whatever its many loaders raise
        line = str(error).strip().partition("\n")[0][:200] or type(error).__name__
        raise ModelError(f"translation model '{folder.name}' cannot be loaded: {line}") from error
