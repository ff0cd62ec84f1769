"""Re-encodes pictures, which removes hidden content and the place where a picture was taken."""

import io
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import BinaryIO

from PIL import Image, ImageOps, ImageSequence

from store.errors import Refused

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")

# A file of a few kilobytes can claim a picture of many gigabytes, so we check the claimed size first.
MOST_PIXELS = 40_000_000
MOST_PIXELS_MOVING = 200_000_000
MOST_FRAMES = 300

LONGEST_SIDE = 2_560
QUALITY = 85

# Our own limit is stricter, and raises instead of warning.
Image.MAX_IMAGE_PIXELS = None

# A picture of 40 million pixels takes 160 MB, so each process decodes only one at a time.
_decoding = Lock()


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A re-encoded picture that is safe to show; sizes in pixels."""

    content: bytes
    media_type: str
    suffix: str
    width: int
    height: int


def rewritten(content: BinaryIO, *, longest_side: int = LONGEST_SIDE) -> Picture:
    """Return the picture, made smaller if a side is longer than `longest_side` pixels. Animations become WebP.

    Raises `Refused` if it is damaged or has too many pixels or frames.
    """
    content.seek(0)
    with _decoding, _readable(content) as picture:
        frames = getattr(picture, "n_frames", 1)
        if frames > 1:
            return _moving(picture, frames, longest_side)
        if picture.format == "JPEG":
            picture.draft("RGB", (longest_side, longest_side))
        return _still(picture, longest_side)


@contextmanager
def _readable(content: BinaryIO) -> Generator[Image.Image]:
    try:
        with Image.open(content, formats=FORMATS) as picture:
            _refuse_if_vast(picture.width * picture.height, MOST_PIXELS)
            yield picture
    # Pillow raises any of these for broken files.
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, MemoryError, Image.DecompressionBombError) as error:
        raise Refused("This picture is damaged. Export it again.") from error


def _refuse_if_vast(pixels: int, most: int) -> None:
    if pixels > most:
        raise Refused(f"This picture has {pixels / 1e6:,.0f} million pixels. The limit is {most / 1e6:,.0f} million.")


def _still(picture: Image.Image, longest_side: int) -> Picture:
    is_photo = picture.format == "JPEG"
    turned = ImageOps.exif_transpose(picture)
    turned.thumbnail((longest_side, longest_side))
    made = turned.convert("RGB" if is_photo else "RGBA" if turned.has_transparency_data else "RGB")
    written = io.BytesIO()
    if is_photo:
        made.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    else:
        # Screenshots and drawings are kept lossless, so that letters stay sharp.
        made.save(written, "WEBP", lossless=True, method=2)
    return _picture(written, made.size, *(("image/jpeg", "jpg") if is_photo else ("image/webp", "webp")))


def _moving(picture: Image.Image, frames: int, longest_side: int) -> Picture:
    if frames > MOST_FRAMES:
        raise Refused(f"This picture has {frames} frames. The limit is {MOST_FRAMES}. Share it as a video.")
    _refuse_if_vast(picture.width * picture.height * frames, MOST_PIXELS_MOVING)
    durations = list[int]()
    made = list[Image.Image]()
    for frame in ImageSequence.Iterator(picture):
        durations.append(max(int(frame.info.get("duration", 100)), 20))
        copy = frame.convert("RGBA")
        copy.thumbnail((longest_side, longest_side))
        made.append(copy)
    written = io.BytesIO()
    made[0].save(written, "WEBP", save_all=True, append_images=made[1:], duration=durations, loop=0, method=0)
    return _picture(written, made[0].size, "image/webp", "webp")


def _picture(written: io.BytesIO, size: tuple[int, int], media_type: str, suffix: str) -> Picture:
    return Picture(content=written.getvalue(), media_type=media_type, suffix=suffix, width=size[0], height=size[1])
