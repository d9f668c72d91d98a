"""How near the game's small faces are to the full ones scaled down: by eye of a network, too."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from game.common.recipe import FACE_SIZE, GENERATOR, PLAY_SEEDS, TRUNCATION_PSI, Recipe
from game.common.settings import Settings
from game.discriminators.small_cnn import CnnJudge
from game.faces.decks.deck import DECK, load_deck
from game.generators.weights import write_weights
from game.generators.zoo import load_generator
from game.rounds.dealing.fakes import fake
from game.scoring.intervals import wilson
from game.training.early_exits import scaled_down
from game.training.faces import DEALT, PARTS, Part, framed
from game.training.fitting import fit_small_cnn

N_UNFRAMED = 50


def compare(settings: Settings) -> dict[str, Any]:
    """Differences as shares of the range, and how well a new small CNN tells the paths apart.

    Both paths make the same seeds, unseen in the exits' training. The CNN learns from the seeds
    that judges are trained on and is measured on those that they are measured on; chance is 0.5.
    """
    deck, generator = load_deck(DECK, settings), load_generator(GENERATOR, settings)

    def full(seed: int) -> Recipe:
        return generator.recipe(seed, TRUNCATION_PSI)

    report: dict[str, Any] = {"size": FACE_SIZE, "truncation_psi": TRUNCATION_PSI}
    differences: dict[int, list[float]] = {size: [] for size in generator.sizes[:-1]}
    for seed in range(PLAY_SEEDS.start, PLAY_SEEDS.start + N_UNFRAMED):
        ws = generator.ws(generator.latent(seed), TRUNCATION_PSI)[0]
        image = generator.image(ws, generator.sizes[-1]).clamp(-1, 1).numpy(force=True)
        for size, found in differences.items():
            early = generator.image(ws, size).clamp(-1, 1).cpu()
            found.append(float((early - scaled_down(image, size)).abs().mean()) / 2)
    report |= {f"difference_{size}": float(np.mean(found)) for size, found in differences.items()}
    report["n_unframed"] = N_UNFRAMED
    parts = {
        part: Part(
            reals=framed(deck, generator, full, DEALT.seeds(part), settings.home),
            fakes=framed(
                deck, generator, partial(fake, generator), DEALT.seeds(part), settings.home
            ),
        )
        for part in PARTS
    }
    held_out = parts["held_out"]
    apart = np.abs(held_out.reals.astype(int) - held_out.fakes).mean(axis=(1, 2, 3)) / 255
    report |= {"difference_framed": float(apart.mean()), "n_framed": len(apart)}
    with TemporaryDirectory() as folder:
        weights = Path(folder) / "judge.safetensors"
        write_weights(weights, fit_small_cnn({"": [parts["fit"]]}, {"": [parts["validation"]]}))
        judge = CnnJudge.load(weights)
    full_right = int((judge.p_fake(held_out.reals) < 0.5).sum())
    early_right = int((judge.p_fake(held_out.fakes) >= 0.5).sum())
    n = 2 * len(apart)
    low, high = wilson(full_right + early_right, n)
    return report | {
        "cnn_accuracy": (full_right + early_right) / n,
        "cnn_accuracy_low": low,
        "cnn_accuracy_high": high,
        "n_cnn": n,
    }
