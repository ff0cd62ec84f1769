"""Hides texts that enough people reported who tend to be right, if that was missed when the last of them did."""

from graph.ids import PostId
from graph.reporting import hidden_texts
from workers import records
from workers.app import task


@task
def hide(id: PostId) -> None:
    """Hide a text until a coach has looked at it. Twice changes nothing. Other sweeps do the rest."""
    hidden_texts.hide(id)


@task
def sweep() -> None:
    """Hide what is due."""
    records.each("reported texts", hidden_texts.due(), hide, kind=PostId)
