"""Counts how communities and the whole site did in a month, once it has been over for a week."""

from graph.communities import month_tallies
from workers import records
from workers.app import task


@task
def sweep() -> None:
    """Count the months that aren't counted yet. On a new site, that is once a month for each community."""
    records.each("months of communities", month_tallies.due(), month_tallies.count, kind=str)
