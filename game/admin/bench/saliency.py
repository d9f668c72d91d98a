"""Is a saliency picture true? Delete what it points at, and see if the judge changes its mind."""

from typing import Any

import numpy as np
from scipy.stats import bootstrap

from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.discriminators.judges import load_judges
from game.discriminators.network_judge import NetworkJudge
from game.discriminators.saliency import deleted, salience
from game.training.faces import DEALT, load_part

N_FACES = 200  # half of them photos
SHARE = 0.1  # of the picture
CELL = 8  # pixels: what matters lies in spots, so what is deleted at random lies in squares


def check_saliency(settings: Settings) -> list[dict[str, Any]]:
    """A row of `deletion` for every network judge, on photos and fakes that no judge has seen."""
    part = load_part(DEALT, "held_out", settings)
    faces = np.concatenate([part.reals[: N_FACES // 2], part.fakes[: N_FACES // 2]])
    judges = [judge for judge in load_judges(settings) if isinstance(judge, NetworkJudge)]
    return [{"judge": judge.name} | deletion(judge, faces) for judge in judges]


def deletion(judge: NetworkJudge, faces: np.ndarray) -> dict[str, Any]:
    """How far p(fake) moves once a tenth of the picture is blurred: the salient one, a random one.

    {n, change_salient, change_random, gain, gain_low, gain_high}: mean sizes of the change over
    `faces`, uint8 (n, side, side, 3); `gain` is their difference, with its 95 % interval.
    """
    rng = np.random.default_rng(0)
    changes = []
    for face in progress_bar(faces, judge.name, unit="face"):
        tenths = most_salient(salience(judge, face)), scattered(face.shape[0], rng)
        p = judge.p_fake(np.stack([face, *(deleted(face, tenth) for tenth in tenths)]))
        changes.append(np.abs(p[1:] - p[0]))
    salient, random = np.array(changes).T
    interval = bootstrap((salient - random,), np.mean, rng=rng).confidence_interval
    return {
        "n": len(faces),
        "change_salient": float(salient.mean()),
        "change_random": float(random.mean()),
        "gain": float((salient - random).mean()),
        "gain_low": float(interval.low),
        "gain_high": float(interval.high),
    }


def most_salient(mattered: np.ndarray) -> np.ndarray:
    """The tenth of the pixels that mattered most, bool (side, side)."""
    where = np.zeros(mattered.size, bool)
    where[np.argsort(mattered, axis=None)[-round(SHARE * mattered.size) :]] = True
    return where.reshape(mattered.shape)


def scattered(side: int, rng: np.random.Generator) -> np.ndarray:
    """Squares at random places that make up a tenth of the picture, bool (side, side)."""
    cells = side // CELL
    where = np.zeros(cells * cells, bool)
    where[rng.choice(cells * cells, round(SHARE * cells * cells), replace=False)] = True
    return where.reshape(cells, cells).repeat(CELL, axis=0).repeat(CELL, axis=1)
