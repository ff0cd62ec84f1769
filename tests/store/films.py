"""Videos generated on demand: a moving test picture and a tone."""

import subprocess
from functools import cache
from pathlib import Path

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
    path = Path("/tmp") / f"film-{form}-{seconds}-{size}.{form}"
    made("-y", *picture, *tone, *CODECS[form], str(path))
    try:
        return path.read_bytes()
    finally:
        path.unlink()


@cache
def talking(words: str) -> bytes:
    """Return a video in which a synthetic voice says these words."""
    sound, path = Path("/tmp") / f"talk-{hash(words)}.wav", Path("/tmp") / f"talk-{hash(words)}.mp4"
    subprocess.run(["espeak-ng", "-v", "en-us", "-s", "140", "-w", str(sound), words], check=True)
    picture = ("-f", "lavfi", "-i", "testsrc=size=320x180:rate=25")
    made("-y", *picture, "-i", str(sound), "-shortest", *CODECS["mp4"], str(path))
    try:
        return path.read_bytes()
    finally:
        sound.unlink()
        path.unlink()


def made(*options: str) -> None:
    """Run ffmpeg as people do who export a video."""
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", *options], check=True)
