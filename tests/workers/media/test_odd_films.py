"""Films as phones, cameras and editors make them play, with a poster and a strip of the nearest pictures."""

from pathlib import Path

import pytest

from graph.media import files
from store import blobs
from tests.company import Company
from tests.store.films import made
from tests.workers.media.test_videos import no_queue as no_queue
from tests.workers.media.test_videos import prepared
from workers.media import ffmpeg

pytestmark = pytest.mark.usefixtures("data_folder", "no_queue")

H264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p"

UNEVEN = r"-vf select=lt(t\,1)*not(mod(n\,7))+gt(t\,3) -fps_mode vfr"


def picture(seconds: float, *, rate: float = 25, size: str = "320x180") -> str:
    return f"-f lavfi -i testsrc=size={size}:rate={rate}:duration={seconds}"


def tone(seconds: float) -> str:
    return f"-f lavfi -i sine=duration={seconds}"


def exported(folder: Path, name: str, options: str) -> bytes:
    made(*options.split(), str(folder / name))
    return (folder / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "options", "seconds", "size"),
    [
        ("sound-outlasts.mp4", f"{picture(2)} {tone(6)} {H264} -c:a aac", 6, (320, 180)),
        ("sound-outlasts.webm", f"{picture(1)} {tone(20)} -c:v libvpx -deadline realtime -c:a libopus", 20, (320, 180)),
        ("sound-ends.mp4", f"{picture(6)} {tone(1)} {H264} -c:a aac", 6, (320, 180)),
        ("late-picture.mp4", f"-itsoffset 4 {picture(3)} {tone(7)} {H264} -c:a aac", 7, (320, 180)),
        ("late-picture.mkv", f"-itsoffset 4 {picture(3)} {tone(3)} {H264} -c:a aac", 7, (320, 180)),
        ("late-sound.mp4", f"{picture(3)} -itsoffset 2 {tone(3)} {H264} -c:a aac", 5, (320, 180)),
        ("a-picture-a-second.mp4", f"{picture(4, rate=1)} {H264}", 4, (320, 180)),
        ("slides.mp4", f"{picture(20, rate=0.2)} {tone(20)} {H264} -c:a aac", 20, (320, 180)),
        ("one-picture.mp4", f"{picture(0.04)} {H264}", 0, (320, 180)),
        ("one-picture-with-sound.mp4", f"{picture(0.04)} {tone(5)} {H264} -c:a aac", 5, (320, 180)),
        ("camcorder.m2ts", f"{picture(2)} {tone(2)} {H264} -c:a ac3 -f mpegts -mpegts_m2ts_mode 1", 2, (320, 180)),
        ("broadcast.ts", f"{picture(2)} {tone(2)} {H264} -c:a mp2", 2, (320, 180)),
        ("wide-pixels.mp4", f"{picture(2, size='720x576')} -vf setsar=64/45 {H264}", 2, (1024, 576)),
        ("narrow-pixels.mp4", f"{picture(2, size='320x180')} -vf setsar=1/4 {H264}", 2, (80, 180)),
        ("dvd.mpg", f"{picture(2, size='720x576')} -vf setsar=16/15 -c:v mpeg2video -f vob", 2, (768, 576)),
        ("uneven-times.mp4", f"{picture(4)} {UNEVEN} {H264}", 4, (320, 180)),
        ("no-sound.mp4", f"{picture(2)} {H264}", 2, (320, 180)),
        ("odd-sides.mkv", f"{picture(2, size='321x181')} -c:v ffv1", 2, (322, 180)),
        ("tiny.mkv", f"{picture(1, size='3x1')} -c:v ffv1", 1, (4, 2)),
        ("ten-bits.mp4", f"{picture(2)} -c:v libx264 -preset ultrafast -pix_fmt yuv420p10le", 2, (320, 180)),
    ],
)  # fmt: skip
def test_it_plays(
    company: Company, tmp_path: Path, name: str, options: str, seconds: int, size: tuple[int, int]
) -> None:
    video = prepared(company, exported(tmp_path, name, options))
    assert (video.state, video.problem, round(video.seconds)) == ("ready", "", seconds)
    assert (video.renditions[0].width, video.renditions[0].height) == size
    assert video.picture is not None
    assert video.strip is not None


def test_a_film_that_was_turned_by_the_phone_is_upright(company: Company, tmp_path: Path) -> None:
    exported(tmp_path, "flat.mp4", f"{picture(2)} {H264}")
    turned = exported(tmp_path, "turned.mp4", f"-display_rotation 90 -i {tmp_path / 'flat.mp4'} -c copy")
    (rendition,) = prepared(company, turned).renditions
    assert (rendition.width, rendition.height) == (180, 320)


def test_the_picture_of_a_cover_is_not_the_film(company: Company, tmp_path: Path) -> None:
    exported(tmp_path, "cover.png", f"{picture(0.04, size='300x300')} -frames:v 1")
    exported(tmp_path, "plain.mp4", f"{picture(2)} {H264}")
    both = (
        f"-i {tmp_path / 'plain.mp4'} -i {tmp_path / 'cover.png'} -map 1 -map 0 -c copy -disposition:v:0 attached_pic"
    )
    (rendition,) = prepared(company, exported(tmp_path, "covered.mp4", both)).renditions
    assert (rendition.width, rendition.height) == (320, 180)


def test_pixels_are_square_in_what_is_made(company: Company, tmp_path: Path) -> None:
    options = f"{picture(2, size='720x576')} -vf setsar=64/45 {H264}"
    video = prepared(company, exported(tmp_path, "wide.mp4", options))
    kept = files.get(video.renditions[0].file, viewer=company.tim)
    (tmp_path / "made.mp4").write_bytes(blobs.open_(blobs.Hash(kept.hash)).read())
    assert "SAR 1:1 DAR 16:9" in ffmpeg._run(("-i", str(tmp_path / "made.mp4")), seconds=60, may_fail=True)


def test_the_last_picture_stands_for_the_time_after_it(tmp_path: Path) -> None:
    red, blue = (f"color=c={name}:size=160x90:rate=10:duration=1" for name in ("red", "blue"))
    film = tmp_path / "film.mp4"
    joined = ("-f", "lavfi", "-i", red, "-f", "lavfi", "-i", blue, *tone(9).split())
    made(*joined, "-filter_complex", "[0:v][1:v]concat", *H264.split(), "-c:a", "aac", str(film))
    ffmpeg.strip(film, tmp_path / "strip.png", seconds=9)
    raw = tmp_path / "strip.rgb"
    made("-i", str(tmp_path / "strip.png"), "-f", "rawvideo", "-pix_fmt", "rgb24", str(raw))
    middle = raw.read_bytes()[1600 * 3 * 45 :]
    colours = [max(range(3), key=lambda part, at=number: middle[(160 * at + 80) * 3 + part]) for number in range(10)]
    assert colours == [0, 2, 2, 2, 2, 2, 2, 2, 2, 2]


def test_a_film_without_pictures_to_show_plays_without_them(
    company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ffmpeg, "FRAMES", 0)
    video = prepared(company, exported(tmp_path, "film.mp4", f"{picture(2)} {H264}"))
    assert (video.state, video.strip) == ("ready", None)
