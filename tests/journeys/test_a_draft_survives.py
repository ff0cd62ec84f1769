"""Typed text is never lost: not when the browser closes, the connection fails or a second window is open."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from graph.editing import drafts
from tests.journeys.conftest import Journey


@pytest.fixture(autouse=True)
def _no_drafts_left(journey: Journey) -> Iterator[None]:
    def discard() -> None:
        for draft in drafts.kept(journey.company.linus):
            drafts.discard(draft.form, by=journey.company.linus.id)

    # Other stories leave drafts too.
    discard()
    yield
    discard()


def begin(page: Page, title: str) -> None:
    page.get_by_label("Title").press_sequentially(title)
    expect(page.get_by_text(re.compile(r"^Saved \d\d:\d\d"))).to_be_visible()


def test_a_closed_browser_loses_nothing(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    page = journey.sign_in("linus")
    page.goto("/questions/new")
    page.get_by_label("Ask anonymously").check()
    begin(page, "How do I begin?")
    page.context.close()

    page = journey.sign_in("linus")
    page.get_by_role("link", name="How do I begin?").click()
    expect(page.get_by_label("Title")).to_have_value("How do I begin?")
    expect(page.get_by_label("Ask anonymously")).to_be_checked()
    no_barriers(page)
    page.goto("/drafts")
    no_barriers(page)
    # A window that an earlier story left open may have saved a draft of its own meanwhile.
    page.get_by_role("button", name=re.compile("Discard draft.*How do I begin")).click()
    expect(page.get_by_text("Draft discarded.")).to_be_visible()
    expect(page.get_by_role("link", name="How do I begin?")).to_have_count(0)


def test_a_half_made_edit_survives_a_closed_browser(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    page = journey.sign_in("linus", viewport={"width": 360, "height": 740})
    page.goto(f"/texts/{journey.company.kafka_tip}/edit")
    page.get_by_label("What did you change, and why?").press_sequentially("Says which topic")
    expect(page.get_by_text(re.compile(r"^Saved \d\d:\d\d"))).to_be_visible()
    page.context.close()

    page = journey.sign_in("linus")
    page.get_by_role("listitem").filter(has_text="You started editing:").get_by_role("link").click()
    expect(page.get_by_label("What did you change, and why?")).to_have_value("Says which topic")
    no_barriers(page)
    page.get_by_role("button", name="Discard draft").click()
    expect(page.get_by_label("What did you change, and why?")).to_have_value("")


def test_what_was_typed_before_the_scripts_came_is_kept_too(journey: Journey) -> None:
    page = journey.sign_in("linus")
    held: list[Route] = []
    page.route("**/draft-keeper.js*", lambda route: held.append(route))
    page.goto("/tips/new")
    page.get_by_label("Title").press_sequentially("Quick fingers")
    page.wait_for_function("document.querySelector('draft-keeper:not(:defined)')")
    held[0].continue_()
    expect(page.get_by_text(re.compile(r"^Saved \d\d:\d\d"))).to_be_visible()


def test_a_posted_draft_does_not_come_back(journey: Journey) -> None:
    page = journey.sign_in("linus")
    page.goto("/tips/new")
    begin(page, "Draw it first")
    page.get_by_label("Your tip").fill("On paper.")
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Draw it first")
    page.goto("/tips/new")
    expect(page.get_by_label("Title")).to_have_value("")


def test_of_two_windows_the_second_is_told_and_decides(journey: Journey) -> None:
    first = journey.sign_in("linus")
    second = first.context.new_page()
    for page in (first, second):
        page.goto("/tips/new")
    begin(first, "From the first")
    second.get_by_label("Title").press_sequentially("From the second")
    expect(second.get_by_text("a newer draft was saved in another window")).to_be_visible()
    expect(second.get_by_label("Title")).to_have_value("From the second")
    second.get_by_role("button", name="Save this one instead").click()
    expect(second.get_by_text(re.compile("^Saved"))).to_be_visible()
    first.goto("/tips/new")
    expect(first.get_by_label("Title")).to_have_value("From the second")


def test_without_a_connection_the_page_says_so_and_saves_later(journey: Journey) -> None:
    page = journey.sign_in("linus")
    page.goto("/tips/new")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.get_by_label("Title").press_sequentially("On the train")
    expect(page.get_by_text("Not saved. Trying again.")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("On the train")
    page.context.set_offline(False)
    expect(page.get_by_text(re.compile(r"^Saved \d\d:\d\d"))).to_be_visible(timeout=15_000)
