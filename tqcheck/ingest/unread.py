"""What was there and was not read, told in lines."""

from __future__ import annotations

from collections.abc import Sequence

from tqcheck.records import Unread

_TOLD = 10
"""Lines beyond which only the number of the rest is told."""


def told(not_read: Sequence[Unread]) -> tuple[str, ...]:
    """A line for each thing that was not read; of many, the first ones and how many more there are."""
    lines = tuple(f"not read: {unread.path}: {unread.reason}" for unread in not_read[:_TOLD])
    rest = len(not_read) - _TOLD
    return (*lines, f"not read: {rest} more, all of them in the JSON report") if rest > 0 else lines
