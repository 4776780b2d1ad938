"""A settings file comes with what is checked; where a newsroom's texts are sent is not its business."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tqcheck.config.trust import CALL_ONLY
from tqcheck.service.address import is_address

_SERVERS = ("mt_model", "second_opinion")


def servers(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Field name and what is wrong, for each value of a settings file that names a server."""
    for name in _SERVERS:
        option, variable = f"--{name.replace('_', '-')}", f"TQCHECK_{name.upper()}"
        if values.get(name) in ("annotate", "demote"):
            yield name, f"'{values[name]}' belongs to second-opinion-effect; {option} names the model, on the call only"
        elif isinstance(value := values.get(name), str) and (is_address(value) or name in CALL_ONLY):
            yield name, f"names a server, which only you can: say {option}, or set {variable} in your environment"
