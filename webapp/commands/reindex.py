"""`guildhall reindex`: the index is a cache of the graph, so it can be thrown away at any time."""

import itertools

import click

from webapp import stores
from workers import indexing

SHOWN_EVERY = 1_000


@click.command()
def command() -> None:
    """Build the search index anew from the graph. The old one serves until the new one is complete."""
    count = itertools.count(1)

    with stores.opened():
        total = indexing.size()

        def show(_things: int) -> None:
            if (read := next(count)) % SHOWN_EVERY == 0:
                click.echo(f"{read:,} of {total:,} read")

        indexing.rebuild(show)
    click.echo(f"Done: {next(count) - 1:,} things can be found.")
