"""Writes a picture that does not move anew: smaller, upright, in 8 bits and in the colours of the web."""

import io
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

QUALITY = 85
QUALITY_OF_NOISE = 90

# Larger pictures do not fit into WebP.
WEBP_SIDE = 16_383

# A screenshot takes a quarter of a byte for each pixel in the quickest form, a photo more than one byte. Looking for a
# better form takes a second for a large screenshot, and up to minutes for noise, which has none.
QUICK_BYTES_A_PIXEL = 0.4
NOISE_BYTES_A_PIXEL = 1.0
MOST_PIXELS_TO_SQUEEZE = 40_000_000


@dataclass(frozen=True, kw_only=True)
class Redrawn:
    """A picture that was written anew; sizes in pixels."""

    content: bytes
    media_type: str
    suffix: str
    width: int
    height: int


def redrawn(picture: Image.Image, longest_side: int, *, may_be_long: bool) -> Redrawn:
    """Return the picture, made smaller if a side is longer than `longest_side` pixels.

    If it may be long, a picture of another shape than a photo, such as a screenshot of a whole page, keeps more pixels.
    """
    is_photo = isinstance(picture, JpegImageFile)
    box = _box(picture.size, longest_side, is_photo=is_photo) if may_be_long else (longest_side, longest_side)
    if is_photo:
        picture.draft("RGB", box)
    plain = in_eight_bits(picture)
    plain.thumbnail(box)
    made = in_web_colours(ImageOps.exif_transpose(plain))
    return _as_photo(made.convert("RGB")) if is_photo else _as_screenshot(made)


def _box(size: tuple[int, int], longest_side: int, *, is_photo: bool) -> tuple[int, int]:
    """Return the width and height into which a picture of this size is made to fit.

    Text in a long picture stays readable only if its shorter side keeps its pixels, up to the size of a whole page.
    """
    width, height = size
    shortest_side = longest_side if height > width and not is_photo else longest_side * 3 // 4
    scale = max(longest_side / max(size), shortest_side / min(size))
    return max(round(width * scale), 1), max(round(height * scale), 1)


def in_eight_bits(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):
        transparent = picture.info.pop("transparency", None)
        grey = picture.point(lambda value: value * (1 / 256)).convert("L")
        if isinstance(transparent, int):
            grey.info["transparency"] = min(transparent >> 8, 255)
        return grey
    if picture.mode in ("P", "PA", "1", "LA") or "transparency" in picture.info:
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return picture


def in_web_colours(picture: Image.Image) -> Image.Image:
    """Return a picture in sRGB, which every screen shows. A profile that cannot be read is left out."""
    final = "RGBA" if picture.has_transparency_data else "RGB"
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
        if "sRGB" not in ImageCms.getProfileDescription(profile):
            srgb = ImageCms.createProfile("sRGB")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
            converted = ImageCms.profileToProfile(picture, profile, srgb, outputMode=final)  # pyright: ignore[reportUnknownArgumentType]
            return converted or picture.convert(final)
    except (KeyError, ImageCms.PyCMSError, OSError, ValueError):
        return picture.convert(final)
    return picture.convert(final)


def _as_photo(picture: Image.Image) -> Redrawn:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written_as(written, picture, "image/jpeg", "jpg")


def _as_screenshot(picture: Image.Image) -> Redrawn:
    """Screenshots and drawings are kept lossless, so that letters stay sharp. A noisy picture is a photo."""
    written = io.BytesIO()
    if max(picture.size) > WEBP_SIDE:
        picture.save(written, "PNG")
        return written_as(written, picture, "image/png", "png")
    picture.save(written, "WEBP", lossless=True, method=0, quality=20)
    pixels = picture.width * picture.height
    if written.tell() > NOISE_BYTES_A_PIXEL * pixels:
        written = io.BytesIO()
        picture.save(written, "WEBP", quality=QUALITY_OF_NOISE, method=2)
    elif written.tell() < QUICK_BYTES_A_PIXEL * pixels and pixels <= MOST_PIXELS_TO_SQUEEZE:
        written = io.BytesIO()
        picture.save(written, "WEBP", lossless=True, method=2)
    return written_as(written, picture, "image/webp", "webp")


def written_as(content: io.BytesIO, picture: Image.Image, media_type: str, suffix: str) -> Redrawn:
    return Redrawn(
        content=content.getvalue(), media_type=media_type, suffix=suffix, width=picture.width, height=picture.height
    )
