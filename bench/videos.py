"""How long does a video take to upload, in pieces as browsers send them, and to become playable?

`python -m bench.videos [--megabytes 1900] [--seconds 300]`
"""

import argparse
import http.client
import re
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import click

from bench import site
from bench.site import Site
from workers.media import ffmpeg

PIECE_BYTES = 8 * 1024 * 1024
SIZE = "1920x1080"


def main() -> None:
    """Print a line for a huge file, and one for a long film."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--port", type=int, default=8199)
    asked.add_argument("--megabytes", type=int, default=1_900)
    asked.add_argument("--seconds", type=int, default=300)
    wanted = asked.parse_args()
    short, long = _film(5, "320x180"), _film(wanted.seconds, SIZE)
    with site.running(port=wanted.port, questions=10, answers=10) as running:
        # Players skip data after the film.
        filling = wanted.megabytes * 1_000_000 - len(short) - 16
        huge = short + (1).to_bytes(4, "big") + b"free" + (filling + 16).to_bytes(8, "big")
        _measure(running, f"{wanted.megabytes:,} MB", huge, filling)
        _measure(running, f"{wanted.seconds} s of {SIZE}, {len(long) / 1e6:.0f} MB", long, 0)


def _measure(running: Site, name: str, beginning: bytes, zeros: int) -> None:
    begun = time.perf_counter()
    upload = _send(running, beginning, zeros)
    came = time.perf_counter() - begun
    rate = (len(beginning) + zeros) / came / 1e6
    path = _ask(running, "POST", "/videos", urlencode({"title": name, "upload": upload}).encode()).headers["Location"]
    while "hx-get" in (page := _read(running, f"{path}/player")):
        time.sleep(0.5)
    end = "watchable" if "<video" in page else "refused"
    made = time.perf_counter() - begun - came
    click.echo(
        f"{name}: came in {came:.1f} s ({rate:.0f} MB/s), {end} {made:.1f} s later; {running.memory():.0f} MB held"
    )


def _send(running: Site, beginning: bytes, zeros: int) -> str:
    size, offset = len(beginning) + zeros, 0
    place = _ask(running, "POST", "/uploads", b"", **{"Upload-Length": str(size)}).headers["Location"]
    while offset < size:
        piece = beginning[offset : offset + PIECE_BYTES]
        piece += bytes(min(PIECE_BYTES, size - offset) - len(piece))
        headers = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        offset = int(_ask(running, "PATCH", place, piece, **headers).headers["Upload-Offset"])
    return place.rpartition("/")[2]


def _ask(running: Site, method: str, path: str, body: bytes, **headers: str) -> http.client.HTTPResponse:
    form = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": running.token}
    connection = running.connect()
    connection.request(method, path, body, {"Cookie": running.cookie, "Tus-Resumable": "1.0.0", **form, **headers})
    answer = connection.getresponse()
    if answer.status >= 400:
        raise RuntimeError(f"{method} {path}: {answer.status} {answer.read(400)!r}")
    return answer


def _read(running: Site, path: str) -> str:
    return re.sub(r"\s+", " ", _ask(running, "GET", path, b"").read().decode())


def _film(seconds: int, size: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        picture = ("-f", "lavfi", "-i", f"testsrc=size={size}:rate=25:duration={seconds}")
        tone = ("-f", "lavfi", "-i", f"sine=duration={seconds}", "-c:v", "libx264", "-preset", "ultrafast")
        subprocess.run([ffmpeg.program(), "-v", "error", *picture, *tone, str(path)], check=True)
        return path.read_bytes()


if __name__ == "__main__":
    main()
