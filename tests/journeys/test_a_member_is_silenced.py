"""A warning and a silence: Wilhelmine warns Ludwig, who reads it before he posts again, and silences him for a week."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from graph import driver, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.ids import QuestionId
from graph.posts import questions
from tests import company as stories
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def question(journey: Journey) -> QuestionId:
    """A question in a community that Wilhelmine coaches, and of which Ludwig is a member."""
    wilhelmine, ludwig = joined("Wilhelmine"), joined("Ludwig")
    driver.write("MATCH (person:Person) WHERE person.id IN $ids REMOVE person.welcome", ids=[wilhelmine, ludwig])
    slug = communities.found(CommunityDraft(name="Algebra", purpose="Rings.", visibility="public"), by=wilhelmine)
    memberships.join(slug, by=ludwig)
    here = communities.show(slug, viewer=viewers.get(wilhelmine)).id
    return questions.ask(stories.question("What is an ideal?", "Algebra", community=here), by=wilhelmine)


def test_a_warning_and_a_silence(journey: Journey, question: QuestionId, no_barriers: Callable[[Page], None]) -> None:
    coach, member = journey.sign_in("wilhelmine"), journey.sign_in("ludwig")
    warn(coach, no_barriers)
    read(member, no_barriers)
    silence(coach, no_barriers)
    journey.told(member, "For a while, you can't publish in")
    is_kept(member, question)
    appeal(member, no_barriers)


def warn(coach: Page, no_barriers: Callable[[Page], None]) -> None:
    coach.goto("/communities/algebra/members")
    cost = Cost(coach)
    coach.get_by_role("link", name="Warnings, silences and notes: Ludwig").click()
    no_barriers(coach)
    coach.locator("summary", has_text="Warn").click()
    form = coach.locator("form").filter(has=coach.get_by_role("button", name="Send warning"))
    form.get_by_label("What was wrong?").select_option("Rude or hurtful")
    form.get_by_label("In your words").fill("You called a question stupid.")
    no_barriers(coach)
    form.get_by_role("button", name="Send warning").click()
    expect(coach.get_by_text("Not read yet")).to_be_visible()
    assert len(cost.steps) == 2, cost.steps
    no_barriers(coach)


def read(member: Page, no_barriers: Callable[[Page], None]) -> None:
    member.goto("/questions")
    cost = Cost(member)
    expect(member.get_by_text("There is a warning for you")).to_be_visible()
    no_barriers(member)
    member.get_by_role("link", name="Read the warning").click()
    expect(member.get_by_text("You called a question stupid.")).to_be_visible()
    expect(member.get_by_role("main").get_by_text("Wilhelmine")).to_have_count(0)
    no_barriers(member)
    member.get_by_role("button", name="I have read it").click()
    expect(member.get_by_role("button", name="I have read it")).to_have_count(0)
    assert len(cost.steps) == 2, cost.steps


def silence(coach: Page, no_barriers: Callable[[Page], None]) -> None:
    coach.set_viewport_size(PHONE)
    coach.reload()
    expect(coach.get_by_text("Read on")).to_be_visible()
    coach.locator("summary", has_text="Silence").click()
    form = coach.locator("form").filter(has=coach.get_by_role("button", name="Silence"))
    form.get_by_label("What was wrong?").select_option("Rude or hurtful")
    form.get_by_label("In your words").fill("You did it again.")
    form.get_by_label("1 week").check()
    no_barriers(coach)
    form.get_by_role("button", name="Silence").click()
    expect(coach.get_by_role("button", name="End it now")).to_be_visible()
    no_barriers(coach)
    assert coach.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def is_kept(member: Page, question: QuestionId) -> None:
    """Look that what he types isn't lost."""
    member.goto(f"/questions/{question}")
    member.get_by_label("Your answer").fill("It is stupid.")
    member.get_by_role("button", name="Answer", exact=True).click()
    expect(member.get_by_text("A coach has silenced you in Algebra").first).to_be_visible()
    expect(member.get_by_label("Your answer")).to_have_value("It is stupid.")


def appeal(member: Page, no_barriers: Callable[[Page], None]) -> None:
    member.set_viewport_size(PHONE)
    member.goto("/conduct")
    member.locator("summary", has_text="Ask for another look").click()
    member.get_by_label("Why should it end?").fill("I meant the answer.")
    no_barriers(member)
    member.get_by_role("button", name="Ask someone else").click()
    expect(member.get_by_text("Someone else is going to look at it")).to_be_visible()
    no_barriers(member)
    assert member.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
