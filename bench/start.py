"""How long does it take from cloning to the first page, and how much memory does an empty site use?

`python -m bench.start` clones the last commit into an empty folder, with empty package caches, and runs `make run`.
"""

import os
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
import psutil

from bench.site import ROOT, megabytes

# The limits for each start.
BAR_COLD_SECONDS = 60
BAR_WARM_SECONDS = 10
BAR_MEGABYTES = 700

PAGES_BEFORE_WEIGHING = 20
GIVE_UP_SECONDS = 600


@click.command()
@click.option("--port", default=8766, show_default=True)
def main(port: int) -> None:
    """Start a fresh clone twice, and measure its memory."""
    with tempfile.TemporaryDirectory(prefix="guildhall-start-") as folder:
        clone, caches = Path(folder) / "clone", Path(folder) / "caches"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        environment = os.environ | {
            "GUILDHALL_PORT": str(port),
            "XDG_CACHE_HOME": str(caches),
            "npm_config_cache": str(caches / "npm"),
        }
        # The caller's values would point to another checkout.
        environment = {name: value for name, value in environment.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
        for name, bar in (("cold", BAR_COLD_SECONDS), ("warm", BAR_WARM_SECONDS)):
            with started(clone, environment, port) as (seconds, megabytes):
                click.echo(f"{name}: first page after {seconds:.1f} s (at most {bar}), {megabytes:.0f} MB")
        click.echo(f"all processes may hold {BAR_MEGABYTES} MB")


@contextmanager
def started(clone: Path, environment: Mapping[str, str], port: int) -> Generator[tuple[float, float]]:
    """Run `make run`, wait for the sign-in page, and yield the seconds this took and the megabytes the site uses."""
    begun = time.monotonic()
    process = subprocess.Popen(["make", "run"], cwd=clone, env=environment, stdout=subprocess.DEVNULL, process_group=0)
    try:
        while not _shows(port):
            if process.poll() is not None or time.monotonic() - begun > GIVE_UP_SECONDS:
                raise RuntimeError("The site did not start.")
            time.sleep(0.05)
        seconds = time.monotonic() - begun
        # The workers start at the same time as the first page, and rendered pages stay in memory.
        time.sleep(5)
        for _ in range(PAGES_BEFORE_WEIGHING):
            _shows(port)
        yield seconds, megabytes(psutil.Process(process.pid).children(recursive=True))
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(60)


def _shows(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=5) as page:
            return page.status == 200
    except OSError:
        return False


if __name__ == "__main__":
    main()
