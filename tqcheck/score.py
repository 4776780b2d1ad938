"""The document score: 100 less the MQM penalty points a hundred source words, with a bootstrap interval over beads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tqcheck.records import Evidence, Finding, Score, Severity

# MQM's usual weights (Lommel et al. 2014; multidimensional-quality-metrics.org).
PENALTY = {Severity.CRITICAL: 25.0, Severity.MAJOR: 5.0, Severity.MINOR: 1.0}
RESAMPLES = 1000
SEED = 20200823


def score(beads: Sequence[Evidence], findings: Sequence[Finding]) -> Score | None:
    """Score of a document in 0..100 with its 95 % interval, or `None` where it has no source words.

    value = max(0, 100 * (1 - penalty points / source words)); the interval resamples beads with their findings,
    1,000 times with a fixed seed. Suppressed findings cost nothing.
    """
    words = np.array([len(e.bead.side_text("source").split()) for e in beads], float)
    if not words.sum():
        return None
    rows = {e.bead.index: i for i, e in enumerate(beads)}
    points = np.zeros(len(beads))
    for finding in findings:
        if not finding.suppressed:
            points[rows[finding.bead]] += PENALTY[finding.severity]
    draws = np.random.default_rng(SEED).integers(0, len(beads), (RESAMPLES, len(beads)))
    totals = np.maximum(words[draws].sum(1), 1.0)
    samples = np.maximum(100 * (1 - points[draws].sum(1) / totals), 0.0)
    low, high = np.percentile(samples, [2.5, 97.5])
    value = max(0.0, float(100 * (1 - points.sum() / words.sum())))
    return Score(value=round(value, 1), low=round(float(low), 1), high=round(float(high), 1))
