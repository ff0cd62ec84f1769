"""Finished files, each named by the hash of its bytes: in a folder, or in any other store that fsspec can write to."""

import hashlib
import io
import os
import shutil
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NewType, Protocol, cast

import fsspec

from store.errors import Gone
from store.settings import Settings

Hash = NewType("Hash", str)

PIECE_BYTES = 1024 * 1024


class _Written(BinaryIO):
    """A file that waits to be committed or discarded."""

    def commit(self) -> None: ...
    def discard(self) -> None: ...


class _Transaction(Protocol):
    """A transaction of a store that is not committed yet."""

    files: deque[BinaryIO]


class _Store(Protocol):
    """The part of fsspec that we use. The package has no types."""

    transaction: _Transaction

    def open(self, path: str, mode: str, *, autocommit: bool = True) -> BinaryIO: ...
    def exists(self, path: str) -> bool: ...
    def makedirs(self, path: str, exist_ok: bool) -> None: ...
    def rm_file(self, path: str) -> None: ...


def settings() -> Settings:
    """Return the settings of this process."""
    return Settings.from_env(os.environ)


def put(content: BinaryIO) -> Hash:
    """Store this content, from its first byte, and return its hash. Storing it twice changes nothing."""
    name = _hash(content)
    store, path = _place(name)
    if not store.exists(path):
        content.seek(0)
        store.makedirs(path.rpartition("/")[0], exist_ok=True)
        _write(store, path, content)
    return name


def put_bytes(content: bytes) -> Hash:
    """Store bytes that are in memory already."""
    return put(io.BytesIO(content))


def put_file(path: Path) -> Hash:
    """Store a copy of a file."""
    with path.open("rb") as content:
        return put(content)


def open_(name: Hash) -> BinaryIO:
    """Open the file with this hash for reading; it is seekable. Raises `Gone` if it is not in the store."""
    store, path = _place(name)
    try:
        return store.open(path, "rb")
    except FileNotFoundError as error:
        raise Gone(f"The file {name} is missing from the store.") from error


def exists(name: Hash) -> bool:
    """Tell whether a file with this hash is in the store."""
    store, path = _place(name)
    return store.exists(path)


def remove(name: Hash) -> None:
    """Delete the file with this hash. A missing file is not an error."""
    store, path = _place(name)
    if store.exists(path):
        store.rm_file(path)


def _hash(content: BinaryIO) -> Hash:
    content.seek(0)
    sum_ = hashlib.sha256()
    while piece := content.read(PIECE_BYTES):
        sum_.update(piece)
    return Hash(sum_.hexdigest())


def _write(store: _Store, path: str, content: BinaryIO) -> None:
    """Write a file, which appears under its name only when it is complete."""
    kept = cast(_Written, store.open(path, "wb", autocommit=False))
    try:
        with kept:
            shutil.copyfileobj(content, kept, PIECE_BYTES)
        kept.commit()
    except BaseException:
        kept.discard()
        raise
    finally:
        # fsspec lists the file there until a transaction ends. We begin none: threads share the connection to a cloud
        # store and therefore its transaction, so of two simultaneous uploads, each would end the other's.
        with suppress(ValueError):
            store.transaction.files.remove(kept)


def _place(name: Hash) -> tuple[_Store, str]:
    store, root = fsspec.url_to_fs(settings().url)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    # One folder for each of the 256 two-digit prefixes, because some file systems are slow with very large folders.
    return cast(_Store, store), f"{root}/{name[:2]}/{name}"
