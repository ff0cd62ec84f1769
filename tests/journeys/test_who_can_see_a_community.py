"""A community closes: Ottilie, its coach, reads what will change. Waldemar, who is outside, finds nothing any more."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from graph import driver, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.ids import TipId
from graph.posts import tips
from graph.posts.tips import TipDraft
from tests import company as stories
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined

PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture
def tip(journey: Journey) -> TipId:
    """A tip of Kunigunde in a public community that Ottilie coaches and Waldemar isn't in."""
    ottilie, kunigunde, waldemar = (joined(name) for name in ("Ottilie", "Kunigunde", "Waldemar"))
    driver.write(
        "MATCH (person:Person) WHERE person.id IN $ids REMOVE person.welcome", ids=[ottilie, kunigunde, waldemar]
    )
    slug = communities.found(CommunityDraft(name="Bookbinders", purpose="Bind.", visibility="public"), by=ottilie)
    memberships.join(slug, by=kunigunde)
    here = communities.show(slug, viewer=viewers.get(ottilie)).id
    draft = TipDraft(title="Glue the spine", body=stories.text("Twice."), skills=("Bookbinding",), community=here)
    return tips.post(draft, by=kunigunde)


def test_a_coach_a_member_and_a_stranger(journey: Journey, tip: TipId, no_barriers: Callable[[Page], None]) -> None:
    coach, member, stranger = (journey.sign_in(name) for name in ("ottilie", "kunigunde", "waldemar"))
    stranger.goto(f"/tips/{tip}")
    expect(stranger.get_by_role("heading", name="Glue the spine")).to_be_visible()
    close(coach, no_barriers)
    stranger.goto(f"/tips/{tip}")
    expect(stranger.get_by_role("heading", name="Glue the spine")).to_have_count(0)
    stranger.goto("/communities/bookbinders")
    expect(stranger.get_by_role("button", name="Ask to join")).to_be_visible()
    line = journey.told(member, "Only members can read now what is posted in")
    expect(line).to_contain_text("Bookbinders")


def close(coach: Page, no_barriers: Callable[[Page], None]) -> None:
    coach.goto("/communities/bookbinders")
    cost = Cost(coach)
    coach.get_by_role("link", name="Who can see it").click()
    no_barriers(coach)
    coach.get_by_label("Private").check()
    coach.get_by_role("button", name="See what would change").click()
    expect(coach.get_by_text("Only members can read its 1 post")).to_be_visible()
    no_barriers(coach)
    coach.set_viewport_size(PHONE)
    assert coach.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    coach.get_by_role("button", name="Make it private").click()
    expect(coach.get_by_text("Search and evidence follow within minutes")).to_be_visible()
    assert len(cost.steps) == 3, cost.steps
