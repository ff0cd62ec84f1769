"""A collection's posts: those that people added, that match its rule, or that its search finds for the reader."""

from graph import cards
from graph.cards import Card
from graph.library import items
from graph.library.collections import CollectionPage
from graph.viewers import Viewer
from queries import finding, search_box


def posts_of(collection: CollectionPage, *, viewer: Viewer) -> tuple[Card, ...]:
    """Return the cards of a collection. If a search fills it, these are the best fifty that this reader may see."""
    if collection.search is None:
        return items.posts(collection, viewer=viewer)
    asked = search_box.understood(collection.search, viewer=viewer)
    return cards.cards(finding.posts(asked, limit=items.TAKEN_IN, viewer=viewer), viewer=viewer)
