"""Commands about settings and accepted findings: `config show`, `config schema`, `init`, `suppress`."""

# No `from __future__ import annotations`: typer would evaluate every annotation twice, and help start a tenth slower.
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tqcheck.errors import UsageError

if TYPE_CHECKING:
    from tqcheck.config import LoadedConfig

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
    finding: Annotated[
        str | None, typer.Argument(help="A finding's fingerprint, or a code.", metavar="FINGERPRINT")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why it is accepted.", metavar="TEXT")] = None,
    until: Annotated[
        datetime | None,
        typer.Option("--until", help="Last day of the acceptance.", metavar="DATE", formats=["%Y-%m-%d"]),
    ] = None,
    path: Annotated[
        str | None, typer.Option("--path", help="Posts it holds for; a code needs one.", metavar="PATTERN")
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option("--from", help="Dismissals that the HTML report has exported, instead.", metavar="FILE"),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="Suppression file to write.", metavar="FILE")
    ] = None,
    config: ConfigFile = None,
) -> None:  # fmt: skip
    """Accept a finding, or all that a review has dismissed, with a reason and to a date."""
    from tqcheck.config import load

    target = file or suppressions_file(load(explicit=config))
    if decisions is not None:
        if finding or reason or path:
            raise UsageError("--from: the file says which findings and why; leave out the rest, except --until")
        typer.echo(_suppress_from(decisions, target, until))
        return
    if finding is None or reason is None or until is None:
        raise UsageError("give a fingerprint or a code with --reason and --until, or --from FILE")
    from tqcheck.gate import suppress as add

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


def load_settings(file: Path | None, given: dict[str, Any]) -> "LoadedConfig":
    """The settings that hold, file and command line together. Raises ConfigError."""
    from tqcheck.checks import documented_checks
    from tqcheck.config.load import load

    return load(explicit=file, cli=given, codes=[check.code for check in documented_checks()])


def suppressions_file(loaded: "LoadedConfig") -> Path:
    """The suppression file that the settings name, or the one beside them that a check would find."""
    from tqcheck.config.load import SUPPRESSIONS_NAME

    return loaded.config.suppressions or (loaded.file.parent if loaded.file else Path.cwd()) / SUPPRESSIONS_NAME


def _suppress_from(file: Path, target: Path, until: datetime | None) -> str:
    """Write the dismissals of a file; an earlier entry for the same finding makes way."""
    from tqcheck.gate.decisions import entries_of, load_decisions
    from tqcheck.gate.suppressions import revise

    decided = load_decisions(file)
    new = entries_of(file, decided, until=until.date() if until else None, today=date.today())
    revise(target, new, withdrawn={entry.fingerprint for entry in new if entry.fingerprint})
    left = sum(decision.decision == "accepted" for decision in decided)
    kept = f"; {left} accepted as a fault, which stay{'s' * (left == 1)} to be fixed" if left else ""
    return f"wrote {len(new)} dismissal{'s' * (len(new) != 1)} to {target}{kept}"


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
