"""What a collection shows: what people put into it, what fits its rule, or what its search finds for the reader."""

from graph import cards
from graph.cards import Card
from graph.ids import PostId
from graph.library import items
from graph.library.collections import CollectionPage
from graph.viewers import Viewer
from search import query
from webapp.finding import search_box, synonyms


def posts_of(collection: CollectionPage, *, viewer: Viewer) -> tuple[Card, ...]:
    """Return its cards, for one that a search fills the best fifty: what whoever made it may see counts for nothing."""
    if collection.search is None:
        return items.posts(collection, viewer=viewer)
    asked = search_box.understood(collection.search, viewer=viewer)
    hits = query.find(
        asked.words,
        audiences=viewer.audiences,
        kinds=() if asked.filters.marks.get("type") else cards.KINDS,
        filters=asked.filters,
        synonyms=synonyms.of(asked.words, viewer=viewer),
        limit=items.TAKEN_IN,
    ).hits
    return cards.cards([PostId(hit.key) for hit in hits], viewer=viewer)
