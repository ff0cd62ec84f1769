"""Reading the feeds of shelves: blogs, podcasts and video channels, and what is no feed."""

from collections.abc import Iterator

import pytest

from graph.ids import ShelfSourceId
from graph.library import shelf_items, shelf_sources
from graph.library.shelf_sources import ShelfSource
from tests.company import Company
from tests.workers import sites
from workers.posts import feed_files, shelves, web
from workers.posts.feed_files import Entry, NotAFeed

BLOG = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><title>Kafka &amp; more</title><link>/kafka</link>
<description>&lt;p&gt;It is &lt;b&gt;out&lt;/b&gt;.&lt;/p&gt;</description></item>
<item><title>No address</title></item></channel></rss>"""
PODCAST = b"""<rss><channel><title>Talks</title><item><title>Episode 1</title><guid isPermaLink="false">e1</guid>
<enclosure url="https://example.com/1.mp3" type="audio/mpeg" length="1"/></item></channel></rss>"""
CHANNEL = b"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><title>Films</title>
<entry><title>See</title><link rel="self" href="https://example.com/x"/>
<link rel="alternate" href="https://example.com/see"/><summary>A film.</summary></entry></feed>"""
BOMB = b"""<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>"""
HERE = "https://example.com/feed.xml"


@pytest.mark.parametrize(
    ("content", "entry"),
    [
        (BLOG, Entry(url="https://example.com/kafka", title="Kafka & more", summary="It is out.")),
        (PODCAST, Entry(url="https://example.com/1.mp3", title="Episode 1", summary="")),
        (CHANNEL, Entry(url="https://example.com/see", title="See", summary="A film.")),
    ],
)
def test_feeds_of_blogs_podcasts_and_video_channels_are_read(content: bytes, entry: Entry) -> None:
    assert feed_files.read(content, url=HERE).entries == (entry,)


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"\xff\xfe", b"<rss>", BOMB, BOMB * 2])
def test_what_is_no_feed_or_would_grow_is_refused(content: bytes) -> None:
    with pytest.raises(NotAFeed):
        feed_files.read(content, url=HERE)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site on this machine, in a network that the operator has allowed."""
    monkeypatch.setenv("GUILDHALL_LINK_NETWORKS", "127.0.0.0/8")
    with sites.running() as (address, _):
        yield address


def add(company: Company, url: str) -> ShelfSourceId:
    shelf_sources.add(company.platform, url, by=company.margaret)
    return source(company).id


def source(company: Company) -> ShelfSource:
    return shelf_sources.of(company.platform, viewer=company.margaret).sources[0]


def test_what_a_feed_announces_is_put_on_the_shelf_once(company: Company, site: str) -> None:
    add(company, f"{site}/feed")
    shelves.sweep()
    [item] = shelf_items.waiting(viewer=company.margaret)
    assert (item.title, item.source, item.url) == ("Kafka 5", "News of Kafka", f"{site}/kafka")
    assert shelf_sources.due() == ()


def test_an_unchanged_feed_is_not_read_again(company: Company, site: str) -> None:
    feed = add(company, f"{site}/feed")
    shelves.read(feed)
    with pytest.raises(web.Unchanged):
        web.get(f"{site}/feed", most_bytes=100, etag=sites.ETAG)
    shelves.read(feed)
    assert source(company).problem == ""
    assert len(shelf_items.waiting(viewer=company.margaret)) == 1


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("page", "This isn't a feed"),
        ("gone", "no longer exists"),
        ("closed", "isn't open"),
        ("inside", "inside the company"),
    ],
)
def test_what_cannot_be_read_is_said_on_the_page(company: Company, site: str, path: str, problem: str) -> None:
    shelves.read(add(company, f"{site}/{path}"))
    assert problem in source(company).problem
    assert shelf_sources.due() == ()


def test_a_feed_inside_the_company_is_not_asked(company: Company) -> None:
    shelves.read(add(company, "http://127.0.0.1/feed"))
    assert "inside the company network" in source(company).problem


def test_a_feed_that_was_removed_meanwhile_is_left_alone(company: Company) -> None:
    feed = add(company, "https://example.com/feed.xml")
    shelf_sources.remove(feed, by=company.margaret)
    shelves.read(feed)
