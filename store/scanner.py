"""Asks ClamAV, if the operator runs it, whether a file contains a virus."""

import socket
import struct
from contextlib import closing
from typing import BinaryIO

from store import blobs
from store.errors import Refused

PATIENCE_SECONDS = 60
PIECE_BYTES = 128 * 1024


def refuse_if_infected(content: BinaryIO) -> None:
    """Raise `Refused` for a virus, or if the file can't be checked. Without a scanner, every file passes."""
    address = blobs.settings().scanner
    if not address:
        return
    try:
        verdict = _verdict(address, content)
    except OSError as error:
        raise Refused(
            "The virus scanner isn't responding, so you can't upload files right now. Try again later."
        ) from error
    if verdict.endswith("FOUND"):
        raise Refused(
            f"The virus scanner found {verdict.removeprefix('stream:').removesuffix('FOUND').strip()} in this file."
        )
    if not verdict.endswith("OK"):
        raise Refused("The virus scanner couldn't check this file. It may be too large.")


def _verdict(address: str, content: BinaryIO) -> str:
    """Send the bytes in pieces, each with its length before it (`INSTREAM`), and return the answer."""
    content.seek(0)
    with closing(_connected(address)) as connection:
        connection.sendall(b"zINSTREAM\0")
        while piece := content.read(PIECE_BYTES):
            connection.sendall(struct.pack("!L", len(piece)) + piece)
        connection.sendall(struct.pack("!L", 0))
        with connection.makefile("rb") as answer:
            return answer.read(4096).rstrip(b"\0\n").decode(errors="replace")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(PATIENCE_SECONDS)
        connection.connect(address)
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE_SECONDS)
