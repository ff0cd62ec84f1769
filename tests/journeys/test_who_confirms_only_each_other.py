"""Two people confirm a skill only of each other. Irmgard reads why that waits for her, and decides with one key."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from graph import driver, viewers
from graph.expertise import endorsements, rings
from graph.ids import SkillSlug
from graph.posts import answers, questions, votes
from tests import company as stories
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined

PHONE = {"width": 360, "height": 740}
RADIO = SkillSlug("radio")


@pytest.fixture
def waiting(journey: Journey) -> None:
    """Confirmations between Marconi and Tesla wait for Irmgard, who is an admin."""
    irmgard, *pair = (joined(name) for name in ("Irmgard", "Marconi", "Tesla"))
    driver.write("MATCH (p:Person {id: $id}) SET p.is_admin = true REMOVE p.welcome", id=irmgard)
    asked = questions.ask(stories.question("Which wave?", "radio"), by=journey.company.tim.id)
    given = {one: answers.give(asked, stories.text("A long one."), by=viewers.get(one)) for one in pair}
    for giver, person in (pair, pair[::-1]):
        votes.cast(given[person], 1, by=viewers.get(giver))
        endorsements.endorse(person, RADIO, 5, by=viewers.get(giver))
    rings.gather()


@pytest.mark.usefixtures("waiting")
def test_irmgard_lets_them_not_count_and_takes_it_back(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    page = journey.sign_in("irmgard")
    page.goto("/review?kind=ring")
    for size in ({"width": 1200, "height": 800}, PHONE):
        page.set_viewport_size(size)  # pyright: ignore[reportArgumentType]
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            no_barriers(page)
    expect(page.get_by_text("None of them has an accepted answer")).to_be_visible()
    page.keyboard.press("r")
    expect(page.get_by_text("You can undo this for ten minutes")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("None of them has an accepted answer")).to_be_visible()
