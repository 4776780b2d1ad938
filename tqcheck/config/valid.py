"""Values of settings that no file and no option has validated: a program may make a `Config` itself."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from tqcheck.errors import UsageError

_PLAIN = {bool: "true or false", int: "a whole number", float: "a number", str: "text", Path: "a path"}


def validate(config: Any) -> None:
    """Raises UsageError, with a line for every value that a setting cannot have."""
    wrong = list(_wrong(config))
    if wrong:
        raise UsageError("\n".join(wrong))


def _wrong(config: Any) -> Iterator[str]:
    kind: Any = type(config)
    for field, kinds in _declared(kind):
        value = getattr(config, field.name)
        if not any(_fits(value, kind) for kind in kinds):
            expected = " or ".join(dict.fromkeys(_named(kind) for kind in kinds))
            yield f"{field.name}: expected {expected}, found {value!r}"
        elif fault := _off_limits(value, field.metadata):
            yield f"{field.name}: {fault}"


@cache
def _declared(kind: Any) -> tuple[tuple[Field[Any], tuple[Any, ...]], ...]:
    """The fields that are settings, each with the types that its value may have."""
    hints = get_type_hints(kind)
    return tuple((field, _alternatives(hints[field.name])) for field in fields(kind) if field.metadata)


def _alternatives(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def _fits(value: Any, kind: Any) -> bool:
    origin = get_origin(kind)
    if origin is Literal:
        return isinstance(value, str) and value in get_args(kind)
    if origin is tuple:
        return isinstance(value, tuple) and all(isinstance(item, get_args(kind)[0]) for item in value)
    if origin is not None and issubclass(origin, Mapping):
        return isinstance(value, Mapping) and all(isinstance(item, get_args(kind)[1]) for item in value.values())
    if kind in (int, float):
        numbers = (int,) if kind is int else (int, float)
        return isinstance(value, numbers) and not isinstance(value, bool) and math.isfinite(value)
    return isinstance(value, kind)


def _named(kind: Any) -> str:
    if get_origin(kind) is Literal:
        return " or ".join(f"'{choice}'" for choice in get_args(kind))
    return _PLAIN.get(kind) or {NoneType: "nothing"}.get(kind) or str(kind).replace("typing.", "")


def _off_limits(value: Any, limits: Mapping[str, Any]) -> str:
    if "ge" in limits and value is not None and value < limits["ge"]:
        return f"expected {limits['ge']:g} or more, found {value!r}"
    if "le" in limits and value is not None and value > limits["le"]:
        return f"expected {limits['le']:g} or less, found {value!r}"
    if "pattern" not in limits or value is None:
        return ""
    texts = [value] if isinstance(value, str) else list(value)
    wrong = next((text for text in texts if not re.search(limits["pattern"], text)), None)
    return "" if wrong is None else f"{wrong!r} cannot stand here"
