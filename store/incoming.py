"""Checks, cleans and stores the files that people send."""

import io
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from store import blobs, drawings, pictures, scanner, types
from store.blobs import Hash
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
    """Check a file and store it. Pictures are re-encoded. Raises `Refused` if the site doesn't accept the file."""
    size = content.seek(0, io.SEEK_END)
    if size > blobs.settings().file_bytes:
        raise Refused(f"This file is too large. The limit is {blobs.settings().file_bytes // 1_000_000:,} MB.")
    found = types.of(content)
    _refuse_if_unwanted(found)
    scanner.refuse_if_infected(content)
    if found.group == "pictures":
        return keep(pictures.rewritten(content), name=name)
    if found.group == "drawings":
        content.seek(0)
        drawings.refuse_if_harmful(content.read())
    return Received(
        hash=blobs.put(content),
        name=_named(name, _suffix(name, found)),
        media_type=found.media_type,
        bytes=size,
        width=0,
        height=0,
    )


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
