"""The embedded stores keep their promise: everything they confirmed as saved survives being killed."""

import itertools
import socket
import threading
from pathlib import Path

import pytest

from graph import driver
from graph.errors import Unavailable
from tests.engines import Running, arcadedb, valkey

KILLED_AFTER_SECONDS = 1


def test_no_acknowledged_write_is_lost_when_the_graph_is_killed(tmp_path: Path):
    engine = arcadedb.start(tmp_path)
    written = write_until_killed(engine)
    engine = arcadedb.start(tmp_path)
    driver.connect(engine.settings)
    kept = {row["number"] for row in driver.read("MATCH (note:Note) RETURN note.number AS number")}
    driver.close()
    engine.stop()
    assert written
    assert written <= kept


def test_what_was_queued_survives_a_killed_queue(tmp_path: Path):
    queue = valkey.start(tmp_path)
    say(tmp_path, "RPUSH default task")
    queue.process.kill()
    queue.process.wait()
    queue = valkey.start(tmp_path)
    assert say(tmp_path, "LLEN default") == ":1"
    queue.stop()


def test_the_graph_keeps_its_address_from_start_to_start(tmp_path: Path):
    first = arcadedb.start(tmp_path)
    first.stop()
    second = arcadedb.start(tmp_path)
    second.stop()
    assert first.settings == second.settings


def write_until_killed(engine: Running) -> set[int]:
    """Write one node after another until the engine is killed. Returns the numbers that it acknowledged."""
    driver.connect(engine.settings)
    driver.wait(10)
    threading.Timer(KILLED_AFTER_SECONDS, engine.process.kill).start()
    written: set[int] = set()
    with pytest.raises(Unavailable):
        write_forever(written)
    engine.process.wait()
    return written


def write_forever(written: set[int]) -> None:
    for number in itertools.count():
        driver.write("CREATE (:Note {number: $number})", number=number)
        written.add(number)


def say(folder: Path, command: str) -> str:
    """Send a command to the queue and return its answer."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(folder / "socket"))
        connection.sendall(f"{command}\r\n".encode())
        return connection.recv(100).decode().strip()
