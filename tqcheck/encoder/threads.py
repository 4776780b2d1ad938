"""How much of the machine a process may use."""

from __future__ import annotations

import os


def cores() -> int:
    """Processors this process may use (a container's share, not the machine's)."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows have no affinity call
        return os.cpu_count() or 1


def threads() -> int:
    """As many as the libraries that calculate may use."""
    stated = os.environ.get("OMP_NUM_THREADS", "")
    return min(4, int(stated) if stated.isdigit() else cores())
