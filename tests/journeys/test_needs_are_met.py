"""Several people search without results. A manager sees the need, an expert writes, and the people are told."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from graph import driver
from tests.journeys.conftest import Journey
from tests.workers.conftest import eventually


def wishes() -> list[str]:
    return [row["source"] for row in driver.read("MATCH (wish:Wish) RETURN wish.source AS source")]


def test_from_a_search_in_vain_to_the_tip_that_helps(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    # Searches of other journeys don't count here.
    driver.write("MATCH (one) WHERE one:Wish OR one:Need DETACH DELETE one")
    for number, name in enumerate(("linus", "tim", "margaret"), start=1):
        page = journey.sign_in(name)
        # No community has this name, so nothing is found even if another journey accepted an answer about Kafka.
        page.goto("/search?q=kafka+tiered+storage+type:community")
        eventually(lambda wanted=number: len(wishes()) >= wanted)

    # Home, the list, the button. Nobody is named on the way.
    grace = journey.sign_in("grace")
    grace.get_by_role("link", name="Unmet needs").click()
    # A question from another journey may add one.
    expect(grace.get_by_text(re.compile(r"[3-9] people looked for it")).first).to_be_visible()
    no_barriers(grace)
    grace.get_by_role("button", name="Ask an expert to write").first.click()
    expect(grace.get_by_text("Ada has been asked to write about this.")).to_be_visible()
    no_barriers(grace)

    ada = journey.sign_in("ada")
    ada.goto("/inbox")
    no_barriers(ada)
    ada.get_by_role("region", name="Writing requests").get_by_role("link", name="Share a tip").click()
    ada.get_by_label("Title").fill("Tiered storage, step by step")
    ada.get_by_label("Your tip").fill("Set `remote.storage.enable`.")
    ada.get_by_role("button", name="Share", exact=True).click()
    expect(ada.get_by_role("heading", level=1)).to_have_text("Tiered storage, step by step")

    tim = journey.sign_in("tim")
    eventually(lambda: driver.read("MATCH (need:Need)-[:MET_BY]->(:Post) RETURN 1 AS one"))
    tim.goto("/")
    met = tim.get_by_role("region", name="What you were looking for is now here")
    expect(met.get_by_role("link", name="Tiered storage, step by step")).to_be_visible()
    no_barriers(tim)
    met.get_by_role("button", name="Mark as seen").click()
    expect(met).to_have_count(0)


def test_a_result_that_is_opened_was_no_search_in_vain(journey: Journey) -> None:
    driver.write("MATCH (wish:Wish) DETACH DELETE wish")
    page = journey.sign_in("tim")
    page.goto("/search?q=kafka+lag")
    eventually(lambda: wishes() == ["unopened"])
    page.get_by_role("link", name="Why does my Kafka consumer lag?").click()
    page.wait_for_url("**/questions/*")
    eventually(lambda: wishes() == [])


def test_one_click_says_that_i_have_the_same_question(journey: Journey) -> None:
    page = journey.sign_in("tim")
    page.goto(f"/questions/{journey.company.kafka_question}")
    page.get_by_role("button", name="I have this question too").click()
    expect(page.get_by_text("1 other person has this question")).to_be_visible()
    expect(page.get_by_role("button", name="I have this question too")).to_have_attribute("aria-pressed", "true")
