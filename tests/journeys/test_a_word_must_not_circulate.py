"""A word must not circulate: Ottilie lists it in three clicks, and Benno, who writes it, learns what to say instead."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from graph import driver
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined

PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture
def _members(journey: Journey) -> None:
    ottilie, benno = joined("Ottilie"), joined("Benno")
    driver.write("MATCH (person:Person) WHERE person.id IN $ids REMOVE person.welcome", ids=[ottilie, benno])
    slug = communities.found(CommunityDraft(name="Falconers", purpose="Birds.", visibility="public"), by=ottilie)
    memberships.join(slug, by=benno)


@pytest.mark.usefixtures("_members")
def test_a_coach_lists_a_word_and_a_writer_meets_it(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    list_it(journey.sign_in("ottilie"), no_barriers)
    meet_it(journey.sign_in("benno"), no_barriers)


def list_it(coach: Page, no_barriers: Callable[[Page], None]) -> None:
    cost = Cost(coach)
    coach.get_by_role("link", name="Words", exact=True).first.click()
    coach.get_by_label("Word, phrase or pattern").fill("goshawk")
    coach.get_by_label("Try it on a text").fill("The g\u043eshawk flies.")
    coach.get_by_role("button", name="Check").click()
    expect(coach.get_by_text("No post that you can see has it.")).to_be_visible()
    expect(coach.get_by_text("The text would not be published.")).to_be_visible()
    no_barriers(coach)
    coach.get_by_label("What writers are told").fill("Say “the bird” until Thursday.")
    coach.get_by_role("button", name="Put it on the list").click()
    expect(coach.get_by_text("Saved. It holds for what people write from now on.")).to_be_visible()
    assert len(cost.steps) == 3, cost.steps
    coach.set_viewport_size(PHONE)
    no_barriers(coach)
    assert coach.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def meet_it(writer: Page, no_barriers: Callable[[Page], None]) -> None:
    writer.goto("/tips/new", wait_until="networkidle")
    writer.get_by_label("Title").fill("Feed it")
    writer.get_by_label("Where to post").select_option(label="Falconers")
    writer.get_by_label("Your tip").fill("Feed the g o s h a w k.")
    writer.get_by_role("button", name="Share").click()
    expect(
        writer.get_by_text("“g o s h a w k” can't be used here. Say “the bird” until Thursday.").last
    ).to_be_visible()
    no_barriers(writer)
    expect(writer.get_by_label("Your tip")).to_have_value("Feed the g o s h a w k.")
    writer.get_by_label("Your tip").fill("Feed the bird.")
    writer.get_by_role("button", name="Share").click()
    expect(writer.get_by_role("heading", name="Feed it")).to_be_visible()
