"""A causal language model with low-rank adapters (LoRA, Hu et al. 2021) on every linear layer, its vocabulary cut."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from torch import nn

from tqcheck.translate.fluent.base import PACKAGE

ADAPTED = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


class Adapted(nn.Module):
    """A frozen linear layer plus `scale * B(A(x))`; A is (rank, in), B is (out, rank) and begins as zeros."""

    def __init__(self, base: nn.Linear, rank: int, scale: float) -> None:
        super().__init__()
        self.base, self.scale = base, scale
        self.down = nn.Parameter(torch.randn(rank, base.in_features) / math.sqrt(base.in_features))
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        low = nn.functional.linear(x, self.down.to(x.dtype))
        return self.base(x) + self.scale * nn.functional.linear(low, self.up.to(x.dtype))


def adapt(model: Any, rank: int, scale: float = 2.0) -> dict[str, nn.Parameter]:
    """Freezes the model, puts adapters on its linear layers; returns what is trained, by name."""
    for parameter in model.parameters():
        parameter.requires_grad = False
    trained: dict[str, nn.Parameter] = {}
    for number, layer in enumerate(model.model.layers):
        for part in (layer.self_attn, layer.mlp):
            for name in ADAPTED:
                if isinstance(linear := getattr(part, name, None), nn.Linear):
                    adapted = Adapted(linear, rank, scale)
                    setattr(part, name, adapted)
                    trained[f"{number}.{name}.down"] = adapted.down
                    trained[f"{number}.{name}.up"] = adapted.up
    for name, parameter in model.named_parameters():
        if "norm" in name:
            parameter.data = parameter.data.float()
            parameter.requires_grad = True
            trained[name.removeprefix("model.")] = parameter
    return trained


def cut(model: Any, kept: list[int], said: int) -> None:
    """Leaves only these rows of the embedding; the first `said` of them are the output layer, too."""
    rows = model.get_input_embeddings().weight.data[kept].clone()
    embedding = model.get_input_embeddings()
    embedding.weight = nn.Parameter(rows, requires_grad=False)
    embedding.num_embeddings = len(kept)
    model.lm_head.weight = nn.Parameter(rows[:said], requires_grad=False)
    model.lm_head.out_features = said
    model.config.vocab_size = model.vocab_size = said


class Pieces:
    """The kept pieces, those that English is written with first: from the tokenizer's numbers to the model's."""

    def __init__(self, tokenizer: Any, said: Iterable[int], read: Iterable[int]) -> None:
        self.tokenizer = tokenizer
        first = sorted({*said, tokenizer.bos_token_id, tokenizer.eos_token_id, tokenizer.pad_token_id or 0})
        self.said = len(first)
        self.kept = [*first, *sorted(set(read) - set(first))]
        self._new = {old: new for new, old in enumerate(self.kept)}
        self.bos, self.eos = self._new[tokenizer.bos_token_id], self._new[tokenizer.eos_token_id]

    def of(self, text: str) -> list[int]:
        """Pieces of a text; what was cut away is left out."""
        numbers = self.tokenizer(text, add_special_tokens=False)["input_ids"]
        return [self._new[n] for n in numbers if n in self._new]

    def text(self, pieces: Iterable[int]) -> str:
        return str(self.tokenizer.decode([self.kept[p] for p in pieces])).strip()


def make_base(folder: Path) -> None:
    """Writes the base, unpacked from its quantised file, as a folder of transformers'."""
    from importlib import import_module

    from safetensors.torch import save_file
    from transformers import AutoModelForCausalLM, AutoTokenizer

    folder.mkdir(parents=True, exist_ok=True)
    packed = Path(import_module(PACKAGE).assemble(folder / "base.gguf", overwrite=True))
    AutoTokenizer.from_pretrained(folder, gguf_file=packed.name).save_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=packed.name, dtype=torch.float32)
    weights = {
        n: w.to(torch.bfloat16).contiguous().clone() for n, w in model.state_dict().items() if "lm_head" not in n
    }
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    packed.unlink()
    config = {k: v for k, v in model.config.to_dict().items() if k != "quantization_config"}
    # Written last: a folder with a config is whole.
    text = json.dumps(config | {"architectures": ["Gemma3ForCausalLM"]}, default=str, indent=1)
    (folder / "config.json").write_text(text, "utf-8")


def load_base(folder: Path, dtype: torch.dtype) -> tuple[Any, Any]:
    """The language model and its tokenizer; the folder is made from the package of the base where it is not there."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    if not (folder / "config.json").is_file():
        make_base(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype, attn_implementation="sdpa")
    return model, tokenizer
