"""From a report to the screen and to files: which reporter goes where, progress on stderr."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqcheck.config import Config, Output
from tqcheck.errors import PluginError, UsageError
from tqcheck.files import write_atomic
from tqcheck.plugins import REPORTERS, foreign, make, resolve
from tqcheck.records import Report

if TYPE_CHECKING:
    from tqcheck.report.bidi import BidiMode

_FLAGS = {"--format": "format", "-f": "format", "--output": "output", "-o": "output"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What standard output can show."""

    width: int
    color: bool
    bidi: BidiMode | None
    encoding: str
    compact: bool = False

    @classmethod
    def of(cls, config: Config, bidi: str | None, *, compact: bool = False) -> Screen:
        """The screen of this process. Raises UsageError for an unknown `bidi` mode."""
        if bidi not in (None, "auto", "logical", "visual"):
            raise UsageError(f"--bidi '{bidi}': expected auto, logical or visual")
        terminal = sys.stdout.isatty()
        color = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        # What is piped is read by programs, or by something that reorders text itself.
        modes: dict[str | None, BidiMode] = {"logical": "logical", "visual": "visual"}
        chosen = modes.get(bidi, None if terminal else "logical")
        return cls(
            width=shutil.get_terminal_size((100, 24)).columns,
            color={"always": True, "never": False}.get(config.color, color),
            bidi=chosen,
            encoding=sys.stdout.encoding or "utf-8",
            compact=compact,
        )


def pair_outputs(arguments: Any, formats: Sequence[str], outputs: Sequence[Path]) -> list[Output]:
    """Reports to write: each `--output` belongs to the `--format` before it, as the call has them in order."""
    order = list(_in_order(arguments)) if isinstance(arguments, list) else []
    if len(order) != len(formats) + len(outputs):
        order = [("format", f) for f in formats] + [("output", str(o)) for o in outputs]
    pairs: list[list[str | None]] = []
    for kind, value in order:
        if kind == "format":
            pairs.append([value, None])
        elif pairs and pairs[-1][1] is None:
            pairs[-1][1] = value
        elif not pairs:
            pairs.append(["terminal", value])
        else:
            raise UsageError(f"--output {value}: say its --format before it")
    return [Output(format=str(name), path=Path(path) if path else None) for name, path in pairs]


def _in_order(arguments: Sequence[str]) -> Iterator[tuple[str, str]]:
    tokens = iter(arguments)
    for token in tokens:
        if token == "--":
            return
        flag, equals, value = token.partition("=")
        if flag in _FLAGS:
            yield _FLAGS[flag], value if equals else next(tokens, "")
        elif token[:2] in ("-f", "-o") and len(token) > 2 and not token.startswith("--"):
            yield _FLAGS[token[:2]], token[2:]


def write(report: Report, config: Config, screen: Screen) -> None:
    """Render every report that the settings ask for; files are replaced whole or not at all."""
    check_destinations(config, len(report.documents))
    outputs = config.outputs or (Output(format="terminal"),)
    rendered = [(output, _render(report, output, config, screen)) for output in outputs]
    for output, text in rendered:
        if isinstance(text, dict) and output.path is not None:
            _write_pages(output.path, text)
        elif isinstance(text, str) and output.path is not None:
            write_atomic(output.path, text)
    for output, text in rendered:
        if isinstance(text, str) and output.path is None:
            _print(text, output.format)


def check_destinations(config: Config, posts: int) -> None:
    """Raise UsageError where many posts are to become one page: known before anything is checked."""
    for output in config.outputs:
        if output.format == "html" and posts > 1 and not _is_folder(output):
            where = output.path or "standard output"
            raise UsageError(
                f"{where}: {posts} posts make a page each: name a folder for them, as in --format html --output report/"
            )


def _is_folder(output: Output) -> bool:
    """Whether pages go into a folder: one that is there, or a name without a suffix."""
    path = output.path
    return path is not None and (path.is_dir() or not (path.suffix or path.exists()))


def _write_pages(folder: Path, pages: Mapping[str, str]) -> None:
    """The pages, the index last. Raises UsageError, before anything is written, where a page of somebody else lies."""
    from tqcheck.report.html_page import GENERATOR

    try:
        for name in pages:
            page = folder / name
            if page.exists() and (not page.is_file() or GENERATOR not in page.read_text("utf-8", "replace")[:2000]):
                raise UsageError(f"{page}: was not written by tqcheck and is left as it is; name another folder")
    except OSError as error:
        raise UsageError(f"{folder}: cannot be read: {error.strerror or error}; name another folder") from error
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be made: {error.strerror or error}; name another folder") from error
    for name, text in pages.items():
        write_atomic(folder / name, text)


def reporter_for(output: Output, config: Config, screen: Screen) -> Any:
    """The reporter of an output, made with what it takes of what the screen and the settings say. Raises UsageError."""
    to_file = output.path is not None
    return make(
        resolve(output.format, REPORTERS, "format"),
        width=100 if to_file else screen.width,
        color=screen.color and not to_file,
        bidi="logical" if to_file else screen.bidi,
        quiet=config.quiet,
        verbose=config.verbose,
        compact=screen.compact,
        encoding="utf-8" if to_file else screen.encoding,
        detail=config.detail,
        lang=config.lang,
    )


def _render(report: Report, output: Output, config: Config, screen: Screen) -> str | dict[str, str]:
    """The text of an output, or its pages by their names where it goes to a folder."""
    with foreign(f"format '{output.format}'"):
        reporter = reporter_for(output, config, screen)
        text = reporter.pages(report) if output.format == "html" and _is_folder(output) else reporter.render(report)
    if not isinstance(text, str | dict):
        raise PluginError(f"format '{output.format}' failed: it gave {type(text).__name__}, not text")
    return text


def _print(text: str, name: str) -> None:
    """Write to standard output; what programs read is UTF-8 wherever it goes, unless that is a screen."""
    if name != "terminal" and hasattr(sys.stdout, "reconfigure") and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(text)
    sys.stdout.flush()


@contextlib.contextmanager
def open_progress(config: Config) -> Iterator[Callable[[str, int, int | None], None] | None]:
    """A progress bar on stderr while the block runs, on a terminal only and not with `--quiet`."""
    if config.quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeLeft()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def advance(what: str, done: int, total: int | None) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield advance
