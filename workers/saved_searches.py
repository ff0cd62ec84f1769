"""Looks for what is new in the searches that people keep. Home shows it; a digest by mail can read the same list."""

from graph import posts, saved_searches, viewers
from graph.ids import PostId
from graph.saved_searches import Due
from search import query
from search.filters import Field, Filters
from workers.app import task

MOST_NEW = 50


@task
def sweep() -> None:
    """Look through every saved search with an alert, with its keeper's eyes of now."""
    for one in saved_searches.due():
        audiences = viewers.get(one.keeper).audiences
        hits = query.find(
            one.words, audiences=audiences, filters=_filters(one), synonyms=one.synonyms, limit=MOST_NEW
        ).hits
        new = [PostId(hit.key) for hit in hits if hit.kind in posts.KINDS]
        saved_searches.found(one.id, new, since=one.since)


def _filters(one: Due) -> Filters:
    marks = dict[Field, tuple[str, ...]]()
    for written in one.marks:
        name, _, value = written.partition(":")
        field: Field = name  # pyright: ignore[reportAssignmentType]
        marks[field] = (*marks.get(field, ()), value)
    # A post of the very second in which somebody looked is rather told twice than never.
    return Filters(marks=marks, since=int(one.since.timestamp()))
