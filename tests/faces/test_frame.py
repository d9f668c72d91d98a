"""The Frame: same place, same compression, same size for real and fake; hostile files refused."""

import io
import time

import numpy as np
import pytest
from PIL import Image, ImageDraw

from game.faces.deck import Deck
from game.faces.frame import BrokenPhoto, encode


def as_jpeg(picture: Image.Image, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", **options)
    return file.getvalue()


def centre_of_light(picture: np.ndarray) -> tuple[float, float]:
    light = picture.mean(axis=2) - picture.mean(axis=2).min()
    ys, xs = np.mgrid[: light.shape[0], : light.shape[1]]
    return float((xs * light).sum() / light.sum()), float((ys * light).sum() / light.sum())


@pytest.mark.parametrize(
    ("fake_eye", "photo_eye"), [((390, 480), (69, 111)), ((634, 480), (108, 111))]
)
def test_a_generated_eye_lands_where_a_photos_eye_is(
    deck: Deck, fake_eye: tuple[int, int], photo_eye: tuple[int, int]
) -> None:
    face = Image.new("RGB", (1024, 1024))
    x, y = fake_eye
    ImageDraw.Draw(face).ellipse((x - 20, y - 20, x + 20, y + 20), fill="white")
    left, top, _, _ = deck.frame.window
    found_x, found_y = centre_of_light(deck.frame.fake(np.asarray(face)))
    assert abs(found_x + left - photo_eye[0]) < 1
    assert abs(found_y + top - photo_eye[1]) < 1


def test_the_frame_does_not_depend_on_the_faces_size(deck: Deck) -> None:
    rng = np.random.default_rng(0)
    small = np.asarray(
        Image.fromarray(rng.integers(0, 256, (8, 8, 3), np.uint8)).resize((512, 512))
    )
    large = np.asarray(Image.fromarray(small).resize((1024, 1024)))
    difference = np.abs(deck.frame.fake(small).astype(int) - deck.frame.fake(large))
    assert difference.mean() < 1.5


def test_a_photo_framed_as_a_fake_keeps_its_grid_of_blocks(deck: Deck) -> None:
    """Putting a photo's own canvas through the fake's JPEG pass changes it hardly: same tables,
    same phase. A canvas shifted by four pixels changes it more."""
    whole = np.asarray(Image.open(deck.folder / deck.play[0]))
    again = np.asarray(Image.open(io.BytesIO(save_like_deck(deck, whole))))
    shifted = np.roll(whole, (4, 4), axis=(0, 1))
    shifted_again = np.asarray(Image.open(io.BytesIO(save_like_deck(deck, shifted))))
    same_phase = np.abs(again.astype(int) - whole).mean()
    assert same_phase < 0.5 * np.abs(shifted_again.astype(int) - shifted).mean()


def save_like_deck(deck: Deck, canvas: np.ndarray) -> bytes:
    tables = [list(table) for table in deck.frame.quantisation]
    return as_jpeg(Image.fromarray(canvas), qtables=tables, subsampling="4:2:0")


def test_the_tables_are_the_photos_own(deck: Deck) -> None:
    with Image.open(deck.folder / deck.train[0]) as photo:
        assert [tuple(table) for table in photo.quantization.values()] == list(
            deck.frame.quantisation
        )


def test_every_picture_has_the_same_number_of_bytes_and_no_metadata(deck: Deck) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (160, 160, 3), np.uint8)
    files = [encode(picture) for picture in (noise, np.zeros_like(noise), deck.photo(deck.play[0]))]
    assert len({len(file) for file in files}) == 1
    with Image.open(io.BytesIO(files[0])) as image:
        assert np.array_equal(np.asarray(image), noise)
        assert image.info == {}


def test_hostile_files_are_refused_quickly(deck: Deck) -> None:
    good = (deck.folder / deck.play[0]).read_bytes()
    png = io.BytesIO()
    Image.new("RGB", (178, 218)).save(png, "PNG")
    wide = bytearray(as_jpeg(Image.new("RGB", (178, 218))))
    at = wide.index(b"\xff\xc0") + 5  # height and width in the frame header
    wide[at : at + 4] = (50_000).to_bytes(2, "big") * 2
    hostile = {
        "truncated": good[: len(good) // 2],
        "empty": b"",
        "not a picture": b"<script>alert(1)</script>",
        "wrong type": png.getvalue(),
        "wrong size": as_jpeg(Image.new("RGB", (200, 218))),
        "grey": as_jpeg(Image.new("L", (178, 218))),
        "cmyk": as_jpeg(Image.new("CMYK", (178, 218))),
        "50,000 pixels wide": bytes(wide),
        "huge": good + bytes(5_000_000),
    }
    began = time.perf_counter()
    for name, file in hostile.items():
        with pytest.raises(BrokenPhoto):
            pytest.fail(f"{name} gave {deck.frame.photo(file).shape}")
    assert time.perf_counter() - began < 1
