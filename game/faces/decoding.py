"""The process in which a visitor's picture is decoded, on its own: see `visitor.open_picture`.

It reads a file on standard input and writes one line of JSON and then the pixels, RGB, row by row.
"""

import io
import json
import sys

from PIL import Image, UnidentifiedImageError

from game.common.errors import Refused
from game.common.language import say, speaking

FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"]
MOST_PIXELS = 50_000_000
MOST_MEMORY = 2 * 2**30  # bytes; 50 million pixels take no more than half of it
SUM_AT_50 = 3688  # of libjpeg's table for brightness at quality 50
LONGEST_SIDE = 2048  # pixels: a larger picture is reduced, and its faces are still large
# What an orientation tag (EXIF 2.3, section 4.6.4) asks for, from the picture as it is stored.
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ORIENTATION = 0x0112
DEEP = {"I;16", "I;16B"}  # grey, 16 bits
CLEAR = {"P", "PA", "LA", "La", "RGBA", "RGBa"}  # may have transparent places
COLOURS = {"RGB", "YCbCr", "CMYK", "L", "1"} | DEEP | CLEAR


def decode(data: bytes, longest_side: int = LONGEST_SIDE) -> tuple[Image.Image, float, list[str]]:
    """The first picture in a file, upright RGB with no side above `longest_side`; how many pixels
    of the file one of its pixels is wide; and a sentence for all that may matter.

    Raises Refused with one sentence. Type, size and colours are looked at before decoding.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            if image.mode not in COLOURS:
                raise Refused(
                    say("A picture with colours of the kind {mode} is not taken.", mode=image.mode)
                )
            image.load()
            flat = _flat(image, longest_side)
            turn = UPRIGHT.get(image.getexif().get(ORIENTATION, 1))
            upright = flat if turn is None else flat.transpose(turn)
            return upright, max(image.size) / max(flat.size), _notes(image)
    except Refused:
        raise
    except UnidentifiedImageError:
        *most, last = (name.replace("WEBP", "WebP") for name in FORMATS)
        raise Refused(
            say(
                "The file is not a picture of type {most} or {last}.",
                most=", ".join(most),
                last=last,
            )
        ) from None
    except Image.DecompressionBombError:
        millions = MOST_PIXELS // 1_000_000
        raise Refused(
            say(
                "The picture has more than {millions} million pixels; send a smaller one.",
                millions=millions,
            )
        ) from None
    except Exception:  # decoders raise almost anything at a damaged file
        raise Refused(say("The picture is damaged or cut short, so it cannot be read.")) from None


def jpeg_quality(data: bytes) -> int | None:
    """About which quality, on libjpeg's scale of 1 to 100, a JPEG was saved at; None of others.

    By its table for brightness: libjpeg multiplies one table by 50 / quality, and from 50 on by
    2 − quality / 50.
    """
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            coarse = sum(image.quantization[0]) / SUM_AT_50  # type: ignore[attr-defined]
    except Exception:  # as above; and a picture of another type is none that can be damaged
        return None
    return max(1, round(100 - 50 * coarse if coarse < 1 else 50 / coarse))


def _flat(image: Image.Image, longest_side: int) -> Image.Image:
    """Reduced, opaque, RGB."""
    if image.mode in DEEP:
        flat = image.convert("I").point(lambda grey: grey / 256).convert("L")  # alone, it clips
    elif image.mode in ("P", "1"):  # have no colours in between, so they cannot be reduced
        flat = image.convert("RGBA" if "transparency" in image.info else "RGB")
    else:
        flat = image.copy()
    flat.thumbnail((longest_side, longest_side), Image.Resampling.BICUBIC, reducing_gap=2.0)
    if flat.mode in CLEAR:
        clear = flat.convert("RGBA")
        flat = Image.new("RGB", clear.size, "white")
        flat.paste(clear, mask=clear.getchannel("A"))
    return flat.convert("RGB")


def _notes(image: Image.Image) -> list[str]:
    notes = []
    # An MPO is a JPEG with a second view or a depth map behind it, as phones write it.
    if getattr(image, "is_animated", False) and image.format != "MPO":
        notes.append(say("The file holds several pictures; only the first one is looked at."))
    if image.mode == "CMYK":
        notes.append(
            say("The picture was made for print (CMYK); its colours were converted roughly.")
        )
    return notes


def main() -> None:
    """Decode standard input to standard output; the arguments are the longest side and a language.

    The language is that of what is said about the picture.
    """
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    try:
        with speaking(sys.argv[2]):
            data = sys.stdin.buffer.read()
            picture, reduction, notes = decode(data, int(sys.argv[1]))
        answer = {
            "size": picture.size,
            "reduction": reduction,
            "notes": notes,
            "quality": jpeg_quality(data),
        }
        pixels = picture.tobytes()
    except Refused as error:
        answer, pixels = {"refused": str(error)}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + pixels)


if __name__ == "__main__":
    main()
