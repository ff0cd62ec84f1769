"""Coaches' tools on a page: Radegund splits Odilo's answer off, makes a tip a wiki, and Odilo edits it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from graph import driver, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.ids import CommunityId, QuestionId, TipId, new_id
from graph.posts import questions, tips
from tests import company as stories
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def place(journey: Journey) -> CommunityId:
    """A community that Radegund coaches, and of which Odilo is a member."""
    radegund, odilo = joined("Radegund"), joined("Odilo")
    driver.write("MATCH (person:Person) WHERE person.id IN $ids REMOVE person.welcome", ids=[radegund, odilo])
    slug = communities.found(
        CommunityDraft(name=f"Crystals {new_id()}", purpose="X-rays.", visibility="public"), by=radegund
    )
    memberships.join(slug, by=odilo)
    return communities.show(slug, viewer=viewers.get(radegund)).id


@pytest.fixture
def question(place: CommunityId) -> QuestionId:
    return questions.ask(stories.question("How long do I expose?", "Crystals", community=place), by=joined("Radegund"))


@pytest.fixture
def tip(place: CommunityId) -> TipId:
    draft = tips.TipDraft(title="Cool it", body=stories.text("Use ice."), skills=("Crystals",), community=place)
    return tips.post(draft, by=joined("Radegund"))


def test_an_answer_is_split_off(journey: Journey, question: QuestionId, no_barriers: Callable[[Page], None]) -> None:
    member, coach = journey.sign_in("odilo", viewport=PHONE), journey.sign_in("radegund")
    member.goto(f"/questions/{question}")
    member.get_by_label("Your answer").fill("And how long for powder?")
    member.get_by_label("Written with the help of a machine").check()
    member.get_by_role("button", name="Answer", exact=True).click()
    no_barriers(member)
    coach.goto(f"/questions/{question}")
    coach.get_by_role("link", name="Split off").click()
    coach.get_by_label("Title of the new question").fill("How long do I expose powder?")
    no_barriers(coach)
    coach.get_by_role("button", name="Split off").click()
    expect(coach.get_by_text("This began as an answer to")).to_be_visible()
    expect(coach.get_by_text("Written with the help of a machine").first).to_be_visible()
    no_barriers(coach)
    journey.told(member, "A coach made your answer a question of its own")
    member.goto(f"/questions/{question}")
    expect(member.get_by_role("link", name="How long do I expose powder?")).to_be_visible()
    no_barriers(member)


def test_a_tip_becomes_a_wiki(journey: Journey, tip: TipId, no_barriers: Callable[[Page], None]) -> None:
    coach, member = journey.sign_in("radegund", color_scheme="dark"), journey.sign_in("odilo", viewport=PHONE)
    coach.goto(f"/tips/{tip}")
    coach.get_by_role("link", name="Make it a wiki").click()
    no_barriers(coach)
    coach.get_by_role("button", name="Make it a wiki").click()
    expect(coach.get_by_text("This is a wiki now.")).to_be_visible()
    member.goto(f"/tips/{tip}")
    member.get_by_role("link", name="Edit", exact=True).click()
    member.get_by_label("Text", exact=True).fill("Use liquid nitrogen.")
    no_barriers(member)
    member.get_by_role("button", name="Save edit").click()
    expect(member.get_by_text("Wiki · edited by 1 person")).to_be_visible()
    no_barriers(member)
    coach.reload()
    expect(coach.get_by_text("Use liquid nitrogen.")).to_be_visible()
