"""The shelf of a community: Margaret adds a feed, and what it announces waits for her, once."""

from datetime import timedelta

import pytest

from graph import clock
from graph.communities import communities
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import ShelfSourceId
from graph.library import shelf_items, shelf_sources
from graph.library.shelf_items import Found
from graph.posts import links
from graph.posts.links import LinkDraft
from tests.company import Company, text

FEED = "https://example.com/feed.xml"
KAFKA = Found(url="https://example.com/kafka?utm_source=feed", title="Kafka 5", summary="It is out.")
TLS = Found(url="https://example.com/tls", title="", summary="")


@pytest.fixture
def feed(company: Company) -> ShelfSourceId:
    shelf_sources.add(company.platform, FEED, by=company.margaret)
    return shelf_sources.of(company.platform, viewer=company.margaret).sources[0].id


def titles(company: Company) -> list[str]:
    return [item.title for item in shelf_items.waiting(viewer=company.margaret)]


def test_adding_a_feed_twice_adds_one(company: Company, feed: ShelfSourceId) -> None:
    shelf_sources.add(company.platform, FEED, by=company.margaret)
    assert len(shelf_sources.of(company.platform, viewer=company.margaret).sources) == 1
    assert shelf_sources.due() == (feed,)


def test_only_coaches_fill_and_see_a_shelf(company: Company, feed: ShelfSourceId) -> None:
    shelf_items.put(feed, [KAFKA], title="News")
    for other in (company.ada, company.grace, company.tim):
        with pytest.raises(Forbidden):
            shelf_sources.add(company.platform, FEED, by=other)
        with pytest.raises(NotFound):
            shelf_sources.remove(feed, by=other)
        assert shelf_items.waiting(viewer=other) == ()
    with pytest.raises(NotFound):
        shelf_sources.of("nowhere", viewer=company.margaret)


def test_an_address_has_to_be_one_and_a_shelf_has_twenty_feeds(company: Company) -> None:
    with pytest.raises(Invalid):
        shelf_sources.add(company.platform, "feed", by=company.margaret)
    for number in range(20):
        shelf_sources.add(company.platform, f"{FEED}/{number}", by=company.margaret)
    with pytest.raises(Conflict):
        shelf_sources.add(company.platform, f"{FEED}/20", by=company.margaret)


def test_what_a_feed_announces_waits_newest_first_and_once(company: Company, feed: ShelfSourceId) -> None:
    assert len(shelf_items.put(feed, [KAFKA, TLS, KAFKA], title="News")) == 2
    assert shelf_items.put(feed, [KAFKA], title="News") == ()
    assert titles(company) == ["Kafka 5", "example.com/tls"]


def test_what_is_discarded_or_shared_already_does_not_come_back(company: Company, feed: ShelfSourceId) -> None:
    place = communities.show(company.platform, viewer=company.margaret).id
    draft = LinkDraft(url="https://www.example.com/tls", title="TLS", body=text(""), skills=(), community=place)
    links.share(draft, by=company.ada.id)
    [item] = shelf_items.put(feed, [KAFKA, TLS], title="News")
    shelf_items.discard(item, by=company.margaret)
    assert shelf_items.put(feed, [KAFKA, TLS], title="News") == ()
    assert titles(company) == []
    with pytest.raises(NotFound):
        shelf_items.discard(item, by=company.margaret)


def test_one_coach_takes_an_item_and_it_is_back_if_it_was_not_shared(company: Company, feed: ShelfSourceId) -> None:
    [item] = shelf_items.put(feed, [KAFKA], title="News")
    assert shelf_items.take(item, by=company.margaret).title == "Kafka 5"
    for by in (company.margaret, company.ada):
        with pytest.raises(NotFound):
            shelf_items.take(item, by=by)
    assert titles(company) == []
    with clock.put_back(clock.now() + timedelta(minutes=11)):
        assert titles(company) == ["Kafka 5"]


def test_a_removed_feed_leaves_what_it_brought(company: Company, feed: ShelfSourceId) -> None:
    shelf_items.put(feed, [KAFKA], title="News")
    assert shelf_sources.remove(feed, by=company.margaret) == company.platform
    assert titles(company) == ["Kafka 5"]
    assert shelf_sources.get(feed) is None
    with pytest.raises(NotFound):
        shelf_sources.remove(feed, by=company.margaret)
