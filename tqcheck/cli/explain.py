"""The command `explain`: what a code means."""

# No `from __future__ import annotations`: typer would evaluate every annotation twice, and help start a tenth slower.
from typing import Annotated

import typer

from tqcheck.cli.options import Command, new_app
from tqcheck.errors import UsageError

app = new_app()


@app.command("explain", cls=Command)
def explain(code: Annotated[str, typer.Argument(help="A code such as TQ201, or all.", metavar="CODE")]) -> None:
    """Say what a code means, with examples."""
    from tqcheck.checks import documented_checks
    from tqcheck.report.explanation import explain as explained
    from tqcheck.report.explanation import table

    checks = documented_checks()
    if code.lower() == "all":
        typer.echo(table(checks), nl=False)
        return
    found = [c for c in checks if code.upper() in (c.code, c.name.upper())]
    if not found:
        raise UsageError(f"unknown code '{code}': tqcheck explain all lists them")
    typer.echo("\n".join(map(explained, found)), nl=False)
