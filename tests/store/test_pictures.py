"""Pictures are re-encoded, and no picture can use up the memory."""

import io
import time

import pytest
from PIL import Image

from store import pictures
from store.errors import Refused
from tests.store import samples


@pytest.mark.parametrize(
    ("form", "media_type"), [("PNG", "image/webp"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")]
)
def test_a_picture_is_written_anew(form: str, media_type: str) -> None:
    made = pictures.rewritten(samples.picture(form))
    assert (made.media_type, made.width, made.height) == (media_type, 40, 30)


def test_where_a_photo_was_taken_does_not_leave_the_phone() -> None:
    exif = Image.Exif()
    exif[0x010E] = "at the secret office"
    made = pictures.rewritten(samples.picture("JPEG", exif=exif))
    assert b"secret office" not in made.content
    assert not Image.open(io.BytesIO(made.content)).getexif()


def test_a_photo_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    made = pictures.rewritten(samples.picture("JPEG", exif=exif))
    assert (made.width, made.height) == (30, 40)


def test_a_huge_photo_is_made_to_fit_a_page() -> None:
    made = pictures.rewritten(samples.picture("JPEG", size=(4000, 3000)))
    assert (made.width, made.height) == (2560, 1920)


def test_what_hides_behind_a_picture_is_left_out() -> None:
    disguised = io.BytesIO(samples.picture("PNG").getvalue() + b"<script>alert(1)</script>")
    assert b"<script>" not in pictures.rewritten(disguised).content


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    begun = time.monotonic()
    with pytest.raises(Refused, match="has 2,500 million pixels"):
        pictures.rewritten(samples.bomb())
    assert time.monotonic() - begun < 0.5


def test_a_moving_picture_still_moves() -> None:
    made = pictures.rewritten(samples.moving(3))
    assert Image.open(io.BytesIO(made.content)).n_frames == 3


@pytest.mark.parametrize(("frames", "size"), [(301, (8, 8)), pytest.param(60, (2000, 2000), marks=pytest.mark.slow)])
def test_a_moving_picture_has_its_limits_too(frames: int, size: tuple[int, int]) -> None:
    with pytest.raises(Refused):
        pictures.rewritten(samples.moving(frames, size))


@pytest.mark.parametrize("cut", [9, 60, 100])
def test_a_picture_that_broke_off_is_refused(cut: int) -> None:
    whole = samples.picture("PNG", size=(400, 300)).getvalue()
    with pytest.raises(Refused, match="damaged"):
        pictures.rewritten(io.BytesIO(whole[:cut]))
