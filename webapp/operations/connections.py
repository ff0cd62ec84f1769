"""Connections to browsers. Each must move at a least rate, and takes no thread from others while it waits."""

import errno
import select
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from werkzeug.exceptions import RequestTimeout

from webapp.operations.turns import Place, Turns
from workers import logs

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

log = logs.named(__name__)

# A request or a response may wait this long for the other side, and a second longer for every so many bytes that moved.
# A phone in a train manages ten times as much.
GRACE_SECONDS = 20
LEAST_BYTES_PER_SECOND = 2_000
# No single pause may be longer. A browser that pauses a video asks for the rest later.
STALL_SECONDS = 30

TOO_SLOW = (
    "Your connection was too slow to send this. Go back to the form and try again. What you typed is still there."
)


class Connection(socket.socket):
    """A socket that lends its request's turn to others while it waits, and gives up if it waits too long."""

    def __init__(self, accepted: socket.socket, turns: Turns, wake: Callable[[], None]) -> None:
        super().__init__(accepted.family, accepted.type, accepted.proto, fileno=accepted.detach())
        self.place = Place()
        self.is_sent_whole = False
        self.moved = 0
        self.waited_seconds = 0.0
        self.since = time.monotonic()
        self._turns = turns
        self._wake = wake

    @property
    def rate(self) -> float:
        """Return how many bytes a second it has moved since it was accepted."""
        return self.moved / (time.monotonic() - self.since + 1)

    def recv(self, bufsize: int, flags: int = 0, /) -> bytes:
        """Receive as a socket does. Raises `RequestTimeout` if the other side is too slow."""
        if self.gettimeout() is not None:
            return super().recv(bufsize, flags)
        while True:
            try:
                received = super().recv(bufsize, flags | socket.MSG_DONTWAIT)
            except BlockingIOError:
                if not self._is_ready(select.POLLIN):
                    log.warning("A request was sent too slowly.", received_bytes=self.moved)
                    raise RequestTimeout(TOO_SLOW) from None
            else:
                self.moved += len(received)
                return received

    def sendall(self, data: "ReadableBuffer", flags: int = 0, /) -> None:
        """Send as a socket does. Raises `BrokenPipeError` if the other side reads too slowly."""
        left = memoryview(data)
        while left:
            try:
                sent = self.send(left, flags | socket.MSG_DONTWAIT)
            except BlockingIOError:
                if not self._is_ready(select.POLLOUT):
                    log.warning("A response was read too slowly.", sent_bytes=self.moved)
                    raise BrokenPipeError(errno.EPIPE, "The other side reads too slowly.") from None
            else:
                self.moved += sent
                left = left[sent:]

    def _is_ready(self, event: int) -> bool:
        """Wait until it is ready, for as long as it may wait."""
        allowed = GRACE_SECONDS + self.moved / LEAST_BYTES_PER_SECOND - self.waited_seconds
        begun = time.monotonic()
        with self._turns.lent(self.place):
            self._wake()
            found = allowed > 0 and _polled(self, event, min(allowed, STALL_SECONDS))
        self.waited_seconds += time.monotonic() - begun
        return found


def _polled(connection: Connection, event: int, seconds: float) -> bool:
    poll = select.poll()
    poll.register(connection, event)
    return bool(poll.poll(seconds * 1000))
