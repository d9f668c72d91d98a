"""The audit sees a planted cue, and sees nothing where there is nothing."""

import io

import numpy as np
import pytest
from PIL import Image

from game.admin.audit import audit as module
from game.admin.audit.audit import audit, examine_cues
from game.admin.audit.container_cues import off_steps
from game.admin.audit.cues import CUES
from game.admin.audit.look import Look
from game.common.settings import Settings
from game.faces.content import FEATURES
from game.faces.decks.deck import Deck
from tests.fixtures.decks import default_detector
from tests.fixtures.judges import PLAYING

N = 120


@pytest.fixture(scope="module")
def halves(deck: Deck) -> tuple[list[np.ndarray], list[Look]]:
    """Photos against photos: no cue can tell them apart. The second are looked at already."""
    pictures = [deck.photo(name) for name in deck.play[: 2 * N]]
    return pictures[:N], [look(deck, picture) for picture in pictures[N:]]


def aucs(deck: Deck, fakes: list[np.ndarray], photos: list[Look], *cues: str) -> dict[str, float]:
    """Of these cues, or of all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "CUES", {name: CUES[name] for name in cues or CUES})
        rows = examine_cues(
            [look(deck, fake) for fake in fakes], photos, [str(n) for n in range(N)]
        )
    assert all(row["auc_low"] <= row["auc"] <= row["auc_high"] for row in rows)
    return {row["cue"]: row["auc"] for row in rows}


def look(deck: Deck, picture: np.ndarray) -> Look:
    landmarks = default_detector().landmarks(picture, deck.frame.face_box)
    return Look(picture, deck.frame, landmarks)


def test_nothing_tells_photos_from_photos(
    deck: Deck, halves: tuple[list[np.ndarray], list[Look]]
) -> None:
    found = aucs(deck, *halves)
    assert all(auc < 0.65 for auc in found.values()), found


def test_brighter_fakes_are_seen(deck: Deck, halves: tuple[list[np.ndarray], list[Look]]) -> None:
    fakes, photos = halves
    brighter = [np.minimum(fake.astype(int) + 60, 255).astype(np.uint8) for fake in fakes]
    assert aucs(deck, brighter, photos, "mean colour")["mean colour"] > 0.75


def test_another_compression_is_seen(
    deck: Deck, halves: tuple[list[np.ndarray], list[Look]]
) -> None:
    fakes, photos = halves
    smoothed = []
    for fake in fakes:  # twice the size and back: what an unframed fake looks like
        image = Image.fromarray(fake).resize((320, 320), Image.Resampling.LANCZOS)
        file = io.BytesIO()
        image.save(file, "JPEG", quality=95)
        smoothed.append(np.asarray(Image.open(file).resize((160, 160), Image.Resampling.LANCZOS)))
    found = aucs(deck, smoothed, photos, "JPEG tables", "JPEG block grid, calibrated")
    assert found["JPEG tables"] > 0.9
    assert found["JPEG block grid, calibrated"] > 0.8


def test_a_black_edge_is_seen(deck: Deck, halves: tuple[list[np.ndarray], list[Look]]) -> None:
    fakes, photos = halves
    edged = [fake.copy() for fake in fakes]
    for fake in edged[::2]:
        fake[:, :3] = 0
    assert aucs(deck, edged, photos, "border")["border"] > 0.7


def test_a_head_that_is_turned_one_way_is_seen(
    deck: Deck, halves: tuple[list[np.ndarray], list[Look]]
) -> None:
    fakes, photos = halves
    one_way = []
    for fake in fakes:
        yaw = look(deck, fake).content[FEATURES.index("yaw")]
        one_way.append(np.ascontiguousarray(fake[:, ::-1]) if yaw < 0 else fake)
    assert aucs(deck, one_way, photos, "pose")["pose"] > 0.65


def test_a_plain_wall_is_seen(deck: Deck, halves: tuple[list[np.ndarray], list[Look]]) -> None:
    fakes, photos = halves
    before_a_wall = [fake.copy() for fake in fakes]
    for fake in before_a_wall:
        fake[:24] = fake[:24].mean(axis=(0, 1))
    found = aucs(deck, before_a_wall, photos, "background", "mean colour")
    assert found["background"] > 0.7
    assert found["mean colour"] < 0.65


def test_a_vignette_is_seen_in_grey(
    deck: Deck, halves: tuple[list[np.ndarray], list[Look]]
) -> None:
    fakes, photos = halves
    y, x = np.mgrid[-1:1:160j, -1:1:160j]
    light = np.exp(-0.7 * (x**2 + y**2))[..., None]
    dark = [(fake * light).astype(np.uint8) for fake in fakes]
    assert aucs(deck, dark, photos, "thumbnail, grey")["thumbnail, grey"] > 0.75


def test_what_is_clipped_says_nothing_about_the_file(deck: Deck) -> None:
    picture = deck.photo(deck.train[0])
    left, top = (8 - deck.frame.window[0] % 8) + 24, (8 - deck.frame.window[1] % 8) + 24
    found = []
    for seed in range(2):  # other noise in one block, in which some pixels are white
        changed = picture.copy()
        noise = np.random.default_rng(seed).integers(200, 256, (8, 8, 3))
        changed[top : top + 8, left : left + 8] = noise
        changed[top, left] = 255
        found.append(off_steps(look(deck, changed)))
    np.testing.assert_array_equal(*found)


def test_an_audit_says_what_it_dealt(settings: Settings, deck: Deck) -> None:
    rows = {row["cue"]: row for row in audit(settings, deck, psi=0.7, rounds=2)}
    assert {row["n"] for row in rows.values() if row["kind"] in ("container", "content")} == {20}
    networks = [row for row in rows.values() if row["kind"] == "network"]
    assert len(networks) == len(PLAYING)
    assert max(row["auc"] for row in networks) > 0.8
    assert 0.5 < rows["difference of two faces"]["fakes"] < 1
