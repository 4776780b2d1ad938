"""Where a model runs and in what precision."""

from __future__ import annotations

from typing import Any

from tqcheck.errors import UsageError


def pick_device(wanted: str) -> str:
    """The torch device for `auto`, `cpu`, `cuda` or `mps`. Raises UsageError for one that this machine lacks."""
    import torch

    present = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if wanted == "auto":
        return next(name for name in ("cuda", "mps", "cpu") if present[name])
    if not present.get(wanted, False):
        raise UsageError(
            f"device '{wanted}' is not available here: use one of auto, {', '.join(k for k in present if present[k])}"
        )
    return wanted


def pick_dtype(wanted: str, device: str) -> Any:
    """The torch dtype. `auto` is bfloat16 only where the hardware multiplies it natively; emulated, it is slower."""
    import torch

    if wanted != "auto":
        return {"float32": torch.float32, "bfloat16": torch.bfloat16}[wanted]
    native = {"cuda": _cuda_has_bfloat16, "cpu": _cpu_has_bfloat16}.get(device)
    return torch.bfloat16 if native and native() else torch.float32


def _cpu_has_bfloat16() -> bool:
    import torch

    capabilities = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    if capabilities:
        return bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"))
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


def _cuda_has_bfloat16() -> bool:
    import torch

    return torch.cuda.get_device_capability() >= (8, 0)
