"""Tells the people whom texts mention if the request that wrote the text could not."""

from graph import sweeps
from graph.posts import any_text, people_mentions
from workers import records
from workers.app import task


@task
def sweep() -> None:
    """Look for mentions in everything written since the last sweep. Nobody is told twice."""
    with sweeps.since_last("mentions") as since:
        records.each("people named", any_text.naming_people(since=since), people_mentions.note, kind=str)
