"""From the words' probabilities to what they say of their side, and log-odds."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

_WORST = 3
"""Words whose mean probability speaks for the side."""
_LEVEL = 0.4
"""Share of the words that lie below the background."""

Numbers = npt.NDArray[np.floating[Any]]


def sigmoid(x: Numbers | float) -> Numbers:
    """Probability of log-odds."""
    p: Numbers = 1.0 / (1.0 + np.exp(-np.clip(x, -30, 30)))
    return p


def logit(p: float) -> float:
    """Log-odds of a probability, kept finite."""
    p = min(max(p, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))


def suspicion(p: Numbers) -> float:
    """Log-odds of the most suspect words' mean probability."""
    return logit(float(np.sort(p)[-_WORST:].mean()) if len(p) else 0.0)


def background(logits: Numbers) -> float:
    """Log-odds below which two fifths of the words lie: how suspect those are that are least so."""
    return float(np.quantile(logits, _LEVEL)) if len(logits) else 0.0
