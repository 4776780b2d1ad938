"""Calibrates the bead scorer's posteriors on disturbed documents that it was not trained on.

python -m training.align_calibration --cache FILE --skip 39 --weights tqcheck/align/beads.safetensors
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np

from tqcheck.align import links
from tqcheck.align.scorer import load
from training.alignment import read_sides


def fit(posterior: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Slope and offset of the log-odds by Newton's method."""
    p = np.clip(posterior, 1e-6, 1 - 1e-6)
    x = np.stack([np.log(p / (1 - p)), np.ones_like(p)], axis=1)
    w = np.array([1.0, 0.0])
    for _ in range(30):
        q = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x * (q * (1 - q))[:, None]).T @ x + 1e-6 * np.eye(2), x.T @ (right - q))
    return float(w[0]), float(w[1])


def error(p: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over ten bins of equal count."""
    bins = np.array_split(np.argsort(p, kind="stable"), 10)
    return float(sum(len(b) * abs(p[b].mean() - right[b].mean()) for b in bins) / len(p))


def main() -> None:
    """Fits on the even documents, reports the error on the odd ones, stores the fit in the weights."""
    from safetensors.numpy import load_file, save_file

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--skip", type=int, default=0, help="documents that the scorer was trained on")
    parser.add_argument("--count", type=int, default=110)
    parser.add_argument("--weights", type=Path, required=True)
    options = parser.parse_args()
    arrays = load_file(options.weights)
    scorer = replace(load(arrays), calibration=(1.0, 0.0))
    found: tuple[list[tuple[float, bool]], list[tuple[float, bool]]] = ([], [])
    documents = islice(read_sides(options.cache), options.skip, options.skip + options.count)
    for number, (doc, source, target) in enumerate(documents):
        for link in links(source, target, scorer=scorer):
            found[number % 2].append((link.confidence, (link.source, link.target) in doc.gold))
    (p, right), (q, held) = (np.array(side, float).T for side in found)
    slope, offset = fit(p, right)
    calibrated = 1 / (1 + np.exp(-slope * np.log(q / (1 - q)) - offset))
    print(
        f"slope {slope:.3f} offset {offset:.3f}, error {error(q, held):.3f} before, {error(calibrated, held):.3f} after"
    )
    arrays["calibration"] = np.array([slope, offset], np.float32)
    save_file(arrays, options.weights)


if __name__ == "__main__":
    main()
