"""Who may work on a page now: a few threads at a time. Threads that wait for a slow connection don't count."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(eq=False)
class Place:
    """One request's place: whether it is waiting for its turn or having it, and whether it is having it."""

    counts: bool = False
    has_turn: bool = False


class Turns:
    """Gives a limited number of requests their turn. `wanted` says how many have it or wait for it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._free = threading.Semaphore(most)
        self._lock = threading.Lock()
        self._wanted = 0

    @property
    def are_free(self) -> bool:
        """Tell whether another request would get its turn immediately."""
        return self._wanted < self._most

    def want(self, place: Place) -> None:
        """Count a request from now on, even before its thread has started."""
        self._count(place, True)

    def leave(self, place: Place) -> None:
        """Stop counting a request. Leaving twice changes nothing."""
        self._count(place, False)

    @contextmanager
    def taken(self, place: Place) -> Generator[None]:
        """Wait for the turn of this request, and end it after the block."""
        self._begin(place)
        try:
            yield
        finally:
            self._end(place)

    @contextmanager
    def lent(self, place: Place) -> Generator[None]:
        """Let others have the turn of this request for the length of the block, if it has one."""
        if not place.has_turn:
            yield
            return
        self._end(place)
        try:
            yield
        finally:
            self._begin(place)

    def _begin(self, place: Place) -> None:
        self._count(place, True)
        self._free.acquire()
        place.has_turn = True

    def _end(self, place: Place) -> None:
        place.has_turn = False
        self._free.release()
        self._count(place, False)

    def _count(self, place: Place, counts: bool) -> None:
        with self._lock:
            self._wanted += counts - place.counts
            place.counts = counts
