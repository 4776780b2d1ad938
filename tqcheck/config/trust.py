"""What a settings file may not say: it comes with what is checked, and must not rule the checker.

A checkout's settings choose and tune checks. They name no code, write nothing outside their folder, and choose no
folder of remembered results, which are believed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tqcheck.plugins import ALLOW, ENCODERS, REPORTERS, TRANSLATORS, names_code

CALL_ONLY = ("cache_dir", "second_opinion")
"""Settings that a file cannot state."""
_CODE = (("mt_model", TRANSLATORS, "--mt-model"), ("encoder", ENCODERS, "--encoder"))


def untrusted(values: Mapping[str, Any], root: Path) -> Iterator[tuple[str, str]]:
    """Field name and what is wrong, for each value of a settings file in `root` that only a call may give."""
    for name, table, option in _CODE:
        if isinstance(value := values.get(name), str) and names_code(value, table):
            yield name, _refused(value, option)
    for output in values.get("outputs", ()):
        if names_code(output.format, REPORTERS):
            yield "outputs", _refused(output.format, "--format")
        if output.path is not None and (where := _outside(output.path, root)):
            yield "outputs", f"'{output.path}' {where}; a settings file writes below its own folder only: say --output"
    if values.get("cache_dir") is not None:
        yield (
            "cache_dir",
            (f"what is remembered there would be believed; say --cache-dir, or set TQCHECK_CACHE_DIR (or {ALLOW}=1)"),
        )


def _refused(value: str, option: str) -> str:
    return f"'{value}' names code, which a settings file must not; say {option}, or set {ALLOW}=1"


def _outside(path: Path, root: Path) -> str:
    """Why a path is not below a folder; empty where it is."""
    base = root.resolve()
    whole = base / path
    if not whole.resolve().is_relative_to(base):
        return "leads out of the folder"
    below = [base.joinpath(*path.parts[: n + 1]) for n in range(len(path.parts))] if not path.is_absolute() else [whole]
    return "is a link" if any(part.is_symlink() for part in below) else ""
