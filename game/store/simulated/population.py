"""Made-up players who judge made-up pairs, with abilities that are known.

In pairs the odds of a right answer are exp(ability - photo's difficulty - fake's difficulty), and
how sure somebody is follows from the same evidence. Single faces are judged by equal-variance
signal detection with the player's d' and criterion. Of four faces a quarter is guessed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from scipy.stats import norm

from game.common.vocabulary import Design, Target

LENGTH = 10  # trials a round
CROWD = 50  # players at a shared round
SHARED = 0.93  # of what is played
PLACES = 4
DAYS = 60.0
KNOWN = 0.01  # of the faces: "I know this face"
KINDS = (
    (Design.TWO_AFC, Target.REAL, 0.8),
    (Design.YES_NO, Target.REAL, 0.15),
    (Design.ODD_ONE_OUT, Target.REAL, 0.025),
    (Design.ODD_ONE_OUT, Target.FAKE, 0.025),
)
NETWORK_ABILITIES = (0.0, 1.0, 2.5)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Population:
    """What is known of everybody, what was dealt, and what was answered.

    `kind` (rounds) indexes KINDS. `fake` and `item` (trials, 4): whether a place shows a fake, and
    which photo or fake; -1 without a face. Seats and answers are in the order of their times,
    which are in days from the beginning.
    """

    ability: Floats
    d_prime: Floats
    criterion: Floats
    photo_difficulty: Floats
    fake_difficulty: Floats
    kind: Ints
    shared: Bools
    planned: Floats
    fake: Bools
    item: Ints
    seat_round: Ints
    seat_player: Ints
    seat_started: Floats
    seat_ended: Floats
    player: Ints
    trial: Ints
    choice: Ints
    confidence: Ints
    knows: Bools
    correct: Ints
    seconds: Floats
    answered: Floats
    network_p: Floats  # (networks, trials, 4), nan without a face


def make_population(players: int, guesses: int, seed: int, photos: int = 2000) -> Population:
    """The same population for the same numbers; `guesses` is rounded down to whole rounds."""
    rng = np.random.default_rng(seed)
    ability = rng.normal(0.6, 0.6, players)
    d_prime = np.sqrt(2) * norm.ppf(expit(ability))
    criterion = rng.normal(0.0, 0.3, players)
    plays, crowd = guesses // LENGTH, min(CROWD, players)
    together = int(SHARED * plays / crowd)
    alone = plays - together * crowd
    rounds = together + alone
    kind = rng.choice(len(KINDS), rounds, p=[share for _, _, share in KINDS])
    planned = np.sort(rng.uniform(0, DAYS - 1, rounds))
    shared = np.zeros(rounds, np.bool_)
    shared[rng.permutation(rounds)[:together]] = True

    zeal = rng.lognormal(0, 1, players)
    patience = [
        np.argpartition(rng.exponential(1, players) / zeal, crowd - 1)[:crowd]
        for _ in range(together)
    ]
    seat_round = np.concatenate([np.repeat(np.flatnonzero(shared), crowd), np.flatnonzero(~shared)])
    lonely = rng.choice(players, alone, p=zeal / zeal.sum())
    seat_player = np.concatenate([*patience, lonely]).astype(np.int64)
    started = planned[seat_round] + np.minimum(rng.exponential(0.2, plays), 0.9)
    order = np.argsort(started)
    seat_round, seat_player, started = seat_round[order], seat_player[order], started[order]

    fake, item = _dealt(rng, kind, photos)
    photo_difficulty = rng.normal(0, 0.5, photos)
    fake_difficulty = rng.normal(0, 0.5, int(item[fake].max(initial=0)) + 1)

    seat = np.repeat(np.arange(plays), LENGTH)
    trial = (seat_round[:, None] * LENGTH + np.arange(LENGTH)).ravel()
    player = seat_player[seat]
    seconds = rng.lognormal(np.log(3.5), 0.5, len(trial))
    day = (seconds + 3.0) / 86400
    answered = started[seat] + np.cumsum(day.reshape(plays, LENGTH), axis=1).ravel()
    ended = answered[LENGTH - 1 :: LENGTH] + 2 / 86400

    hardness = _hardness(fake[trial], item[trial], photo_difficulty, fake_difficulty)
    right, confidence, choice = _guesses(
        rng,
        kind=kind[trial // LENGTH],
        fake=fake[trial],
        margin=ability[player] - hardness,
        d_prime=d_prime[player],
        criterion=criterion[player],
    )
    knows = rng.random(len(trial)) < KNOWN
    order = np.argsort(answered)
    scored = ~knows & ~_seen_before(order, player, fake[trial], item[trial], photos)
    guessed = {
        "player": player,
        "trial": trial,
        "choice": np.where(knows, -1, choice),
        "confidence": np.where(knows, 0, confidence),
        "knows": knows,
        "correct": np.where(scored, right, -1),
        "seconds": np.where(knows, np.nan, seconds),
        "answered": answered,
    }
    return Population(
        ability=ability,
        d_prime=d_prime,
        criterion=criterion,
        photo_difficulty=photo_difficulty,
        fake_difficulty=fake_difficulty,
        kind=kind,
        shared=shared,
        planned=planned,
        fake=fake,
        item=item,
        seat_round=seat_round,
        seat_player=seat_player,
        seat_started=started,
        seat_ended=ended,
        network_p=_networks(rng, fake, item, photo_difficulty, fake_difficulty),
        **{name: values[order] for name, values in guessed.items()},
    )


def target_places(population: Population) -> Ints:
    """What it is right to choose, by trial."""
    kind = population.kind[np.arange(len(population.fake)) // LENGTH]
    return _targets(kind, population.fake)


def _dealt(rng: np.random.Generator, kind: Ints, photos: int) -> tuple[Bools, Ints]:
    """Fakes and items (trials, 4) of rounds; no photo comes twice in a round."""
    trials = len(kind) * LENGTH
    asked = np.repeat(kind, LENGTH)
    side = rng.integers(0, PLACES, trials)
    place = np.arange(PLACES)
    odd = place == side[:, None]
    fake = np.select(
        [asked[:, None] == 0, asked[:, None] == 1, asked[:, None] == 2],
        [place == (side % 2)[:, None], np.broadcast_to((side % 2 == 1)[:, None], odd.shape), ~odd],
        odd,
    )
    faces = np.array([2, 1, PLACES, PLACES])[asked]
    there = place < faces[:, None]
    fake = fake & there
    first = rng.integers(0, photos, len(kind)).repeat(LENGTH * PLACES).reshape(trials, PLACES)
    within = np.tile(np.arange(LENGTH * PLACES).reshape(LENGTH, PLACES), (len(kind), 1))
    shuffled = rng.permutation(photos)
    item = shuffled[(first + within) % photos]
    item[fake] = np.arange(fake.sum())
    item[~there] = -1
    return fake, item


def _targets(kind: Ints, fake: Bools) -> Ints:
    """The place of the odd face or of the photo; of a single face 1 if it is a fake."""
    photo_at, fake_at = np.argmin(fake, axis=1), np.argmax(fake, axis=1)
    return np.select([kind == 1, kind == 3], [fake[:, 0].astype(np.int64), fake_at], photo_at)


def _hardness(fake: Bools, item: Ints, photo: Floats, made: Floats) -> Floats:
    """How hard a trial is: its photo's and its fake's difficulty, the first's of several."""
    rows = np.arange(len(fake))
    first_fake, first_photo = (
        item[rows, np.argmax(fake, axis=1)],
        item[rows, np.argmin(fake, axis=1)],
    )
    of_fake = np.where(fake.any(axis=1), made.take(first_fake, mode="clip"), 0.0)
    has_photo = (~fake & (item >= 0)).any(axis=1)
    return of_fake + np.where(has_photo, photo.take(first_photo, mode="clip"), 0.0)


def _guesses(
    rng: np.random.Generator,
    *,
    kind: Ints,
    fake: Bools,
    margin: Floats,
    d_prime: Floats,
    criterion: Floats,
) -> tuple[Bools, Ints, Ints]:
    """Whether each answer is right, how sure it is, and what was chosen."""
    n = len(kind)
    target = _targets(kind, fake)
    evidence = margin + rng.logistic(0, 1, n)
    single = np.where(fake[:, 0], d_prime, -d_prime) / 2 + rng.normal(0, 1, n) - criterion
    knew = rng.random(n) < expit(margin - 1)
    right = np.select(
        [kind == 0, kind == 1], [evidence > 0, (single > 0) == fake[:, 0]], knew
    ).astype(np.bool_)
    lucky = rng.integers(0, PLACES, n)
    right = right | ((kind > 1) & (lucky == 0))
    faces = np.where(kind > 1, PLACES, 2)
    wrong = (target + 1 + (lucky - 1).clip(0) * (kind > 1)) % faces
    strength = np.abs(np.select([kind == 0, kind == 1], [evidence, single], evidence * knew))
    confidence = 1 + (strength > 0.8).astype(np.int64) + (strength > 2.0)
    return right, confidence, np.where(right, target, wrong)


def _seen_before(order: Ints, player: Ints, fake: Bools, item: Ints, photos: int) -> Bools:
    """Whether the player had a photo of the trial in an earlier answer, in this order."""
    shown = (~fake & (item >= 0))[order]
    rows, _ = np.nonzero(shown)
    keys = (player[order, None] * photos + item[order])[shown]
    _, first = np.unique(keys, return_index=True)
    again = np.ones(len(keys), np.bool_)
    again[first] = False
    seen = np.zeros(len(player), np.bool_)
    seen[order[rows[again]]] = True
    return seen


def _networks(
    rng: np.random.Generator, fake: Bools, item: Ints, photo: Floats, made: Floats
) -> Floats:
    """p(fake) by network and face; the difference of two faces' logits is logistic, as people's."""
    of = []
    for ability in NETWORK_ABILITIES:
        fakes = ability / 2 - made + rng.gumbel(0, 1, len(made))
        photos = -ability / 2 + photo + rng.gumbel(0, 1, len(photo))
        logit = np.where(fake, fakes.take(item, mode="clip"), photos.take(item, mode="clip"))
        of.append(np.where(item >= 0, expit(logit), np.nan))
    return np.stack(of)
