"""The commands `models` and `models pull`."""

# No `from __future__ import annotations`: typer would evaluate every annotation twice, and help start a tenth slower.
from typing import Annotated

import typer

from tqcheck.cli.options import Command, new_app

app = new_app(name="models", help="Say which translation models can be used, and fetch them.")


@app.callback(invoke_without_command=True)
def models(context: typer.Context) -> None:
    """List the translation models that are known: what for, how large, and whether they are on this machine."""
    if context.invoked_subcommand is not None:
        return
    from tqcheck.translate.catalogue import installed

    for entry in installed():
        model = entry.model
        size = f"{model.size} MB" if model.size else "built in"
        state = "usable now" if entry.usable else "not fetched"
        typer.echo(f"{model.name}\n    {state}; {size}; {model.licence}; {model.languages}; {model.use}")


@app.command("pull", cls=Command)
def pull(name: Annotated[str, typer.Argument(help="A model of the hub.", metavar="NAME")]) -> None:
    """Fetch a model from the hub, so that it can be used offline."""
    from tqcheck.config import Config
    from tqcheck.output import open_progress
    from tqcheck.translate.catalogue import pull as fetch

    with open_progress(Config()) as progress:
        folder = fetch(name, progress)
    typer.echo(f"{name} is in {folder.path}")
