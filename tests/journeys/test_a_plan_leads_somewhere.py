"""From a plan to what came of it: Sofya and Gosta change the steps and look back, and she thanks him."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from graph import driver, viewers
from graph.expertise import stated_levels
from graph.mentoring import goals, replies, requests
from graph.mentoring.goals import GoalDraft
from graph.mentoring.replies import Agreement
from tests.graph.mentoring.learning import meet
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined

PHONE = {"width": 360, "height": 740}
SKILL = "Gyroscopes"


@pytest.fixture(autouse=True)
def _a_mentorship(journey: Journey) -> None:
    """Let Gosta mentor Sofya, and let them have met."""
    sofya, gosta = (viewers.get(joined(name)) for name in ("Sofya", "Gosta"))
    driver.write("MATCH (person:Person) WHERE person.id IN $ids REMOVE person.welcome", ids=[sofya.id, gosta.id])
    stated_levels.add((SKILL,), level=4, wants=False, teaches=True, by=gosta)
    goal = goals.aim(SKILL, GoalDraft(level=3, why="I want to see them turn.", shared_with="mentors"), by=sofya)
    requests.send(goal, (gosta.id,), "You build them.", by=sofya)
    meet(replies.accept(replies.waiting(viewer=gosta)[0].id, Agreement(), by=gosta), sofya, gosta)


def test_a_plan_leads_to_a_level_and_to_thanks(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    learner, mentor = journey.sign_in("sofya", java_script_enabled=False), journey.sign_in("gosta", color_scheme="dark")
    change_the_plan(learner, mentor, no_barriers)
    look_back(learner)
    see_what_came_of_it(mentor, no_barriers)


def change_the_plan(learner: Page, mentor: Page, no_barriers: Callable[[Page], None]) -> None:
    """Sofya, without scripts, adds a step and moves it up. Gosta still has the old page, and is told."""
    mentor.goto("/mentoring")
    no_barriers(mentor)
    mentor.get_by_role("link", name="You mentor Sofya").click()
    learner.goto("/mentoring")
    learner.get_by_role("link", name="Gosta mentors you").click()
    learner.get_by_label("Another step").fill("Build a small one")
    learner.get_by_role("button", name="Add step").click()
    learner.get_by_role("button", name="Move up: Build a small one").click()
    mentor.get_by_role("button", name="Done: Get to know each other", exact=True).click()
    expect(mentor.get_by_text("changed the plan meanwhile").first).to_be_visible()
    mentor.get_by_role("button", name="Done: Get to know each other", exact=True).click()
    expect(mentor.get_by_text("1 of 9 done")).to_be_visible()
    mentor.set_viewport_size(PHONE)
    no_barriers(mentor)
    assert mentor.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def look_back(learner: Page) -> None:
    learner.get_by_role("button", name="End mentorship").click()
    learner.get_by_role("group", name="Did it help?").get_by_label("Yes").check()
    learner.get_by_label("Your level in Gyroscopes now (optional)").select_option("3")
    learner.get_by_role("button", name="Save", exact=True).click()
    expect(learner.get_by_role("region", name="Since you began")).to_contain_text("Practitioner")
    learner.get_by_role("link", name="Thank Gosta").click()
    learner.get_by_role("button", name="Send").click()
    expect(learner.get_by_text("Your thanks was sent.")).to_be_visible()
    learner.goto("/mentoring")
    learner.get_by_text("1 mentorship that has ended").click()
    learner.get_by_role("link", name="Gosta mentors you").click()
    learner.get_by_role("button", name="Goal reached").click()
    expect(learner.get_by_text("Your goal is changed.")).to_be_visible()


def see_what_came_of_it(mentor: Page, no_barriers: Callable[[Page], None]) -> None:
    mentor.goto("/mentoring")
    expect(mentor.get_by_role("region", name="Whom you helped")).to_contain_text("reached a goal")
    mentor.get_by_text("1 mentorship that has ended").click()
    mentor.get_by_role("link", name="You mentor Sofya").click()
    expect(mentor.get_by_role("region", name="What Sofya has done since")).to_contain_text("Practitioner")
    no_barriers(mentor)
