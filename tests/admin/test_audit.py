"""The audit sees a planted cue, and sees nothing where there is nothing."""

import io

import numpy as np
import pytest
from PIL import Image

from game.admin.audit import examine_cues
from game.faces.decks.deck import Deck

N = 120


@pytest.fixture(scope="module")
def halves(deck: Deck) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Photos against photos: no cue can tell them apart."""
    pictures = [deck.photo(name) for name in deck.play[: 2 * N]]
    return pictures[:N], pictures[N:]


def aucs(deck: Deck, fakes: list[np.ndarray], photos: list[np.ndarray]) -> dict[str, float]:
    rows = examine_cues(fakes, photos, [str(n) for n in range(N)], deck.frame)
    assert all(row["auc_low"] <= row["auc"] <= row["auc_high"] for row in rows)
    return {row["cue"]: row["auc"] for row in rows}


def test_nothing_tells_photos_from_photos(
    deck: Deck, halves: tuple[list[np.ndarray], list[np.ndarray]]
) -> None:
    found = aucs(deck, *halves)
    assert all(auc < 0.65 for auc in found.values()), found


def test_brighter_fakes_are_seen(
    deck: Deck, halves: tuple[list[np.ndarray], list[np.ndarray]]
) -> None:
    fakes, photos = halves
    brighter = [np.minimum(fake.astype(int) + 60, 255).astype(np.uint8) for fake in fakes]
    assert aucs(deck, brighter, photos)["mean colour"] > 0.75


def test_another_compression_is_seen(
    deck: Deck, halves: tuple[list[np.ndarray], list[np.ndarray]]
) -> None:
    fakes, photos = halves
    smoothed = []
    for fake in fakes:  # twice the size and back: what an unframed fake looks like
        image = Image.fromarray(fake).resize((320, 320), Image.Resampling.LANCZOS)
        file = io.BytesIO()
        image.save(file, "JPEG", quality=95)
        smoothed.append(np.asarray(Image.open(file).resize((160, 160), Image.Resampling.LANCZOS)))
    found = aucs(deck, smoothed, photos)
    assert found["JPEG tables"] > 0.9


def test_a_black_edge_is_seen(
    deck: Deck, halves: tuple[list[np.ndarray], list[np.ndarray]]
) -> None:
    fakes, photos = halves
    edged = [fake.copy() for fake in fakes]
    for fake in edged[::2]:
        fake[:, :3] = 0
    assert aucs(deck, edged, photos)["border"] > 0.7
