"""The Frame: the one path by which a real and a generated face become comparable pictures.

A photo is decoded and cropped. A generated face is scaled so that its eyes lie where the photos'
lie, put at its place into a canvas of the photos' size, saved as a JPEG with the photos' own
quantisation tables, and then goes the same way: decoded and cropped. So both have been through one
JPEG pass with the same tables and the same grid of blocks.
"""

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image, UnidentifiedImageError

from game.refusal import Unavailable

LARGEST_FILE = 4_000_000  # bytes; a deck's photo has a few thousand


class BrokenPhoto(Unavailable):
    """A file in a deck that is not the photo it should be."""


@dataclass(frozen=True)
class Frame:
    """Where the picture lies in a photo and in a generated face.

    `canvas`: a photo's width and height in pixels. `window`: the picture's left, top, right, bottom
    in it. `fake_box`: the same window in a generated face, as fractions of its side.
    `quantisation`: the photos' JPEG tables, luminance and chrominance, 64 steps each.
    """

    canvas: tuple[int, int]
    window: tuple[int, int, int, int]
    fake_box: tuple[float, float, float, float]
    quantisation: tuple[tuple[int, ...], ...]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of a framed picture in pixels."""
        left, top, right, bottom = self.window
        return right - left, bottom - top

    def photo(self, file: bytes) -> np.ndarray:
        """A photo's JPEG file to uint8 (height, width, 3).

        Raises BrokenPhoto for anything else, before it costs time or memory: type and size are read
        from the header, and only a photo of the canvas's size is decoded.
        """
        if len(file) > LARGEST_FILE:
            raise BrokenPhoto(f"the file has {len(file)} bytes, more than a photo of this deck can")
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
        box = tuple(edge * side for edge in self.fake_box)
        left, top, right, bottom = self.window
        width, height = self.canvas
        # The filter widens with the reduction, so nothing aliases.
        picture = Image.fromarray(face).resize(self.size, Image.Resampling.BICUBIC, box)
        canvas = np.pad(
            np.asarray(picture), ((top, height - bottom), (left, width - right), (0, 0)), "edge"
        )
        file = io.BytesIO()
        Image.fromarray(canvas).save(
            file, "JPEG", qtables=[list(table) for table in self.quantisation], subsampling="4:2:0"
        )
        return self.photo(file.getvalue())


def encode(picture: np.ndarray) -> bytes:
    """A framed picture as the browser gets it: PNG without compression and without metadata.

    Stored uncompressed, every picture of one size has the same number of bytes: how many were sent
    tells nothing.
    """
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG", compress_level=0)
    return file.getvalue()
