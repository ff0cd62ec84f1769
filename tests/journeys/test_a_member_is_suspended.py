"""A suspension: Sofja keeps Kurt out until a day. He reads why, asks for another look, and Edwina lets him in again."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from graph import clock, driver, viewers
from graph.ids import PersonId
from tests.journeys.clicks import Cost
from tests.journeys.conftest import PASSWORD, Journey
from tests.journeys.newcomers import joined

PHONE = {"width": 360, "height": 740}


def test_a_suspension(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    sofja, kurt, edwina = joined("Sofja"), joined("Kurt"), joined("Edwina")
    driver.write("MATCH (p:Person) WHERE p.id IN $ids SET p.is_admin = true", ids=[sofja, edwina])
    driver.write("MATCH (p:Person) WHERE p.id IN $ids REMOVE p.welcome", ids=[sofja, kurt, edwina])
    member = journey.sign_in("kurt")
    suspend(journey.sign_in("sofja"), kurt, no_barriers)
    reads_why(member, no_barriers)
    let_in(journey.sign_in("edwina"), no_barriers)
    member.goto("/questions")
    expect(member.get_by_role("heading", level=1, name="Questions")).to_be_visible()
    assert viewers.get(kurt)


def suspend(admin: Page, kurt: PersonId, no_barriers: Callable[[Page], None]) -> None:
    admin.goto(f"/people/{kurt}")
    cost = Cost(admin)
    admin.get_by_role("link", name="Moderation").click()
    admin.locator("summary", has_text="Suspend").click()
    form = admin.locator("form").filter(has=admin.get_by_role("button", name="Suspend", exact=True))
    form.get_by_label("What was wrong?").select_option("Rude or hurtful")
    form.get_by_label("In your words").fill("You threatened a colleague.")
    form.get_by_label("Last day").fill((clock.now() + timedelta(days=7)).date().isoformat())
    no_barriers(admin)
    form.get_by_role("button", name="Suspend", exact=True).click()
    expect(admin.get_by_role("button", name="End it now")).to_be_visible()
    assert len(cost.steps) == 2, cost.steps
    admin.set_viewport_size(PHONE)
    no_barriers(admin)
    assert admin.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def reads_why(member: Page, no_barriers: Callable[[Page], None]) -> None:
    """His session has ended. He signs in again, on his phone."""
    member.set_viewport_size(PHONE)
    member.goto("/questions")
    member.get_by_label("Email address").fill("kurt@example.com")
    member.get_by_label("Password").fill(PASSWORD)
    member.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(member.get_by_role("heading", level=1, name="You are suspended")).to_be_visible()
    expect(member.get_by_text("You threatened a colleague.")).to_be_visible()
    expect(member.get_by_text("Sofja")).to_have_count(0)
    no_barriers(member)
    member.get_by_label("Why should it end?").fill("I have apologised.")
    member.get_by_role("button", name="Ask another admin").click()
    expect(member.get_by_text("Another admin is going to look at it")).to_be_visible()
    no_barriers(member)
    assert member.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def let_in(admin: Page, no_barriers: Callable[[Page], None]) -> None:
    admin.goto("/review?kind=suspension")
    item = admin.get_by_role("listitem").filter(has_text="I have apologised.")
    no_barriers(admin)
    item.get_by_role("button", name="End it").first.click()
    expect(admin.get_by_text("I have apologised.")).to_have_count(0)
