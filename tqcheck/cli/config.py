"""The commands `config show` and `config schema`."""

# No `from __future__ import annotations`: typer would evaluate every annotation twice, and help start a tenth slower.

import typer

from tqcheck.cli.options import Command, ConfigFile, new_app

app = new_app(name="config", help="Settings: what holds, and where it comes from.", no_args_is_help=True)


@app.command("show", cls=Command)
def show(config: ConfigFile = None) -> None:
    """Print every setting, its value and where it comes from."""
    from tqcheck.config import load, render_effective

    typer.echo(render_effective(load(explicit=config)), nl=False)


@app.command("schema", cls=Command)
def schema() -> None:
    """Print the JSON Schema of tqcheck.toml, for editors."""
    import json

    from tqcheck.config import json_schema

    typer.echo(json.dumps(json_schema(), indent=1))
