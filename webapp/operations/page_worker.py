"""The gunicorn worker that serves the pages. Slow connections hold none of its threads and take nobody's turn.

gunicorn's own worker gives each connection a thread as soon as it is accepted: eight slow connections stopped the site.
"""

# gunicorn ships without types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownParameterType=false, reportMissingParameterType=false

import contextlib
import errno
import socket
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from selectors import EVENT_READ
from typing import Any, cast

from gunicorn import http
from gunicorn.workers.gthread import TConn, ThreadWorker

from webapp.operations.arrivals import TIMED_OUT, Arrival
from webapp.operations.connections import Connection
from webapp.operations.departures import Departures
from webapp.operations.turns import Turns

# Threads that may wait for slow connections, in addition to those that have their turn. They start when needed.
MOST_SLOW = 60
# If more are arriving, the oldest is closed. Ordinary requests arrive in milliseconds.
MOST_ARRIVING = 500
# A connection that is younger than this isn't called slow.
SETTLED_SECONDS = 1
FULL_PAUSE_SECONDS = 0.05


class PageWorker(ThreadWorker):
    """Reads headers and small bodies without a thread, and lends the turns of those that wait to others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.turns = Turns(self.cfg.threads)
        self.arriving: dict[Arrival, None] = {}
        self.serving: set[Connection] = set()

    def get_thread_pool(self) -> ThreadPoolExecutor:
        self.worker_connections = self.cfg.threads + 2 * MOST_SLOW
        return ThreadPoolExecutor(max_workers=self.cfg.threads + MOST_SLOW)

    def load_wsgi(self) -> None:
        super().load_wsgi()
        self.departures = Departures(self.poller)
        self.wsgi = partial(self._in_turn, self.wsgi)

    def set_accept_enabled(self, enabled: bool | None) -> None:
        """Leave the next request to another process if all turns of this one are taken."""
        super().set_accept_enabled(bool(enabled) and self.turns.are_free)

    def accept(self, listener: socket.socket) -> None:
        try:
            accepted, client = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        except OSError as error:
            self._make_room(error)
            return
        here = Connection(accepted, self.turns, partial(self.method_queue.defer, _nothing))
        if len(self.arriving) >= MOST_ARRIVING:
            self._drop(next(iter(self.arriving)))
        arrival = Arrival(connection=TConn(self.cfg, here, client, listener.getsockname()), socket=here)
        self.arriving[arrival] = None
        self._read(arrival, here)
        if arrival in self.arriving:
            self.poller.register(here, EVENT_READ, partial(self._read, arrival))
        self.set_accept_enabled(True)

    def murder_pending(self) -> None:
        """Close connections whose request did not arrive in time. gunicorn calls this at least once a second."""
        self.departures.end_late()
        self._end_slowest()
        now = time.monotonic()
        while self.arriving and (oldest := next(iter(self.arriving))).deadline < now:
            with contextlib.suppress(OSError):
                oldest.socket.send(TIMED_OUT)
            self._drop(oldest)

    def finish_request(self, conn: TConn, fs: "Future[bool]") -> None:
        here = cast(Connection, conn.sock)
        self.turns.leave(here.place)
        self.serving.discard(here)
        self.nr_conns -= 1
        self.departures.begin(here)

    def _in_turn(self, site: Callable[..., Any], environ: Mapping[str, Any], start_response: object) -> Any:
        with self.turns.taken(environ["gunicorn.socket"].place):
            return site(environ, start_response)

    def _read(self, arrival: Arrival, _socket: object) -> None:
        try:
            may_begin = arrival.read()
        except OSError:
            self._drop(arrival)
            return
        if may_begin:
            self._forget(arrival)
            self._begin(arrival)

    def _begin(self, arrival: Arrival) -> None:
        conn = arrival.connection
        self.nr_conns += 1
        here = arrival.socket
        self.serving.add(here)
        here.is_sent_whole = arrival.is_small
        conn.data_ready = True
        conn.parser = http.get_parser(self.cfg, here, conn.client)
        conn.parser.unreader.unread(bytes(arrival.bytes))
        self.turns.want(here.place)
        self.enqueue_req(conn)

    def _end_slowest(self) -> None:
        """Close the slowest connections if all threads wait for such and more requests have come than there are."""
        excess = len(self.serving) - self.cfg.threads - MOST_SLOW
        if excess <= 0:
            return
        settled = time.monotonic() - SETTLED_SECONDS
        slow = [it for it in self.serving if not it.place.counts and it.since < settled]
        for connection in sorted(slow, key=lambda it: it.rate)[:excess]:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _make_room(self, error: OSError) -> None:
        """Close the oldest arrival if the process has no descriptors left."""
        if error.errno not in (errno.EMFILE, errno.ENFILE):
            raise error
        if self.arriving:
            self._drop(next(iter(self.arriving)))
        else:
            time.sleep(FULL_PAUSE_SECONDS)

    def _drop(self, arrival: Arrival) -> None:
        self._forget(arrival)
        arrival.connection.close()

    def _forget(self, arrival: Arrival) -> None:
        self.arriving.pop(arrival, None)
        with contextlib.suppress(OSError, KeyError, ValueError):
            self.poller.unregister(arrival.socket)


def _nothing() -> None:
    """Wake the loop, so that it looks at the turns again."""
