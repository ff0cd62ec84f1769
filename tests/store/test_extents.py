"""How large a picture is, is read from its header. Nothing in a header can keep a web process busy."""

import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as any_
from PIL import Image

from store import extents, pictures
from store.errors import Refused
from tests.store import samples

FORMS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
SECONDS_AT_MOST = 1.0
SEGMENT = b"\xff\xfe\0\x02"


@pytest.mark.parametrize("form", FORMS)
def test_the_size_in_the_header_is_the_size(form: str) -> None:
    found = extents.of(samples.picture(form, (41, 29)).getvalue())
    assert (found.form, found.width, found.height, found.frames) == (form, 41, 29, 1)


@pytest.mark.parametrize("how", [{"lossless": True}, {"exif": b"Exif\0\0"}, {"quality": 5}])
def test_each_kind_of_webp_has_its_size_somewhere_else(how: dict[str, object]) -> None:
    found = extents.of(samples.picture("WEBP", (41, 29), **how).getvalue())
    assert (found.width, found.height) == (41, 29)


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_frames_are_counted(form: str) -> None:
    written = io.BytesIO()
    moving = [Image.new("RGB", (8, 8), (number * 60, 0, 0)) for number in range(4)]
    moving[0].save(written, form, save_all=True, append_images=moving[1:], duration=50)
    assert extents.of(written.getvalue()).frames == 4


@pytest.mark.parametrize(("progressive", "scans"), [(False, 1), (True, 10)])
def test_scans_are_counted(progressive: bool, scans: int) -> None:
    assert extents.of(samples.noise(form="JPEG").getvalue()).scans == 1
    assert extents.of(samples.picture("JPEG", progressive=progressive).getvalue()).scans == scans


def test_pictures_behind_the_first_do_not_count() -> None:
    both = samples.picture("JPEG").getvalue() + samples.with_scans(200, side=90).getvalue()
    assert extents.of(both).scans == 1


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8" + SEGMENT * 5_000_000,
        b"\xff\xd8" + b"\xff" * 20_000_000,
        b"\xff\xd8\xff\xda\0\x02" + b"\xff\0" * 10_000_000,
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0IDAT\0\0\0\0" * 1_600_000,
        b"RIFF\0\0\0\0WEBP" + b"ANMF\0\0\0\0" * 2_500_000,
        b"GIF89a\x09\0\x09\0\0\0\0" + b"!\xfe\0" * 6_000_000,
        b"GIF89a\x09\0\x09\0\0\0\0" + (b"!\xfe" + b"\x01x" * 190_000 + b"\0") * 50,
        b"\0\0\0\x20ftypavif" + b"ispe\0\0\0\0" * 2_000_000,
    ],
    ids=["segments", "fill", "stuffing", "chunks", "frames", "extensions", "blocks", "boxes"],
)
def test_a_header_without_end_takes_no_time(content: bytes) -> None:
    begun = time.process_time()
    with pytest.raises(Refused):
        pictures.measured(io.BytesIO(content))
    assert time.process_time() - begun < SECONDS_AT_MOST


@given(any_.sampled_from(FORMS), any_.integers(0, 400), any_.binary(max_size=9))
def test_a_damaged_header_is_read_or_refused(form: str, at: int, inserted: bytes) -> None:
    whole = samples.picture(form).getvalue()
    try:
        found = extents.of(whole[:at] + inserted + whole[at + len(inserted) :])
    except Refused:
        return
    assert found.pixels > 0
