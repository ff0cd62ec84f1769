"""The shelf of a community: the page with its feeds, and one key for each item in Review."""

from collections.abc import Callable

import pytest

from graph.communities import communities
from graph.ids import ShelfItemId
from graph.library import shelf_items, shelf_sources
from graph.library.shelf_items import Found
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]

FEED = "https://example.com/feed.xml"


@pytest.fixture
def item(company: Company) -> ShelfItemId:
    shelf_sources.add(company.platform, FEED, by=company.margaret)
    feed = shelf_sources.of(company.platform, viewer=company.margaret).sources[0].id
    found = Found(url="https://example.com/kafka", title="Kafka 5 is out", summary="Faster.")
    return shelf_items.put(feed, [found], title="News")[0]


def test_a_coach_adds_and_removes_a_feed(as_: As, company: Company) -> None:
    margaret, place = as_(company.margaret), f"/communities/{company.platform}"
    assert f"{place}/shelf" in margaret.get(place).text
    assert FEED in margaret.send(f"{place}/shelf", url=FEED).text
    source = shelf_sources.of(company.platform, viewer=company.margaret).sources[0].id
    assert "No feeds yet" in margaret.send(f"/shelf-sources/{source}/removal").text


def test_what_is_no_address_comes_back(as_: As, company: Company) -> None:
    answer = as_(company.margaret).send(f"/communities/{company.platform}/shelf", url="feed")
    assert answer.status_code == 422
    assert "Enter the full address" in answer.text


def test_one_key_shares_an_item_with_the_skills_that_it_names(as_: As, company: Company, item: ShelfItemId) -> None:
    margaret = as_(company.margaret)
    assert "Kafka 5 is out" in margaret.get("/review?kind=shelf").text
    margaret.send("/review/approval", item=f"shelf:{item}")
    place = communities.show(company.platform, viewer=company.margaret).id
    [card] = [one for one in communities.posts(place, viewer=company.ada, before=10**18).cards if one.kind == "link"]
    assert (card.title, [skill.name for skill in card.skills]) == ("Kafka 5 is out", ["kafka"])
    assert shelf_items.waiting(viewer=company.margaret) == ()


def test_another_key_discards_it(as_: As, company: Company, item: ShelfItemId) -> None:
    as_(company.margaret).send("/review/refusal", item=f"shelf:{item}")
    assert shelf_items.waiting(viewer=company.margaret) == ()


def test_others_have_no_shelf(as_: As, company: Company, item: ShelfItemId) -> None:
    for other in (company.ada, company.tim):
        assert as_(other).get(f"/communities/{company.platform}/shelf").status_code == 403
        assert as_(other).send(f"/communities/{company.platform}/shelf", url=FEED).status_code == 403
