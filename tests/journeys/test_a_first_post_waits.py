"""A first post waits: Rosalba posts among printers, and Wibke, their coach, looks before others see it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from graph import driver
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.ids import new_id
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined

PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture
def printers(journey: Journey) -> str:
    """A public community that Wibke coaches, and Rosalba has joined."""
    wibke, rosalba = joined("Wibke"), joined("Rosalba")
    driver.write("MATCH (person:Person) WHERE person.id IN $ids REMOVE person.welcome", ids=[wibke, rosalba])
    name = f"Printers {new_id()}"
    slug = communities.found(CommunityDraft(name=name, purpose="Ink.", visibility="public"), by=wibke)
    memberships.join(slug, by=rosalba)
    return slug


def test_a_first_post_is_sent_back_mended_and_published(
    journey: Journey, printers: str, no_barriers: Callable[[Page], None]
) -> None:
    coach, author = journey.sign_in("wibke"), journey.sign_in("rosalba")
    let_first_posts_wait(coach, printers, no_barriers)
    author.goto(f"/tips/new?community={printers}")
    author.get_by_label("Title").fill("Wash the rollers")
    author.get_by_label("Your tip").fill("At night.")
    author.get_by_role("button", name="Share").click()
    expect(author.get_by_text("Only you and the coaches see it until then.")).to_be_visible()
    no_barriers(author)
    decide(coach, "r", no_barriers)
    journey.told(author, "A coach has not published").get_by_role("link").click()
    expect(author.get_by_text("Say in a sentence what it is good for")).to_be_visible()
    no_barriers(author)
    author.get_by_role("link", name="Change it and send it again").click()
    expect(author.get_by_label("Title")).to_have_value("Wash the rollers")
    author.get_by_label("Your tip").fill("At night, so that the ink doesn't dry.")
    author.get_by_role("button", name="Share").click()
    decide(coach, "a", no_barriers)
    journey.told(author, "A coach has published").get_by_role("link").click()
    expect(author.get_by_role("heading", name="Wash the rollers")).to_be_visible()
    expect(author.get_by_text("doesn't dry")).to_be_visible()


def let_first_posts_wait(coach: Page, slug: str, no_barriers: Callable[[Page], None]) -> None:
    coach.goto(f"/communities/{slug}")
    cost = Cost(coach)
    coach.get_by_role("link", name="Who publishes directly").click()
    no_barriers(coach)
    coach.get_by_label("Members whose first posts a coach has published").check()
    coach.get_by_role("button", name="Save").click()
    expect(coach.get_by_text("It holds for what is posted from now on")).to_be_visible()
    assert len(cost.steps) == 2, cost.steps


def decide(coach: Page, key: str, no_barriers: Callable[[Page], None]) -> None:
    coach.set_viewport_size(PHONE)
    coach.goto("/review")
    expect(coach.get_by_role("heading", name="Wash the rollers")).to_be_visible()
    no_barriers(coach)
    assert coach.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    coach.keyboard.press(key)
    expect(coach.get_by_text("Nothing waits for you")).to_be_visible()
