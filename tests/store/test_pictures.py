"""Pictures are re-encoded, and no picture can use up the memory."""

import io
import resource
import subprocess
import sys
import time
from pathlib import Path

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


@pytest.mark.parametrize("content", [samples.moving(301), samples.frames_without_pixels(60, 2_000)])
def test_a_moving_picture_has_its_limits_too(content: io.BytesIO) -> None:
    with pytest.raises(Refused, match="The limit is"):
        pictures.rewritten(content)


@pytest.mark.parametrize("cut", [9, 60, 100])
def test_a_picture_that_broke_off_is_refused(cut: int) -> None:
    whole = samples.picture("PNG", size=(400, 300)).getvalue()
    with pytest.raises(Refused, match="damaged"):
        pictures.rewritten(io.BytesIO(whole[:cut]))


CASES = Path(__file__).parents[1] / "fixtures" / "cases" / "pictures"


def case(name: str) -> io.BytesIO:
    """Return a picture of a kind that phones and other programs make."""
    return io.BytesIO((CASES / name).read_bytes())


def shown(made: pictures.Picture) -> Image.Image:
    """Return a picture that was made, as a browser shows it."""
    return Image.open(io.BytesIO(made.content))


def pixel(made: pictures.Picture, at: tuple[int, int] = (9, 9)) -> tuple[int, ...]:
    """Return the red, green and blue of one pixel."""
    return tuple(shown(made).convert("RGB").crop((*at, at[0] + 1, at[1] + 1)).tobytes())


def test_a_photo_with_a_second_picture_inside_is_the_first_picture() -> None:
    made = pictures.rewritten(case("second-picture-inside.jpg"))
    assert (made.media_type, made.width, made.height) == ("image/jpeg", 480, 640)


def test_a_deep_grey_is_the_same_gradient_in_eight_bits() -> None:
    made = pictures.rewritten(case("gradient16.png"))
    assert [pixel(made, (x, 9))[0] for x in (0, 1, 128, 200, 255)] == [0, 1, 128, 200, 255]


@pytest.mark.parametrize("mode", ["I;16", "L", "LA", "1", "P"])
def test_every_way_to_store_a_grey_is_shown(mode: str) -> None:
    written = io.BytesIO()
    grey = Image.new(mode, (60, 40), 200 * 256) if mode == "I;16" else Image.new("L", (60, 40), 200).convert(mode)
    grey.save(written, "PNG")
    expected = (0, 255) if mode == "1" else (200,)
    assert pixel(pictures.rewritten(written), (30, 20))[0] in expected


def test_wide_colours_become_those_of_the_web() -> None:
    assert pixel(pictures.rewritten(case("red-p3.png"))) == (255, 4, 0)


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "AVIF"])
def test_the_profile_counts_in_every_form(form: str) -> None:
    wide, written = Image.open(case("red-p3.png")), io.BytesIO()
    wide.save(written, form, quality=100, icc_profile=wide.info["icc_profile"])
    red, green, _ = pixel(pictures.rewritten(written))
    assert (red > 250, green < 25) == (True, True)


def test_a_profile_that_is_broken_is_left_out() -> None:
    made = pictures.rewritten(samples.picture("PNG", icc_profile=b"not a profile"))
    assert pixel(made) == (0, 128, 128)


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((1080, 16_000), (1080, 16_000)),
        ((1080, 30_000), (1080, 30_000)),
        ((5_120, 10_240), (2_560, 5_120)),
        ((16_000, 1_080), (16_000, 1_080)),
        ((5_000, 2_500), (3_840, 1_920)),
    ],
)
def test_a_long_screenshot_stays_readable(size: tuple[int, int], kept: tuple[int, int]) -> None:
    made = pictures.rewritten(samples.picture("PNG", size))
    assert (made.width, made.height) == kept == shown(made).size


def test_the_tall_screenshot_of_a_phone_keeps_its_width() -> None:
    made = pictures.rewritten(case("tall.png"))
    assert (made.width, made.height) == (1080, 16_000)


def test_a_preview_is_never_long() -> None:
    made = pictures.rewritten(samples.picture("PNG", (1_080, 16_000)), longest_side=960, may_be_long=False)
    assert made.height == 960


@pytest.mark.parametrize(
    ("size", "form", "kept"),
    [((8_000, 6_000), "JPEG", (2_560, 1_920)), ((8_000, 6_000), "PNG", (2_560, 1_920))],
)
def test_a_photo_of_48_million_pixels_is_ordinary(size: tuple[int, int], form: str, kept: tuple[int, int]) -> None:
    made = pictures.rewritten(samples.picture(form, size))
    assert (made.width, made.height) == kept


@pytest.mark.parametrize("form", ["JPEG", "GIF", "WEBP", "AVIF"])
def test_a_claim_beyond_the_limit_is_refused_from_the_header(form: str) -> None:
    begun = time.monotonic()
    with pytest.raises(Refused, match=r"million pixels\. The limit is"):
        pictures.rewritten(samples.claiming((16_383, 16_000), form))
    assert time.monotonic() - begun < 0.5


def test_a_jpeg_that_repeats_its_scans_is_refused_from_the_header() -> None:
    begun = time.monotonic()
    with pytest.raises(Refused, match="has 1,510 scans"):
        pictures.rewritten(samples.with_scans(1_500))
    assert time.monotonic() - begun < 0.5


def test_a_few_bytes_that_claim_large_frames_take_little_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    made = pictures.rewritten(samples.frames_without_pixels(side=4_000))
    # In kilobytes. The frames themselves would take up 200 megabytes.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
    assert made.width == 2_560


def test_noise_is_taken_in_seconds() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    made = pictures.rewritten(samples.noise((2_600, 2_000)))
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 8
    assert made.width == 2_560


def test_a_picture_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PATIENCE_SECONDS", 0.01)
    with pytest.raises(Refused, match="takes too long"):
        pictures.rewritten(samples.picture())


def test_the_process_has_limits_of_its_own() -> None:
    tried = (
        "import resource; from store import decoding; decoding._limit()\n"
        "print(resource.getrlimit(resource.RLIMIT_CPU)[0], resource.getrlimit(resource.RLIMIT_AS)[0])\n"
        "bytearray(1_500_000_000)"
    )
    done = subprocess.run((sys.executable, "-c", tried), cwd=pictures.ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["60", "1000000000"]
    assert "MemoryError" in done.stderr


def animation(form: str, **how: object) -> io.BytesIO:
    """Return an animation of three frames."""
    written = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("teal", "red", "navy")]
    frames[0].save(written, form, save_all=True, append_images=frames[1:], **how)
    return written


@pytest.mark.parametrize(("delay", "shown_for"), [(0, 100), (10, 100), (20, 20), (50, 50), (3_000, 3_000)])
@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_frames_are_shown_as_long_as_in_browsers(form: str, delay: int, shown_for: int) -> None:
    made = shown(pictures.rewritten(animation(form, duration=delay)))
    made.seek(1)
    made.load()
    assert made.info["duration"] == shown_for


@pytest.mark.parametrize(
    ("form", "how", "plays"),
    [
        ("GIF", {}, 1),
        ("GIF", {"loop": 0}, 0),
        # A GIF says how often it repeats; the others say how often they play.
        ("GIF", {"loop": 2}, 3),
        ("PNG", {"loop": 1}, 1),
        ("PNG", {"loop": 0}, 0),
        ("WEBP", {"loop": 4}, 4),
    ],
)
def test_an_animation_plays_as_often_as_it_says(form: str, how: dict[str, int], plays: int) -> None:
    assert shown(pictures.rewritten(animation(form, duration=50, **how))).info["loop"] == plays


def test_an_animated_png_does_not_begin_with_its_picture_for_others() -> None:
    made = pictures.rewritten(animation("PNG", duration=50, default_image=True))
    assert pixel(made, (2, 2))[0] > 200
