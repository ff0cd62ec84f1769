"""From a request to an end: Kathleen is asked, agrees and proposes times; they meet, keep notes, and look back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from graph import clock, driver, viewers
from graph.expertise import stated_levels
from graph.mentoring import goals, requests
from graph.mentoring.goals import GoalDraft
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined

PHONE = {"width": 360, "height": 740}
SKILL = "Crystallography"


@pytest.fixture(autouse=True)
def _a_request(journey: Journey) -> None:
    """Let Crowfoot ask Kathleen and then Max to mentor her."""
    kathleen, max_, dorothy = (viewers.get(joined(name)) for name in ("Kathleen", "Max", "Crowfoot"))
    driver.write(
        "MATCH (person:Person) WHERE person.id IN $ids REMOVE person.welcome",
        ids=[one.id for one in (kathleen, max_, dorothy)],
    )
    for mentor in (kathleen, max_):
        stated_levels.add((SKILL,), level=4, wants=False, teaches=True, by=mentor)
    draft = GoalDraft(level=3, why="I want to see molecules.", shared_with="mentors")
    goal = goals.aim(SKILL, draft, by=viewers.get(dorothy.id))
    requests.send(goal, (kathleen.id, max_.id), "You saw the hexagon first.", by=viewers.get(dorothy.id))


def test_two_agree_meet_and_look_back(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    learner, mentor = journey.sign_in("crowfoot"), journey.sign_in("kathleen", color_scheme="dark")
    learner.goto("/mentoring")
    expect(learner.get_by_text("Is asked next")).to_be_visible()
    no_barriers(learner)
    agree(mentor, no_barriers)
    choose_a_time(learner, no_barriers)
    keep_notes(mentor, learner)
    look_back(learner, mentor, no_barriers)


def agree(mentor: Page, no_barriers: Callable[[Page], None]) -> None:
    """Kathleen opens the request from Mentoring, and agrees with two times and one of her own."""
    mentor.goto("/mentoring")
    mentor.get_by_role("link", name="Reply Crowfoot").click()
    no_barriers(mentor)
    expect(mentor.get_by_text("You saw the hexagon first.")).to_be_visible()
    for number in (0, 1):
        mentor.get_by_role("group", name="Times you propose").get_by_role("checkbox").nth(number).check()
    own = clock.now().date() + timedelta(days=20)
    mentor.get_by_label("Another time (optional)").fill(f"{own}T10:30")
    mentor.get_by_role("button", name="Agree to be their mentor").click()
    expect(mentor.get_by_role("heading", level=1)).to_have_text("You mentor Crowfoot")
    expect(mentor.get_by_text("Proposed by you")).to_have_count(3)
    no_barriers(mentor)


def choose_a_time(learner: Page, no_barriers: Callable[[Page], None]) -> None:
    learner.reload()
    learner.get_by_role("link", name="Kathleen mentors you").click()
    learner.set_viewport_size(PHONE)
    no_barriers(learner)
    assert learner.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    learner.get_by_role("region", name="Sessions").get_by_role("button", name="Agree").first.click()
    expect(learner.get_by_text("Agreed", exact=True)).to_be_visible()
    expect(learner.get_by_text("Kathleen proposes this")).to_have_count(0)
    with learner.expect_download() as downloading:
        learner.get_by_role("link", name="Add to calendar").click()
    assert downloading.value.suggested_filename == "session.ics"


def keep_notes(mentor: Page, learner: Page) -> None:
    mentor.reload()
    mentor.get_by_label("Notes for yourself").fill("Asks good questions.")
    mentor.get_by_role("button", name="Save notes").click()
    expect(mentor.get_by_text("Only you see them")).to_be_visible()
    learner.reload()
    expect(learner.get_by_text("Asks good questions.")).to_have_count(0)
    learner.get_by_label("What you want to talk about").fill("Diffraction")
    learner.get_by_role("button", name="Save agenda").click()
    mentor.reload()
    expect(mentor.get_by_label("What you want to talk about")).to_have_value("Diffraction")


def look_back(learner: Page, mentor: Page, no_barriers: Callable[[Page], None]) -> None:
    learner.get_by_role("button", name="End mentorship").click()
    learner.get_by_role("group", name="Did it help?").get_by_label("Yes").check()
    no_barriers(learner)
    learner.get_by_role("button", name="Save", exact=True).click()
    expect(learner.get_by_text("The other person doesn't see whether it helped")).to_be_visible()
    mentor.reload()
    expect(mentor.get_by_role("heading", name="What came of it?")).to_be_visible()
    no_barriers(mentor)


def test_without_scripts_a_mentor_declines_and_the_next_is_asked(journey: Journey) -> None:
    kathleen = journey.sign_in("kathleen", java_script_enabled=False)
    kathleen.goto("/mentoring")
    kathleen.get_by_role("link", name="Reply Crowfoot").click()
    kathleen.get_by_text("Decline", exact=True).first.click()
    kathleen.get_by_label("Reason (optional)").select_option("I have no time")
    kathleen.get_by_role("button", name="Decline").click()
    expect(kathleen.get_by_text("You have declined.")).to_be_visible()
    other = journey.sign_in("max")
    journey.told(other, "Crowfoot asks you to be their mentor")
    learner = journey.sign_in("crowfoot")
    learner.goto("/mentoring")
    expect(learner.get_by_text("Can't now")).to_be_visible()
    expect(learner.get_by_text("Is asked, until")).to_be_visible()
