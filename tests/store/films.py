"""Videos generated on demand: a moving test picture and a tone."""

import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import imageio_ffmpeg

CODECS = {
    "mp4": ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"),
    "webm": ("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"),
    "avi": ("-c:v", "mpeg4", "-c:a", "mp2"),
}


@cache
def film(form: str = "mp4", *, seconds: int = 3, size: str = "320x180") -> bytes:
    """Return a video of this format, length and size."""
    picture = ("-f", "lavfi", "-i", f"testsrc=size={size}:rate=25:duration={seconds}")
    tone = ("-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}")
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"film.{form}"
        made("-y", *picture, *tone, *CODECS[form], str(path))
        return path.read_bytes()


@cache
def talking(words: str) -> bytes:
    """Return a video in which a synthetic voice says these words."""
    picture = ("-f", "lavfi", "-i", "testsrc=size=320x180:rate=25")
    with TemporaryDirectory() as folder:
        sound, path = Path(folder) / "talk.wav", Path(folder) / "talk.mp4"
        subprocess.run(["espeak-ng", "-v", "en-us", "-s", "140", "-w", str(sound), words], check=True)
        made("-y", *picture, "-i", str(sound), "-shortest", *CODECS["mp4"], str(path))
        return path.read_bytes()


def made(*options: str) -> None:
    """Run ffmpeg as people do who export a video."""
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", *options], check=True)
