"""A bar that shows how far a long command is."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

import click

from webapp.importers.dump import Progress


@contextmanager
def bar(label: str, length: int) -> Generator[Progress]:
    """Show how far files of so many bytes have been read."""
    with click.progressbar(length=length, label=label) as shown:
        yield shown.update


@contextmanager
def counting(label: str) -> Generator[Callable[[int, int], None]]:
    """Show how many things were done, and of how many, which the first of them tells."""
    with click.progressbar(length=1, label=label) as shown:

        def count(done: int, whole: int) -> None:
            shown.length = whole
            shown.update(done - shown.pos)

        yield count
