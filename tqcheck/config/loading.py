"""Where settings come from: options over environment over the nearest file (and what it extends) over defaults."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqcheck.config.faults import ConfigError, Fault, nearest
from tqcheck.config.servers import servers
from tqcheck.config.settings import KEYS, Config, LoadedConfig, MaxCounts, Output, PathOverride
from tqcheck.config.trust import untrusted
from tqcheck.plugins import ALLOW

FILE_NAME = "tqcheck.toml"
SUPPRESSIONS_NAME = "tqcheck-suppressions.toml"
PREFIX = "TQCHECK_"
# Variables under the prefix that are no settings: the file to use, the data folder of the benchmarks, whether a file
# may name code, whether an internal error shows where it happened, keys of servers.
NOT_SETTINGS = (
    "TQCHECK_CONFIG", "TQCHECK_DATA", ALLOW, "TQCHECK_DEBUG", "TQCHECK_MT_KEY", "TQCHECK_SECOND_OPINION_KEY",
)  # fmt: skip
_SELECTORS = ("select", "ignore", "severity", "allow_skipped")
_PATHS = ("cache_dir", "glossary", "baseline", "suppressions")


@dataclass(frozen=True, slots=True)
class _Layer:
    """The settings of one source by field name, and where each stands."""

    values: Mapping[str, Any]
    origins: Mapping[str, str]


def load(
    start: Path | None = None,
    explicit: Path | None = None,
    env: Mapping[str, str] | None = None,
    cli: Mapping[str, Any] | None = None,
    *,
    codes: Collection[str] = (),
) -> LoadedConfig:
    """Gather the settings. Raises ConfigError with every fault of every source.

    `start` is the folder (default: the current one) from which the nearest file is looked for upwards; `explicit`
    is a file to use instead. `env` defaults to the process's environment. `cli` maps field names to options given
    (text or typed; `None` and empty sequences count as not given). With `codes`, a selector that matches none of
    them is a fault.
    """
    env = os.environ if env is None else env
    start = (start or Path.cwd()).absolute()
    named = explicit or (Path(env["TQCHECK_CONFIG"]) if env.get("TQCHECK_CONFIG") else None)
    file = named.absolute() if named else find(start)
    faults: list[Fault] = []
    trusted = env.get(ALLOW) == "1"
    files = [_file_layer(table, faults, trusted=trusted) for table in _chain(file, faults)] if file else []
    calls = [_env_layer(env, faults), _cli_layer(cli or {}, faults)]
    layers = [*files, *calls]
    for layer in layers:
        faults += _unknown_selectors(layer, codes)
    config, origins = _merge(layers, fixed={name for layer in calls for name in layer.values})
    if config.quiet and config.verbose:
        faults.append(Fault(origins["verbose"], None, "quiet and verbose contradict each other"))
    if faults:
        raise ConfigError(sorted(faults, key=lambda f: (f.where, f.line or 0)))
    if config.suppressions is None:
        beside = (file.parent if file else start) / SUPPRESSIONS_NAME
        if beside.is_file():
            config = dataclasses.replace(config, suppressions=beside)
            origins["suppressions"] = f"found as {beside}"
    return LoadedConfig(config=config, origins=origins, file=file)


def find(start: Path) -> Path | None:
    """The nearest `tqcheck.toml`, or `pyproject.toml` with a `[tool.tqcheck]` table, in a folder or above it."""
    from tqcheck.config.toml_source import read_toml

    for folder in (start, *start.parents):
        if (own := folder / FILE_NAME).is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and read_toml(project).sub("tool", "tqcheck") is not None:
            return project
    return None


def _chain(file: Path, faults: list[Fault]) -> list[Any]:
    """The tables of a file and of all that it extends, the farthest first."""
    from tqcheck.config.toml_source import TomlTable, read_toml

    tables: list[TomlTable] = []
    seen: list[Path] = []
    here: Path | None = file
    said_by = ""
    while here:
        try:
            table = read_toml(here)
            if here.name == "pyproject.toml":
                table = table.sub("tool", "tqcheck") or TomlTable(path=here, values={})
        except ConfigError as error:
            faults += [Fault(f.where, f.line, f.message + said_by) for f in error.faults]
            break
        tables.insert(0, table)
        seen.append(here.resolve())
        base = table.values.get("extend")
        here = here.parent / base if isinstance(base, str) else None
        said_by = f" (extended by {table.path})"
        if here and here.resolve() in seen:
            faults.append(Fault(str(table.path), table.line(("extend",)), f"extend: '{base}' leads back here"))
            here = None
    return tables


def _file_layer(table: Any, faults: list[Fault], *, trusted: bool) -> _Layer:
    from tqcheck.config.schema import override_settings, validate_table

    values, found = validate_table(table)
    faults += found
    values.pop("extend", None)
    root = table.path.parent
    faults += [Fault(str(table.path), table.line((KEYS[name],)), said) for name, said in servers(values)]
    if not trusted:
        faults += [Fault(str(table.path), table.line((KEYS[name],)), says) for name, says in untrusted(values, root)]
    if "overrides" in values:
        parts = [override_settings(entry) for entry in values["overrides"]]
        values["overrides"] = tuple(
            PathOverride(paths=paths, root=root, settings=_absolute(stated, root)) for paths, stated in parts
        )
    lines = {name: table.line((KEYS.get(name, name),)) for name in values}
    origins = {name: f"{table.path}:{line}" if line else str(table.path) for name, line in lines.items()}
    return _Layer(_absolute(values, root), origins)


def _absolute(values: Mapping[str, Any], root: Path) -> dict[str, Any]:
    """The same settings with paths that start at `root`."""
    out = dict(values)
    for name in _PATHS:
        if out.get(name):
            out[name] = root / out[name].expanduser()
    if "outputs" in out:
        out["outputs"] = tuple(Output(format=o.format, path=root / o.path if o.path else None) for o in out["outputs"])
    return out


def _env_layer(env: Mapping[str, str], faults: list[Fault]) -> _Layer:
    names = {PREFIX + key.upper().replace("-", "_"): name for name, key in KEYS.items()}
    given = {v: value for v, value in env.items() if v.startswith(PREFIX) and v not in NOT_SETTINGS and value}
    unknown = sorted(set(given) - set(names))
    faults += [Fault(f"environment {v}", None, f"no such setting{nearest(v, names)}") for v in unknown]
    values = {names[v]: value for v, value in given.items() if v in names}
    return _typed(values, {names[v]: f"environment {v}" for v in given if v in names}, faults)


def _cli_layer(cli: Mapping[str, Any], faults: list[Fault]) -> _Layer:
    given = {name: value for name, value in cli.items() if value is not None and value not in ((), [], "")}
    if unknown := sorted(set(given) - set(KEYS)):
        raise TypeError(f"no such setting: {', '.join(unknown)}")
    return _typed(given, {name: f"option --{KEYS[name]}" for name in given}, faults)


def _typed(given: Mapping[str, Any], origins: Mapping[str, str], faults: list[Fault]) -> _Layer:
    if not given:
        return _Layer({}, {})
    from tqcheck.config.schema import validate_values

    values: dict[str, Any] = {}
    for name, value in given.items():
        try:
            values[name] = from_text(name, value)
        except ValueError as error:
            faults.append(Fault(origins[name], None, str(error)))
    values, found = validate_values(values, origins)
    faults += found
    return _Layer(_absolute(values, Path.cwd()), origins)


def from_text(name: str, value: Any) -> Any:
    """A setting as an option or a variable writes it: `a,b` for lists, `key=value,…` for tables. Raises ValueError."""
    default = getattr(Config(), name)
    texts = [value] if isinstance(value, str) else value
    if name == "outputs":
        return tuple(_output(part) if isinstance(part, str) else part for part in _parts(texts))
    if isinstance(default, MaxCounts | Mapping) and not isinstance(value, MaxCounts | Mapping):
        return dict(_pair(part) for part in _parts(texts))
    return tuple(_parts(texts)) if isinstance(default, tuple) else value


def _parts(values: Any) -> Iterator[Any]:
    for value in values:
        yield from (part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else (value,)


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise ValueError(f"expected key=value, found '{text}'")
    return key.strip(), value.strip()


def _output(text: str) -> Output:
    format, _, path = text.partition("=")
    return Output(format=format.strip(), path=Path(path.strip()) if path.strip() else None)


def _unknown_selectors(layer: _Layer, codes: Collection[str]) -> Iterator[Fault]:
    for name in _SELECTORS if codes else ():
        for selector in layer.values.get(name, ()):
            if not any(code.startswith(selector.upper()) for code in codes):
                yield Fault(layer.origins[name], None, f"no check has the code '{selector}'{nearest(selector, codes)}")


def _merge(layers: list[_Layer], *, fixed: Collection[str]) -> tuple[Config, dict[str, str]]:
    """Later layers win; tables merge by key; overrides add up, less what options and environment have `fixed`."""
    values: dict[str, Any] = {}
    origins = {f.name: "default" for f in dataclasses.fields(Config)}
    for layer in layers:
        for name, value in layer.values.items():
            values[name] = _joined(values.get(name), value)
            origins[name] = layer.origins[name]
    values["overrides"] = tuple(
        dataclasses.replace(o, settings={k: v for k, v in o.settings.items() if k not in fixed})
        for o in values.get("overrides", ())
    )
    return Config(**values), origins


def _joined(old: Any, new: Any) -> Any:
    if isinstance(new, Mapping):
        return {**(old or {}), **new}
    if isinstance(new, MaxCounts):
        stated = {k: v for k, v in dataclasses.asdict(new).items() if v is not None}
        return dataclasses.replace(old or MaxCounts(), **stated)
    if isinstance(new, tuple) and new and isinstance(new[0], PathOverride):
        return (*(old or ()), *new)
    return new
