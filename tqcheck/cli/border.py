"""The command line's outer border: one line and an exit code that says no more than is true."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable
from typing import Any

import typer

from tqcheck.errors import IncompleteError, TqcheckError
from tqcheck.internal import unexpected

_INTERNAL = IncompleteError.exit_code
_PARSER_ERRORS = tuple(c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException")
_PIPE = 141
"""What a shell says of a program whose reader has gone."""


def run(call: Callable[[], Any]) -> int:
    """The exit code of a command; what goes wrong is one line on stderr.

    `call` returns what typer does where it is not to end the process: an exit code or nothing. A `SystemExit` therefore
    comes from code that has no business to end a gate.
    """
    _occupy()
    try:
        code = call()
        _flush()
        return code if isinstance(code, int) else 0
    except TqcheckError as error:
        return _told(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _told("interrupted", 130)
    except typer.Abort:
        return _told("aborted", 130)
    except _PARSER_ERRORS as error:  # type: ignore[misc]
        with contextlib.suppress(OSError, ValueError):
            error.show()
        return int(error.exit_code)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): not our fault, and nothing more can be said.
        return _PIPE
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG) and not error.filename:
            return _told(
                f"the output cannot be written: {error.strerror}; what it would have said is not known", _INTERNAL
            )
        return _told(unexpected(error), _INTERNAL)
    except BaseException as error:
        if isinstance(error, SystemExit) and isinstance(error.__context__, BrokenPipeError):
            return _PIPE  # typer ends the process itself there
        return _told(unexpected(error), _INTERNAL)


def leave(code: int) -> None:
    """End the process with this code, whatever its standard streams still hold."""
    for stream, number in ((sys.stdout, 1), (sys.stderr, 2)):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            # The interpreter would try again when it ends, and end with a code of its own.
            with contextlib.suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), number)
    sys.exit(code)


def _occupy() -> None:
    """Streams that the caller has closed lead nowhere: a file that is opened next must not get their numbers."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            with contextlib.suppress(OSError):
                os.fstat(number)
                continue
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
            if name != "stdin":
                setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def _flush() -> None:
    sys.stdout.flush()


def _told(message: str, code: int) -> int:
    from tqcheck.visible import visible

    with contextlib.suppress(OSError, ValueError):
        for line in message.splitlines() or [""]:
            typer.echo(f"tqcheck: {visible(line)}", err=True)
    return code
