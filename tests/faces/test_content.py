"""Content features and matching, on pictures and numbers whose answer is known."""

import numpy as np
import pytest

from game.faces.content import FEATURES, content_features, match

# Eyes level and 40 pixels apart, the nose half way to a mouth as wide as that: a face that looks
# straight ahead.
FRONTAL = ((60.0, 70.0), (100.0, 70.0), (80.0, 90.0), (60.0, 110.0), (100.0, 110.0))


def of(picture: np.ndarray, feature: str) -> float:
    return float(content_features(picture, FRONTAL)[FEATURES.index(feature)])


def strangers(n: int) -> list[str]:
    """So many people, of each of whom there is one photo."""
    return [str(person) for person in range(n)]


def test_features_of_a_plain_picture() -> None:
    picture = np.full((160, 160, 3), (255, 0, 51), np.uint8)
    pose = [0, 0.5, 0, 1, 0]
    background = [1, 0, 0.2, 0, 0]
    expected = [1, 0, 0.2, 0, 1, 0, *pose, *background, np.log(1e-4)]
    assert content_features(picture, FRONTAL) == pytest.approx(expected, abs=1e-4)


def test_contrast_of_half_black_half_white() -> None:
    picture = np.zeros((160, 160, 3), np.uint8)
    picture[:, 80:] = 255
    assert of(picture, "contrast") == pytest.approx(0.5, abs=1e-4)


def test_a_blurred_picture_is_less_sharp() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (160, 160, 3), np.uint8)
    blurred = ((noise.astype(int) + np.roll(noise, 1, 0) + np.roll(noise, 1, 1)) // 3).astype(
        "uint8"
    )
    assert of(blurred, "sharpness") < of(noise, "sharpness")


def test_saturation_of_half_grey_half_red() -> None:
    picture = np.full((160, 160, 3), (90, 90, 90), np.uint8)
    picture[:, 80:] = (200, 0, 0)
    assert of(picture, "saturation") == pytest.approx(0.5, abs=1e-4)
    assert of(picture, "spread of saturation") == pytest.approx(0.5, abs=1e-4)


def test_a_plain_wall_is_even_and_alike_in_both_corners() -> None:
    picture = np.zeros((160, 160, 3), np.uint8)
    picture[:, 80:] = 255
    assert of(picture, "unevenness") == pytest.approx(0, abs=1e-4)
    assert of(picture, "unlikeness") == pytest.approx(1, abs=1e-4)
    assert of(picture, "background red") == pytest.approx(0.5, abs=1e-4)
    picture[::2] = 255
    assert of(picture, "unevenness") == pytest.approx(0.25, abs=1e-4)


def test_fakes_are_no_longer_on_one_side_of_their_photos() -> None:
    rng = np.random.default_rng(0)
    photos = rng.normal(0, 1, (400, 7))
    fakes = rng.normal(-0.8, 1, (30, 10, 7))  # each feature leans, as contrast does
    below = [fake - photos[match(fake, photos, strangers(400))] < 0 for fake in fakes]
    assert 0.45 < np.mean(below) < 0.58  # 0.66 for the assignment of least distance alone


def test_matching_takes_the_best_pairs_together_not_each_alone() -> None:
    # Both fakes are nearest to photo 1; the least sum gives it to the one with no good alternative.
    fakes = np.array([[1.0], [1.2]])
    photos = np.array([[0.0], [1.1], [9.0]])
    assert match(fakes, photos, strangers(3)).tolist() == [0, 1]


def test_matching_uses_no_photo_twice() -> None:
    rng = np.random.default_rng(0)
    chosen = match(rng.normal(size=(10, 5)), rng.normal(size=(40, 5)), strangers(40))
    assert len(set(chosen.tolist())) == 10


def test_matching_takes_the_nearer_photo_of_a_person_and_nobody_twice() -> None:
    fakes = np.array([[0.0], [0.1]])
    photos = np.array([[9.0], [0.0], [0.1], [2.0]])
    assert match(fakes, photos, ["ada", "ada", "bo", "cy"]).tolist() == [1, 2]
    assert match(fakes, photos, ["ada", "bo", "bo", "cy"]).tolist() == [1, 3]
