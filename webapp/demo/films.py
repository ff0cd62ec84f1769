"""Short films of the demo: shapes that move, drawn by code and written as an AVI file that a worker makes playable.

The picture has a palette of 256 tints of one colour. Its rows are compressed as runs of the same tint (BI_RLE8), so
that a film of a quarter of a minute takes some hundred kilobytes.
"""

import colorsys
import struct
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from math import sqrt

from webapp.demo.events import Shape

WIDTH, HEIGHT = 480, 272
PICTURES_PER_SECOND = 6
TINTS = 256
BACKGROUND = 235

AVI_HAS_INDEX = 0x10
IS_KEY_FRAME = 0x10
LONGEST_RUN = 255
BI_RLE8 = 1
END_OF_LINE, END_OF_PICTURE = b"\0\0", b"\0\1"


def film(shapes: Sequence[Shape], *, seconds: int, hue: float) -> bytes:
    """Return a film of shapes, the first ones behind the others. The same shapes give the same bytes."""
    moments = [number / PICTURES_PER_SECOND for number in range(seconds * PICTURES_PER_SECOND)]
    return _avi([_compressed(_picture(shapes, moment)) for moment in moments], hue=hue)


def _picture(shapes: Sequence[Shape], moment: float) -> list[bytearray]:
    rows = [bytearray([BACKGROUND]) * WIDTH for _ in range(HEIGHT)]
    for shape in shapes:
        if shape.since <= moment < shape.until:
            _draw(shape, (moment - shape.since) / (shape.arrives or shape.until - shape.since), rows)
    return rows


def _draw(shape: Shape, share: float, rows: list[bytearray]) -> None:
    """Draw a shape on its way: a share of 0 is where it begins, of 1 and more where it ends."""
    share = min(share, 1.0)
    x, y, wide, high = (one + (other - one) * share for one, other in zip(shape.at, shape.to or shape.at, strict=True))
    for row in range(max(int(y - high), 0), min(int(y + high) + 1, HEIGHT)):
        rest = 1 - ((row - y) / high) ** 2
        half = wide if shape.is_box else wide * sqrt(max(rest, 0.0))
        begin, end = max(round(x - half), 0), min(round(x + half), WIDTH)
        if end > begin:
            rows[row][begin:end] = bytes([shape.tint]) * (end - begin)


def _compressed(rows: list[bytearray]) -> bytes:
    # The lowest row comes first.
    return b"".join(_runs(bytes(row)) + END_OF_LINE for row in reversed(rows)) + END_OF_PICTURE


@lru_cache(maxsize=2_000)
def _runs(row: bytes) -> bytes:
    runs = bytearray()
    for tint, same in groupby(row):
        length = len(list(same))
        while length > 0:
            runs += bytes([min(length, LONGEST_RUN), tint])
            length -= LONGEST_RUN
    return bytes(runs)


def _avi(pictures: list[bytes], *, hue: float) -> bytes:
    largest = max(map(len, pictures))
    head = _chunk(b"avih", _main_head(len(pictures), largest))
    stream = _chunk(b"strh", _stream_head(len(pictures), largest)) + _chunk(b"strf", _format(largest, hue))
    frames, index = bytearray(b"movi"), bytearray()
    for picture in pictures:
        index += struct.pack("<4s3I", b"00dc", IS_KEY_FRAME, len(frames), len(picture))
        frames += _chunk(b"00dc", picture)
    heads = _chunk(b"LIST", b"hdrl" + head + _chunk(b"LIST", b"strl" + stream))
    return _chunk(b"RIFF", b"AVI " + heads + _chunk(b"LIST", bytes(frames)) + _chunk(b"idx1", bytes(index)))


def _main_head(pictures: int, largest: int) -> bytes:
    pause = 1_000_000 // PICTURES_PER_SECOND
    return struct.pack("<14I", pause, 0, 0, AVI_HAS_INDEX, pictures, 0, 1, largest, WIDTH, HEIGHT, 0, 0, 0, 0)


def _stream_head(pictures: int, largest: int) -> bytes:
    return struct.pack(
        "<4s4sIHHIIIIIIIIhhhh",
        *(b"vids", b"MRLE", 0, 0, 0, 0, 1, PICTURES_PER_SECOND, 0, pictures, largest, 0, 0, 0, 0, WIDTH, HEIGHT),
    )


def _format(largest: int, hue: float) -> bytes:
    head = struct.pack("<IiiHHIIiiII", 40, WIDTH, HEIGHT, 1, 8, BI_RLE8, largest, 0, 0, TINTS, 0)
    return head + b"".join(_colour(tint / (TINTS - 1), hue) for tint in range(TINTS))


def _colour(tint: float, hue: float) -> bytes:
    red, green, blue = (round(255 * part) for part in colorsys.hls_to_rgb(hue, 0.06 + 0.92 * tint, 0.42))
    return bytes([blue, green, red, 0])


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
