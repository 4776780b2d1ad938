"""The command `init`: a settings file to start from."""

# No `from __future__ import annotations`: typer would evaluate every annotation twice, and help start a tenth slower.
from pathlib import Path
from typing import Annotated

import typer

from tqcheck.cli.options import Command, new_app
from tqcheck.errors import UsageError

app = new_app()


@app.command("init", cls=Command)
def init(
    path: Annotated[Path, typer.Argument(help="File to write.", metavar="FILE")] = Path("tqcheck.toml"),
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a commented tqcheck.toml."""
    from tqcheck.config import template
    from tqcheck.files import write_atomic

    if path.exists() and not force:
        raise UsageError(f"{path}: is there already; --force replaces it")
    write_atomic(path, template())
    typer.echo(f"wrote {path}")
