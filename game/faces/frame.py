"""The Frame: the one path by which a real and a generated face become comparable pictures.

A photo is decoded and cropped. A generated face is scaled so that its eyes lie where the photos'
lie, put at its place into a canvas of the photos' size, saved as a JPEG with the photos' own
quantisation tables, and then goes the same way: decoded and cropped. So both have been through one
JPEG pass with the same tables and the same grid of blocks.
"""

import io
import math
import struct
import zlib
from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

from game.common.errors import Unavailable
from game.faces.tone import Tone

JPEG_QUALITY = 92  # of a deck that has no tables of its own yet, on libjpeg's scale
# A face enlarged so far is no softer to the eye. The next larger one, of twice the side, takes five
# times as long.
HARDLY = 1.025
SMALL = 150_000  # bytes of a picture that is sent uncompressed
PACKED = 0.72  # of its bytes, to which a larger one is packed
MARGIN = 4  # pixels round the canvas, for a shift of half of one and the filter's reach


class BrokenPhoto(Unavailable):
    """A file in a deck that is not the photo it should be."""


@dataclass(frozen=True)
class Frame:
    """Where the picture lies in a photo and in a generated face.

    `canvas`: a photo's width and height in pixels. `window`: the picture's left, top, right, bottom
    in it. `fake_box`: the same window in a generated face, as fractions of its side. `eyes`: where
    the eyes lie on the canvas, (x, y) in pixels, the left one in the picture first.
    `quantisation`: the photos' JPEG tables, luminance and chrominance, 64 steps each. `tone`: what
    both kinds were brought to before their JPEG pass; None: nothing. `reach`: within how many
    pixels, in x and in y, a trial's shift lies. With 8, no detail stands at one phase of the grid
    of blocks in every picture: a generator's does, where its noise is always the same (texture
    sticking: Karras et al. 2021, "Alias-Free Generative Adversarial Networks").
    """

    canvas: tuple[int, int]
    window: tuple[int, int, int, int]
    fake_box: tuple[float, float, float, float]
    eyes: tuple[tuple[float, float], tuple[float, float]]
    quantisation: tuple[tuple[int, ...], ...]
    tone: Tone | None = None
    reach: int = 1

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of a framed picture in pixels."""
        left, top, right, bottom = self.window
        return right - left, bottom - top

    @property
    def face_size(self) -> int:
        """The least side in pixels of a generated face that the frame hardly enlarges."""
        left, _, right, _ = self.fake_box
        return math.ceil(self.size[0] / (right - left) / HARDLY)

    @property
    def face_box(self) -> tuple[float, float, float, float]:
        """Where a framed face lies: left, top, right, bottom, in pixels of the picture.

        As the face detector boxes it, in the mean of 100 photos and 50 fakes: three distances of
        the eyes wide and high, with the middle a third of one below them.
        """
        left, top, _, _ = self.window
        (x0, y0), (x1, y1) = self.eyes
        eyes = math.hypot(x1 - x0, y1 - y0)
        x, y = (x0 + x1) / 2 - left, (y0 + y1) / 2 - top + eyes / 3
        half = 1.5 * eyes
        return x - half, y - half, x + half, y + half

    @property
    def largest_file(self) -> int:
        """Bytes of the pixels uncompressed: a JPEG with more (endless scans) is no photo."""
        return 3 * self.canvas[0] * self.canvas[1]

    def photo(self, file: bytes) -> np.ndarray:
        """A photo's JPEG file to uint8 (height, width, 3).

        Raises BrokenPhoto for anything else, before it costs time or memory: type and size are read
        from the header, and only a photo of the canvas's size is decoded.
        """
        if len(file) > self.largest_file:
            raise BrokenPhoto(f"the file has more than {self.largest_file} bytes")
        try:
            with Image.open(io.BytesIO(file), formats=["JPEG"]) as image:
                if image.size != self.canvas or image.mode != "RGB":
                    width, height = image.size
                    raise BrokenPhoto(
                        f"it is {image.mode} of {width}x{height} pixels instead of RGB of "
                        f"{self.canvas[0]}x{self.canvas[1]}"
                    )
                return np.asarray(image.crop(self.window))
        except (UnidentifiedImageError, Image.DecompressionBombError):
            raise BrokenPhoto("it is no JPEG picture of a bearable size") from None
        except OSError as error:
            raise BrokenPhoto(f"it is damaged ({error})") from None

    def fake(self, face: np.ndarray) -> np.ndarray:
        """A generated face, uint8 (side, side, 3), to uint8 (height, width, 3)."""
        side = face.shape[0]
        box = np.reshape(self.fake_box, (2, 2)) * side  # first corner, last corner; x, y
        window = np.reshape(self.window, (2, 2))
        step = (box[1] - box[0]) / (window[1] - window[0])  # a pixel of the canvas, in the face's
        first = box[0] - window[0] * step
        last = first + step * self.canvas
        # The canvas reaches beyond the face. Mirrored parts of the face go there: JPEG blocks that
        # the window's edge cuts then hold detail on both sides of it, as a photo's do. Drawn-out
        # edge pixels left the outermost lines so smooth that a classifier told fakes by them.
        margin = max(0, math.ceil(max(-first.min(), (last - side).max())))
        mirrored = np.pad(face, ((margin, margin), (margin, margin), (0, 0)), "symmetric")
        # The filter widens with the reduction, so nothing aliases.
        canvas = Image.fromarray(mirrored).resize(
            self.canvas, Image.Resampling.BICUBIC, tuple(np.concatenate([first, last]) + margin)
        )
        return self.compress(self.toned(np.asarray(canvas)))

    def toned(self, canvas: np.ndarray) -> np.ndarray:
        """A canvas, uint8 (height, width, 3), in the frame's tone, before its JPEG pass."""
        return canvas if self.tone is None else self.tone.applied(canvas)

    def moved(self, picture: np.ndarray, shift: tuple[float, float]) -> np.ndarray:
        """A framed picture, uint8, whose content lies further left and up.

        By `shift` (x, y), from -0.5 to 0.5, times `reach` pixels. Resampled on the photos' canvas
        and put through the JPEG pass once more. What lies beyond the picture is mirrored, as in
        `fake`.
        """
        left, top, right, bottom = self.window
        width, height = self.canvas
        margin = MARGIN + self.reach // 2
        x, y = (margin + self.reach * part for part in shift)
        around = (
            (top + margin, height - bottom + margin),
            (left + margin, width - right + margin),
            (0, 0),
        )
        # Lanczos' filter keeps most of the sharpness at every shift.
        canvas = Image.fromarray(np.pad(picture, around, "symmetric")).resize(
            self.canvas, Image.Resampling.LANCZOS, (x, y, x + width, y + height)
        )
        return self.compress(np.asarray(canvas))

    def compress(self, canvas: np.ndarray) -> np.ndarray:
        """The window of a whole canvas, uint8, after one JPEG pass with the photos' tables."""
        return self.photo(self.jpeg(canvas))

    def jpeg(self, canvas: np.ndarray) -> bytes:
        """A whole canvas, uint8 (height, width, 3), as a photo's file: pixels and nothing else."""
        file = io.BytesIO()
        tables = [list(table) for table in self.quantisation]
        Image.fromarray(canvas).save(file, "JPEG", qtables=tables, subsampling="4:2:0")
        return file.getvalue()

    def resized(self, side: int) -> "Frame":
        """The same part of a face on `side` x `side` pixels, no margin, at `JPEG_QUALITY`."""
        left, top, _, _ = self.window
        scale = side / self.size[0]
        (x0, y0), (x1, y1) = self.eyes
        return Frame(
            canvas=(side, side),
            window=(0, 0, side, side),
            fake_box=self.fake_box,
            eyes=(
                ((x0 - left) * scale, (y0 - top) * scale),
                ((x1 - left) * scale, (y1 - top) * scale),
            ),
            quantisation=_tables(JPEG_QUALITY),
        )


@cache
def _tables(quality: int) -> tuple[tuple[int, ...], ...]:
    """libjpeg's tables of this quality, luminance and chrominance."""
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "JPEG", quality=quality)
    with Image.open(file, formats=["JPEG"]) as image:
        assert isinstance(image, JpegImageFile)
        return tuple(tuple(table) for table in image.quantization.values())


def encode(picture: np.ndarray) -> bytes:
    """A framed picture as the browser gets it: a PNG without metadata.

    Every picture of one size has the same number of bytes, so how many were sent tells nothing: a
    small one is stored uncompressed, a larger one compressed and filled up to PACKED of that. The
    few that cannot be packed so far are stored uncompressed, too.
    """
    plain = _png(picture, 0)
    if len(plain) <= SMALL:
        return plain
    packed, length = _png(picture, 1), int(PACKED * len(plain))
    room = length - len(packed) - len(_chunk(b""))
    if room < 0:
        return plain
    end = packed.rindex(b"IEND") - 4  # the chunk's own length stands before its name
    return packed[:end] + _chunk(bytes(room)) + packed[end:]


def _png(picture: np.ndarray, level: int) -> bytes:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG", compress_level=level)
    return file.getvalue()


def _chunk(filling: bytes) -> bytes:
    """A part of a PNG that whoever does not know its name passes over."""
    named = b"fiLl" + filling
    return struct.pack(">I", len(filling)) + named + struct.pack(">I", zlib.crc32(named))
