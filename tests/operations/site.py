"""A whole site, started as an operator starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

START_SECONDS = 90


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site in a folder of its own, and the file with the output of its launcher."""

    process: subprocess.Popen[bytes]
    folder: Path
    log: Path
    address: str

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(START_SECONDS)

    def programs(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def with_words(self, *words: str) -> list[psutil.Process]:
        """The processes whose command line has all of these words, oldest first."""
        return [it for it in self.programs() if all(word in " ".join(it.cmdline()) for word in words)]

    def wait_until_it_says(self, words: str) -> None:
        wait_until(lambda: words in self.log.read_text(), otherwise=self.log)


def start(folder: Path, **settings: str) -> Site:
    """Start a site with these settings and wait until it serves pages."""
    log = folder.parent / f"{folder.name}.log"
    with log.open("wb") as output:
        env = environment(folder) | settings
        process = subprocess.Popen(command(), env=env, stdout=output, stderr=subprocess.STDOUT)
    site = Site(process=process, folder=folder, log=log, address=f"http://127.0.0.1:{env['GUILDHALL_PORT']}")
    site.wait_until_it_says("Press Ctrl-C to stop it")
    return site


def command() -> list[str]:
    return [sys.executable, "-m", "webapp.commands", "run"]


def environment(folder: Path) -> dict[str, str]:
    """Return the environment that an operator's shell would have, with a free port."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    ours = {name: value for name, value in os.environ.items() if not name.startswith("GUILDHALL_")}
    return ours | {"GUILDHALL_DATA_DIR": str(folder), "GUILDHALL_PORT": str(port)}


def wait_until(true: Callable[[], bool], *, otherwise: Path) -> None:
    """Wait for something to come true; show a log if it takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while not true():
        assert time.monotonic() < deadline, otherwise.read_text()
        time.sleep(0.1)
