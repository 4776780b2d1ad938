"""Options made from the fields of `Config`, those that commands share, and help that says first what matters."""

# No `from __future__ import annotations`: typer would evaluate every annotation twice, and help start a tenth slower.
import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import Field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from tqcheck.config.settings import GROUPS, KEYS, Config

if TYPE_CHECKING:
    from tqcheck.config import LoadedConfig

FIRST = "The options that matter first"
ARCHIVES = "Archives"
OTHERS = "Others"


def new_app(**more: Any) -> typer.Typer:
    """The Typer of a command, or of a group of commands."""
    return typer.Typer(
        # Help drawn by rich takes three times as long to start.
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        **more,
    )


def option(group: str, help: str, *names: str, metavar: str | None = None) -> Any:
    """An option of a command alone, in a group of the help."""
    return typer.Option(*names, help=help, metavar=metavar, rich_help_panel=group)


Source = Annotated[str | None, option("Input", "The original, in a file of its own.", metavar="FILE")]
Target = Annotated[str | None, option("Input", "The translation, in a file of its own.", metavar="FILE")]
Paths = Annotated[
    list[str] | None,
    typer.Argument(help="Posts in both languages, files of pairs, folders, patterns, or '-'.", metavar="PATH…"),
]
ConfigFile = Annotated[
    Path | None,
    option(OTHERS, "Settings file instead of the nearest tqcheck.toml.", "--config", metavar="FILE"),
]
Bidi = Annotated[
    str | None,
    option(
        "The report",
        "Right-to-left text: auto, logical (the terminal reorders), visual (it does not).",
        metavar="MODE",
    ),
]


class Command(TyperCommand):
    """A command whose help has groups, and is printed before a value is looked at: that would load much more."""

    first: tuple[str, ...] = ()
    """Options that stand at the top of the help."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As typer does, unless help is asked for."""
        own = args[: args.index("--")] if "--" in args else args
        if any(argument in ctx.help_option_names for argument in own):
            typer.echo(self.get_help(ctx))
            ctx.exit()
        return super().parse_args(ctx, args)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Arguments, then the options group by group."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            if record := parameter.get_help_record(ctx):
                groups.setdefault(self._group(parameter), []).append(record)
        for title in ("Arguments", FIRST, *GROUPS.values(), ARCHIVES, OTHERS):
            if title in groups:
                with formatter.section("Options" if set(groups) <= {"Arguments", title} else title):
                    formatter.write_dl(groups[title])

    def _group(self, parameter: Any) -> str:
        if parameter.param_type_name == "argument":
            return "Arguments"
        if any(option in self.first for option in parameter.opts):
            return FIRST
        return getattr(parameter, "rich_help_panel", None) or OTHERS


def with_settings(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Let a command take settings as options, all or these. They come as the mapping `given`, `None` where unset."""

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        wanted = [f for f in fields(Config) if f.metadata and (f.name in names if names else f.name != "outputs")]
        signature = inspect.signature(function)
        own = [p for p in signature.parameters.values() if p.name != "given"]

        def command(*positional: Any, **values: Any) -> None:
            given = {f.name: values.pop(f.name) for f in wanted}
            function(*positional, **values, given=given)

        command.__name__, command.__doc__ = function.__name__, function.__doc__
        command.__signature__ = signature.replace(parameters=[*own, *map(_parameter, wanted)])  # type: ignore[attr-defined]
        return command

    return decorate


def _parameter(setting: "Field[Any]") -> inspect.Parameter:
    about = setting.metadata
    option: Any = typer.Option(
        *_spelling(setting),
        help=_sentence(about["help"]),
        metavar=None if setting.type == "bool" else about.get("metavar", _metavar(str(setting.type))),
        rich_help_panel=GROUPS[about["group"]],
    )
    kind: Any = Annotated.__class_getitem__((_type(str(setting.type)), option))  # type: ignore[attr-defined]
    return inspect.Parameter(setting.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)


def _sentence(text: str) -> str:
    """A description as a sentence, unless it begins with a value that is written so."""
    written = text.partition(" ")[0].endswith(":")
    return f"{text if written else text[0].upper() + text[1:]}{'' if text.endswith('…') else '.'}"


def _spelling(setting: "Field[Any]") -> Iterator[str]:
    key = KEYS[setting.name]
    plain = f"--{key}/--no-{key}" if setting.type == "bool" else f"--{key}"
    yield setting.metadata.get("option", plain)
    if short := setting.metadata.get("short"):
        yield short


_TYPES: Sequence[tuple[str, Any, str]] = (
    ("bool", bool | None, ""),
    ("int", int | None, "N"),
    ("float", float | None, "N"),
    ("Path", Path | None, "FILE"),
    ("tuple", list[str] | None, "CODE"),
    ("Mapping", list[str] | None, "KEY=VALUE"),
    ("", str | None, "NAME"),
)
"""Beginning of a field's type; the option's; what stands for its value in help."""


def _type(written: str) -> Any:
    return next(kind for start, kind, _ in _TYPES if written.startswith(start))


def _metavar(written: str) -> str:
    return next(metavar for start, _, metavar in _TYPES if written.startswith(start))


def load_settings(file: Path | None, given: dict[str, Any]) -> "LoadedConfig":
    """The settings that hold, file and command line together. Raises ConfigError."""
    from tqcheck.checks import documented_checks
    from tqcheck.config.loading import load

    return load(explicit=file, cli=given, codes=[check.code for check in documented_checks()])


def suppressions_file(loaded: "LoadedConfig") -> Path:
    """The suppression file that the settings name, or the one beside them that a check would find."""
    from tqcheck.config.loading import SUPPRESSIONS_NAME

    return loaded.config.suppressions or (loaded.file.parent if loaded.file else Path.cwd()) / SUPPRESSIONS_NAME
