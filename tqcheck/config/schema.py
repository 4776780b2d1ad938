"""Validation of one source of settings at a time, and the JSON Schema, both made from the fields of `Config`.

pydantic is imported inside: a run without a configuration file or variable does not pay for it.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, get_origin, get_type_hints

from tqcheck.config.faults import Fault, nearest
from tqcheck.config.settings import CODE, FINGERPRINT, KEYS, LANG, PER_PATH, Config

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from tqcheck.config.toml_source import Key, TomlTable

Siblings: TypeAlias = "Callable[[Key], Iterable[str]]"


@cache
def model() -> type[BaseModel]:
    """The model of a whole file: every setting, `extend`, and `[[overrides]]`."""
    from pydantic import Field

    override = _create(
        "Override", PER_PATH, paths=(Annotated[list[str], Field(min_length=1)], Field(description=_PATHS))
    )
    return _create(
        "Configuration of tqcheck",
        tuple(KEYS),
        extend=(str | None, Field(None, description="a configuration file to start from, relative to this one")),
        overrides=(list[override], Field([], description="settings for some paths only; a later one wins")),  # type: ignore[valid-type]
    )


_PATHS = "gitignore patterns, relative to this file's folder"


def _create(name: str, names: tuple[str, ...], **more: Any) -> type[BaseModel]:
    from pydantic import ConfigDict, Field, create_model

    hints = get_type_hints(Config)
    fields: dict[str, Any] = dict(more)
    for f in dataclasses.fields(Config):
        if f.name in names:
            limits = {k: f.metadata[k] for k in ("ge", "le") if k in f.metadata}
            about = Field(_default(f), alias=KEYS[f.name], description=f.metadata["help"], **limits)
            fields[f.name] = (_annotation(hints[f.name], f.metadata.get("pattern")), about)
    model: type[BaseModel] = create_model(name, __config__=ConfigDict(extra="forbid", allow_inf_nan=False), **fields)
    return model


def _default(f: dataclasses.Field[Any]) -> Any:
    return {} if f.default is dataclasses.MISSING else f.default


def _annotation(hint: Any, pattern: str | None) -> Any:
    """The field's type; `pattern` constrains the text, a list's items or a table's keys."""
    from pydantic import Field

    if pattern is None:
        return hint
    text = Annotated[str, Field(pattern=pattern)]
    origin = get_origin(hint)
    if origin is tuple:
        return tuple[text, ...]
    return dict[text, hint.__args__[1]] if origin is Mapping else text


def validate_table(table: TomlTable) -> tuple[dict[str, Any], list[Fault]]:
    """The settings that a file's table states, by field name, and all that is wrong with them."""
    parsed, faults = validate_as(model(), table, _siblings)
    return (_stated(parsed) if parsed else {}), faults


def validate_as(model: type[BaseModel], table: TomlTable, siblings: Siblings) -> tuple[BaseModel | None, list[Fault]]:
    """A table as a model, or what is wrong with it; `siblings` gives the keys that are valid beside a wrong one."""
    from pydantic import ValidationError

    # Through JSON, because strict JSON mode takes a list for a tuple and a string for a path, yet no "5" for 5.
    try:
        return model.model_validate_json(json.dumps(table.values, default=str), strict=True), []
    except ValidationError as error:
        return None, [Fault(str(table.path), table.line(_key(e)), _message(e, siblings)) for e in error.errors()]


def validate_values(values: Mapping[str, Any], where: Mapping[str, str]) -> tuple[dict[str, Any], list[Fault]]:
    """The same for values by field name, text or typed; `where` names each one's variable or option."""
    from pydantic import ValidationError

    by_key = {KEYS[name]: value for name, value in values.items()}
    places = {KEYS[name]: place for name, place in where.items()}
    try:
        parsed = model().model_validate(by_key)
    except ValidationError as error:
        return {}, [Fault(places[str(e["loc"][0])], None, _message(e, _siblings, size=1)) for e in error.errors()]
    return _stated(parsed), []


def _stated(parsed: BaseModel) -> dict[str, Any]:
    return {name: getattr(parsed, name) for name in parsed.model_fields_set}


def override_settings(parsed: BaseModel) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The paths and the settings of one validated `[[overrides]]` entry."""
    stated = _stated(parsed)
    return tuple(stated.pop("paths")), stated


def _key(error: ErrorDetails) -> Key:
    return tuple(part for part in error["loc"] if part != "[key]")


def _message(error: ErrorDetails, siblings: Siblings, *, size: int = 0) -> str:
    key = _key(error)
    name = ".".join(str(part) for part in key[size:])
    what = _what(error, key, siblings)
    return f"{name}: {what}" if name else what


def _what(error: ErrorDetails, key: Key, siblings: Siblings) -> str:
    found = error["input"]
    match error["type"]:
        case "extra_forbidden" | "unexpected_keyword_argument":
            return f"unknown key{nearest(str(key[-1]), siblings(key))}"
        case "too_short":
            return "must not be empty"
        case "missing":
            return "must be given"
        case "literal_error" | "enum":
            expected = error["ctx"]["expected"]
            return f"expected {expected}, found {found!r}{nearest(str(found), expected.split(chr(39))[1::2])}"
        case "string_pattern_mismatch":
            expected = _PATTERNS.get(error["ctx"]["pattern"], "some text")
            return f"expected {expected}, found {(key[-1] if '[key]' in error['loc'] else found)!r}"
        case "value_error":
            return str(error["ctx"]["error"])
    if error["type"] in _LIMITS:
        kind, limit = _LIMITS[error["type"]], error["ctx"]
        return f"expected {next(iter(limit.values())):g} or {kind}, found {found!r}"
    expected = _TYPES.get(error["type"].rpartition("_")[0]) or error["msg"][0].lower() + error["msg"][1:]
    return f"expected {expected}, found {found!r}"


_LIMITS = {"greater_than_equal": "more", "less_than_equal": "less"}
_TYPES = {
    "bool": "true or false",
    "date": "a date such as 2027-01-31",
    "date_from_datetime": "a date such as 2027-01-31",
    "dataclass": "a table",
    "dict": "a table",
    "mapping": "a table",
    "finite": "a number",
    "float": "a number",
    "int": "a whole number",
    "int_from": "a whole number",
    "list": "a list",
    "model_attributes": "a table",
    "model": "a table",
    "path": "a path",
    "string": "text",
    "tuple": "a list",
}
_PATTERNS = {
    CODE: "a code or prefix such as 'TQ301' or 'TQ3'",
    LANG: "a language code such as 'en'",
    FINGERPRINT: "a fingerprint of 16 digits 0-9 a-f",
}


def _siblings(key: Key) -> Iterator[str]:
    """The keys that are valid where the last of `key` stands."""
    if len(key) == 1:
        yield from (*KEYS.values(), "extend", "overrides")
    elif key[0] == "overrides":
        yield from ("paths", *(KEYS[name] for name in PER_PATH))
    else:
        yield from ("format", "path") if key[0] == KEYS["outputs"] else ("critical", "major", "minor")


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of `tqcheck.toml`, for editors."""
    schema = model().model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
