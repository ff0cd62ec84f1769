"""Three people report an answer at night. It is hidden at once, and in the morning the coach decides with one key."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from graph import driver, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.ids import TipId
from graph.posts import comments, tips
from graph.posts.tips import TipDraft
from graph.reporting import reports
from graph.reporting.reports import ReportDraft
from graph.withdrawal import rules, withdrawals
from tests import company as stories
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined

PHONE = {"width": 360, "height": 740}

READERS = ("Irene", "Amalie", "Lotte")


@pytest.fixture
def tip(journey: Journey) -> TipId:
    """A rude tip of Hertha's, among physicists of whom three have been right about a report."""
    author, coach, *readers = (joined(name) for name in ("Hertha", "Chien", *READERS))
    ids = [author, coach, *readers]
    driver.write("MATCH (person:Person) WHERE person.id IN $ids REMOVE person.welcome", ids=ids)
    slug = communities.found(CommunityDraft(name="Physicists", purpose="Measure.", visibility="public"), by=coach)
    for person in (author, *readers):
        memberships.join(slug, by=person)
    here = communities.show(slug, viewer=viewers.get(coach)).id
    draft = TipDraft(title="Radium at work", body=stories.text("Fools."), skills=("Radium",), community=here)
    id = tips.post(draft, by=author)
    for person in map(viewers.get, readers):
        spam = comments.make(id, stories.text("Buy shoes."), by=viewers.get(author)).id
        reports.report(spam, ReportDraft(reason="spam"), by=person)
        outlook = rules.outlook(spam, viewer=viewers.get(coach))
        reports.uphold(withdrawals.withdraw(outlook, reason="Spam", by=viewers.get(coach)))
    return id


def test_readers_the_author_and_the_coach(journey: Journey, tip: TipId, no_barriers: Callable[[Page], None]) -> None:
    for name in READERS:
        report(journey.sign_in(name.lower()), tip)
    read_that_it_is_hidden(journey, no_barriers)
    decide(journey.sign_in("chien"), no_barriers)
    line = journey.told(journey.sign_in("hertha"), "A coach withdrew your post")
    expect(line).to_contain_text("It is rude.")
    journey.told(journey.sign_in("lotte"), "You were right: the text that you reported is gone")


def report(reader: Page, tip: TipId) -> None:
    reader.goto(f"/tips/{tip}")
    reader.get_by_role("main").get_by_role("link", name="Report").click()
    reader.get_by_label("It is rude").check()
    reader.get_by_role("button", name="Report").click()
    expect(reader.get_by_text("A coach will look at it")).to_be_visible()


def read_that_it_is_hidden(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    author = journey.sign_in("hertha", viewport=PHONE)
    line = journey.told(author, "Your post is hidden until a coach has looked at it")
    line.get_by_role("link").first.click()
    expect(author.get_by_text("Several people reported it")).to_be_visible()
    expect(author.get_by_text("Fools.")).to_be_visible()
    assert author.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    no_barriers(author)


def decide(coach: Page, no_barriers: Callable[[Page], None]) -> None:
    cost = Cost(coach)
    coach.get_by_role("link", name="Review", exact=True).first.click()
    expect(coach.get_by_role("listitem").filter(has_text="right in 1 of 1 report before")).to_have_count(4)
    expect(coach.get_by_text("Fools.")).to_be_visible()
    no_barriers(coach)
    coach.keyboard.press("r")
    expect(coach.get_by_text("You can undo this for ten minutes")).to_be_visible()
    assert len(cost.steps) == 2, cost.steps
