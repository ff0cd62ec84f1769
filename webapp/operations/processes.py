"""Starts other programs so that they end when we do, and stops them with everything that they started."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import IO, TypeAlias

Process: TypeAlias = subprocess.Popen[bytes]

# The number of prctl's option in Linux; other systems have nothing like it.
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def start(command: Sequence[str], *, environment: Mapping[str, str], output: int | IO[bytes]) -> Process:
    """Start a program in a session of its own, so that a Ctrl-C in the terminal only reaches us.

    On Linux, it gets SIGTERM when the thread that started it ends, even by SIGKILL. So start it from the main thread.
    """
    parent = os.getpid()

    def follow_parent() -> None:
        if LIBC is not None:
            LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        # If the parent died before the line above, no signal will come.
        if os.getppid() != parent:
            os._exit(1)

    return subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=follow_parent,
    )


def stop(process: Process, *, patience_seconds: float) -> int:
    """Ask a program to end, then kill the rest of its session. Return its exit code, which is negative for a signal."""
    if process.poll() is None:
        process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience_seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()
