"""The command `review`: check one post, then decide about its findings in the terminal."""

# No `from __future__ import annotations`: typer would evaluate every annotation twice, and help start a tenth slower.
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tqcheck.cli.options import (
    Bidi,
    Command,
    ConfigFile,
    load_settings,
    new_app,
    suppressions_file,
    with_settings,
)
from tqcheck.errors import InputError, UsageError
from tqcheck.visible import visible

if TYPE_CHECKING:
    from tqcheck.review.session import Session


app = new_app()


@app.command("review", cls=Command)
@with_settings("mt_model", "offline")
def review(
    post: Annotated[str, typer.Argument(help="The post to review.", metavar="POST")],
    *,
    bidi: Bidi = None,
    suppressions: Annotated[
        Path | None, typer.Option(help="File that dismissals are written to.", metavar="FILE")
    ] = None,
    config: ConfigFile = None,
    given: dict[str, Any],
) -> None:  # fmt: skip
    """Step through a post's findings and accept or dismiss each. The post itself is never changed."""
    from tqcheck.api import Engine
    from tqcheck.output import Screen, open_progress
    from tqcheck.report.bidi import detect_mode
    from tqcheck.review.session import Session, state_of

    if post == "-" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("review: needs a terminal for its keys, and the post in a file")
    there = suppressions if suppressions and suppressions.exists() else None
    loaded = load_settings(config, given | {"suppressions": there})
    screen = Screen.of(loaded.config, bidi)
    with open_progress(loaded.config) as progress:
        engine = Engine(loaded.config, progress)
        report = engine.report(engine.load([post]))
    if faults := [document.bitext.fault for document in report.documents if document.bitext.fault]:
        raise InputError("\n".join(faults))
    session = Session(
        report.documents, suppressions=suppressions or suppressions_file(loaded), state=state_of(post),
        today=date.today(),
    )  # fmt: skip
    for line in (*report.notices, *report.reasons):
        typer.echo(visible(line), err=True)
    if session.items:
        from tqcheck.review.app import Review

        Review(session, bidi=screen.bidi or detect_mode()).run()
    typer.echo(_outcome(session))


def _outcome(session: "Session") -> str:
    if not session.items:
        return "nothing to review"
    dismissed = sum(d.decision == "dismissed" for i in session.items if (d := session.decision(i)))
    accepted = session.decided - dismissed
    open_ = len(session.items) - session.decided
    return f"{accepted} accepted, {dismissed} dismissed (in {session.suppressions}), {open_} open"
