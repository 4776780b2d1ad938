"""The command `suppress`: accept findings, with a reason."""

# No `from __future__ import annotations`: typer would evaluate every annotation twice, and help start a tenth slower.
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from tqcheck.cli.options import Command, ConfigFile, new_app, suppressions_file
from tqcheck.errors import UsageError

app = new_app()


@app.command("suppress", cls=Command)
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
