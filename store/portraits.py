"""Writes the square of a picture that stands for a person."""

import io

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from store import stills
from store.crops import Crop
from store.stills import Redrawn

QUALITY = 82

# A large picture is first made smaller in a quick way, to this many times the size, and then in the best way.
REDUCING_GAP = 3.0


def redrawn(picture: Image.Image, side: int, crop: Crop) -> Redrawn:
    """Return the square in this size, on white where the picture is transparent, and without anything hidden in it."""
    if isinstance(picture, JpegImageFile):
        needed = min(side / crop.side(picture.size), 1.0)
        picture.draft("RGB", (int(picture.width * needed), int(picture.height * needed)))
    upright = stills.in_eight_bits(picture)
    ImageOps.exif_transpose(upright, in_place=True)
    box = crop.box(upright.size)
    small = upright.resize((side, side), Image.Resampling.LANCZOS, box=box, reducing_gap=REDUCING_GAP)
    coloured = stills.in_web_colours(small).convert("RGBA")
    square = Image.new("RGB", coloured.size, "white")
    square.paste(coloured, mask=coloured)
    written = io.BytesIO()
    square.save(written, "WEBP", quality=QUALITY, method=4)
    return stills.written_as(written, square, "image/webp", "webp")
