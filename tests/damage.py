"""Random bytes over the files of a cache."""

from __future__ import annotations

import random
from pathlib import Path


def damage(folder: Path, seed: int) -> int:
    """Write over one to three stretches of every file; returns how many files there are."""
    chance = random.Random(seed)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    for path in files:
        data = bytearray(path.read_bytes())
        for _ in range(chance.randint(1, 3)):
            at, size = chance.randrange(len(data)), chance.choice((1, 16, 2000))
            data[at : at + size] = chance.randbytes(len(data[at : at + size]))
        path.write_bytes(data)
    return len(files)
