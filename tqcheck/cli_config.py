"""Commands about settings and accepted findings: `config show`, `config schema`, `init`, `suppress`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tqcheck.errors import UsageError

config_app = typer.Typer(name="config", help="Settings: what holds, and where it comes from.", no_args_is_help=True)

ConfigFile = Annotated[
    Path | None, typer.Option("--config", help="Settings file instead of the nearest tqcheck.toml.", metavar="FILE")
]


models_app = typer.Typer(name="models", help="Say which translation models can be used, and fetch them.")


def mount(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(config_app)
    app.add_typer(models_app)
    app.command("init")(init)
    app.command("suppress")(suppress)


@config_app.command("show")
def show(config: ConfigFile = None) -> None:
    """Print every setting, its value and where it comes from."""
    from tqcheck.config import load, render_effective

    typer.echo(render_effective(load(explicit=config)), nl=False)


@config_app.command("schema")
def schema() -> None:
    """Print the JSON Schema of tqcheck.toml, for editors."""
    import json

    from tqcheck.config import json_schema

    typer.echo(json.dumps(json_schema(), indent=1))


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


def suppress(
    finding: Annotated[str, typer.Argument(help="A finding's fingerprint, or a code.", metavar="FINGERPRINT")],
    reason: Annotated[str, typer.Option("--reason", help="Why it is accepted.", metavar="TEXT")],
    until: Annotated[
        datetime, typer.Option("--until", help="Last day of the acceptance.", metavar="DATE", formats=["%Y-%m-%d"])
    ],
    path: Annotated[
        str | None, typer.Option("--path", help="Posts it holds for; a code needs one.", metavar="PATTERN")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="Suppression file to write.", metavar="FILE")
    ] = None,
    config: ConfigFile = None,
) -> None:  # fmt: skip
    """Accept a finding, with a reason and to a date."""
    from tqcheck.config import load
    from tqcheck.config.load import SUPPRESSIONS_NAME
    from tqcheck.gate import suppress as add

    loaded = load(explicit=config)
    beside = (loaded.file.parent if loaded.file else Path.cwd()) / SUPPRESSIONS_NAME
    target = file or loaded.config.suppressions or beside
    is_code = finding.upper().startswith("TQ")
    if is_code and path is None:
        raise UsageError("--path: a code needs one; say which posts (--path '**' for all)")
    add(
        target,
        reason=reason,
        until=until.date(),
        code=finding.upper() if is_code else None,
        fingerprint=None if is_code else finding.lower(),
        path=path,
    )
    typer.echo(f"wrote {target}")


@models_app.callback(invoke_without_command=True)
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


@models_app.command("pull")
def pull(name: Annotated[str, typer.Argument(help="A model of the hub.", metavar="NAME")]) -> None:
    """Fetch a model from the hub, so that it can be used offline."""
    from tqcheck.config import Config
    from tqcheck.output import open_progress
    from tqcheck.translate.catalogue import pull as fetch

    with open_progress(Config()) as progress:
        folder = fetch(name, progress)
    typer.echo(f"{name} is in {folder.path}")
