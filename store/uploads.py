"""Uploads that arrive in pieces. Days may pass between two pieces."""

import fcntl
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Collection, Generator, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO, NewType

from store import blobs
from store.errors import Gone, Refused

UploadId = NewType("UploadId", str)

DAYS_KEPT = 7
DAY_SECONDS = 24 * 60 * 60
PIECE_BYTES = 256 * 1024
MOST_UNFINISHED = 10
# The space that must stay free on the disk for everything else.
RESERVE_BYTES = 500_000_000


class Busy(Exception):
    """Another request is writing to this upload."""


class Misplaced(Exception):
    """A piece does not begin where the upload ends."""


@dataclass(frozen=True, kw_only=True)
class Upload:
    """An upload of one person: how many bytes it will have, and how many are there."""

    id: UploadId
    owner: str
    name: str
    bytes: int
    offset: int
    expires_at: float

    @property
    def is_whole(self) -> bool:
        return self.offset == self.bytes


@dataclass(frozen=True, kw_only=True)
class _Note:
    """The metadata kept next to the bytes."""

    owner: str
    name: str
    bytes: int


def begin(*, owner: str, name: str, bytes: int) -> Upload:
    """Begin an upload of this many bytes.

    Raises `Refused` if it is empty or too large, the owner has ten unfinished uploads, or the disk is too full.
    """
    _refuse_if_too_large(bytes)
    if sum(1 for note in folder().glob("*.json") if _read(note).owner == owner) >= MOST_UNFINISHED:
        raise Refused(f"You have {MOST_UNFINISHED} unfinished uploads. Finish one of them first.")
    if shutil.disk_usage(folder()).free < bytes + RESERVE_BYTES:
        raise Refused("This site doesn't have enough space for this file. Ask the people who run it to make room.")
    id = UploadId(secrets.token_hex(16))
    _part(id).touch(mode=0o600)
    _note(id).write_text(json.dumps(asdict(_Note(owner=owner, name=name, bytes=bytes))))
    return get(id, owner=owner)


def adopt(content: BinaryIO, *, owner: str, name: str) -> Upload:
    """Make an upload from a complete file that was sent in a form. Raises `Refused` like `begin`."""
    upload = begin(owner=owner, name=name, bytes=content.seek(0, os.SEEK_END))
    content.seek(0)
    return append(upload.id, content, owner=owner, offset=0)


def get(id: UploadId, *, owner: str) -> Upload:
    """Return an upload of this person. Raises `Gone` if it has expired or belongs to someone else."""
    try:
        note, found = _read(_note(id)), _part(id).stat()
    except FileNotFoundError as error:
        raise Gone("This upload has expired, or it isn't yours.") from error
    if note.owner != owner:
        raise Gone("This upload has expired, or it isn't yours.")
    expires_at = found.st_mtime + DAYS_KEPT * DAY_SECONDS
    return Upload(id=id, offset=found.st_size, expires_at=expires_at, **asdict(note))


def append(id: UploadId, content: BinaryIO, *, owner: str, offset: int) -> Upload:
    """Add a piece that begins at this offset. If the connection is lost, the bytes received so far are kept.

    Raises `Gone`, `Busy`, `Misplaced`, or `Refused` if it would grow beyond what was announced.
    """
    upload = get(id, owner=owner)
    with _locked(id) as part:
        # Checked again, because another request may have just ended.
        if part.seek(0, os.SEEK_END) != offset:
            raise Misplaced
        for piece in _pieces(content):
            if part.tell() + len(piece) > upload.bytes:
                raise Refused("This file is larger than announced. Start the upload again.")
            part.write(piece)
    return get(id, owner=owner)


def finished(id: str) -> Path:
    """Return the path of an upload's bytes, for the worker that processes them. Raises `Gone`."""
    path = _part(UploadId(id))
    if not path.exists():
        raise Gone("This upload no longer exists. Upload the video again.")
    return path


def remove(id: str) -> None:
    """Delete an upload. A missing upload is not an error."""
    for path in (_note(UploadId(id)), _part(UploadId(id))):
        path.unlink(missing_ok=True)


def tidy(*, except_for: Collection[str] = ()) -> None:
    """Delete uploads that have not grown for a week, except for those that someone waits for."""
    for part in folder().glob("*.part"):
        if part.stem not in except_for and part.stat().st_mtime < time.time() - DAYS_KEPT * DAY_SECONDS:
            remove(part.stem)


def folder() -> Path:
    """Return the folder of uploads. It is on a disk, because uploads may be larger than the memory."""
    place = blobs.settings().folder / "uploads"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def _refuse_if_too_large(size: int) -> None:
    most = blobs.settings().video_bytes
    if size > most:
        raise Refused(f"This video is too large. The limit is {most // 1_000_000:,} MB.")
    if size <= 0:
        raise Refused("This file is empty.")


def _pieces(content: BinaryIO) -> Iterator[bytes]:
    while piece := content.read(PIECE_BYTES):
        yield piece


@contextmanager
def _locked(id: UploadId) -> Generator[BinaryIO]:
    with _part(id).open("ab", buffering=0) as part:
        try:
            fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield part  # pyright: ignore[reportReturnType]


def _read(note: Path) -> _Note:
    return _Note(**json.loads(note.read_text()))


def _note(id: UploadId) -> Path:
    return folder() / f"{_checked(id)}.json"


def _part(id: UploadId) -> Path:
    return folder() / f"{_checked(id)}.part"


def _checked(id: UploadId) -> UploadId:
    # The id comes from an address, so it may contain anything, including dots and slashes.
    if not re.fullmatch(r"[0-9a-f]{32}", id):
        raise Gone("This upload doesn't exist.")
    return id
