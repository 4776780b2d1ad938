"""A limit of time for a piece of work, where the system has an alarm: in the main thread of a POSIX process."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType


class OverTimeError(BaseException):
    """The time is up. No `Exception`, so that nobody takes it for a fault of what they are doing, and goes on."""


@contextlib.contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise OverTimeError in the block once it has taken so long; within another deadline the earlier one holds.

    Work inside a library's compiled code ends when that returns. Elsewhere than in a main thread nothing is limited.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def late(_number: int, _frame: FrameType | None) -> None:
        raise OverTimeError

    before = signal.getsignal(signal.SIGALRM)
    left, _ = signal.getitimer(signal.ITIMER_REAL)
    signal.signal(signal.SIGALRM, late)
    # Again every second, in case somebody swallows it.
    signal.setitimer(signal.ITIMER_REAL, min(seconds, left) if left else seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if left:
            signal.setitimer(signal.ITIMER_REAL, left, 1.0)
