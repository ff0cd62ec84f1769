"""A coach's morning: Florence opens one page, and decides about each thing that waits with one key."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from graph import driver, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.editing import suggested_edits
from graph.editing.edits import Edit
from graph.freshness import freshness
from graph.ids import PersonId, TipId, new_id
from graph.posts import texts, tips
from graph.posts.tips import TipDraft
from graph.reporting import reports
from graph.reporting.reports import ReportDraft
from tests import company as stories
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def waiting(journey: Journey) -> None:
    """Five things wait for Florence: a report, an edit, a doubt and two who would like to join."""
    florence, edith, agnes, clara = (joined(name) for name in ("Florence", "Edith", "Agnes", "Clara"))
    driver.write("MATCH (person:Person) WHERE person.id IN $ids REMOVE person.welcome", ids=[florence, edith])
    name = f"Nurses {new_id()}"
    slug = communities.found(CommunityDraft(name=name, purpose="Wash hands.", visibility="private"), by=florence)
    memberships.admit(slug, edith, by=florence)
    here = communities.show(slug, viewer=viewers.get(florence)).id
    spam, lamp, soap = (_tip(title, here, by=edith) for title in ("Cheap lamps", "Trim the wick", "Use soap"))
    reader = viewers.get(edith)
    memberships.admit(slug, agnes, by=florence)
    reports.report(spam, ReportDraft(reason="spam"), by=viewers.get(agnes))
    now = texts.get(lamp, viewer=viewers.get(agnes))
    clearer = stories.text("Trim it each evening.")
    edit = Edit(of=now, title=now.title, body=clearer, skills=now.skills, is_cheat_sheet=False, summary="When to")
    suggested_edits.suggest(edit, by=viewers.get(agnes))
    freshness.doubt(soap, "We have alcohol now.", by=reader)
    memberships.join(slug, by=clara)
    memberships.join(slug, by=joined("Ethel"))


def _tip(title: str, community: str, *, by: PersonId) -> TipId:
    return tips.post(TipDraft(title=title, body=stories.text("So."), skills=("Nursing",), community=community), by=by)


@pytest.mark.usefixtures("waiting")
def test_one_click_to_the_queue_and_one_key_for_each(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    page = journey.sign_in("florence")
    page.goto("/")
    expect(page.get_by_role("navigation").get_by_text("5 items wait")).to_be_attached()
    cost = Cost(page)
    page.get_by_role("link", name="Review", exact=True).first.click()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        no_barriers(page)
    keys = {"Cheap lamps": "r", "Use soap": "a", "Trim the wick": "a", "Clara": "a", "Ethel": "r"}
    for left in range(5, 0, -1):
        rows = page.locator(".rows > li")
        expect(rows).to_have_count(left)
        first = rows.first.get_by_role("heading").inner_text()
        page.keyboard.press(keys.pop(first))
    expect(page.get_by_text("Nothing waits for you")).to_be_visible()
    assert len(cost.steps) == 1 + 5, cost.steps


@pytest.mark.usefixtures("waiting")
def test_on_a_phone_one_kind_at_a_time_and_several_at_once(
    journey: Journey, no_barriers: Callable[[Page], None]
) -> None:
    page = journey.sign_in("florence")
    page.set_viewport_size(PHONE)
    page.goto("/review")
    no_barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("link", name="Requests to join").click()
    page.get_by_label("Choose Clara").check()
    page.get_by_label("Choose Ethel").check()
    page.get_by_role("button", name="Let them in").click()
    expect(page.get_by_text("Done: 2 items.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
