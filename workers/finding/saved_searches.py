"""Looks for what is new in the searches that people keep, and in collections that a search fills. Home shows both."""

from collections.abc import Iterable
from datetime import datetime

from graph import cards, clock, viewers
from graph.feed import news
from graph.finding import saved_searches
from graph.ids import PostId
from graph.library import search_collections
from graph.skills import skill_mentions
from graph.viewers import Viewer
from search import query
from search.filters import Field, Filters
from workers.app import task

MOST_NEW = 50


@task
def sweep() -> None:
    """Look through every search, with the eyes that whoever hears of it has now."""
    for one in saved_searches.due():
        new = _new(one.words, one.marks, one.synonyms, since=one.since, viewer=viewers.get(one.keeper))
        saved_searches.found(one.id, new, since=one.since)
    since = clock.now() - news.FIRST_VISIT_LOOKS_BACK
    for one in search_collections.followed():
        viewer = viewers.get(one.follower)
        new = _new(one.words, one.marks, _other_names(one.words, viewer), since=since, viewer=viewer)
        search_collections.found(one.id, new, follower=one.follower)


def _other_names(words: str, viewer: Viewer) -> tuple[str, ...]:
    return skill_mentions.other_names(skill_mentions.of(words, viewer=viewer))


def _new(words: str, marks: Iterable[str], synonyms: Iterable[str], *, since: datetime, viewer: Viewer) -> list[PostId]:
    hits = query.find(
        words, audiences=viewer.audiences, filters=_filters(marks, since), synonyms=synonyms, limit=MOST_NEW
    ).hits
    return [PostId(hit.key) for hit in hits if hit.kind in cards.KINDS]


def _filters(written: Iterable[str], since: datetime) -> Filters:
    marks = dict[Field, tuple[str, ...]]()
    for one in written:
        name, _, value = one.partition(":")
        field: Field = name  # pyright: ignore[reportAssignmentType]
        marks[field] = (*marks.get(field, ()), value)
    # A post of the very second in which somebody looked is rather told twice than never.
    return Filters(marks=marks, since=int(since.timestamp()))
