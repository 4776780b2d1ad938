"""The command `desk`: the editor's page in a browser, served by this machine to itself."""

# No `from __future__ import annotations`: typer would evaluate every annotation twice, and help start a tenth slower.
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tqcheck.cli.options import (
    Command,
    ConfigFile,
    load_settings,
    new_app,
    suppressions_file,
    with_settings,
)
from tqcheck.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tqcheck.desk.bench import Bench
    from tqcheck.desk.opening import Sheet

app = new_app()


@app.command("desk", cls=Command)
@with_settings("mt_model", "offline", "lang")
def desk(
    path: Annotated[Path | None, typer.Argument(help="A post, or a folder of posts.", metavar="PATH")] = None,
    *,
    source: Annotated[Path | None, typer.Option(help="The original, in a file of its own.", metavar="FILE")] = None,
    target: Annotated[Path | None, typer.Option(help="The translation, in a file of its own.", metavar="FILE")] = None,
    port: Annotated[int | None, typer.Option(help="Port on this machine.", metavar="N")] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
    suppressions: Annotated[
        Path | None, typer.Option(help="File that dismissals are written to.", metavar="FILE")
    ] = None,
    config: ConfigFile = None,
    given: dict[str, Any],
) -> None:  # fmt: skip
    """Open a page on this machine where posts are pasted or dropped, checked, corrected and saved."""
    try:
        from tqcheck.desk.app import Desk
        from tqcheck.desk.serve import serve
    except ImportError as error:
        raise UsageError(f"desk: needs {error.name}: pip install 'tqcheck[desk]'") from error
    from tqcheck.desk.bench import Bench
    from tqcheck.desk.folder import Folder
    from tqcheck.report.interface import interface

    there = suppressions if suppressions and suppressions.exists() else None
    loaded = load_settings(config, given | {"suppressions": there})
    bench = Bench(loaded.config)
    first = _first(bench, path, source, target)
    folder = Folder((path,)) if path is not None and path.is_dir() else None
    made = Desk(
        bench, suppressions=suppressions or suppressions_file(loaded), interface=interface(loaded.config.lang),
        folder=folder, first=first,
    )  # fmt: skip

    def opened(address: str) -> None:
        typer.echo(f"The desk is at {address}\nOnly this machine can open it; Ctrl+C ends it.")
        if browser:
            import webbrowser

            webbrowser.open(address)

    serve(made, bench, port=port, opened=opened)


def _first(bench: "Bench", path: Path | None, source: Path | None, target: Path | None) -> "Callable[[], Sheet] | None":
    """How the post is opened that the call names. Raises UsageError and InputError where it names none."""
    from tqcheck.desk.opening import open_file, open_pair

    if (source is None) != (target is None):
        raise UsageError("--source and --target go together: one file a language")
    if path is not None and source is not None:
        raise UsageError("give either a post or --source and --target, not both")
    for file in (path, source, target):
        if file is not None and not file.exists():
            raise InputError(f"{file}: no such file or folder; check the spelling and the working directory")

    def open_() -> "Sheet":
        with bench.engine() as engine:
            if source is not None and target is not None:
                return open_pair(engine, source, target)
            return open_file(engine, path or Path())

    return open_ if source is not None or (path is not None and not path.is_dir()) else None
