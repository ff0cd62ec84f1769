"""Looks for new results of saved searches and of collections that a search fills. The home page shows both."""

from graph import clock, viewers
from graph.feed import news
from graph.finding import saved_searches
from graph.library import search_collections
from queries import finding
from workers.app import task

MOST_NEW = 50


@task
def sweep() -> None:
    """Run every search with the current permissions of the person who gets its results."""
    for one in saved_searches.due():
        new = finding.new_posts(
            one.words,
            marks=one.marks,
            also=one.synonyms,
            since=one.since,
            limit=MOST_NEW,
            viewer=viewers.get(one.keeper),
        )
        saved_searches.found(one.id, new, since=one.since)
    since = clock.now() - news.FIRST_VISIT_LOOKS_BACK
    for one in search_collections.followed():
        viewer = viewers.get(one.follower)
        new = finding.new_posts(one.words, marks=one.marks, since=since, limit=MOST_NEW, viewer=viewer)
        search_collections.found(one.id, new, follower=one.follower)
