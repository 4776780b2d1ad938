"""TOML with positions: the standard library reads the values, tree-sitter says on which line each key stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from tqcheck.config.faults import ConfigError, Fault
from tqcheck.files import read_own

if TYPE_CHECKING:
    from tree_sitter import Node

Key: TypeAlias = tuple[str | int, ...]
"""Keys and list indices from the root of the file down to a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlTable:
    """A table of a file: its values, and the line (from 1) of every key in it."""

    path: Path
    values: Mapping[str, Any]
    lines: Mapping[Key, int] = field(default_factory=dict)

    def line(self, key: Key) -> int | None:
        """The line of a key, or of the nearest thing around it that has one."""
        return next((self.lines[key[:n]] for n in range(len(key), -1, -1) if key[:n] in self.lines), None)

    def sub(self, *keys: str) -> TomlTable | None:
        """The table under `keys`, or `None`. Raises ConfigError if something else than a table stands there."""
        values: Any = self.values
        for n, key in enumerate(keys, 1):
            if not isinstance(values, Mapping):
                raise ConfigError([Fault(str(self.path), self.line(keys[: n - 1]), f"'{keys[n - 2]}' must be a table")])
            if key not in values:
                return None
            values = values[key]
        if not isinstance(values, Mapping):
            raise ConfigError([Fault(str(self.path), self.line(keys), f"'{keys[-1]}' must be a table")])
        size = len(keys)
        return TomlTable(
            path=self.path, values=values, lines={k[size:]: v for k, v in self.lines.items() if k[:size] == keys}
        )


def read_toml(path: Path) -> TomlTable:
    """Read a TOML file. Raises ConfigError where it cannot be read, is not UTF-8 or is not TOML."""
    try:
        text = read_own(path)
    except OSError as error:
        raise ConfigError([Fault(str(path), None, f"cannot be read: {error.strerror or error}")]) from error
    except UnicodeDecodeError as error:
        raise ConfigError([Fault(str(path), None, "is not UTF-8 text: save it as UTF-8")]) from error
    return parse_toml(text, path)


def parse_toml(text: str, path: Path) -> TomlTable:
    """The table that `text` states; `path` is where it comes from. Raises ConfigError where it is not TOML."""
    try:
        values = tomllib.loads(text)
        lines = key_lines(text)
    except RecursionError as error:
        raise ConfigError([Fault(str(path), None, "not settings: nested too deeply")]) from error
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\s*\(at line (\d+), column \d+\)", str(error))
        message = str(error)[: place.start()] if place else str(error)
        raise ConfigError([Fault(str(path), int(place[1]) if place else None, f"not TOML: {message}")]) from error
    return TomlTable(path=path, values=values, lines=lines)


def key_lines(text: str) -> dict[Key, int]:
    """The line (from 1) on which each key, table and list item of a valid TOML text starts."""
    import tree_sitter_toml
    from tree_sitter import Language, Parser

    root = Parser(Language(tree_sitter_toml.language())).parse(text.encode()).root_node
    lines: dict[Key, int] = {}
    counts: dict[Key, int] = {}
    for node in root.named_children:
        if node.type == "pair":
            _pair(node, (), lines)
        elif node.type in ("table", "table_array_element"):
            _table(node, lines, counts)
    return lines


def _table(node: Node, lines: dict[Key, int], counts: dict[Key, int]) -> None:
    head, *pairs = node.named_children
    *parents, last = _names(head)
    key: Key = ()
    for part in parents:
        # Inside an array of tables, a later header speaks of the array's last item.
        key = (*key, part)
        key = (*key, counts[key] - 1) if key in counts else key
    key = (*key, last)
    lines.setdefault(key, _line(node))
    if node.type == "table_array_element":
        counts[key] = counts.get(key, 0) + 1
        key = (*key, counts[key] - 1)
        lines[key] = _line(node)
    for pair in pairs:
        if pair.type == "pair":
            _pair(pair, key, lines)


def _pair(node: Node, prefix: Key, lines: dict[Key, int]) -> None:
    head, value = [child for child in node.named_children if child.type != "comment"][:2]
    key = prefix
    for part in _names(head):
        key = (*key, part)
        lines.setdefault(key, _line(node))
    _value(value, key, lines)


def _value(node: Node, key: Key, lines: dict[Key, int]) -> None:
    children = [child for child in node.named_children if child.type != "comment"]
    if node.type == "array":
        for n, child in enumerate(children):
            lines[(*key, n)] = _line(child)
            _value(child, (*key, n), lines)
    elif node.type == "inline_table":
        for child in children:
            _pair(child, key, lines)


def _names(node: Node) -> Iterator[str]:
    if node.type == "dotted_key":
        for child in node.named_children:
            yield from _names(child)
        return
    text = (node.text or b"").decode()
    # A quoted key is a TOML string: the standard library unquotes it.
    yield next(iter(tomllib.loads(f"{text} = 0"))) if node.type == "quoted_key" else text


def _line(node: Node) -> int:
    return int(node.start_point.row) + 1
