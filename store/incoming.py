"""Checks, cleans and stores the files that people send."""

import io
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from store import blobs, drawings, pictures, scanner, types
from store.blobs import Hash
from store.crops import Crop
from store.errors import Refused
from store.types import Type

NAME_CHARACTERS = 100


@dataclass(frozen=True, kw_only=True)
class Received:
    """A file in the store. Width and height are in pixels; they are 0 for drawings and everything but pictures."""

    hash: Hash
    name: str
    media_type: str
    bytes: int
    width: int
    height: int


def receive(content: BinaryIO, *, name: str) -> Received:
    """Check a file and store it. A picture waits for `prepared`. Raises `Refused` if the site doesn't accept the file.

    Nothing is decoded here: only the headers of pictures are read.
    """
    size = content.seek(0, io.SEEK_END)
    if size > blobs.settings().file_bytes:
        raise Refused(f"This file is too large. The limit is {blobs.settings().file_bytes // 1_000_000:,} MB.")
    found = types.of(content)
    _refuse_if_unwanted(found)
    scanner.refuse_if_infected(content)
    if found.group == "drawings":
        content.seek(0)
        content = io.BytesIO(drawings.redrawn(content.read()))
    extent = pictures.measured(content) if found.group == "pictures" else None
    return Received(
        hash=blobs.put(content),
        name=_named(name, _suffix(name, found)),
        media_type=found.media_type,
        bytes=content.seek(0, io.SEEK_END),
        width=extent.width if extent else 0,
        height=extent.height if extent else 0,
    )


def receive_picture(content: BinaryIO, *, name: str) -> Received:
    """Check and store a file that must be a picture made of pixels. Raises `Refused` for anything else."""
    if types.of(content).group != "pictures":
        raise Refused("Choose a picture, such as a JPEG or PNG file.")
    return receive(content, name=name)


def must_wait(file: Received) -> bool:
    """Return whether a received file is a picture as it was sent, which nobody may see before it is prepared."""
    return file.width > 0


def prepared(hash: Hash, *, name: str) -> Received:
    """Re-encode a received picture and store the result. Raises `Refused`, and `Gone` if it is not in the store."""
    with blobs.open_(hash) as content:
        return keep(pictures.rewritten(content), name=name)


def portrait(hash: Hash, crop: Crop) -> Received:
    """Make a square of a received picture and store the result. Raises `Refused` and `Gone` as above."""
    with blobs.open_(hash) as content:
        return keep(pictures.portrait(content, crop), name="photo")


def receive_logo(content: BinaryIO) -> Received:
    """Check and store a picture that must not move. Raises `Refused`."""
    if types.of(content).group == "pictures" and pictures.measured(content).frames > 1:
        raise Refused("Choose a picture that doesn't move.")
    return receive_picture(content, name="logo")


def logo(hash: Hash) -> Received:
    """Make a received picture as small as a logo and store the result. Raises `Refused` and `Gone` as above."""
    with blobs.open_(hash) as content:
        return keep(pictures.rewritten(content, longest_side=pictures.LOGO_SIDE, may_be_long=False), name="logo")


def keep(picture: pictures.Picture, *, name: str) -> Received:
    """Store a picture that was re-encoded."""
    return Received(
        hash=blobs.put_bytes(picture.content),
        name=_named(name, picture.suffix),
        media_type=picture.media_type,
        bytes=len(picture.content),
        width=picture.width,
        height=picture.height,
    )


def _refuse_if_unwanted(found: Type) -> None:
    wanted = blobs.settings().groups
    if ("pictures" if found.group == "drawings" else found.group) not in wanted:
        raise Refused(f"This file type isn't supported. This site accepts {', '.join(sorted(wanted))}.")


def _suffix(name: str, found: Type) -> str:
    """Return the ending of a file's name. Text keeps its own, such as csv or py, because all text is one type here."""
    typed = PurePosixPath(name).suffix.lower().lstrip(".")
    return typed if found.group == "text" and re.fullmatch(r"[a-z0-9]{1,8}", typed) else found.suffix


def _named(name: str, suffix: str) -> str:
    """Return a name without folders or characters that have a meaning in Markdown."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    plain = " ".join(re.sub(r"[^\w .,+-]+", " ", stem).split())[:NAME_CHARACTERS].strip(" .")
    return f"{plain or 'file'}.{suffix}"
