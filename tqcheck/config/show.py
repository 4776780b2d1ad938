"""What the user is told about settings: the effective values with their sources, and a commented file to start from."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from tqcheck.config.settings import GROUPS, KEYS, Config, LoadedConfig, MaxCounts, Output
from tqcheck.config.trust import CALL_ONLY

_OVERRIDES = """\
# Settings for some paths only (gitignore patterns, relative to this file's folder); a later one wins.
# [[overrides]]
# paths = ["archive/**"]
# fail-on = "critical"
"""


def render_effective(loaded: LoadedConfig) -> str:
    """One line a setting, `key = value`, with where it came from; then the overrides."""
    rows = [(f"{key} = {toml_value(getattr(loaded.config, name))}", loaded.origins[name]) for name, key in KEYS.items()]
    width = min(max(len(left) for left, _ in rows), 60)
    lines = [f"{left:<{width}}  # {origin}" for left, origin in rows]
    for override in loaded.config.overrides:
        lines += ["", "[[overrides]]", f"paths = {toml_value(override.paths)}  # in {override.root}"]
        lines += [f"{KEYS[name]} = {toml_value(value)}" for name, value in override.settings.items()]
    return "\n".join(lines) + "\n"


def template() -> str:
    """A `tqcheck.toml` in which every setting is explained and commented out at its default or an example."""
    default = Config()
    settings = [f for f in dataclasses.fields(Config) if f.metadata and f.name not in CALL_ONLY]
    lines = [
        "# Settings of tqcheck. Every line is optional; what is commented out shows the default or an example.",
        "",
    ]
    for group, title in GROUPS.items():
        lines += [f"# --- {title} ---", ""]
        for one in (f for f in settings if f.metadata["group"] == group):
            value = one.metadata.get("example", getattr(default, one.name))
            lines += [f"# {one.metadata['help']}", f"# {KEYS[one.name]} = {toml_value(value)}", ""]
    return "\n".join([*lines, _OVERRIDES])


def toml_value(value: Any) -> str:
    """A setting's value as TOML; `unset` for `None`, which TOML cannot say."""
    match value:
        case None:
            return "unset"
        case bool():
            return str(value).lower()
        case int() | float():
            return str(value)
        case Mapping():
            inner = ", ".join(f"{k} = {toml_value(v)}" for k, v in value.items() if v is not None)
            return f"{{ {inner} }}" if inner else "{}"
        case list() | tuple():
            return "[" + ", ".join(toml_value(v) for v in value) + "]"
        case MaxCounts() | Output():
            return toml_value(dataclasses.asdict(value))
    return toml_string(str(value))


def toml_string(text: str) -> str:
    """A TOML basic string; JSON's escapes are valid in it, and it also wants DEL escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
