"""Keeps a site's programs running: passes on their output, restarts those that die, and stops all of them together."""

import json
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import IO, cast

import click

from webapp.operations import processes
from webapp.operations.processes import Process
from workers.settings import LogSettings

RESTARTS = 5
# A program that ran this long before it died is able to start.
STEADY_SECONDS = 600
PAUSE_BEFORE_RESTART_SECONDS = 0.5
# The pause doubles each time for programs without which people can still read and write.
LONGEST_PAUSE_SECONDS = 300
STOP_SECONDS = 10
NAME_WIDTH = 8
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class GivenUp(Exception):
    """A program died again and again, or a command that had to succeed failed."""


@dataclass(frozen=True, kw_only=True)
class Program:
    """What to run, and the name in front of its lines of output. Without a vital program, there is no site."""

    name: str
    command: tuple[str, ...]
    is_vital: bool = True


@dataclass(kw_only=True)
class Running:
    """A program's current process, how often it had to be restarted, and when it will be, if it isn't running."""

    program: Program
    process: Process
    since: float
    restarts: int = 0
    resumes_at: float | None = None
    unfinished_line: bytes = b""


@dataclass(kw_only=True)
class Launcher:
    """The programs that run, in the order of their start. It is single-threaded and works while it listens."""

    environment: Mapping[str, str]
    running: list[Running] = field(default_factory=list[Running])
    voices: selectors.DefaultSelector = field(default_factory=selectors.DefaultSelector)

    def start(self, program: Program) -> Process:
        """Start a program that should run as long as the site does."""
        running = Running(program=program, process=self._process(program), since=time.monotonic())
        self.running.append(running)
        self._listen_to(running)
        return running.process

    def complete(self, command: Sequence[str]) -> None:
        """Run a command to its end before anything else happens. Raises `GivenUp` if it fails."""
        process = processes.start(command, environment=self.environment, output=1)
        if process.wait():
            raise GivenUp(f"{command[-1]} failed with code {process.returncode}.")

    def listen(self, seconds: float) -> None:
        """Pass on the programs' output. Wait for at most this many seconds if there is none."""
        for key, _ in self.voices.select(seconds):
            running = cast(Running, key.data)
            if said := os.read(key.fd, 65_536):
                self._pass_on(running, said)
            else:
                self.voices.unregister(key.fileobj)

    def keep(self, *, until: Callable[[], bool]) -> None:
        """Restart programs that die, until a condition is true. Raises `GivenUp` if a vital one keeps dying."""
        while not until():
            self.listen(0.2)
            for running in self.running:
                if running.resumes_at is None and running.process.poll() is not None:
                    self._end(running)
                if running.resumes_at is not None and time.monotonic() >= running.resumes_at:
                    self._resume(running)

    def stop(self) -> None:
        """Stop the programs, the latest first."""
        while self.running:
            running = self.running.pop()
            processes.stop(running.process, patience_seconds=STOP_SECONDS)
            self._drain(running)
            self._say(running.program.name, running.unfinished_line.decode(errors="replace"))

    def _process(self, program: Program) -> Process:
        return processes.start(program.command, environment=self.environment, output=subprocess.PIPE)

    def _end(self, running: Running) -> None:
        """Clear away what is left of a program that died, and plan its restart."""
        ended, name = running.process.returncode, running.program.name
        self._drain(running)
        # Otherwise, the processes that it started would be in the way of the new one.
        processes.stop(running.process, patience_seconds=0)
        if time.monotonic() - running.since > STEADY_SECONDS:
            running.restarts = 0
        if running.program.is_vital and running.restarts == RESTARTS:
            raise GivenUp(f"{name} exited with code {ended} and couldn't be restarted after {RESTARTS} attempts.")
        pause = PAUSE_BEFORE_RESTART_SECONDS
        if not running.program.is_vital:
            pause = min(pause * 2**running.restarts, LONGEST_PAUSE_SECONDS)
        running.restarts += 1
        number = f"{running.restarts} of {RESTARTS}" if running.program.is_vital else f"{running.restarts}"
        self._say(name, f"exited with code {ended}; restarting ({number}) in {pause:g} s")
        running.resumes_at = time.monotonic() + pause

    def _resume(self, running: Running) -> None:
        running.resumes_at = None
        running.process, running.since = self._process(running.program), time.monotonic()
        self._listen_to(running)

    def _listen_to(self, running: Running) -> None:
        voice = cast(IO[bytes], running.process.stdout)
        os.set_blocking(voice.fileno(), False)
        self.voices.register(voice, selectors.EVENT_READ, running)

    def _drain(self, running: Running) -> None:
        voice = cast(IO[bytes], running.process.stdout)
        if voice.closed:
            return
        self._pass_on(running, voice.read() or b"")
        if voice in self.voices.get_map():
            self.voices.unregister(voice)
        voice.close()

    def _pass_on(self, running: Running, said: bytes) -> None:
        *lines, running.unfinished_line = (running.unfinished_line + said).split(b"\n")
        for line in lines:
            self._say(running.program.name, line.decode(errors="replace"))

    def _say(self, name: str, line: str) -> None:
        """Print a line with a program's name. Where lines are JSON, those that are JSON already name their source."""
        is_json = LogSettings.from_env(self.environment).form == "json"
        if line.strip() and is_json:
            click.echo(line if line.startswith("{") else json.dumps({"event": line.rstrip(), "program": name}))
        elif line.strip():
            click.echo(f"{name:<{NAME_WIDTH}} | {line.rstrip()}")


def stop_when_asked() -> None:
    """Make SIGTERM, and closing the terminal, do what Ctrl-C does: raise `KeyboardInterrupt`.

    Later signals are ignored, because a second Ctrl-C must not leave anything half stopped.
    """

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        for number in STOP_SIGNALS:
            signal.signal(number, _ignore)
        raise KeyboardInterrupt

    for number in STOP_SIGNALS:
        signal.signal(number, interrupt)


def _ignore(_signal: int, _frame: FrameType | None) -> None:
    # Programs started in the meantime would inherit SIG_IGN.
    return
