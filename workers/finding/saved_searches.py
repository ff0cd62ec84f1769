"""Looks for new results of saved searches and of collections that a search fills. The home page shows both."""

from datetime import datetime

from graph import clock, viewers
from graph.feed import news
from graph.finding import saved_searches
from graph.finding.saved_searches import DueSearch
from graph.library import search_collections
from graph.library.search_collections import FollowedCollection
from queries import finding
from workers import records
from workers.app import task

MOST_NEW = 50


@task
def sweep() -> None:
    """Run every search with the current permissions of the person who gets its results."""
    apart = records.apart("saved searches")
    for one in saved_searches.due():
        with apart(one.id):
            _run(one)
    since, apart = clock.now() - news.FIRST_VISIT_LOOKS_BACK, records.apart("collections filled by a search")
    for collection in search_collections.followed():
        with apart(f"{collection.id} {collection.follower}"):
            _fill(collection, since)


def _run(one: DueSearch) -> None:
    new = finding.new_posts(
        one.words,
        marks=one.marks,
        also=one.synonyms,
        since=one.since,
        limit=MOST_NEW,
        viewer=viewers.get(one.keeper),
    )
    saved_searches.found(one.id, new, since=one.since)


def _fill(one: FollowedCollection, since: datetime) -> None:
    viewer = viewers.get(one.follower)
    new = finding.new_posts(one.words, marks=one.marks, since=since, limit=MOST_NEW, viewer=viewer)
    search_collections.found(one.id, new, follower=one.follower)
