"""Something is wrong in a mentorship: Nettie tells a coach in confidence. Lazarus sees nothing of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from graph import driver, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.expertise import stated_levels
from graph.mentoring import goals, replies, requests
from graph.mentoring.goals import GoalDraft
from graph.mentoring.replies import Agreement
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined

PHONE = {"width": 360, "height": 740}
SKILL = "Chromosomes"
WORDS = "He never comes, and calls me names."


@pytest.fixture(autouse=True)
def _a_mentorship(journey: Journey) -> None:
    """Let Lazarus mentor Nettie in a community that Runge coaches."""
    nettie, lazarus, runge = (viewers.get(joined(name)) for name in ("Nettie", "Lazarus", "Runge"))
    driver.write(
        "MATCH (person:Person) WHERE person.id IN $ids REMOVE person.welcome",
        ids=[nettie.id, lazarus.id, runge.id],
    )
    slug = communities.found(CommunityDraft(name="Cells", purpose="Look closely.", visibility="public"), by=runge.id)
    for person in (nettie, lazarus):
        memberships.join(slug, by=person.id)
    stated_levels.add((SKILL,), level=4, wants=False, teaches=True, by=lazarus)
    goal = goals.aim(SKILL, GoalDraft(level=3, why="I want to count them.", shared_with="mentors"), by=nettie)
    requests.send(goal, (lazarus.id,), "You know them.", by=nettie)
    replies.accept(replies.waiting(viewer=lazarus)[0].id, Agreement(), by=lazarus)


def test_a_coach_is_told_in_confidence(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    learner, mentor, coach = journey.sign_in("nettie"), journey.sign_in("lazarus"), journey.sign_in("runge")
    tell(learner, no_barriers)
    look_after(journey, coach, no_barriers)
    learner.reload()
    expect(learner.get_by_text("Come and see me.")).to_be_visible()
    expect(learner.get_by_text("Seen on")).to_be_visible()
    no_barriers(learner)
    mentor.goto("/mentoring")
    mentor.get_by_role("link", name="You mentor Nettie").click()
    expect(mentor.get_by_role("heading", name="Something is wrong?")).to_be_visible()
    expect(mentor.get_by_text("Sent on")).to_have_count(0)


def tell(learner: Page, no_barriers: Callable[[Page], None]) -> None:
    learner.goto("/mentoring")
    learner.get_by_role("link", name="Lazarus mentors you").click()
    learner.get_by_text("Tell a coach that something is wrong").click()
    expect(learner.get_by_text("Runge can read it")).to_be_visible()
    no_barriers(learner)
    learner.get_by_label("What is wrong").fill(WORDS)
    learner.get_by_role("button", name="Send in confidence").click()
    expect(learner.get_by_text("The other person isn't told.")).to_be_visible()


def look_after(journey: Journey, coach: Page, no_barriers: Callable[[Page], None]) -> None:
    journey.told(coach, "Someone tells you that something is wrong in a mentorship")
    coach.goto("/mentoring/health")
    coach.get_by_role("link", name="Reports").click()
    expect(coach.get_by_text(WORDS)).to_be_visible()
    coach.set_viewport_size(PHONE)
    no_barriers(coach)
    assert coach.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    coach.get_by_role("button", name="Mark as seen Nettie").click()
    coach.get_by_text("Close with a note").click()
    coach.get_by_label("Note to Nettie").fill("Come and see me.")
    coach.get_by_role("button", name="Close the report").click()
    expect(coach.get_by_text("Its reporter reads your note.")).to_be_visible()
