"""The command `watch`: checks posts, and again each one that is saved, until it is interrupted."""

# No `from __future__ import annotations`: typer would evaluate every annotation twice, and help start a tenth slower.
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tqcheck.cli.options import Bidi, Command, ConfigFile, load_settings, new_app, with_settings
from tqcheck.errors import TqcheckError, UsageError
from tqcheck.visible import visible

if TYPE_CHECKING:
    from tqcheck.api import Engine
    from tqcheck.records import Report

app = new_app()


@app.command("watch", cls=Command)
@with_settings("mt_model", "offline", "sensitivity", "fail_on", "color", "quiet", "verbose")
def watch(
    paths: Annotated[list[str], typer.Argument(help="Posts, folders, patterns.", metavar="PATH…")],
    *,
    full: Annotated[bool, typer.Option("--full", help="The whole report, not one line a finding.")] = False,
    bidi: Bidi = None,
    config: ConfigFile = None,
    given: dict[str, Any],
) -> None:
    """Check posts, and check again whenever one is saved, until Ctrl+C. Posts are never changed."""
    try:
        import watchfiles
    except ImportError as error:
        raise UsageError("watch: needs watchfiles: pip install 'tqcheck[desk]'") from error
    from tqcheck.api import Engine
    from tqcheck.config import Output
    from tqcheck.output import Screen, open_progress, reporter_for

    if "-" in paths:
        raise UsageError("watch: standard input is read once; give the post in a file")
    settings = load_settings(config, given).config
    reporter = reporter_for(Output(format="terminal"), settings, Screen.of(settings, bidi, compact=not full))
    with open_progress(settings) as progress:
        engine = Engine(settings, progress)
        first = check_again(engine, paths, None)
    show(first, reporter.render)
    typer.echo("watching; Ctrl+C ends it", err=True)
    changes = watchfiles.watch(*folders(paths), raise_interrupt=False, step=100)
    for report in reports(engine, paths, ({path for _, path in some} for some in changes)):
        show(report, reporter.render)


def reports(engine: "Engine", paths: Sequence[str], changes: Iterable[set[str]]) -> Iterator["Report | str"]:
    """A report, or why there is none, for each lot of changed files that has posts of ours in it."""
    for changed in changes:
        if changed & {os.path.abspath(file) for file in _files(paths)}:
            yield check_again(engine, paths, changed)


def check_again(engine: "Engine", paths: Sequence[str], changed: set[str] | None) -> "Report | str":
    """The report on the changed posts, all of them for `None`; the message where they cannot be checked."""
    try:
        wanted = list(paths) if changed is None else _with_partners(_files(paths), changed)
        return engine.report(engine.load(wanted), partial=changed is not None)
    except TqcheckError as error:
        if isinstance(error, UsageError) and changed is None:
            raise
        return str(error)


def show(report: "Report | str", render: "Callable[[Report], str]") -> None:
    """Print a report, or the line that stands in for it."""
    typer.echo(f"tqcheck: {visible(report)}" if isinstance(report, str) else render(report).rstrip("\n"))


def folders(paths: Sequence[str]) -> list[str]:
    """What to look at: folders, for many programs save a file by putting another in its place.

    Raises UsageError where there is none.
    """
    found = [Path(p) if Path(p).is_dir() else Path(p).parent for p in (*paths, *_files(paths))]
    there = sorted({str(folder.absolute()) for folder in found if folder.is_dir()})
    if not there:
        raise UsageError(f"{paths[0]}: no such file or folder; check the spelling and the working directory")
    return there


def _files(paths: Sequence[str]) -> list[str]:
    from tqcheck.ingest.walk import walk_known

    return list(walk_known(paths)[0].files)


def _with_partners(files: Sequence[str], changed: set[str]) -> list[str]:
    """The changed files, and those that are the other half of their story."""
    from tqcheck.ingest.partners import by_name

    partner = {one: other for pair in by_name(files) for one, other in (pair, pair[::-1])}
    wanted = [file for file in files if os.path.abspath(file) in changed]
    return [*wanted, *(partner[file] for file in wanted if file in partner and partner[file] not in wanted)]
