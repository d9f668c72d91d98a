"""A picture to share: what a player can do, beside a face that is nobody's."""

import io
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from game.common.colours import ACCENT, GROUND, INK
from game.common.language import say
from game.common.recipe import TRAIN_SEEDS, TRUNCATION_PSI
from game.generators.opponent import Opponent

SIZE = (1200, 630)  # pixels, what chats and networks show whole
FACE = 512
MARGIN = 59  # around the face, and from it to the text
LEFT = FACE + 2 * MARGIN
SMALL_PRINT = "#6b6480"


@dataclass(frozen=True)
class Figures:
    """A player's right answers to n pairs, and the share of people who do worse."""

    nickname: str
    right: int
    n: int
    better_than: float | None


def face(generator: Opponent) -> np.ndarray:
    """A face that was never shown, uint8 (FACE, FACE, 3).

    Of a seed that no round is dealt from, so its truth is not told by being on a card.
    """
    seed = TRAIN_SEEDS.start + secrets.randbelow(len(TRAIN_SEEDS))
    made = generator.face(generator.recipe(seed, TRUNCATION_PSI, FACE))
    return np.asarray(made)


def usual_face(generator: Opponent) -> np.ndarray:
    """The face of every link to the game, uint8 (FACE, FACE, 3): of a seed that is never dealt."""
    return np.asarray(generator.face(generator.recipe(TRAIN_SEEDS.start + 7, TRUNCATION_PSI, FACE)))


def poster(made: np.ndarray, question: str) -> bytes:
    """The picture of a link to the game, as a JPEG of 1200 by 630 pixels without metadata.

    `made` is a generated face, uint8 (side, side, 3).
    """
    image, draw = _beside(made)
    rows = [
        (200, 34, SMALL_PRINT, "Play the discriminator"),
        (300, 76, ACCENT, question),
        (492, 26, SMALL_PRINT, say("This face is generated: it is nobody's.")),
    ]
    _write_rows(draw, rows)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=88)
    return file.getvalue()


def lines(figures: Figures) -> tuple[str, ...]:
    """What the card says of the player, without the nickname."""
    said = [say("{right} of {n} right", right=figures.right, n=figures.n)]
    if figures.better_than:  # "better than 0 %" is no invitation
        said.append(say("better than {share:.0f} % of people", share=100 * figures.better_than))
    return tuple(said)


def card(made: np.ndarray, figures: Figures, address: str) -> bytes:
    """The card as a PNG of 1200 by 630 pixels without metadata.

    `made` is a generated face, uint8 (side, side, 3).
    """
    image, draw = _beside(made)
    score, *further = lines(figures)
    rows = [
        (92, 34, SMALL_PRINT, "Play the discriminator"),
        (170, 56, INK, drawable(figures.nickname)),
        (258, 84, ACCENT, score),
        *((350 + 54 * at, 40, INK, line) for at, line in enumerate(further)),
        (492, 26, SMALL_PRINT, say("This face is generated: it is nobody's.")),
        (538, 26, INK, address),
    ]
    _write_rows(draw, rows)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _beside(made: np.ndarray) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """The ground with the face at its left, to write beside."""
    image = Image.new("RGB", SIZE, GROUND)
    picture = Image.fromarray(made).resize((FACE, FACE), Image.Resampling.LANCZOS)
    image.paste(picture, (MARGIN, MARGIN))
    return image, ImageDraw.Draw(image)


def _write_rows(draw: ImageDraw.ImageDraw, rows: Sequence[tuple[int, int, str, str]]) -> None:
    """Lines by their middle, size, colour and text."""
    for middle, size, colour, text in rows:
        _write(draw, middle, size, colour, text)


def drawable(text: str) -> str:
    """The text without the signs that the font does not have."""
    font = _font(40)
    missing = bytes(font.getmask("\uffff"))
    return "".join(sign for sign in text if bytes(font.getmask(sign)) != missing).strip()


def _write(draw: ImageDraw.ImageDraw, middle: int, size: int, colour: str, text: str) -> None:
    """One line right of the face, as large as fits, centred on this height."""
    room = SIZE[0] - LEFT - MARGIN
    wide = draw.textlength(text, _font(size))
    if wide > room:
        size = int(size * room / wide)
    draw.text((LEFT, middle), text, colour, _font(size), anchor="lm")


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont:
    """DejaVu Sans, which knows most alphabets; Pillow's own font has no accents."""
    spec = find_spec("matplotlib")
    assert spec is not None
    assert spec.origin is not None
    fonts = Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"
    return ImageFont.truetype(str(fonts / "DejaVuSans.ttf"), size)
