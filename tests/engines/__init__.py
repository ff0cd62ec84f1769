"""Real engines for tests, each started in a folder of its own and stopped at the end of the run."""

import fcntl
import hashlib
import os
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.settings import Settings
from webapp.operations import processes
from webapp.operations.processes import Process

START_SECONDS = 180
STOP_SECONDS = 20

# A test run ends before most of the work of Java's second compiler pays off, so the compiler starts ten times later
# than by default. Without it, statements that walk far would run out of time on a busy machine.
SECOND_COMPILER_LATER = (
    "-XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 "
    "-XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000"
)


@dataclass(frozen=True, kw_only=True)
class Running:
    """A graph engine that answers."""

    settings: Settings
    process: Process

    def stop(self) -> None:
        processes.stop(self.process, patience_seconds=STOP_SECONDS)


def run(command: Sequence[str], settings: Settings, *, folder: Path, answers: Callable[[], bool]) -> Running:
    """Start a graph engine and wait until it answers. Its output goes to engine.log in its folder."""
    process = launch(command, folder=folder, JAVA_TOOL_OPTIONS=SECOND_COMPILER_LATER)
    wait_until(answers, process=process, log=folder / "engine.log")
    return Running(settings=settings, process=process)


def launch(command: Sequence[str], *, folder: Path, **environment: str) -> Process:
    """Start any engine. Its output goes to engine.log in the folder."""
    with (folder / "engine.log").open("ab") as log:
        return processes.start(command, environment=os.environ | environment, output=log)


def wait_until(answers: Callable[[], bool], *, process: Process, log: Path) -> None:
    """Wait for an engine to answer. Raises `RuntimeError` with the end of its log if it ends or takes three minutes."""
    deadline = time.monotonic() + START_SECONDS
    while not answers():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"The engine did not start:\n{log.read_text()[-2000:]}")
        time.sleep(0.05)


def free_port() -> int:
    """Return a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        return held.getsockname()[1]


def complete(command: Sequence[str], *, folder: Path, **environment: str) -> None:
    """Run a command to its end. Raises `RuntimeError` with the end of its output if it fails."""
    done = subprocess.run(
        command, cwd=folder, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def fetch(pom: Path, folder: Path) -> None:
    """Fetch what a pom names into the folder's `jars`, unless exactly these versions are there already.

    Tests run in several processes, and any of them may be the first to need an engine. The others wait for it.
    """
    stamp, wanted = folder / "fetched", hashlib.sha256(pom.read_bytes()).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if stamp.exists() and stamp.read_text() == wanted:
            return
        copy = ("dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}/jars")
        complete(("mvn", "-B", "-q", "-f", str(pom), *copy), folder=folder)
        stamp.write_text(wanted)
