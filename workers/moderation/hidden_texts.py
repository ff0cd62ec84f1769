"""Hides texts that enough people reported who tend to be right, if that was missed when the last of them did."""

from graph.ids import PostId
from graph.reporting import hidden_texts
from workers import records
from workers.app import task


@task
def sweep() -> None:
    """Hide what is due until a coach has looked at it. Other sweeps do the rest."""
    records.each("reported texts", hidden_texts.due(), hidden_texts.hide, kind=PostId)
