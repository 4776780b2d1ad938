"""A settings file comes with what is checked; where a newsroom's texts are sent is not its business."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tqcheck.service.address import is_address

_SERVERS = ("mt_model", "second_opinion")


def servers(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Field name and what is wrong, for each value of a settings file that names a server."""
    for name in _SERVERS:
        if isinstance(value := values.get(name), str) and is_address(value):
            option, variable = f"--{name.replace('_', '-')}", f"TQCHECK_{name.upper()}"
            yield name, f"names a server, which only you can: say {option}, or set {variable} in your environment"
