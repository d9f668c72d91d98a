"""Simulated studies with known truth: people of differing ability, faces of differing difficulty.

In pairs, somebody sees the truth if ability - difficulty + noise (logistic) is above 0, and is the
surer the farther from 0 it is. A network sees by the same difficulties and a normal noise of its
own. Single faces follow signal detection with a bias for each person and a shift for each face.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, roots_hermitenorm
from scipy.stats import norm, rv_continuous

from game.scoring.scored_guesses import Network, ScoredGuesses

ABILITY, ABILITY_SPREAD = 0.5, 0.6  # logits
PHOTO_SPREAD, FAKE_SPREAD = 0.4, 0.5
SURE = (0.8, 1.8)  # above the first somebody is fairly sure, above the second very
NETWORK, FOLLOWS, OWN_NOISE = 1.0, 0.8, 0.8  # its ability, its share of the difficulties
FACE_SPREAD = 0.5  # of a picture's own look, in a network's log odds
D_PRIME, D_PRIME_SPREAD = 1.0, 0.4  # of people on single faces
BIAS, BIAS_SPREAD = 0.15, 0.3
SHIFT_SPREAD = 0.4
NODES, WEIGHTS = roots_hermitenorm(61)
WEIGHTS = WEIGHTS / WEIGHTS.sum()


@dataclass(frozen=True)
class Study:
    """Who answered what, what a network said, and what neither of them knows.

    `ability` (people,), difficulties `photo` (photos,) and `fake` (trials,).
    """

    guesses: ScoredGuesses
    network: Network
    ability: np.ndarray
    photo: np.ndarray
    fake: np.ndarray

    @property
    def photo_of(self) -> np.ndarray:
        """Which photo is in each trial, (trials,)."""
        return np.arange(len(self.fake)) % len(self.photo)

    @property
    def difficulty(self) -> np.ndarray:
        """Of every pair, (trials,)."""
        found: np.ndarray = self.photo[self.photo_of] + self.fake
        return found


def seats(
    rng: np.random.Generator, people: int, rounds: int, played: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Person and trial of every answer: each plays so many (from, to) of the rounds of ten."""
    person, trial = [], []
    for who in range(people):
        for one in rng.permutation(rounds)[: rng.integers(played[0], played[1] + 1)]:
            person.append(np.full(10, who))
            trial.append(10 * one + np.arange(10))
    return np.concatenate(person), np.concatenate(trial)


def pairs(rng: np.random.Generator, person: np.ndarray, trial: np.ndarray, photos: int) -> Study:
    """A study of pairs, each with a fake of its own; the photos come round again."""
    people, trials = person.max() + 1, trial.max() + 1
    ability = rng.normal(ABILITY, ABILITY_SPREAD, people)
    photo = rng.normal(0, PHOTO_SPREAD, photos)
    fake = rng.normal(0, FAKE_SPREAD, trials)
    difficulty = photo[np.arange(trials) % photos] + fake
    first = rng.random(trials) < 0.5
    right, confidence = judge(rng, ability[person] - difficulty[trial])
    margin = NETWORK - FOLLOWS * difficulty + rng.normal(0, OWN_NOISE, trials)
    look = rng.normal(0, FACE_SPREAD, trials)
    p_fake, p_real = expit(look + margin / 2), expit(look - margin / 2)
    p = np.where(first[:, None], np.c_[p_fake, p_real], np.c_[p_real, p_fake])
    guesses = ScoredGuesses(person, trial, right, confidence, first[trial])
    network = Network((margin > 0).astype(np.int8), np.asarray(p))
    return Study(guesses, network, ability, photo, fake)


def judge(rng: np.random.Generator, ahead: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Right or wrong, and how sure, of answers that far (any shape) above their difficulty."""
    evidence = ahead + rng.logistic(size=ahead.shape)
    return evidence > 0, (1 + np.digitize(np.abs(evidence), SURE)).astype(np.int8)


def faces(rng: np.random.Generator, person: np.ndarray, trial: np.ndarray) -> ScoredGuesses:
    """A study of single faces, half of them fakes."""
    people, trials = person.max() + 1, trial.max() + 1
    d_prime = rng.normal(D_PRIME, D_PRIME_SPREAD, people)
    bias = rng.normal(BIAS, BIAS_SPREAD, people)
    fake = np.arange(trials) % 2 == 0
    shift = rng.normal(0, SHIFT_SPREAD, trials)
    seen = np.where(fake[trial], 1, -1) * d_prime[person] / 2 + shift[trial] - bias[person]
    seen += rng.normal(size=len(trial))
    confidence = (1 + np.digitize(np.abs(seen), SURE)).astype(np.int8)
    return ScoredGuesses(person, trial, (seen > 0) == fake[trial], confidence, fake[trial])


def mean_right(ability: np.ndarray | float, spread: float) -> np.ndarray:
    """P(right) of abilities (…) over normal differences of that spread, by quadrature."""
    p: np.ndarray = expit(np.asarray(ability)[..., None] + spread * NODES) @ WEIGHTS
    return p


def hit_rates() -> tuple[float, float]:
    """Hits and false alarms of the mean over people and faces of `faces`: both are normal."""
    spread = np.sqrt(1 + (D_PRIME_SPREAD / 2) ** 2 + BIAS_SPREAD**2 + SHIFT_SPREAD**2)
    hits, false_alarms = norm.cdf((np.array([0.5, -0.5]) * D_PRIME - BIAS) / spread)
    return float(hits), float(false_alarms)


def rated_auc(mean: float, spread: float, noise: rv_continuous, bias: float = 0) -> float:
    """AUC of ratings by SURE, if evidence is normal around mean - bias for signals and around
    -mean - bias for noises, with this spread and this further noise."""
    cuts = np.array([-SURE[1], -SURE[0], 0, *SURE])[:, None]
    signal, noises = (
        np.diff(noise.cdf(cuts - (at - bias + spread * NODES)) @ WEIGHTS, prepend=0, append=1)
        for at in (mean, -mean)
    )
    return float(signal @ (noises.cumsum() - noises / 2))
