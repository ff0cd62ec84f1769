"""`guildhall check-index`: whether search finds exactly what the graph holds."""

import itertools
from collections.abc import Callable, Generator
from contextlib import contextmanager

import click

from search.engines import Damaged
from webapp.operations import stores
from workers.finding import index_drift
from workers.finding.index_drift import Drift

NAMED = 5
SHOWN_EVERY = 10_000


@click.command()
@click.option("--mend", is_flag=True, help="Repair the differences.")
def command(mend: bool) -> None:
    """Compare the search index with the graph and list the differences.

    Exits with code 1 if differences remain. A post from a moment ago may not be indexed yet.
    """
    with stores.opened(), _readable():
        found = [one for one in index_drift.find(_shown()) if one]
        for one in found:
            _say(one)
        for one in found if mend else ():
            index_drift.mend(one)
    click.echo(f"Differences: {sum(len(one.keys) for one in found):,}{', repaired' if found and mend else ''}.")
    if found and not mend:
        click.echo("To repair them, run guildhall check-index --mend. To rebuild the index, run guildhall reindex.")
        raise SystemExit(1)


@contextmanager
def _readable() -> Generator[None]:
    try:
        yield
    except Damaged as damaged:
        raise click.ClickException(f"{damaged} To do it now, run guildhall reindex.") from damaged


def _shown() -> Callable[[int], None]:
    """Return a function to call for each thing that was compared. It prints the count now and then."""
    count = itertools.count(1)

    def show(_things: int) -> None:
        if (compared := next(count)) % SHOWN_EVERY == 0:
            click.echo(f"{compared:,} compared")

    return show


def _say(one: Drift) -> None:
    surplus = dict.fromkeys(one.surplus, "no longer in the graph, or not searchable")
    for fact, named in (("missing", one.missing), ("stale", one.stale), ("should not be there", surplus)):
        if named:
            click.echo(f"{one.index}: {len(named):,} {fact}")
        for key, name in itertools.islice(named.items(), NAMED):
            click.echo(f"  {key}  {name}")
        if len(named) > NAMED:
            click.echo(f"  and {len(named) - NAMED:,} more")
