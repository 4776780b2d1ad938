"""The post that `tqcheck check --example` checks: written for tqcheck, with three faults put into its translation."""

from pathlib import Path


def example_post() -> Path:
    """Where the example lies."""
    return Path(__file__).with_name("post.txt")
