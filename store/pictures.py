"""Re-encodes pictures, which removes hidden content and the place where a picture was taken."""

import json
import signal
import subprocess
import sys
from dataclasses import astuple, dataclass
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from store import extents
from store.crops import Crop
from store.errors import Refused
from store.extents import Extent, Form

# A file of a few kilobytes can claim a picture of many gigabytes, so we check the claimed size first. A phone takes
# photos of 200 million pixels. JPEG is read in a smaller size at once, so that they don't take up much memory.
MOST_PIXELS: dict[Form, int] = {
    "JPEG": 220_000_000,
    "PNG": 80_000_000,
    "GIF": 60_000_000,
    "WEBP": 40_000_000,
    "AVIF": 40_000_000,
}
MOST_PIXELS_MOVING = 200_000_000
MOST_FRAMES = 300
# A JPEG that becomes clearer while it loads has about ten. Each takes as long as decoding the whole picture.
MOST_SCANS = 100

LONGEST_SIDE = 2_560

# People are shown at 64 pixels at most. Screens have up to four times as many.
PORTRAIT_SIDE = 256

# The site's logo is at most 24 pixels high and 120 wide. Screens have up to four times as many.
LOGO_SIDE = 480

# Longer than the processor time that the process may take, because the machine may be busy with other things.
PATIENCE_SECONDS = 150

ROOT = Path(__file__).parents[1]
NICE = ("nice", "-n", "10")

# Each process decodes only one picture at a time, because that may take a gigabyte.
_decoding = Lock()


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A re-encoded picture that is safe to show; sizes in pixels."""

    content: bytes
    media_type: str
    suffix: str
    width: int
    height: int


def measured(content: BinaryIO) -> Extent:
    """Return what the picture's header says. Raises `Refused` if it is damaged, or if the picture is too large."""
    content.seek(0)
    return _measured(content.read())


def rewritten(content: BinaryIO, *, longest_side: int = LONGEST_SIDE, may_be_long: bool = True) -> Picture:
    """Return the picture, made smaller if a side is longer than `longest_side` pixels. Animations become WebP.

    If it may be long, a picture such as a screenshot of a whole page keeps more pixels on its longer side. Raises
    `Refused` if the picture is damaged, too large, or takes too much time or memory.
    """
    return _made(content, longest_side, "long" if may_be_long else "any")


def portrait(content: BinaryIO, crop: Crop) -> Picture:
    """Return a square of the picture as WebP. An animation becomes its first frame. Raises `Refused` as above."""
    return _made(content, PORTRAIT_SIDE, "square", *astuple(crop))


def _made(content: BinaryIO, longest_side: int, shape: str, *crop: int) -> Picture:
    content.seek(0)
    sent = content.read()
    _measured(sent)
    with _decoding:
        done = _decoded(sent, (str(longest_side), shape, *map(str, crop)))
    head, _, made = done.partition(b"\n")
    facts = json.loads(head)
    if "problem" in facts:
        raise Refused(facts["problem"])
    return Picture(content=made, **facts)


def _measured(content: bytes) -> Extent:
    extent = extents.of(content)
    _refuse_if_vast(extent.pixels, MOST_PIXELS[extent.form])
    if extent.scans > MOST_SCANS:
        raise Refused(f"This picture has {extent.scans:,} scans. The limit is {MOST_SCANS}. Export it again.")
    if extent.frames > MOST_FRAMES:
        raise Refused(f"This picture has {extent.frames:,} frames. The limit is {MOST_FRAMES}. Share it as a video.")
    if extent.frames > 1:
        _refuse_if_vast(extent.pixels * extent.frames, MOST_PIXELS_MOVING)
    return extent


def _refuse_if_vast(pixels: int, most: int) -> None:
    if pixels > most:
        raise Refused(f"This picture has {pixels / 1e6:,.0f} million pixels. The limit is {most / 1e6:,.0f} million.")


def _decoded(content: bytes, wanted: tuple[str, ...]) -> bytes:
    """Decode the picture in a process of its own, see `decoding.py`. It knows nothing of our environment."""
    command = (*NICE, sys.executable, "-m", "store.decoding", *wanted)
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={},
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(_too_slow()) from error
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Refused(_too_slow())
    if done.returncode or b"\n" not in done.stdout:
        raise Refused(extents.DAMAGED)
    return done.stdout


def _too_slow() -> str:
    return "This picture takes too long to open. Export it again as PNG or JPEG."
