"""Every judge against every generator and stage, on photos and seeds that no network has seen."""

import time
from typing import Any

import numpy as np

from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.discriminators.judge import Judge
from game.discriminators.judges import load_judges
from game.faces.disturbances import DISTURBANCES
from game.scoring.auc import auc_interval
from game.scoring.calibration import (
    balanced_accuracy,
    bootstrap_interval,
    brier_score,
    expected_calibration_error,
    reliability,
)
from game.scoring.intervals import wilson
from game.training.faces import DEALT, Part, Source, load_part, sources

# Every judge is calibrated on validation faces of train photos so that this is its threshold.
THRESHOLD = 0.5
STRENGTHS = {
    "jpeg": (90, 70, 50, 30),
    "blur": (0.5, 1.0, 2.0),
    "resize": (0.75, 0.5, 0.25),
    "noise": (2, 5, 10),
}
QUICK_N = 100  # reals and fakes, each
STATISTICS = {
    "balanced_accuracy": balanced_accuracy,
    "ece": expected_calibration_error,
    "brier": brier_score,
}


def evaluate(settings: Settings, quick: bool) -> list[dict[str, Any]]:
    """Rows {judge, generator, stage, disturbance, strength} with what `measure` finds.

    Every judge on every generator and stage as they are (`disturbance` "none"), and on the game's
    own fakes under each disturbance. `quick`: the game's own fakes only, 100 of them and as many
    photos, under the hardest strength of each disturbance.
    """
    judges = load_judges(settings)
    rows = []
    for source in progress_bar([DEALT] if quick else sources(settings), "generators", unit="stage"):
        part = load_part(source, "held_out", settings, at_most=QUICK_N if quick else None)
        for disturbance, strength in _conditions(source, quick):
            shown = _disturbed(part, disturbance, strength)
            for judge in judges:
                rows.append(
                    {
                        "judge": judge.name,
                        "generator": source.generator,
                        "stage": source.stage,
                        "disturbance": disturbance,
                        "strength": strength,
                    }
                    | measure(p_fake(judge, shown.reals), p_fake(judge, shown.fakes))
                )
    speed = {judge.name: milliseconds(judge, part.reals) for judge in judges}
    return [row | {"ms_per_face": speed[str(row["judge"])]} for row in rows]


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


def _conditions(source: Source, quick: bool) -> list[tuple[str, float]]:
    """(disturbance, strength), the undisturbed first."""
    conditions: list[tuple[str, float]] = [("none", 0)]
    if source == DEALT:
        for name, strengths in STRENGTHS.items():
            conditions += [(name, strength) for strength in strengths[-1 if quick else 0 :]]
    return conditions


def _disturbed(part: Part, disturbance: str, strength: float) -> Part:
    """Reals and fakes alike."""
    if disturbance == "none":
        return part
    change = DISTURBANCES[disturbance]
    return Part(
        np.stack([change(picture, strength) for picture in part.reals]),
        np.stack([change(picture, strength) for picture in part.fakes]),
    )
