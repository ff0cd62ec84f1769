"""A bar that shows how far a long command is."""

from collections.abc import Generator
from contextlib import contextmanager

import click

from webapp.importers.dump import Progress


@contextmanager
def bar(label: str, length: int) -> Generator[Progress]:
    """Show how far files of so many bytes have been read."""
    with click.progressbar(length=length, label=label) as shown:
        yield shown.update
