"""A photo of a person becomes a small square, cut out where they said."""

import io

import pytest
from PIL import Image

from store import pictures
from store.crops import Crop
from store.errors import Refused
from tests.store import samples

MIDDLE = Crop()
FORMS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
COLOURS = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0), "white": (255,) * 3}
CORNERS = ((8, 8), (247, 8), (8, 247), (247, 247))


def quarters(form: str = "PNG", size: tuple[int, int] = (1200, 800), **how: object) -> io.BytesIO:
    """Return a picture whose quarters are red, lime, blue and yellow."""
    small = Image.new("RGB", (2, 2))
    for corner, colour in enumerate(("red", "lime", "blue", "yellow")):
        small.putpixel((corner % 2, corner // 2), COLOURS[colour])
    written = io.BytesIO()
    small.resize(size, Image.Resampling.NEAREST).save(written, form, **how)
    return written


def corners(content: io.BytesIO, crop: Crop) -> list[str]:
    """Return the names of the colours in the corners of the square that is made."""
    made = Image.open(io.BytesIO(pictures.portrait(content, crop).content)).convert("RGB")
    return [min(COLOURS, key=lambda name: _apart(COLOURS[name], made.getpixel(at))) for at in CORNERS]


def _apart(one: tuple[int, ...], other: object) -> int:
    assert isinstance(other, tuple)
    return sum(abs(left - right) for left, right in zip(one, other, strict=True))


@pytest.mark.parametrize("form", FORMS)
def test_a_photo_is_a_square_of_webp(form: str) -> None:
    made = pictures.portrait(quarters(form), MIDDLE)
    assert (made.media_type, made.width, made.height) == ("image/webp", 256, 256)
    assert Image.open(io.BytesIO(made.content)).format == "WEBP"
    assert len(made.content) < 20_000


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("crop", "seen"),
    [
        (MIDDLE, ["red", "lime", "blue", "yellow"]),
        (Crop(zoom=200, across=0, down=0), ["red"] * 4),
        (Crop(zoom=200, across=1000, down=0), ["lime"] * 4),
        (Crop(zoom=500, across=0, down=1000), ["blue"] * 4),
        (Crop(zoom=300, across=1000, down=500), ["lime", "lime", "yellow", "yellow"]),
    ],
)
def test_the_square_is_where_they_said(form: str, crop: Crop, seen: list[str]) -> None:
    assert corners(quarters(form), crop) == seen


def test_a_photo_taken_sideways_is_cut_as_people_see_it() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert corners(quarters("JPEG", exif=exif), Crop(zoom=200, across=0, down=0)) == ["blue"] * 4


def test_where_a_photo_was_taken_is_removed() -> None:
    exif = Image.Exif()
    exif[0x010E] = "at the secret office"
    for form in ("JPEG", "PNG", "WEBP"):
        made = pictures.portrait(quarters(form, exif=exif), MIDDLE).content
        assert b"secret office" not in made
        assert not Image.open(io.BytesIO(made)).getexif()


def test_what_is_transparent_becomes_white() -> None:
    written = io.BytesIO()
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(written, "PNG")
    assert corners(written, MIDDLE) == ["white"] * 4


@pytest.mark.parametrize("size", [(1, 1), (16_000, 1), (1, 3_000)])
def test_the_smallest_and_the_longest_become_squares_too(size: tuple[int, int]) -> None:
    assert pictures.portrait(quarters("PNG", size), Crop(zoom=500, across=1000, down=1000)).width == 256


def test_of_an_animation_the_first_picture_is_shown() -> None:
    made = Image.open(io.BytesIO(pictures.portrait(samples.moving(3), MIDDLE).content))
    assert getattr(made, "n_frames", 1) == 1


def test_hostile_pictures_are_refused_as_everywhere() -> None:
    for content in (samples.bomb(), samples.with_scans(150), io.BytesIO(samples.noise().getvalue()[:20_000])):
        with pytest.raises(Refused):
            pictures.portrait(content, MIDDLE)


def test_a_picture_with_the_most_pixels_fits_into_the_memory() -> None:
    written = io.BytesIO()
    Image.new("RGBA", (8_900, 8_900), "teal").save(written, "PNG", compress_level=1)
    assert pictures.portrait(written, Crop(zoom=110, across=0, down=0)).width == 256
