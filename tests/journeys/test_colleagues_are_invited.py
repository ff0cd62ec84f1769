"""An invitation: Balthazar invites Crescentia and Cunegonde to his hidden community. One joins, the other declines."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from graph import driver
from graph.communities import communities
from graph.communities.communities import CommunityDraft
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def slug(journey: Journey) -> str:
    """Balthazar's hidden community."""
    people = [joined(name) for name in ("Balthazar", "Crescentia", "Cunegonde")]
    driver.write("MATCH (person:Person) WHERE person.id IN $ids REMOVE person.welcome", ids=people)
    return communities.found(CommunityDraft(name="Alchemy", purpose="Gold.", visibility="hidden"), by=people[0])


def test_colleagues_are_invited(journey: Journey, slug: str, no_barriers: Callable[[Page], None]) -> None:
    coach, crescentia, cunegonde = (journey.sign_in(name) for name in ("balthazar", "crescentia", "cunegonde"))
    invite(coach, slug, no_barriers)
    journey.told(crescentia, "Balthazar invites you to join Alchemy")
    reply(crescentia, "Join", no_barriers)
    expect(crescentia.get_by_role("button", name="Leave")).to_be_visible()
    cunegonde.set_viewport_size(PHONE)
    journey.told(cunegonde, "Balthazar invites you to join Alchemy")
    reply(cunegonde, "Decline", no_barriers)
    expect(cunegonde.get_by_text("Declined. Nobody is told.")).to_be_visible()
    coach.reload()
    expect(coach.get_by_role("button", name="Take back the invitation of Crescentia")).to_have_count(0)
    expect(coach.get_by_role("button", name="Take back the invitation of Cunegonde")).to_be_visible()
    no_barriers(coach)


def invite(coach: Page, slug: str, no_barriers: Callable[[Page], None]) -> None:
    coach.goto(f"/communities/{slug}")
    cost = Cost(coach)
    field = coach.get_by_label("Names or email addresses")
    field.press_sequentially("Crescentia, Cune")
    expect(coach.locator("person-field option[value='Crescentia, Cunegonde']")).to_be_attached()
    field.fill("Crescentia, Cunegonde")
    coach.get_by_role("button", name="Invite", exact=True).click()
    expect(coach.get_by_text("Invited. Nobody is told if someone declines.")).to_be_visible()
    assert len(cost.steps) == 1, cost.steps
    no_barriers(coach)


def reply(person: Page, answer: str, no_barriers: Callable[[Page], None]) -> None:
    person.goto("/inbox")
    cost = Cost(person)
    person.get_by_role("link", name="Balthazar invites you to join").click()
    expect(person.get_by_text("Gold.")).to_be_visible()
    assert person.evaluate("document.documentElement.scrollWidth <= innerWidth")
    no_barriers(person)
    person.get_by_role("button", name=answer).click()
    assert len(cost.steps) == 2, cost.steps
