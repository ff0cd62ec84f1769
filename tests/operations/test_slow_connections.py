"""What slow connections can do to others: nothing. Real sockets, and the worker that serves the pages."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest
from werkzeug.exceptions import RequestTimeout

from tests import engines
from webapp.operations import connections, processes
from webapp.operations.connections import Connection
from webapp.operations.turns import Turns

ROOT = Path(__file__).parents[2]
SLOW = 100
# The site has two threads for pages.
SETTINGS = ("--threads", "2", "--worker-class", "webapp.operations.page_worker.PageWorker", "--keep-alive", "0")

ATTACKS = {
    "headers that never end": b"GET / HTTP/1.1\r\nHost: a\r\nX-Word: ",
    "a small form that never ends": b"POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\nbody=",
    "a response that nobody reads": b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n",
    "a connection that stays": b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
}
# They hold a thread each, as only a person who is signed in can, but no turn.
UPLOADS = {
    "a file that never ends": b"POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\nbody=",
    "pieces that never end": b"POST /length HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nbody=",
}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Generator[int]:
    port, log = engines.free_port(), tmp_path_factory.mktemp("site") / "log"
    command = [f"{Path(sys.executable).parent}/gunicorn", "--config", "/dev/null", "--bind", f"127.0.0.1:{port}"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, *SETTINGS, "tests.operations.small_site:site"], cwd=ROOT, stdout=output, stderr=output
        )
    engines.wait_until(lambda: _answers(port), process=process, log=log)
    yield port
    processes.stop(process, patience_seconds=10)


def _answers(port: int) -> bool:
    try:
        return get(port) == b"ok"
    except OSError:
        return False


def get(port: int, path: str = "/", body: bytes | None = None) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET" if body is None else "POST", path, body)
    return connection.getresponse().read()


@pytest.mark.parametrize(
    ("attack", "times"), [*((it, SLOW) for it in ATTACKS.values()), *((it, 50) for it in UPLOADS.values())]
)
def test_slow_connections_keep_nobody_waiting(port: int, attack: bytes, times: int):
    with ExitStack() as slow:
        for _ in range(times):
            one = slow.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
            one.sendall(attack)
        begun = time.monotonic()
        assert [get(port) for _ in range(10)] == [b"ok"] * 10
        # Milliseconds on a machine that does nothing else. What waits for a slow connection waits for 20 s.
        assert time.monotonic() - begun < 10


@pytest.mark.parametrize("length", [0, 1, 2_000, 65_536, 65_537, 5_000_000])
def test_bodies_of_any_length_arrive_whole(port: int, length: int):
    assert get(port, "/length", b"x" * length) == str(length).encode()


def test_a_request_that_arrives_byte_by_byte_is_answered(port: int):
    with socket.create_connection(("127.0.0.1", port), timeout=5) as slow:
        for byte in b"POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello":
            slow.sendall(bytes([byte]))
        assert slow.makefile("rb").read().endswith(b"\r\n\r\n5")


def test_a_sender_who_is_refused_early_still_reads_why(port: int):
    with socket.create_connection(("127.0.0.1", port), timeout=5) as sender:
        sender.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n" + b"x" * 60_000)
        assert sender.makefile("rb").read().endswith(b"\r\n\r\nok")


@pytest.fixture
def pair() -> Generator[tuple[Connection, socket.socket]]:
    ours, theirs = socket.socketpair()
    with Connection(ours, Turns(1), lambda: None) as connection, theirs:
        yield connection, theirs


def test_a_body_below_the_least_rate_is_refused(
    pair: tuple[Connection, socket.socket], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(connections, "GRACE_SECONDS", 0.2)
    connection, sender = pair
    sender.sendall(b"x" * 100)
    assert connection.recv(1000) == b"x" * 100
    with pytest.raises(RequestTimeout, match="too slow"):
        connection.recv(1000)


def test_a_response_that_nobody_reads_is_ended(pair: tuple[Connection, socket.socket], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connections, "STALL_SECONDS", 0.2)
    with pytest.raises(BrokenPipeError):
        pair[0].sendall(b"x" * 10_000_000)


def test_a_request_that_waits_lends_its_turn(pair: tuple[Connection, socket.socket], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connections, "GRACE_SECONDS", 0.2)
    turns, were_free = Turns(1), list[bool]()
    connection = Connection(pair[0], turns, lambda: were_free.append(turns.are_free))
    with connection, turns.taken(connection.place):
        assert not turns.are_free
        with pytest.raises(RequestTimeout):
            connection.recv(1000)
        assert not turns.are_free
    assert were_free == [True]
    assert turns.are_free
