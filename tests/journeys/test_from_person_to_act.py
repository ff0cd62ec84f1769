"""From a person to an act: asking someone whom the finder shows takes two clicks, and so does thanking."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey


def test_ask_ada_from_the_finder_in_two_clicks(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    page = journey.sign_in("grace")
    page.goto("/experts?skills=kafka")
    cost = Cost(page)
    page.get_by_role("main").get_by_role("link", name="Ask Ada").click()
    expect(page.get_by_label("Ask Ada first")).to_be_checked()
    expect(page.get_by_label("Skills")).to_have_value("kafka")
    cost.fill("Title", "Can a consumer be too fast?")
    cost.fill("Your question", "Ours is.")
    no_barriers(page)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Can a consumer be too fast?")
    assert len(cost.steps) == 2, cost.steps
    expect(page.locator("#asks").get_by_role("link", name="Ada")).to_be_visible()
    no_barriers(page)
    ada = journey.sign_in("ada")
    ada.goto("/inbox")
    expect(ada.get_by_text("Grace asks you first.")).to_be_visible()


def test_thank_ada_for_her_answer_in_two_clicks(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    page = journey.sign_in("linus")
    page.goto(f"/questions/{journey.company.kafka_question}")
    cost = Cost(page)
    page.get_by_role("article").get_by_role("link", name="Thank Ada").click()
    no_barriers(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your thanks was sent.")).to_be_visible()
    assert len(cost.steps) == 2, cost.steps
    ada = journey.sign_in("ada")
    expect(journey.told(ada, "Thanks from Linus for")).to_be_visible()
    ada.goto("/thanks")
    no_barriers(ada)
    ada.get_by_label("Who sees the thanks to you").select_option("everyone")
    ada.get_by_role("button", name="Save").click()
    page.goto(f"/people/{journey.company.ada.id}")
    expect(page.get_by_role("region", name="Thanks").get_by_role("link", name="Linus")).to_be_visible()
    no_barriers(page)
