"""From a model's name to a folder with its files: a local folder, the Hugging Face cache, or a download."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import file_digest, sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tqcheck.errors import ModelError, ModelUnavailableError

Progress = Callable[[str, int, int | None], None]

_TEXT_FILES = ["*.json", "*.model", "*.spm", "*.txt"]
_SAFE_WEIGHTS = ["model*.safetensors"]
_OLD_WEIGHTS = ["pytorch_model*.bin"]


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """Where a model's files lie, and which revision they are: a commit of the hub, or a hash of the contents.

    `gguf` is the one file of the folder that holds a model quantised for llama.cpp; empty for a folder of transformers.
    """

    name: str
    path: Path
    revision: str
    gguf: str = ""


def forbid_network() -> None:
    """Tells the hub's libraries to stay offline; they read this once, so call it before they are imported."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"


def locate(name: str, *, offline: bool, progress: Progress | None = None) -> ModelFolder:
    """The folder of the model `name`, fetched where it is a hub id that is not cached yet.

    Raises ModelError for a folder or id that does not exist, and ModelUnavailableError where the hub cannot be reached
    (or `offline` forbids to) and the cache does not have the model.
    """
    path = Path(name).expanduser()
    if path.is_dir():
        return _local(name, path)
    if path.is_file() and path.suffix.lower() == ".gguf":
        return _gguf(path)
    if path.exists() or name.startswith((".", "~", os.sep)) or name.count("/") > 1 or "\\" in name:
        raise ModelError(
            f"translation model '{name}': no such folder; give a folder with config.json, a .gguf file, or a hub id"
        )
    if "/" not in name:
        raise ModelError(f"translation model '{name}' is not known: use gloss, a folder, or a hub id like owner/name")
    if offline:
        forbid_network()
    snapshot = Path(_fetch(name, offline, progress))
    return ModelFolder(name, snapshot, snapshot.name)


def _local(name: str, path: Path) -> ModelFolder:
    if not (path / "config.json").is_file():
        raise ModelError(
            f"translation model '{name}': the folder has no config.json; give a folder saved by transformers"
        )
    if not _has_weights(path):
        raise ModelError(
            f"translation model '{name}': the folder has no weights (model.safetensors or pytorch_model.bin)"
        )
    return ModelFolder(path.resolve().name, path, content_hash(path))


def _gguf(path: Path) -> ModelFolder:
    """A file of llama.cpp's. Raises ModelError for one that is none, ModelUnavailableError where nothing reads it."""
    with path.open("rb") as content:
        if content.read(4) != b"GGUF":
            raise ModelError(f"translation model '{path}': the file is not in the GGUF format")
        content.seek(0)
        revision = file_digest(content, "sha256").hexdigest()
    if any(find_spec(package) is None for package in ("gguf", "accelerate")):
        raise ModelUnavailableError(f"translation model '{path}' needs a reader of GGUF: pip install 'tqcheck[gguf]'")
    return ModelFolder(path.stem, path.parent, revision, path.name)


def content_hash(path: Path) -> str:
    """SHA-256 over names and contents of a folder's model files: a changed model never meets an old cache."""
    total = sha256()
    patterns = (*_TEXT_FILES, *_SAFE_WEIGHTS, *_OLD_WEIGHTS)
    for file in sorted({f for pattern in patterns for f in path.glob(pattern)}):
        with file.open("rb") as content:
            total.update(os.fsencode(file.name) + b"\0" + file_digest(content, "sha256").digest())
    return total.hexdigest()


def _has_weights(path: Path) -> bool:
    return any(next(path.glob(pattern), None) for pattern in (*_SAFE_WEIGHTS, *_OLD_WEIGHTS))


def _fetch(name: str, offline: bool, progress: Progress | None) -> str:
    from huggingface_hub import errors as hub
    from huggingface_hub import snapshot_download

    def download(patterns: list[str]) -> str:
        folder: str = snapshot_download(
            name, allow_patterns=patterns, local_files_only=offline, tqdm_class=_reporting(name, progress)
        )
        return folder

    try:
        folder = download(_TEXT_FILES + _SAFE_WEIGHTS)
        # Older repositories have pickled weights only; fetching both kinds would double every download.
        if not _has_weights(Path(folder)):
            folder = download(_TEXT_FILES + _OLD_WEIGHTS)
    except (hub.HFValidationError, hub.RepositoryNotFoundError, hub.RevisionNotFoundError) as error:
        raise ModelError(
            f"translation model '{name}' does not exist on the hub (or is private): see `tqcheck models` for known ones"
        ) from error
    except (hub.LocalEntryNotFoundError, hub.OfflineModeIsEnabled, hub.HfHubHTTPError, OSError) as error:
        raise _unavailable(name, offline) from error
    except Exception as error:
        if "connect" in type(error).__name__.lower() or "timeout" in type(error).__name__.lower():
            raise _unavailable(name, offline) from error
        raise
    if not _has_weights(Path(folder)):
        if offline:
            raise _unavailable(name, offline)
        raise ModelError(f"translation model '{name}' has no PyTorch weights on the hub: choose another one")
    return folder


def _unavailable(name: str, offline: bool) -> ModelUnavailableError:
    if offline:
        return ModelUnavailableError(
            f"translation model '{name}' is not cached: `tqcheck models pull {name}` when online"
        )
    return ModelUnavailableError(f"translation model '{name}' is not cached and the hub cannot be reached")


def _reporting(name: str, progress: Progress | None) -> type[Any]:
    """A tqdm class that reports bytes to `progress` and prints nothing."""
    from huggingface_hub import utils

    tqdm: Any = getattr(utils, "tqdm")  # noqa: B009 - untyped in the library

    class Reporting(tqdm):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            self._bytes = kwargs.get("unit") == "B"
            kwargs["disable"] = True
            super().__init__(*args, **kwargs)
            self._total, self._done = kwargs.get("total"), 0

        def update(self, n: float | None = 1) -> bool | None:
            self._done += int(n or 0)
            if progress and self._bytes:
                progress(f"fetching {name}", self._done, self.total or self._total)
            return None

    return Reporting
