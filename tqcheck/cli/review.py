"""The command `review`: check one post, then decide about its findings in the terminal."""

# No `from __future__ import annotations`: typer would evaluate every annotation twice, and help start a tenth slower.
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tqcheck.cli.config_options import ConfigFile, load_settings, suppressions_file
from tqcheck.errors import InputError, UsageError
from tqcheck.visible import visible

if TYPE_CHECKING:
    from tqcheck.review.session import Session


def mount(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("review")(review)


def review(
    post: Annotated[str, typer.Argument(help="The post to review.", metavar="POST")],
    mt_model: Annotated[str | None, typer.Option(help="Back-translation, as of check.", metavar="MODEL")] = None,
    offline: Annotated[bool | None, typer.Option("--offline/--online", help="Never open a socket.")] = None,
    bidi: Annotated[
        str | None, typer.Option(help="Right-to-left text: auto, logical or visual, as of check.", metavar="MODE")
    ] = None,
    suppressions: Annotated[
        Path | None, typer.Option(help="File that dismissals are written to.", metavar="FILE")
    ] = None,
    config: ConfigFile = None,
) -> None:  # fmt: skip
    """Step through a post's findings and accept or dismiss each. The post itself is never changed."""
    from tqcheck.api import Engine
    from tqcheck.output import Screen, open_progress
    from tqcheck.report.bidi import detect_mode
    from tqcheck.review.session import Session, state_of

    if post == "-" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("review: needs a terminal for its keys, and the post in a file")
    there = suppressions if suppressions and suppressions.exists() else None
    given = {"mt_model": mt_model, "offline": offline, "suppressions": there}
    loaded = load_settings(config, given)
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
