"""Requests that are arriving. No thread looks at one before its headers and, if it is small, its body are there."""

import re
import time
from dataclasses import dataclass, field

from gunicorn.workers.gthread import TConn

from webapp.operations.connections import Connection

SECONDS = 20
READ_BYTES = 65_536
# Headers that are longer than this are refused by the parser.
MOST_HEAD_BYTES = 65_536
# A form with a long text. What is larger is read piece by piece, once it is clear who sends it.
SMALL_BODY_BYTES = 65_536

HEAD_END = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
# A body of unknown length, or one that is sent only after we have answered its headers.
LARGE = re.compile(rb"\r\n(?:expect|transfer-encoding):", re.IGNORECASE)

TIMED_OUT = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


@dataclass(eq=False, kw_only=True)
class Arrival:
    """A connection, and what it has sent so far. `needs` is how many bytes it takes to begin, as far as is known.

    If it is small, these are all of its bytes.
    """

    connection: TConn
    socket: Connection
    deadline: float = field(default_factory=lambda: time.monotonic() + SECONDS)
    bytes: bytearray = field(default_factory=bytearray)
    needs: int = 0
    is_small: bool = False

    def read(self) -> bool:
        """Take what has arrived. Return whether the request can begin. Raises `OSError` if its sender has left."""
        try:
            piece = self.socket.recv(READ_BYTES)
        except BlockingIOError:
            return False
        if not piece:
            raise ConnectionResetError
        self.bytes += piece
        self.needs = self.needs or self._needed(len(piece))
        return 0 < self.needs <= len(self.bytes)

    def _needed(self, new: int) -> int:
        """Return how many bytes it takes to begin, 0 if that is not known yet."""
        end = self.bytes.find(HEAD_END, max(0, len(self.bytes) - new - len(HEAD_END)))
        if end < 0:
            return len(self.bytes) if len(self.bytes) > MOST_HEAD_BYTES else 0
        head = bytes(self.bytes[: end + 2])
        length = LENGTH.search(head)
        self.is_small = not LARGE.search(head) and (length is None or int(length[1]) <= SMALL_BODY_BYTES)
        return end + len(HEAD_END) + (int(length[1]) if length and self.is_small else 0)
