"""The site works in a browser that runs no scripts."""

from playwright.sync_api import expect

from tests.journeys.conftest import Journey


def test_asking_voting_and_commenting_need_no_script(journey: Journey) -> None:
    page = journey.sign_in("tim", java_script_enabled=False)
    page.goto(f"/questions/{journey.company.kafka_question}")
    page.get_by_role("article").last.get_by_role("button", name="Useful", exact=True).click()
    expect(page.get_by_role("article").last.get_by_role("button", name="Useful", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    page.goto("/questions/new")
    page.get_by_label("Title").fill("Does it work without a script?")
    page.get_by_label("Your question").fill("I switched them off.")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Does it work without a script?")


def test_a_theme_is_chosen_and_kept(journey: Journey) -> None:
    page = journey.sign_in("tim", java_script_enabled=False)
    page.locator("summary", has_text="Your menu").click()
    page.get_by_role("button", name="Dark", exact=True).click()
    page.goto("/questions")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
