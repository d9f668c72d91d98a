"""What a judge's p(fake) of photos and of fakes is worth."""

import time
from typing import Any

import numpy as np
import torch

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
LEAST = 10  # answers of either kind
PAIRS = 10  # whose time is taken
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


def answered(reals: np.ndarray, fakes: np.ndarray) -> dict[str, Any] | None:
    """As `measure`, of those p(fake) that are not NaN, beside the share of either that are; None
    where fewer than LEAST are left.
    """
    unknown = {"unknown_real": _unknown(reals), "unknown_fake": _unknown(fakes)}
    said = reals[~np.isnan(reals)], fakes[~np.isnan(fakes)]
    return unknown | measure(*said) if min(map(len, said)) >= LEAST else None


def milliseconds(judge: Judge, faces: np.ndarray) -> float:
    """Time of one processor a face, judged in pairs as in the game: the median of up to PAIRS.

    Processor time, so that it does not hang on what else the machine does; and of one thread, as
    several that wait for each other use it up, too.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        judge.p_fake(faces[:2])
        times = []
        for i in range(0, min(len(faces), 2 * PAIRS) - 1, 2):
            began = time.process_time()
            judge.p_fake(faces[i : i + 2])
            times.append(500 * (time.process_time() - began))
        return float(np.median(times))
    finally:
        torch.set_num_threads(threads)


def _unknown(p: np.ndarray) -> float:
    """The share of faces of which a judge says that it does not know."""
    return float(np.isnan(p).mean())
