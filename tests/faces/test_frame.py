"""The Frame: same place, same compression, same size for real and fake; hostile files refused."""

import io
import time

import numpy as np
import pytest
from PIL import Image, ImageDraw
from scipy.fft import dctn

from game.faces.decks.deck import Deck
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


@pytest.mark.parametrize("side", [160, 512, 1024])
def test_a_frame_of_another_size_shows_the_same_part_of_a_face(deck: Deck, side: int) -> None:
    face = coloured_noise(1024, cells=8)
    resized = deck.frame.resized(side)
    assert resized.size == resized.canvas == (side, side)
    small = Image.fromarray(resized.fake(face)).resize((160, 160), Image.Resampling.BOX)
    assert np.abs(np.asarray(small).astype(int) - deck.frame.fake(face)).mean() < 3
    assert resized.photo(resized.jpeg(np.asarray(small.resize((side, side))))).shape[0] == side


def test_the_face_size_is_what_the_frame_hardly_enlarges(deck: Deck) -> None:
    assert [deck.frame.resized(side).face_size for side in (160, 256, 512)] == [160, 256, 511]


def coloured_noise(side: int, cells: int = 128) -> np.ndarray:
    """A face of blurred noise: detail everywhere, nothing aligned to anything."""
    noise = np.random.default_rng(0).integers(0, 256, (cells, cells, 3), np.uint8)
    return np.asarray(Image.fromarray(noise).resize((side, side), Image.Resampling.BICUBIC))


def test_the_frame_does_not_depend_on_the_faces_size(deck: Deck) -> None:
    small = coloured_noise(512, cells=8)
    large = np.asarray(Image.fromarray(small).resize((1024, 1024)))
    difference = np.abs(deck.frame.fake(small).astype(int) - deck.frame.fake(large))
    assert difference.mean() < 1.5


def steps(pictures: list[np.ndarray], axis: int) -> np.ndarray:
    """Mean step of brightness between neighbouring lines, for each phase of a grid of 8, (8,)."""
    greys = np.stack(pictures).mean(axis=3)
    across = np.abs(np.diff(greys, axis=axis + 1)).mean(axis=(0, 2 - axis))
    return np.array([across[phase::8].mean() for phase in range(8)])


@pytest.mark.parametrize("axis", [0, 1])
def test_fakes_and_photos_have_their_jpeg_blocks_at_the_same_places(deck: Deck, axis: int) -> None:
    photos = [deck.photo(name) for name in deck.train[:100]]
    fakes = [deck.frame.fake(coloured_noise(1024) // 4 + 64)]
    assert steps(fakes, axis).argmax() == steps(photos, axis).argmax()


def test_a_fake_has_been_through_the_photos_tables(deck: Deck) -> None:
    """Brightness in its blocks lies at multiples of the tables' steps, a shifted picture's not."""

    def off_grid(picture: np.ndarray) -> float:
        left, top = (-deck.frame.window[0]) % 8, (-deck.frame.window[1]) % 8
        grey = picture.astype(float)[top : top + 144, left : left + 144] @ [0.299, 0.587, 0.114]
        blocks = dctn(
            grey.reshape(18, 8, 18, 8).swapaxes(1, 2) - 128, axes=(2, 3), norm="ortho"
        ) / np.reshape(deck.frame.quantisation[0], (8, 8))
        return float(np.abs(blocks - np.rint(blocks))[..., :3, :3].mean())

    fake = deck.frame.fake(coloured_noise(1024) // 2 + 64)  # nothing near black or white is clipped
    assert off_grid(fake) < 0.1
    assert off_grid(np.roll(fake, (3, 3), axis=(0, 1))) > 0.2


def test_the_edge_of_a_fake_has_as_much_detail_as_its_inside(deck: Deck) -> None:
    fake = deck.frame.fake(coloured_noise(1024))
    for turns in range(4):
        lines = np.rot90(fake, turns).astype(float)
        change = np.abs(np.diff(lines, axis=0)).mean(axis=(1, 2))
        assert 0.6 < change[0] / change[8:-8].mean() < 1.6


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


def test_a_large_picture_is_packed_to_one_length_and_stays_what_it_was() -> None:
    """Two of 512 pixels are below 1.2 MB, whatever they show."""
    ramp = np.linspace(0, 255, 512).astype(np.uint8)
    smooth = np.stack([np.tile(ramp, (512, 1))] * 3, axis=-1)
    grain = np.random.default_rng(0).integers(-8, 9, smooth.shape)
    pictures = [np.zeros_like(smooth), smooth, (smooth + grain).clip(0, 255).astype(np.uint8)]
    files = [encode(picture) for picture in pictures]
    assert len({len(file) for file in files}) == 1
    assert len(files[0]) <= 600_000
    for file, picture in zip(files, pictures, strict=True):
        with Image.open(io.BytesIO(file)) as image:
            image.verify()
        with Image.open(io.BytesIO(file)) as image:
            assert np.array_equal(np.asarray(image), picture)
            assert image.info == {}


def endless_scans() -> bytes:
    """A small progressive JPEG whose last scan comes again and again: each costs a full pass."""
    good = as_jpeg(Image.new("RGB", (178, 218), "red"), progressive=True, subsampling="4:2:0")
    scan = good[good.rindex(b"\xff\xda") : -2]
    return good[:-2] + scan * (4_000_000 // len(scan)) + good[-2:]


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
        "endless scans": endless_scans(),
    }
    began = time.process_time()  # others at work on the machine do not count
    for name, file in hostile.items():
        with pytest.raises(BrokenPhoto):
            pytest.fail(f"{name} gave {deck.frame.photo(file).shape}")
    assert time.process_time() - began < 1
