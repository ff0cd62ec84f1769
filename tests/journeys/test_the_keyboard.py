"""Everything can be reached with the keyboard."""

from playwright.sync_api import expect

from tests.journeys.conftest import Journey


def test_keys_search_walk_lists_and_ask(journey: Journey) -> None:
    page = journey.sign_in("grace")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.type("kafka")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=kafka")
    page.keyboard.press("j")
    expect(page.locator(".rows > li").first.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_url("**/questions/new")


def test_the_list_of_keys_opens_and_closes(journey: Journey) -> None:
    page = journey.sign_in("grace")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_first_tab_leads_past_the_header(journey: Journey) -> None:
    page = journey.sign_in("grace")
    page.goto("/questions")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
