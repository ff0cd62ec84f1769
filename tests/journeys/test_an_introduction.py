"""An introduction: from the page of a stranger to a colleague who knows both, and back to the two."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from graph import driver
from graph.ids import PostId
from graph.posts import answers, questions
from graph.viewers import Viewer
from tests import company as stories
from tests.journeys.conftest import Journey

WHY = "We both move topics this quarter."


@pytest.fixture(autouse=True)
def _met(journey: Journey) -> Iterator[None]:
    """Let Margaret answer Ada and Tim, who haven't met, on a skill that no other story knows."""
    margaret, asked = journey.company.margaret, list[PostId]()
    for asker in (journey.company.ada, journey.company.tim):
        question = questions.ask(stories.question("Who prunes the roses?", "roses"), by=asker.id)
        answers.give(question, stories.text("I do."), by=margaret)
        asked.append(question)
    yield
    for question in asked:
        driver.write(
            "MATCH (post:Post {id: $id}) OPTIONAL MATCH (post)<-[:ANSWERS]-(one:Answer) DETACH DELETE one, post",
            id=question,
        )
    driver.write("MATCH (one:Introduction) OPTIONAL MATCH (one)<-[:TELLS_OF]-(told) DETACH DELETE told, one")


def test_margaret_introduces_ada_to_tim(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    ada: Viewer = journey.company.ada
    page = journey.sign_in("ada")
    page.goto(f"/people/{journey.company.tim.id}")
    expect(page.get_by_text("Margaret has worked with both of you on roses.")).to_be_visible()
    page.get_by_role("link", name="Ask Margaret to introduce you").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Meet Tim")
    no_barriers(page)
    page.get_by_label("Why you would like to meet").fill(WHY)
    page.get_by_role("button", name="Ask for an introduction").click()
    expect(page.get_by_text("You have asked a colleague to introduce you.")).to_be_visible()

    page = journey.sign_in("margaret")
    page.goto("/introductions")
    expect(page.get_by_text(WHY)).to_be_visible()
    no_barriers(page)
    page.get_by_role("button", name="Introduce them").click()
    expect(page.get_by_text("You have introduced them. Both are told.")).to_be_visible()

    page = journey.sign_in("tim")
    page.goto("/introductions")
    expect(page.get_by_role("link", name="Ada")).to_have_attribute("href", f"/people/{ada.id}")
    expect(page.get_by_text(WHY)).to_be_visible()
    no_barriers(page)
