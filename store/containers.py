"""Detects the format of a video file by its first bytes."""

from pathlib import Path

from store.errors import Refused

# Formats have ffmpeg's names. It reads a file as this format and no other, so that no file can pose as a playlist.
ISO_BRANDS = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot", b"styp", b"uuid")
# Camcorders and Blu-ray put four bytes of time before each packet of 188.
PACKETS = ((0, 188), (4, 192))


def of(path: Path) -> str:
    """Return ffmpeg's name for the format of a video file. Raises `Refused` for any other file."""
    with path.open("rb") as content:
        head = content.read(400)
    found = next((name for name, fits in _looks(head) if fits), None)
    if found is None:
        raise Refused("This video format isn't supported. Export the video as MP4 or WebM.")
    return found


def _looks(head: bytes) -> tuple[tuple[str, bool], ...]:
    return (
        ("mov", head[4:8] in ISO_BRANDS),
        ("matroska", head.startswith(b"\x1aE\xdf\xa3")),
        ("avi", head.startswith(b"RIFF") and head[8:11] == b"AVI"),
        ("ogg", head.startswith(b"OggS")),
        ("mpegts", any(head[at::length][:2] == b"GG" for at, length in PACKETS)),
        ("mpeg", head.startswith(b"\x00\x00\x01\xba")),
        ("flv", head.startswith(b"FLV\x01")),
        ("asf", head.startswith(b"\x30\x26\xb2\x75\x8e\x66\xcf\x11")),
    )
