"""Writes an animation anew, as WebP. It runs as fast and as often as browsers show the original."""

import io
from itertools import islice

from PIL import Image, ImageSequence

from store.stills import Redrawn

# All frames together, because they are in memory at once.
MOST_PIXELS = 120_000_000

# Browsers take shorter delays as a mistake, and show such a frame for a tenth of a second.
SHORTEST_DELAY_MS = 10
USUAL_DELAY_MS = 100

MOST_PLAYS = 65_535


def redrawn(picture: Image.Image, longest_side: int) -> Redrawn:
    """Return the animation, made smaller if a side is longer than `longest_side` pixels, or if it is very long."""
    box = _box(picture, longest_side)
    delays, frames = list[int](), list[Image.Image]()
    # Browsers that show animations skip the picture that a PNG has for others.
    for frame in islice(ImageSequence.Iterator(picture), int(bool(picture.info.get("default_image"))), None):
        made = frame.convert("RGBA")
        made.thumbnail(box)
        frames.append(made)
        delays.append(_delay(frame))
    content = _written(frames, duration=delays, loop=_plays(picture), icc_profile=picture.info.get("icc_profile"))
    width, height = frames[0].size
    return Redrawn(content=content, media_type="image/webp", suffix="webp", width=width, height=height)


def _written(frames: list[Image.Image], **how: object) -> bytes:
    written = io.BytesIO()
    transparent = (0, 0, 0, 0)
    frames[0].save(written, "WEBP", save_all=True, append_images=frames[1:], background=transparent, method=0, **how)
    return written.getvalue()


def _box(picture: Image.Image, longest_side: int) -> tuple[int, int]:
    pixels = picture.width * picture.height * getattr(picture, "n_frames", 1)
    scale = min(longest_side / max(picture.size), (MOST_PIXELS / pixels) ** 0.5, 1)
    return max(int(picture.width * scale), 1), max(int(picture.height * scale), 1)


def _delay(frame: Image.Image) -> int:
    delay = round(frame.info.get("duration", 0))
    return USUAL_DELAY_MS if delay <= SHORTEST_DELAY_MS else delay


def _plays(picture: Image.Image) -> int:
    """Return how often the animation plays, 0 for ever. A GIF says how often it is repeated after it played once."""
    if picture.format != "GIF":
        return int(picture.info.get("loop", 0))
    repeats = picture.info.get("loop")
    if repeats is None:
        return 1
    return min(repeats + 1, MOST_PLAYS) if repeats else 0
