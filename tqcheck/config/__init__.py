"""Configuration: settings, their sources, and what the user is told about them."""

from tqcheck.config.settings import Config, LoadedConfig, MaxCounts, Output, PathOverride

__all__ = ["Config", "LoadedConfig", "MaxCounts", "Output", "PathOverride"]
