"""Searching by keyboard: suggestions, results, and opening a result."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Journey


def test_what_is_meant_is_proposed_and_opened_by_keyboard(
    journey: Journey, no_barriers: Callable[[Page], None]
) -> None:
    page = journey.sign_in("tim")
    page.keyboard.press("/")
    page.keyboard.type("kaf")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options.first).to_be_visible()
    no_barriers(page)
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/skills/kafka")


def test_escape_closes_the_proposals_and_enter_searches_for_what_was_typed(journey: Journey) -> None:
    page = journey.sign_in("tim")
    page.keyboard.press("/")
    page.keyboard.type("kaf")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("combobox", name="Search")).to_have_value("kaf")
    page.keyboard.type("ka lag")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=kafka+lag")


def test_results_are_walked_by_j_and_arrows_and_opened_by_enter(journey: Journey) -> None:
    page = journey.sign_in("tim")
    page.goto("/search?q=consumer+lag+type:question")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    first = page.locator(".rows > li").first.get_by_role("link").first
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/questions/{journey.company.kafka_question}")


def test_the_form_says_what_is_here_already_and_proposes_skills(
    journey: Journey, no_barriers: Callable[[Page], None]
) -> None:
    page = journey.sign_in("tim")
    page.goto("/questions/new")
    page.get_by_label("Title").press_sequentially("Why does the Kafka consumer lag?", delay=5)
    expect(page.get_by_role("link", name="Why does my Kafka consumer lag?")).to_be_visible()
    page.get_by_role("button", name="kafka").click()
    expect(page.get_by_label("Skills", exact=True)).to_have_value("kafka")
    no_barriers(page)


def test_without_a_script_the_box_is_a_form(journey: Journey) -> None:
    page = journey.sign_in("tim", java_script_enabled=False)
    page.get_by_role("searchbox", name="Search").fill("consumer lag")
    page.get_by_role("searchbox", name="Search").press("Enter")
    expect(page.get_by_role("link", name="Why does my Kafka consumer lag?")).to_be_visible()
