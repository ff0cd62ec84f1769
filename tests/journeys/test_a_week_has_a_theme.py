"""Curation: Zacharias sorts his community, writes above its posts and gives a week a theme. Notburga reads it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from graph import clock, driver, viewers
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
    """A question in a community that Zacharias coaches, and of which Notburga is a member."""
    zacharias, notburga = joined("Zacharias"), joined("Notburga")
    driver.write("MATCH (person:Person) WHERE person.id IN $ids REMOVE person.welcome", ids=[zacharias, notburga])
    slug = communities.found(CommunityDraft(name="Glaziers", purpose="Glass.", visibility="public"), by=zacharias)
    memberships.join(slug, by=notburga)
    here = communities.show(slug, viewer=viewers.get(zacharias)).id
    return questions.ask(stories.question("Which glue holds a pane?", "Stained glass", community=here), by=zacharias)


def test_a_week_has_a_theme(journey: Journey, question: QuestionId, no_barriers: Callable[[Page], None]) -> None:
    coach, member = journey.sign_in("zacharias"), journey.sign_in("notburga")
    sort(coach, no_barriers)
    say(coach, no_barriers)
    begin(coach, question, no_barriers)
    read(member, question, no_barriers)


def sort(coach: Page, no_barriers: Callable[[Page], None]) -> None:
    coach.goto("/communities/glaziers")
    cost = Cost(coach)
    coach.get_by_role("link", name="Sections by skill").click()
    no_barriers(coach)
    coach.get_by_role("button", name="Stained glass").click()
    expect(coach.get_by_label("Skills")).to_have_value("Stained glass")
    coach.get_by_role("button", name="Save", exact=True).click()
    expect(coach.get_by_role("link", name="Everything else (0)")).to_be_visible()
    assert len(cost.steps) == 2, cost.steps
    no_barriers(coach)


def say(coach: Page, no_barriers: Callable[[Page], None]) -> None:
    cost = Cost(coach)
    coach.get_by_role("link", name="Messages above posts").click()
    coach.get_by_label("Skill", exact=True).fill("Stained glass")
    coach.get_by_label("Message", exact=True).fill("The old glue is **banned** from May on.")
    coach.get_by_role("button", name="Save message").click()
    expect(coach.get_by_text("Until someone ends it", exact=True)).to_be_visible()
    assert len(cost.steps) == 2, cost.steps
    no_barriers(coach)


def begin(coach: Page, question: QuestionId, no_barriers: Callable[[Page], None]) -> None:
    coach.goto("/communities/glaziers/campaigns")
    today = clock.now().date()
    coach.get_by_role("link", name="Plan a campaign").click()
    coach.get_by_label("Theme").fill("Glue week")
    coach.get_by_label("What it is about").fill("Tell us what holds.")
    coach.get_by_label("First day").fill(today.isoformat())
    coach.get_by_label("Last day").fill((today + timedelta(days=6)).isoformat())
    coach.get_by_label("Posts to read").fill(f"/questions/{question}")
    coach.get_by_label("A question to answer").fill(f"/questions/{question}")
    no_barriers(coach)
    coach.get_by_role("button", name="Save campaign").click()
    expect(coach.get_by_text("Running")).to_be_visible()
    no_barriers(coach)


def read(member: Page, question: QuestionId, no_barriers: Callable[[Page], None]) -> None:
    member.set_viewport_size(PHONE)
    for path in (
        "/",
        "/communities/glaziers",
        "/communities/glaziers/sections/stained-glass",
        f"/questions/{question}",
    ):
        member.goto(path)
        no_barriers(member)
        assert member.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(member.get_by_text("The old glue is banned from May on.")).to_be_visible()
    member.goto("/")
    cost = Cost(member)
    expect(member.get_by_role("heading", name="Glue week")).to_be_visible()
    member.get_by_role("link", name="Which glue holds a pane?").first.click()
    expect(member.get_by_label("Your answer")).to_be_visible()
    assert len(cost.steps) == 1, cost.steps
