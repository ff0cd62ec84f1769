"""Shows files to those who see the posts that use them, and forgets the ones that nothing uses."""

from datetime import timedelta

from graph import clock, sweeps
from graph.media import files
from store import blobs
from workers.app import task

# Long enough for a draft that somebody comes back to after the summer.
DAYS_UNUSED = 90


@task
def sweep() -> None:
    """Look for files in what was written since the last sweep, in case somebody's page broke off."""
    with sweeps.since_last("files") as since:
        files.show_in_changed_posts(since=since)


@task
def tidy() -> None:
    """Forget what nobody put into a post for three months."""
    for orphan in files.unused(before=clock.now() - timedelta(days=DAYS_UNUSED)):
        if files.forget(orphan):
            blobs.remove(blobs.Hash(orphan.hash))
