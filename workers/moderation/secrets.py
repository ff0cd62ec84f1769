"""Looks for secrets and personal data in texts that are published already, so that coaches see them."""

from graph import sweeps
from graph.sensitive import found
from workers import records
from workers.app import task


@task
def sweep() -> None:
    """Look through every text on a post that changed, and forget those that are gone."""
    found.forget_gone()
    with sweeps.since_last("secrets") as since:
        for ids, until in found.changed(since=since):
            records.each("texts to look for secrets in", ids, found.look, kind=str)
            # The first sweep on a large site may take longer than a task may. The next one goes on from here.
            sweeps.done("secrets", at=until)
