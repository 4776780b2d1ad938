"""The command `schema`: the JSON Schema of the report."""

# No `from __future__ import annotations`: typer would evaluate every annotation twice, and help start a tenth slower.
import typer

from tqcheck.cli.options import Command, new_app

app = new_app()


@app.command("schema", cls=Command)
def schema() -> None:
    """Print the JSON Schema of the JSON report."""
    from importlib import resources

    typer.echo((resources.files("tqcheck.report") / "report.schema.json").read_text("utf-8"), nl=False)
