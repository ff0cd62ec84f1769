"""Connections whose response has been sent. They stay open until the other side has read it, for two seconds at most.

If we closed a connection while its sender is still sending, the sender would lose the end of our response.
"""

import contextlib
import socket
import time
from functools import partial
from selectors import EVENT_READ, BaseSelector

from webapp.operations.connections import Connection

SECONDS = 2
MOST = 500
MOST_IGNORED_BYTES = 65_536


class Departures:
    """Closes connections without a thread that waits for them."""

    def __init__(self, poller: BaseSelector) -> None:
        self._poller = poller
        self._deadlines: dict[socket.socket, float] = {}
        self._ignored: dict[socket.socket, int] = {}

    def begin(self, connection: Connection) -> None:
        """Close at once if all of the request was read. Otherwise close once the other side closes."""
        connection.setblocking(False)
        if connection.is_sent_whole and not _has_more(connection):
            connection.close()
        else:
            self._wait(connection)

    def _wait(self, connection: socket.socket) -> None:
        try:
            connection.shutdown(socket.SHUT_WR)
            self._poller.register(connection, EVENT_READ, partial(self._read, connection))
        except (OSError, ValueError):
            connection.close()
            return
        self._deadlines[connection] = time.monotonic() + SECONDS
        self._ignored[connection] = 0
        if len(self._deadlines) > MOST:
            self._close(next(iter(self._deadlines)))

    def end_late(self) -> None:
        """Close those that have had their time."""
        now = time.monotonic()
        while self._deadlines and self._deadlines[oldest := next(iter(self._deadlines))] < now:
            self._close(oldest)

    def _read(self, connection: socket.socket, _ready: object) -> None:
        try:
            ignored = len(connection.recv(MOST_IGNORED_BYTES))
        except BlockingIOError:
            return
        except OSError:
            ignored = 0
        self._ignored[connection] += ignored
        if not ignored or self._ignored[connection] > MOST_IGNORED_BYTES:
            self._close(connection)

    def _close(self, connection: socket.socket) -> None:
        del self._deadlines[connection], self._ignored[connection]
        with contextlib.suppress(OSError, KeyError, ValueError):
            self._poller.unregister(connection)
        connection.close()


def _has_more(connection: Connection) -> bool:
    """Tell whether bytes arrived that nobody asked for. Closing now would cut off our response."""
    try:
        return bool(connection.recv(1))
    except OSError:
        return False
