"""Configuration: settings, their sources, and what the user is told about them."""

import importlib
from typing import TYPE_CHECKING, Any

from tqcheck.config.settings import Config, LoadedConfig, MaxCounts, Output, PathOverride

if TYPE_CHECKING:
    from tqcheck.config.faults import ConfigError, Fault
    from tqcheck.config.loading import find, load
    from tqcheck.config.schema import json_schema
    from tqcheck.config.show import render_effective, template

__all__ = [
    "Config",
    "ConfigError",
    "Fault",
    "LoadedConfig",
    "MaxCounts",
    "Output",
    "PathOverride",
    "find",
    "json_schema",
    "load",
    "render_effective",
    "template",
]

_HOMES = {
    "tqcheck.config.faults": ("ConfigError", "Fault"),
    "tqcheck.config.loading": ("find", "load"),
    "tqcheck.config.schema": ("json_schema",),
    "tqcheck.config.show": ("render_effective", "template"),
}


def __getattr__(name: str) -> Any:
    """Load what reads and writes settings when it is first asked for: help needs their names only."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(module), name)
    raise AttributeError(f"module 'tqcheck.config' has no attribute '{name}'")
