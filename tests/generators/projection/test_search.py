"""A face of the generator is found again, by what is known of it and nothing else."""

import gc
import itertools
import os
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from game.common.errors import Unavailable
from game.generators.families.stylegan2 import StyleGAN2, StyleGAN2Config
from game.generators.projection.search import Pass, State, project
from game.generators.projection.targets import FeatureMaps, Likeness
from game.generators.synthesis import Generator
from tests.fixtures.threads import at_once
from tests.generators.filling import fill

SEED = 2_000_500


def likeness(generator: Generator, features: FeatureMaps, seed: int = SEED) -> Likeness:
    return Likeness(generator.picture(generator.ws(generator.latent(seed))[0], 256)[None], features)


def mean_face(generator: Generator, count: int = 1) -> np.ndarray:
    return np.repeat(generator.ws(generator.latent(0), 0.0), count, axis=0)


def search(generator: Generator, target: Likeness, *passes: Pass, seed: int = 0) -> list[State]:
    return list(project(generator, target, mean_face(generator), passes, seed=seed))


def test_a_face_of_the_generator_is_found_again(
    generator: Generator, features: FeatureMaps
) -> None:
    target = generator.picture(generator.ws(generator.latent(SEED))[0], 256)
    passes = Pass(40, "w"), Pass(20, "w+"), Pass(4, "fine", 256)
    first, *_, last = search(generator, Likeness(target[None], features), *passes)
    assert last.losses[0] < 0.4 * first.losses[0]
    found, mean = (generator.picture(state.ws[0], 256) for state in (last, first))
    assert np.abs(found.astype(int) - last.pictures[0]).mean() < 2  # what bfloat16 rounds
    assert error(found, target) < 0.03 < error(mean, target)


def error(one: np.ndarray, other: np.ndarray) -> float:
    """Mean squared difference at 128 pixels, of a range of 2."""
    small = [
        np.asarray(Image.fromarray(p).resize((128, 128), Image.Resampling.LANCZOS)) / 127.5
        for p in (one, other)
    ]
    return float(np.mean((small[0] - small[1]) ** 2))


def test_every_space_moves_the_ws_that_it_should(
    generator: Generator, features: FeatureMaps
) -> None:
    passes = Pass(2, "w"), Pass(3, "w+"), Pass(3, "fine")
    states = search(generator, likeness(generator, features), *passes)
    assert [state.step for state in states] == list(range(1, 9))
    assert {state.steps for state in states} == {8}
    in_w, in_w_plus, fine = (states[step].ws[0] for step in (1, 4, 7))
    assert (in_w == in_w[0]).all()
    resolutions = np.minimum(generator.layer_resolutions, 128)
    for one, other in itertools.combinations(range(22), 2):
        same = resolutions[one] == resolutions[other]
        assert np.array_equal(in_w_plus[one], in_w_plus[other]) == same
    moved = (states[5].ws[0] != fine).any(axis=1)
    np.testing.assert_array_equal(moved, resolutions >= 64)


def test_what_the_mask_hides_does_not_enter(generator: Generator, features: FeatureMaps) -> None:
    picture = generator.picture(generator.ws(generator.latent(SEED))[0], 256)
    mask = np.ones((256, 256), bool)
    mask[128:] = False
    other = picture.copy()
    other[128:] = np.random.default_rng(0).integers(0, 256, other[128:].shape)
    found = []
    for hidden in (picture, other):
        target = Likeness(hidden[None], features, mask[None])
        found.append(search(generator, target, Pass(3, "w"))[-1])
    np.testing.assert_array_equal(found[0].ws, found[1].ws)
    whole = search(generator, Likeness(picture[None], features), Pass(3, "w"))[-1]
    assert not np.array_equal(whole.ws, found[0].ws)


def test_what_is_known_enters_up_to_the_masks_edge(
    generator: Generator, features: FeatureMaps
) -> None:
    picture = generator.picture(generator.ws(generator.latent(SEED))[0], 256)
    mask = np.ones((256, 256), bool)
    mask[128:] = False
    other = picture.copy()
    other[110:118] = 0
    losses = [
        search(generator, Likeness(one[None], features, mask[None]), Pass(1, "w"))[0].losses
        for one in (picture, other)
    ]
    assert losses[0] != losses[1]


def test_faces_are_looked_for_together_as_alone(
    generator: Generator, features: FeatureMaps
) -> None:
    seeds = SEED, SEED + 1
    pictures = [generator.picture(generator.ws(generator.latent(s))[0], 256) for s in seeds]
    start = mean_face(generator, 2)
    *_, both = project(generator, Likeness(np.stack(pictures), features), start, [Pass(3, "w")])
    alone = search(generator, likeness(generator, features, SEED), Pass(3, "w"))[-1]
    np.testing.assert_allclose(both.losses[0], alone.losses[0], rtol=0.05)
    assert abs(both.losses[1] - alone.losses[0]) > 0.05 * alone.losses[0]


def test_the_same_seed_finds_the_same_and_another_another(
    generator: Generator, features: FeatureMaps
) -> None:
    target = likeness(generator, features)
    one, again, other = (
        search(generator, target, Pass(3, "w"), seed=seed)[-1].ws for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one, again)
    assert not np.array_equal(one, other)


def test_two_at_once_find_what_each_finds_alone(
    generator: Generator, features: FeatureMaps
) -> None:
    targets = [likeness(generator, features, seed) for seed in (SEED, SEED + 1)]
    alone = [search(generator, target, Pass(3, "w"))[-1].ws for target in targets]
    together = at_once(2, lambda n: search(generator, targets[n], Pass(3, "w"))[-1].ws)
    np.testing.assert_allclose(together, alone, atol=1e-3)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_is_back_after_ten_searches(generator: Generator, features: FeatureMaps) -> None:
    def some(count: int) -> None:
        for _ in range(count):
            states = project(
                generator,
                likeness(generator, features),
                mean_face(generator),
                [Pass(2, "w"), Pass(2, "w+")],
            )
            next(states)
            next(states)
            states.close()  # as whoever cancels does

    some(2)
    before = resident()
    some(10)
    assert resident() - before < 40e6  # a step needs some 300 MB


def resident() -> float:
    """Bytes of this process in memory."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_a_generator_that_cannot_be_searched_is_refused(features: FeatureMaps) -> None:
    network = StyleGAN2(StyleGAN2Config(z_dim=8, w_dim=8, mapping_layers=2, channels=(8,) * 6))
    fill(network)
    small = Generator("small", "0" * 64, network)
    target = Likeness(np.zeros((1, 128, 128, 3), np.uint8), features)
    with pytest.raises(Unavailable, match="small"):
        next(project(small, target, mean_face(small), [Pass(1, "w")]))
