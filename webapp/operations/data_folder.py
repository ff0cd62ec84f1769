"""The data folder. A site without servers of its own keeps everything in it: graph, queue, index and secrets."""

import fcntl
import os
import secrets
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click

DEFAULT = Path(__file__).parents[2] / "data"


class Taken(Exception):
    """Another process runs a site on this folder; the message says which."""


def path(env: Mapping[str, str]) -> Path:
    """Return the folder as an absolute path. It may not exist yet."""
    return Path(env.get("GUILDHALL_DATA_DIR") or DEFAULT).absolute()


class Unusable(click.ClickException):
    """The folder can't be made or written to. Commands print the message and end."""


@contextmanager
def held(folder: Path) -> Generator[None]:
    """Reserve the folder for this process. The kernel releases it however the process ends.

    Raises `Taken` or `Unusable`.
    """
    with _opened_lock(folder) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise Taken(f"Guildhall is already running on {folder}: {lock.read()}.") from error
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, since {datetime.now().astimezone():%Y-%m-%d %H:%M:%S}")
        lock.flush()
        yield


def _opened_lock(folder: Path) -> TextIO:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return (folder / "lock").open("a+")
    except OSError as error:
        raise Unusable(
            f"Guildhall can't write to {folder}: {error.strerror}. Choose another folder with GUILDHALL_DATA_DIR."
        ) from error


def secret_key(folder: Path) -> str:
    """Return the secret that signs cookies. It is made at the first call, and only this user can read it."""
    kept = folder / "secret-key"
    if not kept.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return kept.read_text()
