"""How many threads the libraries that calculate may start in a worker."""

from __future__ import annotations

import os


def use_threads(count: int) -> None:
    """Call it before anything that calculates is imported: most libraries look once."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
        os.environ[name] = str(count)
    # A tokeniser that has threads of its own warns, and may hang, in processes that come from others.
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
