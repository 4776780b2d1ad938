"""Adapters: what training changed in the base model, and which of its pieces are kept.

One safetensors file. For each adapted layer `N.name.down` (rank, in) and `N.name.up` (out, rank) as int8 with a scale a
row (`….scale`), the norms as float16, and `pieces`: numbers of the kept pieces in the base's vocabulary, those that
English is written with first; how many those are (`said`), what the product is multiplied with (`scale`) and the
SHA-256 of the base (`base`) stand in the header.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from tqcheck.errors import ModelError


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapters:
    """Tensors by name in float32; `pieces` of the base's vocabulary in their new order, `said` for English first."""

    tensors: Mapping[str, Any]
    pieces: tuple[int, ...]
    said: int
    scale: float
    base: str

    def layers(self) -> list[tuple[int, str]]:
        """Number of the layer and name of the linear map, for each that is adapted."""
        names = (n.split(".") for n in self.tensors if n.endswith(".down"))
        return [(int(number), name) for number, name, _ in names]


def revision(data: bytes) -> str:
    """What stands for a file of adapters in keys and signatures: 12 hexadecimal digits."""
    return sha256(data).hexdigest()[:12]


def load_adapters(data: bytes) -> Adapters:
    """The adapters of a file. Raises ModelError where it is none of `dump_adapters`."""
    import json

    from safetensors.torch import load

    try:
        stored = load(data)
        header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])["__metadata__"]
        return _read(stored, header)
    except Exception as error:  # whatever a file of another kind makes of it
        raise ModelError("translation model 'fluent': its adapters cannot be read; make them anew") from error


def _read(stored: Mapping[str, Any], header: Mapping[str, str]) -> Adapters:
    tensors = {
        name: value.float() * stored[f"{name}.scale"].float()[:, None] if f"{name}.scale" in stored else value.float()
        for name, value in stored.items()
        if name != "pieces" and not name.endswith(".scale")
    }
    return Adapters(
        tensors=tensors, pieces=tuple(stored["pieces"].tolist()), said=int(header["said"]),
        scale=float(header["scale"]), base=header["base"],
    )  # fmt: skip


def dump_adapters(adapters: Adapters) -> bytes:
    """The file's bytes; rows of the low-rank factors are rounded to 8 bits."""
    import torch
    from safetensors.torch import save

    stored: dict[str, Any] = {"pieces": torch.tensor(adapters.pieces, dtype=torch.int32)}
    for name, value in adapters.tensors.items():
        if name.endswith((".down", ".up")):
            scale = value.abs().amax(dim=1).clamp_min(1e-12) / 127
            stored[name] = (value / scale[:, None]).round().to(torch.int8)
            stored[f"{name}.scale"] = scale
        else:
            stored[name] = value.to(torch.float16)
    header = {"said": str(adapters.said), "scale": str(adapters.scale), "base": adapters.base}
    return bytes(save({n: v.contiguous() for n, v in stored.items()}, header))
