"""Shows files to the people who can see the posts that use them, and deletes unused files."""

from datetime import timedelta

from graph import clock, sweeps
from graph.media import files
from store import blobs
from workers.app import task

# Long enough for a draft that someone returns to after the summer.
DAYS_UNUSED = 90


@task
def sweep() -> None:
    """Look for files in everything written since the last sweep, in case a request was interrupted."""
    with sweeps.since_last("files") as since:
        files.show_in_changed_posts(since=since)


@task
def tidy() -> None:
    """Delete files that no post and no draft of their uploader has used for 90 days, 200 at most."""
    now = clock.now()
    files.note_use(now=now)
    for orphan in files.unused(before=now - timedelta(days=DAYS_UNUSED)):
        if files.forget(orphan):
            blobs.remove(blobs.Hash(orphan.hash))
