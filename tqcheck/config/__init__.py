"""Configuration: settings, their sources, and what the user is told about them."""

from tqcheck.config.faults import ConfigError, Fault
from tqcheck.config.load import find, load
from tqcheck.config.schema import json_schema
from tqcheck.config.settings import Config, LoadedConfig, MaxCounts, Output, PathOverride
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
