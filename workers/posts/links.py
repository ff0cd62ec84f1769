"""Reads the pages that people share, and checks once a week whether they are still there."""

from contextlib import suppress
from datetime import timedelta

from graph import clock
from graph.errors import NotFound
from graph.ids import LinkId
from graph.media import files
from graph.media.files import FileDraft
from graph.posts import links
from workers import logs, records
from workers.app import later, task
from workers.posts import previews, web

log = logs.named(__name__)

DAYS_BETWEEN_CHECKS = 7
CHECKED_BYTES = 64_000


@task
def describe(id: LinkId) -> None:
    """Fetch the page's title, description and picture."""
    if url := links.address(id):
        _describe(id, url)
        later("finding.indexing.index_link", id)


@task
def check(id: LinkId) -> None:
    """Check whether the page is still there, and describe it if it could not be read before."""
    if url := links.address(id):
        if links.was_read(id):
            _check(id, url)
        else:
            describe(id)


@task
def sweep() -> None:
    """Read links that were shared while the queue was down, and check those not checked for a week."""
    waiting, due = links.waiting(), links.due(before=clock.now() - timedelta(days=DAYS_BETWEEN_CHECKS))
    records.each("pages to read", waiting, describe, kind=LinkId)
    records.each("pages to check", due, check, kind=LinkId)
    logs.swept(log, read=len(waiting), checked=len(due))


def _describe(id: LinkId, url: str) -> None:
    try:
        preview = previews.of(url)
    except web.Closed as closed:
        return links.note_unread(id, str(closed))
    except web.Unreachable as failure:
        return links.note_failure(id, str(failure), is_final=failure.is_final)
    if picture := previews.picture_of(preview):
        # The link may have been withdrawn meanwhile.
        with suppress(NotFound):
            files.attach(FileDraft(**vars(picture)), to=id, role="picture")
    return links.describe(id, title=preview.title, description=preview.description)


def _check(id: LinkId, url: str) -> None:
    try:
        web.get(url, most_bytes=CHECKED_BYTES)
    except web.Closed as closed:
        return links.note_unread(id, str(closed))
    except web.Unreachable as failure:
        return links.note_failure(id, str(failure), is_final=failure.is_final)
    return links.note_alive(id)
