"""How a community does: Ottilie, its coach, looks at its months and its units, also on her phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from graph import viewers
from graph.communities import communities, memberships, month_tallies
from graph.communities.communities import CommunityDraft
from graph.ids import new_id
from graph.people import employment
from tests.graph.communities import history
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined

PHONE: ViewportSize = {"width": 360, "height": 740}
BACK = next(back for back in range(1, 4) if history.day(back).month % 3 == 0)


@pytest.fixture
def weavers(journey: Journey) -> str:
    """A community that Ottilie coaches. Five people of Looms asked in its last quarter, and five of Yarns answered."""
    ottilie = joined("Ottilie")
    draft = CommunityDraft(name=f"Weavers {new_id()}", purpose="Cloth.", visibility="public")
    slug = communities.found(draft, by=ottilie)
    place = communities.show(slug, viewer=viewers.get(ottilie)).id
    for number in range(5):
        pair = [joined(f"{name}{number}") for name in ("Loom", "Yarn")]
        for one, unit in zip(pair, ("Looms", "Yarns"), strict=True):
            memberships.join(slug, by=one)
            employment.place(one, unit=unit, manager=None, by=history.admin())
        asked = history.ask_in(place, viewers.get(pair[0]), back=BACK)
        history.answer(asked, viewers.get(pair[1]), back=BACK)
    # The site may have counted the months of the new community before they had posts, and looks again tomorrow.
    month_tallies.count(place)
    return slug


def test_a_coach_sees_months_and_units_and_a_member_their_bridges(
    journey: Journey, weavers: str, no_barriers: Callable[[Page], None]
) -> None:
    coach = journey.sign_in("ottilie")
    coach.goto(f"/communities/{weavers}")
    cost = Cost(coach)
    coach.get_by_role("link", name="How this community is doing").click()
    coach.get_by_role("link", name="Last 6 months").click()
    assert len(cost.steps) == 2
    expect(coach.get_by_role("row", name="Questions answered within a week").get_by_text("100 %")).to_be_visible()
    expect(coach.get_by_role("row", name="Looms Yarns 5+")).to_be_visible()
    no_barriers(coach)
    phone = journey.sign_in("ottilie", viewport=PHONE, color_scheme="dark")
    phone.goto(coach.url)
    expect(phone.get_by_role("row", name="Looms Yarns 5+")).to_be_visible()
    no_barriers(phone)
    member = journey.sign_in("yarn1")
    member.goto("/bridges")
    expect(member.get_by_role("heading", name="You bridge Yarns and Looms")).to_be_visible()
