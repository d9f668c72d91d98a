"""A store of simulated players, for tests and benchmarks; never mixed with real ones."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from game.common.errors import Refused
from game.common.files import whole
from game.common.recipe import FACE_SIZE, GENERATOR, PLAY_SEEDS, TRUNCATION_PSI
from game.common.vocabulary import Design, Kind, Mode, Target
from game.store.bulk import fill, is_empty
from game.store.engine import Store
from game.store.simulated.population import (
    DAYS,
    KINDS,
    LENGTH,
    NETWORK_ABILITIES,
    Ints,
    Population,
    make_population,
    target_places,
)
from game.store.tables import now

DECK = "simulated"
WEIGHTS = hashlib.sha256(b"simulated").hexdigest()

Row = dict[str, Any]


def simulate(store: Store, players: int, guesses: int, seed: int) -> Population:
    """Fill an empty store with the last sixty days of made-up players.

    Raises Refused for a store that is not empty.
    """
    population = make_population(players, guesses, seed)
    began = now() - timedelta(days=DAYS)
    with store.alone() as session:
        if not is_empty(session):
            raise Refused(
                "Simulated players are not mixed with others; name an empty store by DATABASE_URL."
            )
        fill(session, "player", _players(population, seed, began))
        fill(session, "round", _rounds(population, seed, began))
        fill(session, "seat", _seats(population, began))
        fill(session, "trial", _trials(population))
        fill(session, "face", _faces(population))
        fill(session, "guess", _peoples(population, began))
        fill(session, "guess", _networks(population, began))
    return population


def write_truth(population: Population, place: Path) -> None:
    """What is known of the simulated, as arrays in an npz file; row n is player, photo, fake n."""
    with whole(place) as file:
        np.savez_compressed(
            file,
            ability=population.ability,
            d_prime=population.d_prime,
            criterion=population.criterion,
            photo_difficulty=population.photo_difficulty,
            fake_difficulty=population.fake_difficulty,
            network_ability=np.array(NETWORK_ABILITIES),
        )


def photo_name(photo: int) -> str:
    """What a photo is called that does not exist."""
    return f"simulated-{photo:04d}.jpg"


def _players(population: Population, seed: int, began: datetime) -> Iterator[Row]:
    people = len(population.ability)
    for n in range(people + len(NETWORK_ABILITIES)):
        person = n < people
        name = f"simulated {n + 1}" if person else f"simulated net {n + 1 - people}"
        yield {
            "id": n + 1,
            "kind": Kind.SIMULATED if person else Kind.MODEL,
            "nickname": name,
            "identity_sha256": hashlib.sha256(f"{name} of {seed}".encode()).hexdigest(),
            "joined_at": began,
        }


def _rounds(population: Population, seed: int, began: datetime) -> Iterator[Row]:
    for n, (kind, shared) in enumerate(
        zip(population.kind.tolist(), population.shared, strict=True)
    ):
        design, target, _ = KINDS[kind]
        daily = shared and design is Design.TWO_AFC and n % 2 == 0
        yield {
            "id": n + 1,
            "code": f"simulated-{n + 1}" if shared else None,
            "design": design,
            "target": target,
            "mode": Mode.DAILY if daily else Mode.ROUND,
            "generator": GENERATOR,
            "truncation_psi": TRUNCATION_PSI,
            "deck": DECK,
            "feedback": True,
            "seed": seed,
            "planned_at": began + timedelta(days=population.planned[n]),
        }


def _seats(population: Population, began: datetime) -> Iterator[Row]:
    columns = (
        population.seat_round,
        population.seat_player,
        population.seat_started,
        population.seat_ended,
    )
    for round_, player, started, ended in zip(*(c.tolist() for c in columns), strict=True):
        yield {
            "round_id": round_ + 1,
            "player_id": player + 1,
            "position": LENGTH + 1,
            "started_at": began + timedelta(days=started),
            "ended_at": began + timedelta(days=ended),
        }


def _trials(population: Population) -> Iterator[Row]:
    for n in range(len(population.fake)):
        yield {"id": n + 1, "round_id": n // LENGTH + 1, "position": n % LENGTH + 1}


def _faces(population: Population) -> Iterator[Row]:
    for n, (fakes, items) in enumerate(
        zip(population.fake.tolist(), population.item.tolist(), strict=True)
    ):
        for place, (fake, item) in enumerate(zip(fakes, items, strict=True)):
            if item >= 0:
                yield {
                    "trial_id": n + 1,
                    "place": place,
                    "photo": None if fake else photo_name(item),
                    "generator": GENERATOR if fake else None,
                    "checkpoint_sha256": WEIGHTS if fake else None,
                    "seed": PLAY_SEEDS.start + item if fake else None,
                    "truncation_psi": TRUNCATION_PSI if fake else None,
                    "size": FACE_SIZE if fake else None,
                    "noise_mode": "const" if fake else None,
                }


def _peoples(population: Population, began: datetime) -> Iterator[Row]:
    columns = (
        population.player,
        population.trial,
        population.choice,
        population.confidence,
        population.knows,
        population.seconds,
        population.correct,
        population.answered,
    )
    values = zip(*(c.tolist() for c in columns), strict=True)
    for player, trial, choice, confidence, knows, seconds, correct, answered in values:
        when = began + timedelta(days=answered)
        yield {
            "player_id": player + 1,
            "trial_id": trial + 1,
            "choice": None if knows else choice,
            "confidence": None if knows else confidence,
            "p_fake": None,
            "knows_face": knows,
            "seconds": None if knows else seconds,
            "correct": None if correct < 0 else correct == 1,
            "answered_at": when,
            "closed_at": when + timedelta(seconds=1),
        }


def _networks(population: Population, began: datetime) -> Iterator[Row]:
    """Every network's answer to every trial, a second after the first person's."""
    trials, first = np.unique(population.trial, return_index=True)
    scored = np.zeros(len(population.fake), np.bool_)
    scored[population.trial[population.correct >= 0]] = True
    right = target_places(population)
    faces = (population.item >= 0).sum(axis=1).tolist()
    for network, p in enumerate(population.network_p):
        chosen = _picked(population, p)
        for trial, answered in zip(
            trials.tolist(), population.answered[first].tolist(), strict=True
        ):
            when = began + timedelta(days=answered, seconds=2)
            yield {
                "player_id": len(population.ability) + network + 1,
                "trial_id": trial + 1,
                "choice": int(chosen[trial]),
                "confidence": None,
                "p_fake": [round(q, 6) for q in p[trial, : faces[trial]].tolist()],
                "knows_face": False,
                "seconds": None,
                "correct": bool(chosen[trial] == right[trial]) if scored[trial] else None,
                "answered_at": when,
                "closed_at": when,
            }


def _picked(population: Population, p: Any) -> Ints:
    """The places that networks choose by their p(fake), as in `rounds`."""
    kind = np.repeat(population.kind, LENGTH)
    fit = np.where(
        np.array([target is Target.FAKE for _, target, _ in KINDS])[kind, None], p, 1 - p
    )
    single = np.array([design is Design.YES_NO for design, _, _ in KINDS])[kind]
    best = np.argmax(np.nan_to_num(fit, nan=-1.0), axis=1)
    chosen: Ints = np.where(single, np.where(fit[:, 0] > 0.5, 0, 1), best)
    return chosen
