"""Collections filled by a search, on both engines: who is told about new items."""

import pytest

from graph import driver
from graph.communities import communities
from graph.errors import Forbidden, Invalid
from graph.feed import follows, news
from graph.finding.saved_searches import SearchDraft
from graph.ids import CollectionId
from graph.library import collections, search_collections
from graph.library.collections import CollectionDraft
from graph.library.rules import Rule
from graph.viewers import Viewer
from tests.company import Company


def draft(text: str = "kafka skill:kafka", seen_by: str = "everyone") -> CollectionDraft:
    search = SearchDraft(text=text, words="kafka", synonyms=(), marks=("skill:kafka",))
    return CollectionDraft(name="On Kafka", description="", seen_by=seen_by, rule=Rule(search=search))


def kept(by: Viewer, *followers: Viewer, seen_by: str = "everyone") -> CollectionId:
    id = collections.create(draft(seen_by=seen_by), by=by)
    for follower in followers:
        follows.follow("collection", id, by=follower)
    return id


def test_it_says_what_its_search_was_and_only_its_keeper_changes_that(company: Company) -> None:
    id = kept(company.ada)
    shown = collections.show(id, viewer=company.tim)
    assert (shown.search, shown.is_automatic, shown.kind, shown.skill) == ("kafka skill:kafka", True, None, None)
    collections.describe(id, draft("lag"), by=company.ada)
    assert collections.show(id, viewer=company.tim).search == "lag"
    with pytest.raises(Forbidden):
        collections.describe(id, draft("tax"), by=company.tim)


def test_nothing_and_too_much_are_no_search() -> None:
    for text in (" ", "x" * 301):
        with pytest.raises(Invalid):
            draft(text)


def test_whoever_follows_it_and_is_here_is_told(company: Company) -> None:
    id = kept(company.ada, company.tim, company.grace)
    driver.write("MATCH (grace:Person {id: $id}) SET grace.state = 'left'", id=company.grace.id)
    [one] = search_collections.followed()
    assert (one.id, one.follower, one.words, one.marks) == (id, company.tim.id, "kafka", ("skill:kafka",))


def test_who_may_no_longer_see_it_is_not_told(company: Company) -> None:
    platform = communities.show(company.platform, viewer=company.ada).id
    id = kept(company.ada, company.linus, seen_by=platform)
    assert [one.follower for one in search_collections.followed()] == [company.linus.id]
    collections.describe(id, draft(seen_by="me"), by=company.ada)
    assert search_collections.followed() == ()


def test_what_came_into_it_is_news_to_who_may_see_it(company: Company) -> None:
    id = kept(company.grace, company.tim, company.linus)
    for _ in range(2):
        for one in search_collections.followed():
            search_collections.found(id, [company.kafka_tip, company.platform_question], follower=one.follower)
    assert {(one.card.id, one.name) for one in news.of(company.tim)} == {(company.kafka_tip, "On Kafka")}
    assert {one.card.id for one in news.of(company.linus)} >= {company.kafka_tip, company.platform_question}


def test_ones_own_posts_are_no_news(company: Company) -> None:
    id = kept(company.grace, company.ada, company.tim)
    for follower in (company.ada, company.tim):
        search_collections.found(id, [company.kafka_tip], follower=follower.id)
    assert "On Kafka" in [one.name for one in news.of(company.tim)]
    assert "On Kafka" not in [one.name for one in news.of(company.ada)]
