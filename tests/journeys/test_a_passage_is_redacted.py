"""A passage is redacted: Walburga takes a password out of what Eusebius wrote, and he reads why."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from graph import driver, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.ids import TipId
from graph.posts import comments, tips
from graph.posts.tips import TipDraft
from tests import company as stories
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined

PHONE = {"width": 360, "height": 740}
SECRET = "opensesame"


@pytest.fixture
def tip(journey: Journey) -> TipId:
    """A tip with a password in a community that Walburga coaches, and a comment that repeats it."""
    walburga, eusebius = joined("Walburga"), joined("Eusebius")
    driver.write("MATCH (person:Person) WHERE person.id IN $ids REMOVE person.welcome", ids=[walburga, eusebius])
    slug = communities.found(CommunityDraft(name="Caves", purpose="Doors.", visibility="public"), by=walburga)
    memberships.join(slug, by=eusebius)
    here = communities.show(slug, viewer=viewers.get(walburga)).id
    body = stories.text(f"Say **{SECRET}** to the door.")
    draft = TipDraft(title="How to open the cave", body=body, skills=("doors",), community=here)
    id = tips.post(draft, by=eusebius)
    comments.make(id, stories.text(f"Really {SECRET}?"), by=viewers.get(eusebius))
    return id


def test_a_passage_is_redacted(journey: Journey, tip: TipId, no_barriers: Callable[[Page], None]) -> None:
    coach, author = journey.sign_in("walburga"), journey.sign_in("eusebius")
    redact(coach, tip, no_barriers)
    is_gone(author, tip)
    reads_why(journey, author, no_barriers)


def redact(coach: Page, tip: TipId, no_barriers: Callable[[Page], None]) -> None:
    coach.goto(f"/tips/{tip}")
    cost = Cost(coach)
    coach.get_by_role("link", name="Withdraw").first.click()
    coach.get_by_role("link", name="Redact a passage instead").click()
    coach.get_by_label("Passage").fill(SECRET)
    coach.get_by_label("It holds a secret").check()
    coach.set_viewport_size(PHONE)
    no_barriers(coach)
    assert coach.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    coach.get_by_role("button", name="See where it stands").click()
    expect(coach.get_by_text("2 texts on the page")).to_be_visible()
    no_barriers(coach)
    assert coach.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    coach.get_by_role("button", name="Remove it for good").click()
    expect(coach.get_by_text("The passage is removed for good")).to_be_visible()
    assert len(cost.steps) == 4, cost.steps


def is_gone(author: Page, tip: TipId) -> None:
    author.goto(f"/tips/{tip}")
    expect(author.get_by_text("[passage removed]")).to_have_count(2)
    for address in (f"/tips/{tip}", f"/texts/{tip}/history", f"/texts/{tip}/edit"):
        author.goto(address)
        assert SECRET not in author.content()


def reads_why(journey: Journey, author: Page, no_barriers: Callable[[Page], None]) -> None:
    journey.told(author, "A coach removed a passage of your post")
    author.get_by_role("link", name="How to open the cave").first.click()
    expect(author.get_by_text("It held a secret, such as a password or a key.")).to_be_visible()
    no_barriers(author)
