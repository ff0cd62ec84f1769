"""Whether everything that the site needs is there, for programs that watch it."""

from collections.abc import Callable
from dataclasses import dataclass

from graph.errors import Unavailable
from graph.upkeep import health
from search import index, progress
from search.engines import Away, Damaged
from webapp.shell import free_space
from workers import queue

OK = "ok"
AWAY = "away"
FULL = "full"
DAMAGED = "damaged"
UNKNOWN = "unknown while the queue is away"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the site, and its state in a few words, which is "ok" if it works."""

    name: str
    state: str


def parts() -> tuple[Part, ...]:
    """Ask every part. A part that hangs takes as long as the patience of its connection."""
    return tuple(Part(name=name, state=check()) for name, check in CHECKS.items())


def disk() -> str:
    """Return whether the site can still save things."""
    return FULL if free_space.is_full() else OK


def _graph() -> str:
    try:
        health.check()
    except Unavailable:
        return AWAY
    return OK


def _queue() -> str:
    try:
        queue.waiting("default")
    except queue.Away:
        return AWAY
    return OK


def _index() -> str:
    try:
        index.reader("posts").size()
    except Damaged:
        percent = progress.percent()
        return DAMAGED if percent is None else f"being rebuilt, {percent}% done"
    except Away:
        return AWAY
    return OK


def _workers() -> str:
    try:
        missing = queue.missing_programs()
    except queue.Away:
        return UNKNOWN
    return f"not heard of: {', '.join(missing)}" if missing else OK


CHECKS: dict[str, Callable[[], str]] = {
    "graph": _graph,
    "queue": _queue,
    "disk": disk,
    "index": _index,
    "workers": _workers,
}
