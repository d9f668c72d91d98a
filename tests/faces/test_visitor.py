"""A visitor's file: whatever it is, an upright RGB picture or one clear sentence, soon."""

import io
import os
import struct
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import numpy as np
import pytest
from PIL import Image

from game.common.errors import Refused
from game.faces import visitor
from game.faces.decoding import FORMATS, ORIENTATION, decode
from game.faces.visitor import open_picture

SENTENCE = r"^[A-Z][^.!?]*\.$"


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def corners(mode: str = "RGB") -> Image.Image:
    """120x80, a colour in each quarter."""
    colours = np.array([[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [255, 255, 0]]], np.uint8)
    return Image.fromarray(colours).resize((120, 80), Image.Resampling.NEAREST).convert(mode)


def near(one: np.ndarray, other: np.ndarray) -> bool:
    """But for what compression does along the borders of the quarters."""
    return one.shape == other.shape and float(np.abs(one.astype(int) - other).mean()) < 8


def huge(width: int, height: int) -> bytes:
    """A PNG of that size by its header, with next to nothing in it."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk + encoded(corners(), "PNG")[33:]


REFUSED = {
    "empty": (b"", "empty"),
    "text named .jpg": (b"I am a picture, believe me", "not a picture of type JPEG"),
    "script": (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not a picture"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not a picture"),
    "too many bytes": (encoded(corners(), "JPEG") + bytes(20_000_000), "more than 20 MB"),
    "truncated JPEG": (encoded(corners(), "JPEG")[:-200], "damaged"),
    "truncated PNG": (encoded(corners(), "PNG")[:-50], "damaged"),
    "truncated WebP": (encoded(corners(), "WEBP")[:-20], "damaged|not a picture"),
    "only a start": (encoded(corners(), "JPEG")[:4], "not a picture"),
    "60 million pixels": (huge(10_000, 6_000), "more than 50 million pixels"),
    "10,000 million pixels": (huge(100_000, 100_000), "more than 50 million pixels"),
    "floats": (encoded(Image.new("F", (8, 8)), "TIFF"), "colours of the kind F"),
}


def decoding_seconds() -> float:
    """What decoders that have ended took; others at work on the machine do not count."""
    spent = os.times()
    return spent.children_user + spent.children_system


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_a_sentence(name: str) -> None:
    data, reason = REFUSED[name]
    began = decoding_seconds()
    with pytest.raises(Refused, match=reason) as refused:
        open_picture(data)
    assert refused.match(SENTENCE)
    assert decoding_seconds() - began < 3


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_that_is_named_is_read(kind: str) -> None:
    picture, reduction, notes = decode(encoded(corners(), kind))
    assert near(np.asarray(picture), np.asarray(corners()))
    assert (reduction, notes) == (1, [])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_picture_is_put_upright(orientation: int) -> None:
    undo = {5: 5, 6: 8, 7: 7, 8: 6}.get(orientation, orientation)
    turns = {
        1: lambda a: a,
        2: lambda a: a[:, ::-1],
        3: lambda a: a[::-1, ::-1],
        4: lambda a: a[::-1],
        5: lambda a: a.swapaxes(0, 1),
        6: lambda a: np.rot90(a, -1),
        7: lambda a: np.rot90(a, 2).swapaxes(0, 1),
        8: np.rot90,
    }
    upright = np.asarray(corners())
    stored = Image.fromarray(np.ascontiguousarray(turns[undo](upright)))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    for kind in ("PNG", "TIFF"):
        assert np.array_equal(np.asarray(decode(encoded(stored, kind, exif=exif))[0]), upright)


def test_colours_of_every_kind_become_rgb() -> None:
    rgb = np.asarray(corners())
    cmyk, _, notes = decode(encoded(corners("CMYK"), "JPEG", quality=95))
    assert near(np.asarray(cmyk), rgb)
    assert any("CMYK" in note for note in notes)
    palette = corners().quantize(8)
    assert np.array_equal(np.asarray(decode(encoded(palette, "PNG"))[0]), rgb)
    grey = np.asarray(decode(encoded(corners("L"), "PNG"))[0])
    assert np.array_equal(grey, np.asarray(corners("L").convert("RGB")))
    black_and_white = np.asarray(decode(encoded(Image.new("1", (5, 4), 1), "PNG"))[0])
    assert np.array_equal(black_and_white, np.full((4, 5, 3), 255))


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
@pytest.mark.parametrize("order", ["<u2", ">u2"])
def test_grey_of_16_bits_keeps_its_tones(kind: str, order: str) -> None:
    tones = np.arange(65536, dtype=order).reshape(256, 256)
    picture = np.asarray(decode(encoded(Image.fromarray(tones), kind))[0])
    assert np.array_equal(picture[..., 0], tones >> 8)


def test_what_is_transparent_becomes_white() -> None:
    clear = Image.new("RGBA", (40, 30), (255, 0, 0, 0))
    clear.paste((0, 0, 255, 255), (0, 0, 20, 30))
    palette = Image.new("P", (40, 30), 1)
    palette.putpalette([255, 0, 0, 0, 0, 255])
    palette.paste(0, (20, 0, 40, 30))
    for data in (
        encoded(clear, "PNG"),
        encoded(clear, "WEBP", lossless=True),
        encoded(palette, "PNG", transparency=0),
        encoded(palette, "GIF", transparency=0),
    ):
        picture = np.asarray(decode(data)[0])
        assert picture[5, 5].tolist() == [0, 0, 255]
        assert picture[5, 35].tolist() == [255, 255, 255]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_of_several_pictures_the_first_is_taken_with_a_note(kind: str) -> None:
    more = [Image.new("RGB", (120, 80), colour) for colour in ("black", "white")]
    opened = open_picture(encoded(corners(), kind, save_all=True, append_images=more))
    assert near(opened.picture, np.asarray(corners()))
    assert opened.notes == ("The file holds several pictures; only the first one is looked at.",)


def test_a_single_pixel_is_a_picture() -> None:
    opened = open_picture(encoded(Image.new("RGB", (1, 1), "red"), "PNG"))
    assert opened.picture.tolist() == [[[255, 0, 0]]]


def test_a_large_picture_is_reduced() -> None:
    opened = open_picture(encoded(corners().resize((4096, 1000)), "JPEG"))
    assert opened.picture.shape == (500, 2048, 3)
    assert opened.reduction == 2
    assert decode(encoded(Image.new("L", (3000, 1)), "PNG"))[0].size == (2048, 1)


def test_who_needs_more_of_a_picture_gets_it() -> None:
    data = encoded(corners().resize((4096, 1000)), "JPEG")
    assert open_picture(data, longest_side=8192).picture.shape == (1000, 4096, 3)
    with pytest.raises(Refused, match="more than 0 MB"):
        open_picture(data, most_bytes=1000)


def test_a_file_that_would_take_for_ever_is_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    good = encoded(Image.new("RGB", (2000, 2000), "red"), "JPEG", progressive=True)
    scan = good[good.rindex(b"\xff\xda") : -2]
    monkeypatch.setattr(visitor, "MOST_SECONDS", 2)
    began = decoding_seconds()
    with pytest.raises(Refused, match="more than 2 s to decode"):
        open_picture(good[:-2] + scan * 5000 + good[-2:])
    assert decoding_seconds() - began < 4


def test_a_file_that_asks_for_endless_memory_is_refused() -> None:
    """A TIFF of 8x8 pixels whose only tile is 60,000 pixels wide and high: 3.6 GB."""
    tags = {
        256: 8,
        257: 8,
        258: 8,
        259: 5,
        262: 1,
        277: 1,
        322: 60_000,
        323: 60_000,
        324: 8,
        325: 4,
    }
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    directory = struct.pack("<H", len(tags)) + entries + bytes(4)
    began = decoding_seconds()
    with pytest.raises(Refused):
        open_picture(b"II*\0" + struct.pack("<I", 12) + b"\x80\0\0\0" + directory)
    assert decoding_seconds() - began < 3


def test_few_are_decoded_at_once_and_the_others_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    run, counting = visitor.subprocess.run, threading.Lock()
    running, most = 0, 0

    def counted(*command: object, **options: object) -> object:
        nonlocal running, most
        with counting:
            running += 1
            most = max(most, running)
        try:
            return run(*command, **options)
        finally:
            with counting:
                running -= 1

    monkeypatch.setattr(visitor.subprocess, "run", counted)
    data = encoded(corners(), "PNG")
    with ThreadPoolExecutor(6) as visitors:
        opened = list(visitors.map(lambda _: open_picture(data, patience=60), range(6)))
    assert len(opened) == 6
    assert most == visitor.AT_ONCE


def test_who_finds_all_decoders_busy_is_told_to_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitor, "_decoders", threading.BoundedSemaphore(1))
    data = encoded(corners(), "PNG")
    with visitor._decoders, pytest.raises(Refused, match="try again in a moment") as refused:
        open_picture(data, patience=0.05)
    assert refused.match(r"^[^.!?]*\.$")
    for damaged in (data[:-50], data):  # a refusal gives its decoder back
        with suppress(Refused):
            open_picture(damaged, patience=0.05)
    assert open_picture(data, patience=0.05).reduction == 1
