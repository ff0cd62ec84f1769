"""Tim suggests an edit and warns others of a tip. Ada decides. Linus closes a question that Grace asked before."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Journey


def test_an_edit_is_suggested_accepted_and_compared(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    tim = journey.sign_in("tim")
    tim.goto(f"/tips/{journey.company.kafka_tip}")
    tim.get_by_role("link", name="Suggest an edit").click()
    tim.get_by_label("Text").fill("`kafka-consumer-groups --describe` shows it per partition.")
    tim.get_by_label("What did you change, and why?").fill("Says what is shown")
    no_barriers(tim)
    tim.get_by_role("button", name="Suggest edit").click()
    expect(tim.get_by_role("heading", level=1)).to_have_text("Suggested edit")

    ada = journey.sign_in("ada")
    ada.get_by_role("listitem").filter(has_text="Someone suggested an edit").get_by_role("link").click()
    expect(ada.locator("ins")).to_contain_text("per partition")
    no_barriers(ada)
    ada.get_by_role("button", name="Accept edit").click()
    expect(ada.get_by_role("main")).to_contain_text("per partition")
    ada.get_by_role("link", name="Edited").click()
    expect(ada.get_by_role("main")).to_contain_text("suggested, and accepted by Ada")
    no_barriers(ada)


def test_what_works_is_said_with_one_click_and_without_a_new_page(journey: Journey) -> None:
    grace = journey.sign_in("grace", viewport={"width": 360, "height": 740})
    grace.goto(f"/tips/{journey.company.kafka_tip}")
    grace.evaluate("window.isTheSame = true")
    works = grace.get_by_role("button", name="Works for me")
    for pressed in ("true", "false"):
        works.click()
        expect(works).to_have_attribute("aria-pressed", pressed)
        expect(works).to_be_focused()
    assert grace.evaluate("window.isTheSame")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_danger_is_seen_before_the_text(journey: Journey, no_barriers: Callable[[Page], None], scheme: str) -> None:
    grace = journey.sign_in("grace", color_scheme=scheme)
    grace.goto(f"/tips/{journey.company.kafka_tip}")
    if scheme == "light":
        grace.get_by_text("Outdated or dangerous?").click()
        grace.get_by_label("It is dangerous").check()
        grace.get_by_label("Why?").fill("It asks every broker at once.")
        grace.get_by_role("button", name="Warn others").click()
    expect(grace.locator(".notice-danger")).to_contain_text("It asks every broker at once.")
    no_barriers(grace)
    grace.goto("/tips")
    expect(grace.locator(".rows > li").filter(has_text="See consumer lag")).to_contain_text("Dangerous")
    no_barriers(grace)


def test_a_question_is_closed_by_the_one_asked_before(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    linus = journey.sign_in("linus", viewport={"width": 360, "height": 740})
    linus.goto("/questions/new?title=Why+is+my+consumer+behind?&body=It+lags.")
    linus.get_by_role("main").get_by_role("button", name="Ask", exact=True).click()
    linus.get_by_role("link", name="Asked before?").click()
    linus.get_by_label("Find the earlier question").fill("Kafka consumer lag")
    linus.get_by_role("main").get_by_role("button", name="Search").click()
    no_barriers(linus)
    linus.get_by_role("button", name="This is the same question: Why does my Kafka consumer lag?").click()
    expect(linus.get_by_role("main")).to_contain_text("Closed because this was asked before:")
    assert linus.evaluate("document.documentElement.scrollWidth") <= 360
    no_barriers(linus)


def test_a_template_begins_a_question_and_takes_nothing_away(
    journey: Journey, no_barriers: Callable[[Page], None]
) -> None:
    margaret = journey.sign_in("margaret")
    margaret.goto(f"/communities/{journey.company.platform}")
    margaret.get_by_text("What should questions and tips start with?").click()
    margaret.get_by_label("Question template").fill("## Which cluster?")
    no_barriers(margaret)
    margaret.get_by_role("button", name="Save templates").click()

    linus = journey.sign_in("linus", color_scheme="dark")
    linus.goto("/questions/new")
    linus.get_by_label("Where").select_option(label="Platform engineers")
    expect(linus.get_by_label("Your question")).to_have_value("## Which cluster?")
    linus.get_by_label("Where").select_option(label="The whole company")
    expect(linus.get_by_label("Your question")).to_have_value("")
    linus.get_by_label("Your question").fill("My own words.")
    linus.get_by_label("Where").select_option(label="Platform engineers")
    linus.get_by_text("I already know the answer").click()
    linus.get_by_label("Your answer").fill("Wide is slow.")
    no_barriers(linus)
    expect(linus.get_by_label("Your question")).to_have_value("My own words.")
    linus.get_by_role("button", name="Use its template").click()
    expect(linus.get_by_label("Your question")).to_have_value("My own words.\n\n## Which cluster?")
    expect(linus.get_by_label("Your answer")).to_have_value("Wide is slow.")
