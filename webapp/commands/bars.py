"""Progress bars for long commands."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

import click

from webapp.importers.dump import Progress


@contextmanager
def bar(label: str, length: int) -> Generator[Progress]:
    """Show how much of some files has been read; `length` is their total size in bytes."""
    with click.progressbar(length=length, label=label) as shown:
        yield shown.update


@contextmanager
def counting(label: str) -> Generator[Callable[[int, int], None]]:
    """Show how many things are done, and out of how many. The first call gives the total."""
    with click.progressbar(length=1, label=label) as shown:

        def count(done: int, whole: int) -> None:
            shown.length = whole
            shown.update(done - shown.pos)

        yield count
