"""What a judge's p(fake) of photos and of fakes is worth."""

import time
from typing import Any

import numpy as np

from game.discriminators.judge import Judge
from game.scoring.auc import auc_interval
from game.scoring.calibration import (
    balanced_accuracy,
    bootstrap_interval,
    brier_score,
    expected_calibration_error,
    reliability,
)
from game.scoring.intervals import wilson

# Every judge is calibrated on validation faces of train photos so that this is its threshold.
THRESHOLD = 0.5
STATISTICS = {
    "balanced_accuracy": balanced_accuracy,
    "ece": expected_calibration_error,
    "brier": brier_score,
}


def measure(reals: np.ndarray, fakes: np.ndarray) -> dict[str, Any]:
    """What p(fake) of reals (m,) and of fakes (n,) is worth; intervals are of 95 %.

    AUC (DeLong) is the expected accuracy in pairs. The accuracies (Wilson; balanced: bootstrap) are
    at the threshold that validation faces fixed. ECE and Brier score (bootstrap) say how far p can
    be taken at its word; `reliability` holds the points of that curve.
    """
    auc, auc_low, auc_high = auc_interval(fakes, reals)
    p = np.concatenate([reals, fakes])
    fake = np.repeat([False, True], [len(reals), len(fakes)])
    row: dict[str, Any] = {
        "n_real": len(reals),
        "n_fake": len(fakes),
        "auc": auc,
        "auc_low": auc_low,
        "auc_high": auc_high,
        "threshold": THRESHOLD,
    }
    right = {"real": reals < THRESHOLD, "fake": fakes >= THRESHOLD}
    for kind, answers in right.items():
        row[f"accuracy_{kind}"] = float(answers.mean())
        low, high = wilson(int(answers.sum()), len(answers))
        row |= {f"accuracy_{kind}_low": low, f"accuracy_{kind}_high": high}
    for name, statistic in STATISTICS.items():
        row[name] = statistic(p, fake)
        row[f"{name}_low"], row[f"{name}_high"] = bootstrap_interval(statistic, p, fake)
    return row | {"reliability": reliability(p, fake)}


def p_fake(judge: Judge, faces: np.ndarray) -> np.ndarray:
    """Of many faces, in batches that fit the processor's cache."""
    return np.concatenate([judge.p_fake(faces[i : i + 8]) for i in range(0, len(faces), 8)])


def milliseconds(judge: Judge, faces: np.ndarray) -> float:
    """Time a face, judged in pairs as in the game: the median of up to 50 pairs."""
    judge.p_fake(faces[:2])
    times = []
    for i in range(0, min(len(faces), 100) - 1, 2):
        began = time.perf_counter()
        judge.p_fake(faces[i : i + 2])
        times.append(500 * (time.perf_counter() - began))
    return float(np.median(times))
