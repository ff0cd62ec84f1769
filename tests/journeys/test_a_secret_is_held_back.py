"""A secret is held back: Sophie pastes a token and a card into a tip. Hedwig, her coach, sees why the card may stay."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from graph import driver
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.sensitive import found
from tests.graph.sensitive.samples import GITHUB, LIKELY
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def _members(journey: Journey) -> None:
    sophie, hedwig = joined("Sophie"), joined("Hedwig")
    driver.write("MATCH (person:Person) WHERE person.id IN $ids REMOVE person.welcome", ids=[sophie, hedwig])
    slug = communities.found(CommunityDraft(name="Tills", purpose="Sell.", visibility="public"), by=hedwig)
    memberships.join(slug, by=sophie)


@pytest.mark.usefixtures("_members")
def test_the_writer_mends_it_and_the_coach_reads_why(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    writer = journey.sign_in("sophie")
    mend(writer, no_barriers)
    [tip] = driver.read("MATCH (post:Post {title: 'Ring up a sale'}) RETURN post.id AS id")
    found.look(tip["id"])
    look(journey.sign_in("hedwig"), no_barriers)


def mend(writer: Page, no_barriers: Callable[[Page], None]) -> None:
    writer.goto("/tips/new", wait_until="networkidle")
    writer.get_by_label("Title").fill("Ring up a sale")
    writer.get_by_label("Where to post").select_option(label="Tills")
    writer.get_by_label("Your tip").fill(f"Sign in with\n\n{GITHUB}\n\nand pay with {LIKELY['card']}.")
    writer.get_by_role("button", name="Share").click()
    expect(writer.get_by_text("Replace it with a placeholder.").last).to_be_visible()
    writer.wait_for_load_state("networkidle")
    writer.get_by_label("Your tip").fill(f"Sign in with your token and pay with {LIKELY['card']}.")
    writer.get_by_role("button", name="Share").click()
    expect(writer.get_by_text("This looks like the number of a payment card").last).to_be_visible()
    writer.set_viewport_size(PHONE)
    no_barriers(writer)
    assert writer.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    writer.get_by_label("Why it can be published").fill("It is the card of our test till.")
    writer.get_by_role("button", name="Share").click()
    expect(writer.get_by_role("heading", name="Ring up a sale")).to_be_visible()


def look(coach: Page, no_barriers: Callable[[Page], None]) -> None:
    cost = Cost(coach)
    coach.get_by_role("link", name="Review", exact=True).first.click()
    expect(coach.get_by_text("The number of a payment card: …67, line 1")).to_be_visible()
    expect(coach.get_by_text("It is the card of our test till.")).to_be_visible()
    expect(coach.get_by_role("main").get_by_text("Sophie")).to_have_count(0)
    no_barriers(coach)
    coach.keyboard.press("a")
    expect(coach.get_by_text("Nothing waits for you")).to_be_visible()
    assert len(cost.steps) == 2, cost.steps
