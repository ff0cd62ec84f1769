"""`guildhall migrate`: makes constraints, indexes and schema changes before a new version serves requests."""

import click

from graph import driver
from graph.upkeep import migrations
from webapp.operations import stores

WAIT_SECONDS = 60


@click.command()
def command() -> None:
    """Update the graph's schema. Run it before you start a new version. Running it twice changes nothing."""
    with stores.opened():
        driver.wait(WAIT_SECONDS)
        for step in migrations.apply():
            click.echo(f"Applied {step.number}: {step.title}")
