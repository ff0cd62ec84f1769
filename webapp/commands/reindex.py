"""`guildhall reindex`: rebuilds the index, which is a cache of the graph, so this is safe at any time."""

import itertools

import click

from search import meaning
from webapp.operations import stores
from workers.finding import indexing

SHOWN_EVERY = 1_000
SHOWN_EVERY_SECONDS = 10


@click.command()
def command() -> None:
    """Rebuild the search index from the graph. The old index is used until the new one is complete."""
    count = itertools.count(1)

    with stores.opened():
        total = indexing.size()

        def show(_things: int) -> None:
            if (read := next(count)) % SHOWN_EVERY == 0:
                click.echo(f"Read {read:,} of {total:,}")

        indexing.rebuild(show)
        click.echo(f"Indexed {next(count) - 1:,} items for search by words.")
        compute()
    click.echo("Done.")


def compute() -> None:
    """Compute missing vectors, and show how many are left. A running site does the same automatically."""
    while meaning.fill(seconds=SHOWN_EVERY_SECONDS):
        click.echo(f"{meaning.waiting():,} texts left to index for search by meaning")
