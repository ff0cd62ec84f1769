"""A circle from its opening to what came of it: Hypatia teaches, two take the places, and a third waits for one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from graph import clock, driver, viewers
from graph.expertise import stated_levels
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined

PHONE = {"width": 360, "height": 740}
SKILL = "Celestial mechanics"
TITLE = "Orbits on Thursdays"
NAMES = ("Hypatia", "Tycho", "Caroline", "Cecilia")


@pytest.fixture(autouse=True)
def _someone_teaches(journey: Journey) -> None:
    """Let Hypatia teach what the others want to learn."""
    hypatia, *others = (viewers.get(joined(name)) for name in NAMES)
    driver.write(
        "MATCH (person:Person) WHERE person.id IN $ids REMOVE person.welcome",
        ids=[hypatia.id, *(one.id for one in others)],
    )
    stated_levels.add((SKILL,), level=4, wants=False, teaches=True, by=hypatia)
    for one in others:
        stated_levels.add((SKILL,), level=1, wants=True, teaches=False, by=one)


def test_some_learn_together_and_look_back(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    hypatia = journey.sign_in("hypatia")
    open_one(hypatia, no_barriers)
    tycho, caroline = journey.sign_in("tycho", color_scheme="dark"), journey.sign_in("caroline")
    for learner in (tycho, caroline):
        join(learner, no_barriers)
    cecilia = journey.sign_in("cecilia")
    wait(cecilia, no_barriers)
    plan(tycho, hypatia, no_barriers)
    tycho.get_by_role("button", name="Leave").click()
    journey.told(cecilia, "You have a place now in")
    look_back(hypatia, cecilia, no_barriers)


def test_without_scripts_a_learning_group_goes_to_whoever_stays(journey: Journey) -> None:
    cecilia = journey.sign_in("cecilia", java_script_enabled=False)
    cecilia.goto("/circles/new?form=peer")
    cecilia.get_by_label("Skill", exact=True).fill(SKILL)
    cecilia.get_by_label("Title").fill("Comets")
    cecilia.get_by_label("First meeting").fill((clock.now() + timedelta(days=8)).strftime("%Y-%m-%dT%H:%M"))
    cecilia.get_by_role("button", name="Open circle").click()
    caroline = journey.sign_in("caroline", java_script_enabled=False)
    caroline.goto("/mentoring")
    caroline.get_by_role("region", name="Circles you can join").get_by_role("link", name="Comets").click()
    expect(caroline.get_by_role("main").get_by_text("Cecilia")).to_have_count(0)
    caroline.get_by_role("button", name="Join Comets").click()
    cecilia.get_by_role("button", name="Leave").click()
    expect(cecilia.get_by_text("You are neither in the circle nor waiting for a place now.")).to_be_visible()
    caroline.reload()
    expect(caroline.get_by_role("button", name="End for everyone")).to_be_visible()


def open_one(hypatia: Page, no_barriers: Callable[[Page], None]) -> None:
    """From Mentoring to a circle with two places, with a mistake on the way that costs nothing that was typed."""
    hypatia.goto("/mentoring")
    hypatia.get_by_role("link", name="Open a circle or a learning group").click()
    hypatia.get_by_label("A circle that I teach").check()
    hypatia.get_by_label("Skill", exact=True).fill(SKILL)
    hypatia.get_by_label("Title").fill(TITLE)
    hypatia.get_by_label("Places").fill("9")
    first = clock.now() + timedelta(days=8)
    hypatia.get_by_label("First meeting").fill(first.strftime("%Y-%m-%dT%H:%M"))
    hypatia.get_by_role("button", name="Open circle").click()
    expect(hypatia.get_by_role("alert").get_by_role("link", name="Enter a number from 2 to 8.")).to_be_visible()
    expect(hypatia.get_by_label("Title")).to_have_value(TITLE)
    no_barriers(hypatia)
    hypatia.get_by_label("Places").fill("2")
    hypatia.get_by_role("button", name="Open circle").click()
    expect(hypatia.get_by_role("heading", level=1)).to_have_text(TITLE)
    no_barriers(hypatia)


def join(learner: Page, no_barriers: Callable[[Page], None]) -> None:
    learner.goto("/skills/celestial-mechanics")
    learner.get_by_role("region", name="Circles you can join").get_by_role("link", name=TITLE).click()
    expect(learner.get_by_text("The people in it see that you are in it")).to_be_visible()
    no_barriers(learner)
    learner.get_by_role("button", name=f"Join {TITLE}").click()
    expect(learner.get_by_role("region", name="People in it").get_by_text("Hypatia")).to_be_visible()
    no_barriers(learner)


def wait(cecilia: Page, no_barriers: Callable[[Page], None]) -> None:
    """Someone without a place sees nobody, and waits."""
    cecilia.goto("/mentoring")
    no_barriers(cecilia)
    cecilia.get_by_role("region", name="Circles you can join").get_by_role("link", name=TITLE).click()
    expect(cecilia.get_by_role("main").get_by_text("Tycho")).to_have_count(0)
    cecilia.get_by_role("button", name="Wait for a place").click()
    expect(cecilia.get_by_role("button", name="Stop waiting")).to_be_visible()
    cecilia.set_viewport_size(PHONE)
    no_barriers(cecilia)
    assert cecilia.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def plan(tycho: Page, hypatia: Page, no_barriers: Callable[[Page], None]) -> None:
    """A learner writes the agenda, and the mentor moves a meeting."""
    tycho.get_by_label("What you want to talk about").fill("Kepler's second law")
    tycho.get_by_role("button", name="Save agenda").click()
    hypatia.reload()
    expect(hypatia.get_by_label("What you want to talk about")).to_have_value("Kepler's second law")
    meetings = hypatia.get_by_role("region", name="Meetings")
    meetings.get_by_text("Move", exact=False).first.click()
    later = clock.now() + timedelta(days=9)
    meetings.get_by_label("New time").first.fill(later.strftime("%Y-%m-%dT%H:%M"))
    hypatia.set_viewport_size(PHONE)
    no_barriers(hypatia)
    assert hypatia.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    meetings.get_by_role("button", name="Move meeting").first.click()
    with hypatia.expect_download() as downloading:
        meetings.get_by_role("link", name="Add to calendar").first.click()
    assert downloading.value.suggested_filename == "meeting.ics"


def look_back(hypatia: Page, cecilia: Page, no_barriers: Callable[[Page], None]) -> None:
    hypatia.reload()
    expect(hypatia.get_by_role("region", name="People in it").get_by_role("link", name="Cecilia")).to_be_visible()
    hypatia.get_by_role("button", name="End for everyone").click()
    cecilia.goto("/mentoring")
    cecilia.get_by_text("1 circle that has ended").click()
    cecilia.get_by_role("link", name=TITLE).click()
    cecilia.get_by_role("group", name="Did it help?").get_by_label("Yes").check()
    no_barriers(cecilia)
    cecilia.get_by_role("button", name="Save", exact=True).click()
    expect(cecilia.get_by_text("The others don't see what you said")).to_be_visible()
