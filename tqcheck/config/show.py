"""What the user is told about settings: the effective values with their sources, and a commented file to start from."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tqcheck.config.settings import KEYS, Config, LoadedConfig, MaxCounts, Output
from tqcheck.config.trust import CALL_ONLY

_GROUPS: Mapping[str, tuple[str, ...]] = {
    "The gate: what fails a run": (
        "fail_on", "fail_confidence", "max_counts", "min_score", "select", "ignore", "severity", "exit_zero",
        "allow_skipped", "comments", "max_words", "max_seconds",
        "baseline", "suppressions", "since",
    ),
    "What is checked, and how readily": (
        "source_lang", "target_lang", "format_in", "sensitivity", "min_confidence", "glossary",
    ),
    "Models": (
        "encoder", "mt_model", "device", "dtype", "beams", "batch_tokens", "probe", "offline", "cache", "cache_dir",
        "second_opinion_finds", "second_opinion_effect", "max_requests", "request_timeout",
    ),
    "Reports": ("outputs", "detail", "color", "quiet", "verbose"),
}  # fmt: skip
# What a key is shown with where its default is "unset" or empty.
_EXAMPLES: Mapping[str, Any] = {
    "max_counts": MaxCounts(critical=0, major=2, minor=10),
    "min_score": 60.0,
    "select": ("TQ1", "TQ2", "TQ3"),
    "ignore": ("TQ6",),
    "severity": {"TQ601": "minor"},
    "allow_skipped": ("TQ7",),
    "baseline": Path("tqcheck-baseline.json"),
    "suppressions": Path("tqcheck-suppressions.toml"),
    "since": "origin/main",
    "format_in": "html",
    "glossary": Path("glossary.tsv"),
    "outputs": (Output(format="terminal"), Output(format="sarif", path=Path("tqcheck.sarif"))),
}
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
    helps = {f.name: f.metadata.get("help", "") for f in dataclasses.fields(Config)}
    lines = [
        "# Settings of tqcheck. Every line is optional; what is commented out shows the default or an example.",
        "",
    ]
    for title, names in _GROUPS.items():
        lines += [f"# --- {title} ---", ""]
        for name in (name for name in names if name not in CALL_ONLY):
            value = _EXAMPLES.get(name, getattr(default, name))
            lines += [f"# {helps[name]}", f"# {KEYS[name]} = {toml_value(value)}", ""]
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
