"""A causal language model of transformers, told what to do in words through its own chat template."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import redirect_stderr
from functools import cached_property
from io import StringIO
from typing import Any

from tqcheck.errors import ModelError
from tqcheck.service.chat import Answer, Message, Question, read_answer
from tqcheck.translate.devices import pick_device, pick_dtype
from tqcheck.translate.families import FAMILIES
from tqcheck.translate.hub import ModelFolder, Progress
from tqcheck.translate.neural import Decoding, batches, quiet_transformers


def is_causal(folder: ModelFolder) -> bool:
    """Whether a model's configuration says that it continues text, rather than rendering one text as another."""
    if folder.gguf:
        return True
    try:
        config = json.loads((folder.path / "config.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"translation model '{folder.name}': its config.json cannot be read") from error
    if not isinstance(config, dict) or config.get("is_encoder_decoder") or config.get("model_type") in FAMILIES:
        return False
    return any(str(name).endswith("ForCausalLM") for name in config.get("architectures") or ()) or _is_chat(folder)


def _is_chat(folder: ModelFolder) -> bool:
    """Models that see as well as read name another architecture, and are causal if they have a chat template."""
    if any((folder.path / name).is_file() for name in ("chat_template.jinja", "chat_template.json")):
        return True
    try:
        return "chat_template" in json.loads((folder.path / "tokenizer_config.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return False


class CausalModel:
    """Answers conversations greedily, in batches of about `batch_tokens` tokens; loaded when first asked."""

    def __init__(self, folder: ModelFolder, decoding: Decoding, progress: Progress | None = None) -> None:
        if decoding.beams > 1 or decoding.dtype == "int8":
            raise ModelError(f"model '{folder.name}' is a language model: --beams and int8 are not for these")
        self._folder, self._decoding, self._progress = folder, decoding, progress
        self._device = pick_device(decoding.device)
        self._dtype = pick_dtype(decoding.dtype, self._device)
        self.identity = f"{folder.name}@{folder.revision[:12]}/{str(self._dtype).removeprefix('torch.')}/greedy"

    def answer(self, questions: Sequence[Question]) -> list[Answer]:
        """One answer a question, in order. Raises ModelError where the model cannot be loaded."""
        prompts = [self._prompt(question.messages) for question in questions]
        lengths = {str(n): self._length(prompt) + questions[n].room for n, prompt in enumerate(prompts)}
        done: dict[str, Answer] = {}
        for batch in batches(sorted(lengths, key=lambda n: lengths[n]), lengths, self._decoding.batch_tokens):
            chosen = [int(n) for n in batch]
            room = max(questions[n].room for n in chosen)
            said = self._safely([prompts[n] for n in chosen], room)
            answers = [
                one if isinstance(one, Answer) else read_answer(*one, questions[n])
                for n, one in zip(chosen, said, strict=True)
            ]
            done.update(zip(batch, answers, strict=True))
            if self._progress:
                self._progress("translating", len(done), len(questions))
        return [done[str(n)] for n in range(len(questions))]

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        from transformers import AutoModelForCausalLM, AutoTokenizer

        quiet_transformers()
        path = self._folder.path
        how = {"local_files_only": True, **({"gguf_file": self._folder.gguf} if self._folder.gguf else {})}
        try:
            # Its bar for a GGUF cannot be switched off.
            with redirect_stderr(StringIO()):
                tokenizer = AutoTokenizer.from_pretrained(path, padding_side="left", **how)
                model = AutoModelForCausalLM.from_pretrained(path, dtype=self._dtype, **how)
            placed: Any = model
            model = placed.to(self._device).eval()
        except Exception as error:  # transformers raises whatever its many loaders raise
            line = str(error).strip().partition("\n")[0][:200] or type(error).__name__
            raise ModelError(f"translation model '{self._folder.name}' cannot be loaded: {line}") from error
        if not tokenizer.chat_template:
            raise ModelError(f"model '{self._folder.name}' has no chat template: choose one tuned to instructions")
        if tokenizer.pad_token is None:
            tokenizer.pad_token = tokenizer.eos_token
        return tokenizer, model

    def _prompt(self, messages: Sequence[Message]) -> str:
        tokenizer, _ = self._loaded
        prompt: str = tokenizer.apply_chat_template(list(messages), tokenize=False, add_generation_prompt=True)
        return prompt

    def _length(self, prompt: str) -> int:
        return len(self._loaded[0](prompt, add_special_tokens=False, verbose=False)["input_ids"])

    def _safely(self, prompts: list[str], room: int) -> list[Answer | tuple[str, bool]]:
        try:
            return self._generate(prompts, room)
        except Exception as error:  # one bad text, or too little memory, must not cost the others
            if len(prompts) == 1:
                line = str(error).partition("\n")[0][:200]
                return [Answer(fault=f"the model failed: {type(error).__name__}: {line}")]
        middle = len(prompts) // 2
        return self._safely(prompts[:middle], room) + self._safely(prompts[middle:], room)

    def _generate(self, prompts: list[str], room: int) -> list[Answer | tuple[str, bool]]:
        """For each prompt what the model said, and whether it came to an end."""
        import torch

        tokenizer, model = self._loaded
        # The template has said the special tokens already.
        inputs = tokenizer(prompts, return_tensors="pt", padding=True, add_special_tokens=False).to(self._device)
        with torch.inference_mode():
            outputs = model.generate(
                input_ids=inputs["input_ids"], attention_mask=inputs["attention_mask"], do_sample=False, num_beams=1,
                max_new_tokens=room, max_length=None, pad_token_id=tokenizer.pad_token_id,
                # A model's own settings for sampling mean nothing here, and transformers would warn of them.
                temperature=None, top_p=None, top_k=None,
            )  # fmt: skip
        said = outputs[:, inputs["input_ids"].shape[1] :]
        ends = _ends(model, tokenizer)
        texts = tokenizer.batch_decode(said, skip_special_tokens=True)
        return [(text, bool(ends & set(row.tolist()))) for text, row in zip(texts, said, strict=True)]


def _ends(model: Any, tokenizer: Any) -> set[int]:
    """The tokens that end an answer."""
    stated = model.generation_config.eos_token_id
    found = stated if isinstance(stated, list) else [stated]
    return {int(token) for token in (*found, tokenizer.eos_token_id) if token is not None}
