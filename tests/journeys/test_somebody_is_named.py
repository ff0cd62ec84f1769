"""@ and # in the editor name people and skills."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Journey


def test_a_colleague_and_a_skill_are_named_by_keyboard(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    page = journey.sign_in("linus")
    page.goto("/tips/new")
    page.get_by_label("Title").fill("Whom to ask")
    text = page.get_by_label("Your tip")
    text.press_sequentially("Ask @Margare")
    expect(page.get_by_role("option", name="Margaret")).to_be_visible()
    no_barriers(page)
    page.keyboard.press("Enter")
    text.press_sequentially("about #kaf")
    page.get_by_role("option", name="kafka").click()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("link", name="@Margaret")).to_be_visible()
    # The list of names is placed with the help of a copy of the text, which must not remain below the page.
    assert page.evaluate("() => document.body.scrollHeight") < 1_500
    page.get_by_role("button", name="Share", exact=True).click()
    tip = page.get_by_role("article")
    expect(tip.get_by_role("link", name="@Margaret")).to_have_attribute(
        "href", f"/people/{journey.company.margaret.id}"
    )
    expect(tip.get_by_role("link", name="#kafka")).to_have_attribute("href", "/skills/kafka")
    told = journey.sign_in("margaret")
    line = journey.told(told, "Linus mentioned you in Whom to ask")
    no_barriers(told)
    line.get_by_role("link").click()
    expect(told.get_by_role("heading", level=1)).to_have_text("Whom to ask")


def test_a_colleague_is_named_in_a_comment(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    page = journey.sign_in("linus")
    page.goto(f"/tips/{journey.company.kafka_tip}")
    page.get_by_text("Add a comment").click()
    page.get_by_label("Comment").press_sequentially("@Gra")
    expect(page.get_by_role("option", name="Grace")).to_be_visible()
    no_barriers(page)
    page.keyboard.press("Enter")
    page.get_by_label("Comment").press_sequentially("should see this.")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_role("article").get_by_role("link", name="@Grace")).to_be_visible()
    told = journey.sign_in("grace")
    journey.told(told, "Linus mentioned you in See consumer lag at a glance")


def test_late_answers_name_nobody_else(journey: Journey) -> None:
    page = journey.sign_in("linus")
    page.goto("/tips/new")
    text = page.get_by_label("Your tip")
    expect(page.locator("text-expander").first).to_be_attached()
    late: list[Route] = []
    page.route(re.compile(r"starts=(G|Grac)$"), lambda route: late.append(route))
    text.press_sequentially("@Gra")
    expect(page.get_by_role("option", name="Grace")).to_be_visible()
    # What "G" means comes after what "Gra" means. Then Enter is pressed before the answer for "Grac" is here.
    late.pop().continue_()
    text.press_sequentially("c")
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    late.pop().continue_()
    expect(text).to_have_value(re.compile(r"^\[@Grace\]\(/people/\w+\) $"))
