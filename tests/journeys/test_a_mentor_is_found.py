"""A mentor is found: from the page of a skill to the people who could help, why, whom to ask first, and who replies."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from graph import driver
from graph.expertise import stated_levels
from graph.ids import SkillSlug
from graph.viewers import Viewer
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey

KAFKA = SkillSlug("kafka")


@pytest.fixture(autouse=True)
def _nothing_is_left(journey: Journey) -> Iterator[None]:
    yield
    # Other stories show what Ada and Tim know by what they wrote alone.
    for one in (journey.company.ada, journey.company.tim):
        stated_levels.set_interest(KAFKA, wants=False, teaches=False, by=one)
        stated_levels.state(KAFKA, None, by=one)
    for one in (journey.company.linus, journey.company.margaret):
        driver.write("MATCH (:Person {id: $id})-[:AIMS_AT]->(goal:Goal) DETACH DELETE goal", id=one.id)
    driver.write("MATCH (ask:MentorAsk)-[:PART_OF]->(request:MentorRequest) DETACH DELETE ask, request")


def teach(*people: Viewer) -> None:
    for one in people:
        stated_levels.set_interest(KAFKA, wants=False, teaches=True, by=one)
        stated_levels.state(KAFKA, 4, by=one)


def test_linus_finds_a_mentor_in_two_clicks(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    teach(journey.company.ada, journey.company.tim)
    page = journey.sign_in("linus")
    page.goto("/skills/kafka")
    cost = Cost(page)
    page.get_by_role("button", name="Find a mentor").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mentors for kafka")
    ada = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Ada")).first
    expect(ada.get_by_text("Answered a question on kafka")).to_be_visible()
    ada.get_by_text("How well Ada fits").click()
    expect(ada.get_by_text("Near your time zone")).to_be_visible()
    no_barriers(page)
    page.get_by_label("First choice").select_option(label="Ada")
    page.get_by_label("Second choice").select_option(label="Tim")
    cost.fill("Why you ask them", "Our team runs it from spring.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your first choice is asked.")).to_be_visible()
    # The button that finds a mentor and the form that asks, each with the page that follows.
    assert len([step for step in cost.steps if step.startswith("POST")]) == 2, cost.steps
    assert cost.fields == ["Why you ask them"]
    expect(page.get_by_text("Is asked, until")).to_be_visible()


def test_margaret_does_not_want_tim_for_now_and_then_does(
    journey: Journey, no_barriers: Callable[[Page], None]
) -> None:
    teach(journey.company.tim)
    page = journey.sign_in("margaret")
    page.goto("/skills/kafka")
    page.get_by_role("button", name="Find a mentor").click()
    page.get_by_role("button", name="Not now Tim").click()
    page.get_by_text("People you don't want suggested").click()
    no_barriers(page)
    page.get_by_role("button", name="Suggest again Tim").click()
    expect(page.get_by_role("button", name="Not now Tim")).to_be_visible()
