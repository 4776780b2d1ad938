"""The command line: one file a command, loaded when it is called. Nothing heavy is imported here."""

# No `from __future__ import annotations`: typer would evaluate every annotation twice, and help start a tenth slower.
import importlib
import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from tqcheck import __version__
from tqcheck.cli.border import leave, run
from tqcheck.internal import DEBUG

COMMANDS = {
    "check": "Check posts and report what was dropped, added or changed.",
    "align": "Print which sentence translates which.",
    "review": "Step through a post's findings and accept or dismiss each.",
    "desk": "Open a page on this machine where posts are pasted or dropped, checked, corrected and saved.",
    "watch": "Check posts, and check again whenever one is saved, until Ctrl+C.",
    "explain": "Say what a code means, with examples.",
    "suppress": "Accept a finding, or all that a review has dismissed, with a reason and to a date.",
    "init": "Write a commented tqcheck.toml.",
    "config": "Settings: what holds, and where it comes from.",
    "schema": "Print the JSON Schema of the JSON report.",
    "models": "Say which translation models can be used, and fetch them.",
}
"""Each command, whose module in this package has an `app`, and what the list of commands says of it."""
OPTIONS = [("--version", "Print the version and stop."), ("-h, --help", "Show this message and exit.")]


def _command(name: str) -> Any:
    """The command of a module in this package."""
    command = typer.main.get_command(importlib.import_module(f"tqcheck.cli.{name}").app)
    command.name = name
    return command


class _Commands(TyperGroup):
    """Loads the module of the command that is called, and of no other."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command, or `None` where there is none of that name."""
        return _command(cmd_name) if cmd_name in COMMANDS else None

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As typer does; the version is told here, as an option of typer's own would load much more."""
        if args and args[0] == "--version":
            typer.echo(f"tqcheck {__version__}")
            ctx.exit()
        return super().parse_args(ctx, args)

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """The options, then the table of commands, without loading what it names."""
        with formatter.section("Options"):
            formatter.write_dl(OPTIONS)
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


app = typer.Typer(
    name="tqcheck",
    cls=_Commands,
    help="Checks the translation of bilingual news: what was dropped, added or changed.",
    no_args_is_help=True,
    # Help drawn by rich takes three times as long to start.
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _root() -> None:
    pass


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code. A user's mistake is one line on stderr."""
    given = sys.argv[1:] if arguments is None else arguments
    if "--verbose" in given or "-v" in given:
        os.environ[DEBUG] = "1"
    if hasattr(sys.stdout, "reconfigure"):
        # What the encoding of an old terminal cannot hold is escaped rather than lost or a crash.
        sys.stdout.reconfigure(errors="backslashreplace")
    # What stands before the commands would load much to read its own options, so the named one is called directly.
    named = given[0] if given and given[0] in COMMANDS else None
    command = _command(named) if named else typer.main.get_command(app)
    called = {"prog_name": f"tqcheck {named}" if named else "tqcheck", "obj": given, "standalone_mode": False}
    leave(run(lambda: command(given[1:] if named else given, **called)))
