"""What nobody expected: told in one line, written down in full for whoever mends it."""

from __future__ import annotations

import contextlib
import os
import sys
import time
import traceback
from pathlib import Path

from tqcheck.errors import told

DEBUG = "TQCHECK_DEBUG"
"""Environment variable that shows the traceback of an internal error when it is 1; `--verbose` sets it."""
_KEPT = 20
"""Reports of internal errors that stay on disk."""


def unexpected(error: BaseException, *, post: str = "") -> str:
    """One line about an exception that is nobody's plan, once its traceback is on disk (on stderr, with `DEBUG`)."""
    trace = "".join(traceback.format_exception(error))
    if os.environ.get(DEBUG) == "1":
        with contextlib.suppress(OSError, ValueError, AttributeError):
            sys.stderr.write(trace)
    where = _kept(trace, post)
    details = f"details are in {where}" if where else f"{DEBUG}=1 shows where"
    return (
        f"{post}: could not be checked: {told(error)}; {details}"
        if post
        else f"internal error: {told(error)}; {details}"
    )


def _kept(trace: str, post: str) -> Path | None:
    """The file that the traceback was written to; `None` where none can be."""
    from platformdirs import user_cache_path

    try:
        folder = user_cache_path("tqcheck") / "errors"
        folder.mkdir(parents=True, exist_ok=True)
        for old in sorted(folder.glob("*.txt"))[: -_KEPT + 1]:
            old.unlink(missing_ok=True)
        file = folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}-{time.monotonic_ns() % 10**6:06}.txt"
        file.write_text(f"{post}\n{trace}", encoding="utf-8", errors="backslashreplace")
        return file
    except Exception:
        return None
