"""Signs of life: each worker, and the scheduler, notes in the queue's store every few seconds that it runs."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Protocol, cast

from celery import signals
from kombu.exceptions import OperationalError
from redis import RedisError

KEY = "guildhall:heard:{name}"
NOTE_SECONDS = 10
# Two notes may be late.
FORGOTTEN_SECONDS = 35
# What a site needs: a worker for each of these queues, and the scheduler. See Procfile.
NEEDED = ("default", "index", "media", "beat")


class Client(Protocol):
    """What we use of the client that Celery opens."""

    def set(self, name: str, value: int, *, ex: int) -> object: ...
    def mget(self, keys: Iterable[str]) -> list[object]: ...


class _Channel(Protocol):
    client: Client


class _Connection(Protocol):
    default_channel: _Channel

    def ensure_connection(self, *, max_retries: int) -> object: ...
    def release(self) -> None: ...


class _App(Protocol):
    def connection_for_write(self) -> _Connection: ...


class _Queues(Protocol):
    consume_from: Mapping[str, object]


class _Amqp(Protocol):
    queues: _Queues


class _WorkerApp(_App, Protocol):
    amqp: _Amqp


class _Program(Protocol):
    """A worker or the scheduler, once it runs."""

    app: _WorkerApp


def missing(app: object) -> tuple[str, ...]:
    """Return which of the needed programs have not been heard of lately. Raises an error of the queue if it is away."""
    connection = cast(_App, app).connection_for_write()
    try:
        # One attempt: pages must not wait. Another one would come two seconds later.
        connection.ensure_connection(max_retries=0)
        found = connection.default_channel.client.mget([KEY.format(name=name) for name in NEEDED])
    finally:
        connection.release()
    return tuple(name for name, seen in zip(NEEDED, found, strict=True) if seen is None)


def note(app: object, names: Iterable[str]) -> None:
    """Note that these are served now. Raises an error of the queue if it is away."""
    connection = cast(_App, app).connection_for_write()
    try:
        for name in names:
            connection.default_channel.client.set(KEY.format(name=name), 1, ex=FORGOTTEN_SECONDS)
    finally:
        connection.release()


def _go_on_noting(app: _App, names: Iterable[str]) -> None:
    while True:
        # While the queue is away, nobody would read it.
        with suppress(OSError, OperationalError, RedisError):
            note(app, names)
        time.sleep(NOTE_SECONDS)


def _begin(app: _App, names: Iterable[str]) -> None:
    threading.Thread(target=_go_on_noting, args=(app, tuple(names)), daemon=True, name="heard").start()


def _worker_began(sender: _Program, **_others: object) -> None:
    _begin(sender.app, sender.app.amqp.queues.consume_from)


def _scheduler_began(sender: _Program, **_others: object) -> None:
    _begin(sender.app, ("beat",))


class _Signal(Protocol):
    def connect(self, receiver: Callable[..., None]) -> object: ...


# Signals hold only weak references to functions. These functions stay because the module does.
cast(_Signal, signals.worker_ready).connect(_worker_began)
cast(_Signal, signals.beat_init).connect(_scheduler_began)
