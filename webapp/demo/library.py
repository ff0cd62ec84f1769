"""What the demo's people keep: collections, things they follow, saved searches and drafts."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from graph import clock
from graph.editing import drafts
from graph.feed import follows
from graph.feed.follows import FollowedKind
from graph.finding import saved_searches
from graph.finding.saved_searches import SearchDraft
from graph.ids import CollectionId, PostId
from graph.library import collections, items
from graph.library.collections import CollectionDraft
from graph.library.rules import Rule
from graph.viewers import Viewer
from queries import other_names, search_box
from webapp.demo import names
from webapp.demo.content import Company
from webapp.demo.events import Collection, Draft, Follow, SavedSearch
from webapp.demo.names import Place


def keep(company: Company, *, now: datetime) -> None:
    """Make the collections, and let people follow and save what they like."""
    places = names.places()
    for collection in company.collections:
        with clock.put_back(now - timedelta(days=collection.days)):
            _collect(collection, places)
    for follow in company.follows:
        with clock.put_back(now - timedelta(days=follow.days)):
            _follow(follow, places)
    for search in company.saved_searches:
        with clock.put_back(now - timedelta(days=search.days)):
            _save(search)
    for draft in company.drafts:
        with clock.put_back(now - timedelta(days=draft.days, hours=2)):
            _draft(draft)


def _collect(entry: Collection, places: Mapping[str, Place]) -> None:
    keeper = names.viewer(entry.by)
    known = {one.name: one.id for one in collections.listed(viewer=keeper)}
    id = known.get(entry.name) or _created(entry, places, by=keeper)
    for name in entry.posts:
        items.add(id, names.post(name), by=keeper)
    for name in entry.followers:
        follows.follow("collection", id, by=names.viewer(name))


def _created(entry: Collection, places: Mapping[str, Place], *, by: Viewer) -> CollectionId:
    draft = CollectionDraft(
        name=entry.name,
        description=entry.description,
        seen_by=places[entry.seen_by].id if entry.seen_by in places else entry.seen_by,
        rule=None if entry.posts else _rule(entry, places),
    )
    return collections.create(draft, by=by)


def _rule(entry: Collection, places: Mapping[str, Place]) -> Rule:
    return Rule(
        kind=entry.kind,
        skill=names.skill(entry.skill) if entry.skill else None,
        community=places[entry.community].id if entry.community else None,
    )


def _follow(entry: Follow, places: Mapping[str, Place]) -> None:
    wanted: tuple[tuple[FollowedKind, list[str]], ...] = (
        ("person", [names.person(name) for name in entry.people]),
        ("skill", [names.skill(name) for name in entry.skills]),
        ("community", [places[name].id for name in entry.communities]),
        ("post", [names.post(name) for name in entry.posts]),
    )
    viewer = names.viewer(entry.by)
    for kind, found in wanted:
        for key in found:
            follows.follow(kind, key, by=viewer)


def _save(entry: SavedSearch) -> None:
    viewer = names.viewer(entry.by)
    asked = search_box.understood(entry.text, viewer=viewer)
    draft = SearchDraft(
        text=entry.text,
        words=asked.words,
        synonyms=other_names.of(asked.words, viewer=viewer),
        marks=asked.filters.written(),
    )
    saved_searches.save(draft, by=viewer.id)


def _draft(entry: Draft) -> None:
    making, _, about = entry.form.partition("-")
    form = f"{making}-{PostId(names.post(about))}" if about else making
    drafts.save(form, entry.typed, by=names.viewer(entry.by), seen=drafts.NONE_SEEN, instead=True)
