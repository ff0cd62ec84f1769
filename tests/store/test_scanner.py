"""ClamAV is asked over its socket, in its own protocol."""

import io
import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import incoming, scanner
from store.errors import Refused

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Scanner(socketserver.StreamRequestHandler):
    """Answers INSTREAM as `clamd` does."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        seen = b""
        while (length := struct.unpack("!L", self.rfile.read(4))[0]) > 0:
            seen += self.rfile.read(length)
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in seen else b"stream: OK\0")


@pytest.fixture
def clamav(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    path = tmp_path / "clamd"
    server = socketserver.ThreadingUnixStreamServer(str(path), Scanner)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("GUILDHALL_VIRUS_SCANNER", str(path))
    yield
    server.shutdown()
    server.server_close()


@pytest.mark.usefixtures("clamav")
def test_a_virus_is_named_and_refused() -> None:
    with pytest.raises(Refused, match="found Eicar-Test-Signature in this file"):
        incoming.receive(io.BytesIO(EICAR), name="a.txt")


@pytest.mark.usefixtures("clamav")
def test_what_is_clean_passes() -> None:
    assert incoming.receive(io.BytesIO(b"clean " * 100_000), name="a.txt").bytes == 600_000


def test_nothing_passes_while_the_scanner_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv("GUILDHALL_VIRUS_SCANNER", f"127.0.0.1:{port}")
    with pytest.raises(Refused, match="The virus scanner isn't responding"):
        scanner.refuse_if_infected(io.BytesIO(b"x"))
