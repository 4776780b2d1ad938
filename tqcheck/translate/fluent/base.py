"""From the base model, which comes as a package, to a folder that transformers loads at once: merged, cut, converted.

Done once, into the user's cache. The base is Gemma 3 270M in 4 to 6 bits (GGUF); with the adapters merged in and its
vocabulary cut to the pieces that Arabic and English news needs it is an ordinary Gemma 3 folder of some 300 MB.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr
from hashlib import file_digest
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tqcheck.errors import ModelError, ModelUnavailableError
from tqcheck.translate.fluent import PACKAGES, available
from tqcheck.translate.fluent.adapters import Adapters, load_adapters, revision
from tqcheck.translate.fluent.vocabulary import cut_tokenizer
from tqcheck.translate.neural import quiet_transformers

PACKAGE = PACKAGES[0]
FORMAT = 1
"""Raised when the folder is made in another way: older ones are then made anew."""

Progress = Callable[[str, int, int | None], None]


def converted(adapters: bytes, cache: Path, progress: Progress | None = None) -> Path:
    """The folder with the model, made now where the cache does not have it. Raises ModelError where that fails."""
    if not available():
        raise ModelUnavailableError("translation model 'fluent' is not installed: pip install 'tqcheck[fluent]'")
    folder = cache / f"fluent-{FORMAT}-{revision(adapters)}"
    if (folder / "config.json").is_file():
        return folder
    from filelock import FileLock

    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / "fluent.lock"):
        if not (folder / "config.json").is_file():
            _convert(folder, load_adapters(adapters), progress)
    return folder


def _convert(folder: Path, adapters: Adapters, progress: Progress | None) -> None:
    report = progress or (lambda *_: None)
    with TemporaryDirectory(dir=folder.parent, prefix="fluent-") as temporary:
        made = Path(temporary) / "made"
        try:
            report("preparing the fluent back-translation (once)", 0, 3)
            gguf = _assemble(Path(temporary), adapters.base)
            report("preparing the fluent back-translation (once)", 1, 3)
            tokenizer, model = load_gguf(gguf)
            report("preparing the fluent back-translation (once)", 2, 3)
            write(made, tokenizer, merged(model, adapters), adapters)
        except (OSError, ImportError, ValueError, KeyError, RuntimeError) as error:
            line = str(error).partition("\n")[0][:200] or type(error).__name__
            raise ModelError(f"translation model 'fluent' cannot be prepared: {line}") from error
        shutil.rmtree(folder, ignore_errors=True)
        made.replace(folder)
        report("preparing the fluent back-translation (once)", 3, 3)


def _assemble(folder: Path, expected: str) -> Path:
    """One file from the chunks that the package carries; ModelError where the adapters were made on another."""
    from importlib import import_module

    path = Path(import_module(PACKAGE).assemble(folder / "base.gguf", overwrite=True))
    with path.open("rb") as content:
        found = file_digest(content, "sha256").hexdigest()
    if found != expected:
        raise ModelError(
            f"translation model 'fluent' cannot be prepared: package {PACKAGE} holds another model ({found[:12]}) than "
            f"the adapters were made for ({expected[:12]})"
        )
    return path


def load_gguf(path: Path) -> tuple[dict[str, Any], Any]:
    """The tokenizer's specification (`tokenizer.json`) and the model in float32."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    quiet_transformers()
    # Its bar cannot be switched off, and would stand in the midst of ours.
    with redirect_stderr(StringIO()):
        tokenizer = AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name)
        model = AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name, dtype=torch.float32)
    return json.loads(tokenizer.backend_tokenizer.to_str()), model


def merged(model: Any, adapters: Adapters) -> Any:
    """The model with the adapters in its weights and only the kept rows of its embedding."""
    import torch

    with torch.no_grad():
        for number, name in adapters.layers():
            layer = model.model.layers[number]
            linear = getattr(layer.self_attn, name, None) or getattr(layer.mlp, name)
            down, up = (adapters.tensors[f"{number}.{name}.{part}"] for part in ("down", "up"))
            linear.weight += adapters.scale * (up @ down)
        for name, parameter in model.named_parameters():
            if (norm := adapters.tensors.get(name.removeprefix("model."))) is not None:
                parameter.copy_(norm)
        rows = model.get_input_embeddings().weight[list(adapters.pieces)].clone()
    model.resize_token_embeddings(len(rows), mean_resizing=False)
    model.get_input_embeddings().weight.data.copy_(rows)
    model.tie_weights()
    return model


def write(folder: Path, tokenizer: dict[str, Any], model: Any, adapters: Adapters) -> None:
    """A folder of transformers': weights in half precision, the cut tokenizer, how many pieces are for saying."""
    import torch
    from safetensors.torch import save_file

    folder.mkdir()
    weights = {
        n: v.to(torch.float16).contiguous().clone() for n, v in model.state_dict().items() if n != "lm_head.weight"
    }
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    spec = cut_tokenizer(tokenizer, adapters.pieces)
    (folder / "tokenizer.json").write_text(json.dumps(spec, ensure_ascii=False), "utf-8")
    config = {k: v for k, v in model.config.to_dict().items() if k != "quantization_config"}
    numbers = {spec["model"]["vocab"][f"<{n}>"]: n for n in ("pad", "bos", "eos")}
    config |= {f"{n}_token_id": number for number, n in numbers.items()}
    config |= {
        "architectures": ["Gemma3ForCausalLM"],
        "vocab_size": len(adapters.pieces),
        "tqcheck_said": adapters.said,
    }
    # Written last: a folder with a config is whole.
    (folder / "config.json").write_text(json.dumps(config, default=str, indent=1), "utf-8")
