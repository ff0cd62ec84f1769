"""A text is reported: Gerty tells the coach, who takes it down. Justus learns why, not who told, and appeals."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from graph import driver, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.ids import TipId
from graph.posts import tips
from graph.posts.tips import TipDraft
from tests import company as stories
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def tip(journey: Journey) -> TipId:
    """A tip of Justus that shouldn't be there, in a community that Dorothea coaches."""
    gerty, justus, dorothea, robert = (joined(name) for name in ("Gerty", "Justus", "Dorothea", "Robert"))
    ids = [gerty, justus, dorothea, robert]
    driver.write("MATCH (person:Person) WHERE person.id IN $ids REMOVE person.welcome", ids=ids)
    slug = communities.found(CommunityDraft(name="Chemists", purpose="Mix well.", visibility="public"), by=dorothea)
    for person in (gerty, justus, robert):
        memberships.join(slug, by=person)
    memberships.make_coach(slug, robert, by=dorothea)
    here = communities.show(slug, viewer=viewers.get(dorothea)).id
    draft = TipDraft(title="Cheap glass", body=stories.text("Buy my glass."), skills=("Glassware",), community=here)
    return tips.post(draft, by=justus)


def test_a_reader_a_coach_and_the_author(journey: Journey, tip: TipId, no_barriers: Callable[[Page], None]) -> None:
    reader, coach, author = (journey.sign_in(name) for name in ("gerty", "dorothea", "justus"))
    report(reader, tip, no_barriers)
    take_down(coach, no_barriers)
    journey.told(reader, "You were right: the text that you reported is gone")
    line = journey.told(author, "A coach withdrew your post")
    expect(line).to_contain_text("It sells glass.")
    expect(line).not_to_contain_text("Gerty")
    appeal(author, no_barriers)
    put_back(journey.sign_in("robert"))
    journey.told(author, "Your post is back")


def appeal(author: Page, no_barriers: Callable[[Page], None]) -> None:
    cost = Cost(author)
    author.get_by_role("link", name="A coach withdrew your post").click()
    expect(author.get_by_text("Buy my glass.")).to_be_visible()
    no_barriers(author)
    author.get_by_label("Why should it be back?").fill("It tells where glass is cheap.")
    author.get_by_role("button", name="Ask another coach").click()
    expect(author.get_by_text("Another coach is going to look at it")).to_be_visible()
    assert len(cost.steps) == 2, cost.steps
    no_barriers(author)


def put_back(other_coach: Page) -> None:
    other_coach.goto("/")
    cost = Cost(other_coach)
    other_coach.get_by_role("link", name="Review", exact=True).first.click()
    expect(other_coach.get_by_text("It tells where glass is cheap.")).to_be_visible()
    other_coach.keyboard.press("a")
    expect(other_coach.get_by_text("Nothing waits for you")).to_be_visible()
    assert len(cost.steps) == 2, cost.steps


def report(reader: Page, tip: TipId, no_barriers: Callable[[Page], None]) -> None:
    reader.goto(f"/tips/{tip}")
    cost = Cost(reader)
    reader.get_by_role("main").get_by_role("link", name="Report").click()
    no_barriers(reader)
    reader.get_by_label("It is advertising or nonsense").check()
    reader.get_by_role("button", name="Report").click()
    expect(reader.get_by_text("A coach will look at it")).to_be_visible()
    assert len(cost.steps) == 2, cost.steps


def take_down(coach: Page, no_barriers: Callable[[Page], None]) -> None:
    coach.goto("/")
    cost = Cost(coach)
    coach.get_by_role("link", name="Review", exact=True).first.click()
    expect(coach.get_by_role("main").get_by_text("Buy my glass.")).to_be_visible()
    expect(coach.get_by_role("main").get_by_text("first report")).to_be_visible()
    no_barriers(coach)
    coach.get_by_label("What the author is told").fill("It sells glass.")
    coach.get_by_role("button", name="Withdraw Cheap glass").click()
    expect(coach.get_by_text("You can undo this for ten minutes")).to_be_visible()
    assert len(cost.steps) == 2, cost.steps
    coach.set_viewport_size(PHONE)
    expect(coach.get_by_text("Nothing waits for you")).to_be_visible()
    no_barriers(coach)
    assert coach.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
