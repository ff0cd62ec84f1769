"""Reads from a picture's header how large it is, without decoding anything."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from store.errors import Refused

Form = Literal["PNG", "JPEG", "GIF", "WEBP", "AVIF"]

DAMAGED = "This picture is damaged. Export it again."

# No program writes more parts into one file. Walking through millions of empty ones would take seconds.
MOST_PARTS = 200_000

JPEG_MARKER = re.compile(rb"\xff([\x01-\xcf\xd8-\xfe])")
JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
JPEG_START, JPEG_END, JPEG_SCAN = 0xD8, 0xD9, 0xDA
# Markers from here on have a segment behind them, except the one at the start.
JPEG_FIRST_SEGMENT = 0xC0
AVIF_SIZE = re.compile(rb"ispe\0{4}(.{4})(.{4})", re.DOTALL)
AVIF_HEAD_BYTES = 256 * 1024


@dataclass(frozen=True, kw_only=True)
class Extent:
    """What a picture says about itself: pixels, frames of an animation, and scans of a JPEG (1 for other forms)."""

    form: Form
    width: int
    height: int
    frames: int = 1
    scans: int = 1

    @property
    def pixels(self) -> int:
        """The number of pixels in each frame."""
        return self.width * self.height


def of(content: bytes) -> Extent:
    """Return what a picture says about itself. Raises `Refused` for anything but a picture, and for damaged ones."""
    try:
        extent = _read(content)
    except (struct.error, IndexError, ValueError) as error:
        raise Refused(DAMAGED) from error
    if extent.width <= 0 or extent.height <= 0:
        raise Refused(DAMAGED)
    return extent


def _read(content: bytes) -> Extent:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(content)
    if content.startswith(b"\xff\xd8"):
        return _jpeg(content)
    if content.startswith((b"GIF87a", b"GIF89a")):
        return _gif(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp(content)
    if content[4:12] in (b"ftypavif", b"ftypavis"):
        return _avif(content)
    raise Refused(DAMAGED)


def _png(content: bytes) -> Extent:
    width, height = struct.unpack_from("!II", content, 16)
    frames = sum(1 for name, _ in _chunks(content, 8, "!I4s", after=4) if name == b"fcTL")
    return Extent(form="PNG", width=width, height=height, frames=max(frames, 1))


def _webp(content: bytes) -> Extent:
    sizes, frames = [(0, 0)], 0
    for name, at in _chunks(content, 12, "<4sI", after=0):
        frames += name == b"ANMF"
        if name == b"VP8X":
            sizes.append((1 + _of_three_bytes(content, at + 4), 1 + _of_three_bytes(content, at + 7)))
        elif name == b"VP8 ":
            width, height = struct.unpack_from("<HH", content, at + 6)
            sizes.append((width & 0x3FFF, height & 0x3FFF))
        elif name == b"VP8L":
            (packed,) = struct.unpack_from("<I", content, at + 1)
            sizes.append((1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF)))
    return Extent(form="WEBP", **_largest(sizes), frames=max(frames, 1))


def _chunks(content: bytes, at: int, head: str, *, after: int) -> Iterator[tuple[bytes, int]]:
    """Yield the name of each chunk and where its content begins. `after` bytes follow the content."""
    for _ in range(MOST_PARTS):
        if at + 8 > len(content):
            return
        first, second = struct.unpack_from(head, content, at)
        name, length = (first, second) if isinstance(first, bytes) else (second, first)
        yield name, at + 8
        # In WebP, a chunk of an odd length is followed by one empty byte.
        at += 8 + length + (after or length % 2)
    raise Refused(DAMAGED)


def _jpeg(content: bytes) -> Extent:
    sizes, scans = [(0, 0)], 0
    for marker, at in _segments(content):
        if marker == JPEG_SCAN:
            scans += 1
        elif marker in JPEG_SIZES:
            height, width = struct.unpack_from("!HH", content, at + 3)
            sizes.append((width, height))
    return Extent(form="JPEG", **_largest(sizes), scans=scans)


def _segments(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield each marker of the first picture in a JPEG, and where its segment begins.

    Phones put more pictures behind the first: a map of bright places, a film, or the same in another size.
    """
    at = 0
    for _ in range(MOST_PARTS):
        found = JPEG_MARKER.search(content, at)
        if found is None or found[1][0] == JPEG_END:
            return
        marker, at = found[1][0], found.end()
        if marker >= JPEG_FIRST_SEGMENT and marker != JPEG_START:
            yield marker, at
            at += struct.unpack_from("!H", content, at)[0]
    raise Refused(DAMAGED)


def _gif(content: bytes) -> Extent:
    width, height, flags = struct.unpack_from("<HHB", content, 6)
    sizes, frames, at = [(width, height)], 0, 13 + _table_bytes(flags)
    parts = iter(range(MOST_PARTS))
    for _ in parts:
        kind = content[at : at + 1]
        if kind == b"!":
            at = _behind_blocks(content, at + 2, parts)
        elif kind == b",":
            left, top, width, height, flags = struct.unpack_from("<HHHHB", content, at + 1)
            sizes.append((left + width, top + height))
            frames += 1
            at = _behind_blocks(content, at + 11 + _table_bytes(flags), parts)
        else:
            return Extent(form="GIF", **_largest(sizes), frames=max(frames, 1))
    raise Refused(DAMAGED)


def _table_bytes(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _behind_blocks(content: bytes, at: int, parts: Iterator[int]) -> int:
    for _ in parts:
        if at >= len(content) or content[at] == 0:
            return at + 1
        at += 1 + content[at]
    raise Refused(DAMAGED)


def _avif(content: bytes) -> Extent:
    sizes = [struct.unpack("!II", found[1] + found[2]) for found in AVIF_SIZE.finditer(content[:AVIF_HEAD_BYTES])]
    return Extent(form="AVIF", **_largest([(width, height) for width, height in sizes]))


def _of_three_bytes(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 3], "little")


def _largest(sizes: list[tuple[int, int]]) -> dict[str, int]:
    """Return the width and height into which each of these sizes fits."""
    return {"width": max(width for width, _ in sizes), "height": max(height for _, height in sizes)}
