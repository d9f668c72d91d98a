"""One tone: walls of other shades become one, whoever stands before them."""

import numpy as np
import pytest

from game.faces.tone import Tone, wall_of, wall_part

TONE = Tone((200.0, 204.0, 204.0), chroma=40, sharpness=5)


def person(wall: tuple[int, int, int], skin: tuple[int, int, int] = (190, 140, 120)) -> np.ndarray:
    """A head with an eye as white as a wall, before a wall that is lighter in the middle."""
    y, x = np.mgrid[-1:1:256j, -1:1:256j]
    light = 1 + 0.1 * np.exp(-(x**2 + y**2))[..., None]
    picture = np.array(wall) * light / 1.02
    picture[x**2 + (y - 0.2) ** 2 < 0.4] = skin
    picture[(x - 0.2) ** 2 + y**2 < 0.01] = (203, 203, 203)
    return picture.clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize("wall", [(230, 220, 222), (180, 190, 205)])
def test_any_pale_wall_becomes_the_decks_own_and_even(wall: tuple[int, int, int]) -> None:
    toned = TONE.applied(person(wall))
    assert wall_of(toned.astype(np.float32)) == pytest.approx(TONE.wall, abs=2)
    assert toned[:32, :32].std(axis=(0, 1)).max() < 2
    again = wall_part(toned.astype(np.float32), np.array(TONE.wall))
    assert again[:100, :40].min() > 0.9


def test_the_white_of_an_eye_is_no_wall() -> None:
    picture = person((200, 204, 204)).astype(np.float32)
    part = wall_part(picture, wall_of(picture))
    assert part[128, 153] == 0
    assert part[10, 10] == 1


def test_people_become_alike_in_chroma() -> None:
    pale, warm = (
        TONE.applied(person((200, 204, 204), skin)) for skin in ((190, 160, 150), (195, 148, 132))
    )
    chroma = [
        np.ptp(toned[140:160, 100:120].astype(float), axis=2).mean() for toned in (pale, warm)
    ]
    assert chroma[0] == pytest.approx(chroma[1], abs=6)


def test_a_soft_picture_is_sharpened_as_far_as_a_harsh_one_is_softened() -> None:
    rng = np.random.default_rng(0)
    made = []
    for grain in (3, 6):
        picture = person((200, 204, 204)).astype(float)
        picture[100:200, 90:160] += rng.normal(0, grain, (100, 70, 1))
        made.append(TONE.applied(picture.clip(0, 255).astype(np.uint8)).astype(float))
    spread = [toned[120:180, 100:150].std() for toned in made]
    assert max(spread) / min(spread) < 1.5
