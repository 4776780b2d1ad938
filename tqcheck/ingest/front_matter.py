"""Metadata that blog engines put before a Markdown text (YAML or TOML): its headline, standfirst and captions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tqcheck.ingest.content import Block, Chunk
from tqcheck.ingest.markup import Source

_FRONT = re.compile(r"\A\ufeff?(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)^(?P=mark)[ \t]*\r?$", re.S | re.M)
_MOST = 65_536
"""Characters of front matter that are read; and, further down, fields and levels."""
_FIELDS, _LEVELS = 500, 4
_WORDS = 4
"""Words from which on a field that is not read is text, and said to be left out."""


class Front(NamedTuple):
    """The fields that hold text, what was left out, and where the text begins that follows."""

    blocks: tuple[Block, ...]
    not_read: tuple[str, ...]
    end: int


def read_front(text: str, fields: Sequence[str]) -> Front:
    """The front matter of a Markdown text, if it has any; `fields` are names of those to compare."""
    match = _FRONT.match(text)
    if match is None:
        return Front((), (), 0)
    try:
        found = _parsed(match["body"], match["mark"])
    except ValueError as error:
        return Front((), (f"front matter, which is not valid: {error}",), match.end())
    source = Source(text)
    blocks, left_out = [], []
    for name, value in list(_flat(found, ""))[:_FIELDS]:
        if is_text_field(name, fields):
            plain = " ".join(value.split())
            chunks = (Chunk(plain, *source.place(plain, _line(text, name))),)
            field = f"front matter field '{name}'"
            blocks += [Block(path=f"front matter, {name}", chunks=chunks, field=field)] if plain else []
        elif len(re.findall(r"[^\W\d_]+", value)) >= _WORDS and " " in value.strip():
            left_out.append(f"front matter field '{name}'")
    return Front(tuple(blocks), tuple(left_out), match.end())


def _line(text: str, name: str) -> int:
    """The line where a field's name stands."""
    at = re.search(rf"^\s*[\"']?{re.escape(name.rpartition('.')[2])}[\"']?\s*[:=]", text, re.M)
    return text.count("\n", 0, at.end()) + 1 if at else 1


def is_text_field(name: str, fields: Sequence[str]) -> bool:
    """Whether a field is one of those named, in another language (`title_ar`) or for a machine (`og:title`) too."""
    parts = [part for part in re.split(r"[^a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()) if part]
    wanted = {field.lower().replace("_", "") for field in fields}
    return bool(wanted & set(parts)) or "".join(parts) in wanted


def _parsed(body: str, mark: str) -> Any:
    """Raises ValueError where the metadata are not valid or too long."""
    if len(body) > _MOST:
        raise ValueError(f"longer than {_MOST:,} characters")
    if mark == "+++":
        import tomllib

        return tomllib.loads(body)
    import yaml

    try:
        return yaml.load(body, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark_ = getattr(error, "problem_mark", None)
        where = f"line {mark_.line + 2}" if mark_ else "its YAML"
        raise ValueError(f"{where}: {getattr(error, 'problem', None) or 'cannot be read'}") from error


def _flat(value: Any, name: str, level: int = 0) -> Iterator[tuple[str, str]]:
    """Every text in nested fields, with its dotted name."""
    if isinstance(value, str):
        yield name, value
    elif level < _LEVELS and isinstance(value, dict):
        for key, inner in list(value.items())[:_FIELDS]:
            yield from _flat(inner, f"{name}.{key}" if name else str(key), level + 1)
    elif level < _LEVELS and isinstance(value, list):
        for inner in value[:50]:
            yield from _flat(inner, name, level + 1)
