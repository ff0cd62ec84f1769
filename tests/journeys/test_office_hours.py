"""Office hours: Lise opens them, Otto books a slot in two clicks from her page, and she can't come after all."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from graph import driver, viewers
from graph.expertise import stated_levels
from graph.people import people
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined

PHONE = {"width": 360, "height": 740}
SKILL = "Nuclear physics"


@pytest.fixture(autouse=True)
def _two_who_teach_and_learn(journey: Journey) -> None:
    ids = [joined(name) for name in ("Lise", "Otto")]
    driver.write("MATCH (person:Person) WHERE person.id IN $ids REMOVE person.welcome", ids=ids)
    stated_levels.add((SKILL,), level=5, wants=False, teaches=True, by=viewers.get(ids[0]))


def test_a_slot_is_booked_and_cancelled(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    mentor, learner = journey.sign_in("lise", color_scheme="dark"), journey.sign_in("otto")
    open_hours(mentor, no_barriers)
    book(learner, no_barriers)
    journey.told(mentor, "Otto comes to your office hours")
    cancel(mentor, no_barriers)
    journey.told(learner, "Lise can't come to office hours")


def open_hours(mentor: Page, no_barriers: Callable[[Page], None]) -> None:
    """Lise opens office hours from Mentoring. At first she forgets the day."""
    mentor.goto("/mentoring")
    mentor.get_by_role("link", name="Open office hours").click()
    mentor.get_by_label("Where you meet online (optional)").fill("https://meet.example.com/lise")
    mentor.evaluate("document.querySelector('#weekday').required = false")
    mentor.get_by_role("button", name="Open office hours").click()
    expect(mentor.get_by_role("alert")).to_contain_text("Choose a day of the week.")
    no_barriers(mentor)
    mentor.get_by_label("Day").select_option("Wednesday")
    mentor.get_by_role("button", name="Open office hours").click()
    expect(mentor.get_by_text("Wednesday, 14:00 to 15:00").first).to_be_visible()
    mentor.set_viewport_size(PHONE)
    no_barriers(mentor)
    assert mentor.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def book(learner: Page, no_barriers: Callable[[Page], None]) -> None:
    """Otto goes from her page to the slots, and takes the next one."""
    learner.goto(f"/people/{people.find_by_email('lise@example.com')}")
    no_barriers(learner)
    cost = Cost(learner)
    learner.get_by_role("link", name="Book Lise").click()
    no_barriers(learner)
    cost.fill("What you would like to talk about (optional)", "Fission")
    learner.get_by_role("button", name="Book Lise").click()
    expect(learner.get_by_text("It is booked.")).to_be_visible()
    assert len([step for step in cost.steps if step.startswith("POST")]) == 1, cost.steps
    assert cost.fields == ["What you would like to talk about (optional)"]
    learner.set_viewport_size(PHONE)
    no_barriers(learner)
    assert learner.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    with learner.expect_download() as downloading:
        learner.get_by_role("link", name="Add to calendar").click()
    assert downloading.value.suggested_filename == "office-hours.ics"


def cancel(mentor: Page, no_barriers: Callable[[Page], None]) -> None:
    mentor.goto("/mentoring")
    no_barriers(mentor)
    booked = mentor.get_by_role("region", name="Booked office hours")
    expect(booked.get_by_text("Fission")).to_be_visible()
    booked.get_by_role("button", name="Cancel Otto").click()
    expect(mentor.get_by_text("It is cancelled, and the other person is told.")).to_be_visible()


def test_without_scripts_on_a_phone_slots_are_chosen(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    learner = journey.sign_in("otto", java_script_enabled=False, viewport=PHONE)
    learner.goto(f"/people/{people.find_by_email('lise@example.com')}/office-hours")
    learner.get_by_role("radio").last.check()
    learner.get_by_role("button", name="Book Lise").click()
    expect(learner.get_by_text("It is booked.")).to_be_visible()
    learner.get_by_role("button", name="Cancel Lise").last.click()
    expect(learner.get_by_text("It is cancelled, and the other person is told.")).to_be_visible()
