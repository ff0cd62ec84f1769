"""Portraits of the demo's people, drawn from a few words: no photo of a real person is needed.

Each is a picture in the tints of one colour, which follows from the name. A PNG with a palette of 256 tints holds it.
"""

import colorsys
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

SIDE = 128
TINTS = 256


@dataclass(frozen=True, kw_only=True)
class Oval:
    """A filled ellipse between two heights. Sizes are shares of the side, a tint of 0 is dark and 1 is white."""

    x: float
    y: float
    wide: float
    high: float
    tint: float
    since: float = 0.0
    until: float = 1.0

    def fill(self, picture: list[list[float]]) -> None:
        """Draw it into rows of tints, soft at the left and right edges."""
        for row in range(SIDE):
            y = (row + 0.5) / SIDE
            rest = 1 - ((y - self.y) / self.high) ** 2
            if rest > 0 and self.since <= y <= self.until:
                self._fill_row(picture[row], half=self.wide * sqrt(rest))

    def _fill_row(self, row: list[float], *, half: float) -> None:
        begin, end = int((self.x - half) * SIDE) - 1, int((self.x + half) * SIDE) + 2
        for column in range(max(begin, 0), min(end, SIDE)):
            inside = (half - abs((column + 0.5) / SIDE - self.x)) * SIDE + 0.5
            row[column] += (self.tint - row[column]) * min(max(inside, 0.0), 1.0)


EYES = (0.43, 0.57)

BEHIND = {
    "long": [Oval(x=0.5, y=0.5, wide=0.24, high=0.32, tint=0.2)],
    "bun": [Oval(x=0.5, y=0.18, wide=0.08, high=0.08, tint=0.2)],
    "curls": [Oval(x=0.5 + aside, y=0.36, wide=0.13, high=0.15, tint=0.2) for aside in (-0.15, 0.15)],
}

BODY = [
    Oval(x=0.5, y=1.02, wide=0.38, high=0.3, tint=0.4),
    Oval(x=0.5, y=0.7, wide=0.085, high=0.12, tint=0.74),
    Oval(x=0.5, y=0.45, wide=0.17, high=0.22, tint=0.8),
]

HAIR = {
    word: [Oval(x=0.5, y=0.33, wide=0.19, high=0.13, tint=0.2, until=0.36)]
    for word in ("short", "long", "bun", "curls")
}

IN_FRONT = {
    "beard": [Oval(x=0.5, y=0.53, wide=0.165, high=0.15, tint=0.35, since=0.53)],
    "helmet": [
        Oval(x=0.5, y=0.36, wide=0.22, high=0.2, tint=0.96, until=0.36),
        Oval(x=0.5, y=0.36, wide=0.26, high=0.025, tint=0.9),
    ],
    "glasses": [
        Oval(x=x, y=0.45, wide=size, high=0.9 * size, tint=tint)
        for x in EYES
        for size, tint in ((0.058, 0.15), (0.046, 0.88))
    ],
}

FACE = [
    *(Oval(x=x, y=0.45, wide=0.018, high=0.024, tint=0.12) for x in EYES),
    Oval(x=0.5, y=0.555, wide=0.055, high=0.03, tint=0.95, since=0.555),
]


def draw(name: str, look: str) -> bytes:
    """Return a person's portrait as a PNG. A look is made of words, such as `bun glasses`; the same look and name give
    the same bytes.
    """
    picture = [[0.74 - 0.12 * row / SIDE] * SIDE for row in range(SIDE)]
    for oval in _ovals(look.split()):
        oval.fill(picture)
    rows = b"".join(b"\0" + bytes(round(tint * (TINTS - 1)) for tint in row) for row in picture)
    return _png(rows, hue=zlib.crc32(name.encode()) % 360 / 360)


def _ovals(words: list[str]) -> Iterator[Oval]:
    """Yield what to draw, from the back to the front."""
    for word in words:
        yield from BEHIND.get(word, [])
    yield from BODY
    for word in words:
        # A helmet hides the hair below it.
        yield from ({} if "helmet" in words else HAIR).get(word, [])
        yield from IN_FRONT.get(word, [])
    yield from FACE


def _png(rows: bytes, *, hue: float) -> bytes:
    palette = b"".join(_colour(tint / (TINTS - 1), hue) for tint in range(TINTS))
    parts = (
        (b"IHDR", struct.pack(">2I5B", SIDE, SIDE, 8, 3, 0, 0, 0)),
        (b"PLTE", palette),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )


def _colour(tint: float, hue: float) -> bytes:
    return bytes(round(255 * part) for part in colorsys.hls_to_rgb(hue, 0.08 + 0.88 * tint, 0.42))
