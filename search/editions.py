"""Editions in the folder of indexes: one for each engine, model table and format that this site ever had.

A process locks the editions that it has opened until it ends. An edition that is not locked and was not opened for a
week is removed. Until then, an operator can go back to the former engine without reading the whole graph again.
"""

import fcntl
import os
import re
import shutil
import time
import weakref
from collections.abc import Collection, Generator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

KEPT_SECONDS = 7 * 86_400

EDITION = re.compile(r"((?:whoosh|tantivy|meaning)-\d+)(?:\..+)?")


class Held:
    """A shared lock. It lasts until this object is gone from every process that has it."""

    def __init__(self, path: Path) -> None:
        file = os.open(path, os.O_RDWR | os.O_CREAT)
        weakref.finalize(self, os.close, file)
        fcntl.flock(file, fcntl.LOCK_SH)


@lru_cache(maxsize=8)
def hold(folder: Path, edition: str) -> Held:
    """Lock this edition while this process, or any process forked from it, lives."""
    folder.mkdir(parents=True, exist_ok=True)
    return Held(_lock(folder, edition))


def clear(folder: Path, *, kept: Collection[str]) -> tuple[str, ...]:
    """Remove and return all editions except those in `kept`, those that a process holds, and those opened this week."""
    found = {match[1] for one in folder.glob("*") if (match := EDITION.fullmatch(one.name))}
    return tuple(edition for edition in sorted(found - set(kept)) if _removed(folder, edition))


def _removed(folder: Path, edition: str) -> bool:
    with _alone(folder, edition) as is_alone:
        parts = [one for one in folder.iterdir() if one.name == edition or one.name.startswith(f"{edition}.")]
        # Checking the lock has just changed its own time, so it does not count.
        files = [file for part in parts if part != _lock(folder, edition) for file in (part, *part.rglob("*"))]
        is_old = is_alone and max((file.stat().st_mtime for file in files), default=0) < time.time() - KEPT_SECONDS
        for part in parts if is_old else ():
            _remove(part)
    return is_old


def _remove(part: Path) -> None:
    if part.is_dir():
        shutil.rmtree(part)
    else:
        part.unlink(missing_ok=True)


@contextmanager
def _alone(folder: Path, edition: str) -> Generator[bool]:
    """Yield whether no process holds this edition. If none does, processes that open it wait until the block ends."""
    with _lock(folder, edition).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _lock(folder: Path, edition: str) -> Path:
    return folder / f"{edition}.held"
