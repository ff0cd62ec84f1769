"""Indexes of local engines: folders next to each other. The file `current` names the one that is read."""

import fcntl
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Literal

from search.engines import Damaged, Engine
from search.engines.guarded import UNREADABLE, Guarded

# The locks for changing the index, for building a new one, and for opening or naming one.
Lock = Literal["lock", "rebuilding", "naming"]

# The index that is read, and one that is being built.
KEPT_OPEN = 2

# The place before the first rebuild, and the one that a damaged file `current` names.
FIRST, LOST = "first", "lost"
PLACE = re.compile(r"[0-9a-z]+")

# How long a search may still use the old index after a swap. All searches end long before that.
READ_SECONDS = 60


class Folders:
    """Keeps one index in a folder of its own; processes on this machine wait for each other with locks on files.

    `always_has` is the pattern of a file that each index of this engine has.
    """

    def __init__(self, folder: Path, opened: Callable[[Path], Engine], *, called: str, always_has: str) -> None:
        self._folder = folder
        self._always_has = always_has
        self._called = called
        self._opened = lru_cache(KEPT_OPEN)(self._open)
        self._engine = opened

    def reading(self) -> Engine:
        # A missing index is created here. Two processes must not do that at the same time, or after it was cleared.
        with self._holding("naming"):
            place = self._current()
            # An engine would create an empty index instead.
            if place != FIRST and not self._is_there(place):
                raise Damaged(UNREADABLE)
            return self._opened(place)

    @contextmanager
    def writing(self) -> Generator[Engine]:
        with self._holding("lock"):
            yield self.reading()

    @contextmanager
    def beside(self) -> Generator[str]:
        with self._holding("rebuilding"):
            self._clear()
            place = secrets.token_hex(4)
            try:
                yield place
            except BaseException:
                shutil.rmtree(self._folder / place, ignore_errors=True)
                raise

    def at(self, place: str) -> Engine:
        with self._holding("naming"):
            return self._opened(place)

    @contextmanager
    def swapping(self, place: str) -> Generator[None]:
        with self._holding("lock"):
            yield
            written = self._folder / "current.new"
            with self._holding("naming"):
                with suppress(FileNotFoundError):
                    os.utime(self._folder / self._current())
                written.write_text(place)
                written.replace(self._folder / "current")

    def clear(self) -> None:
        with self._holding("rebuilding"):
            self._clear()

    def server(self) -> str:
        return self._called

    def built_at(self) -> float:
        named = self._folder / "current"
        return named.stat().st_mtime if named.exists() and self._is_there(self._current()) else 0.0

    def _is_there(self, place: str) -> bool:
        return any((self._folder / place).glob(self._always_has))

    def _open(self, place: str) -> Engine:
        return Guarded(lambda: self._engine(self._folder / place))

    def _clear(self) -> None:
        with self._holding("naming"):
            named, before = self._current(), time.time() - READ_SECONDS
            for one in self._folder.iterdir():
                if one.is_dir() and one.name != named and one.stat().st_mtime < before:
                    shutil.rmtree(one)

    def _current(self) -> str:
        try:
            named = (self._folder / "current").read_bytes().decode(errors="replace")
        except FileNotFoundError:
            return FIRST
        # A damaged file names no folder that could be there.
        return named if PLACE.fullmatch(named) else LOST

    @contextmanager
    def _holding(self, name: Lock) -> Generator[None]:
        """Wait until no other thread or process holds this lock. A process that dies releases it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / name).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
