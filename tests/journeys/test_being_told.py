"""Linus asks, and hears of it: of the answer in his inbox, of what he reads, and of what he is done with."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from graph.posts import answers, comments, questions
from tests.company import question, text
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey
from workers import events


@pytest.mark.parametrize("looks", [{"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 720}}])
def test_an_answer_is_in_the_inbox_read_by_opening_it_and_done_with_a_key(
    journey: Journey, no_barriers: Callable[[Page], None], looks: dict[str, object]
) -> None:
    title = f"Why is the lag of {len(looks)} {next(iter(looks))} so high?"
    id = questions.ask(question(title, "disks"), by=journey.company.linus.id)
    given = answers.give(id, text("The disk is slow."), by=journey.company.ada)
    comments.make(given, text("Which disk?"), by=journey.company.tim)
    events.answer_given(given)
    linus = journey.sign_in("linus", **looks)
    linus.set_default_timeout(20_000)
    row = journey.told(linus, f"Ada answered {title}")
    no_barriers(linus)
    with linus.expect_response("**/views"):
        row.get_by_role("link").click()
    expect(linus).to_have_url(f"{journey.address}/questions/{id}#answer-{given}")
    expect(linus.get_by_text("The disk is slow.")).to_be_visible()
    linus.goto("/inbox?shown=unread")
    expect(linus.get_by_text(title)).to_have_count(0)
    linus.goto("/inbox")
    cost = Cost(linus)
    linus.keyboard.press("j")
    with linus.expect_navigation():
        linus.keyboard.press("e")
    assert len(cost.steps) == 1


def test_linus_chooses_what_he_hears(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    for looks in ({}, {"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 720}}):
        page = journey.sign_in("linus", **looks)
        page.goto("/notifications")
        no_barriers(page)
    page = journey.sign_in("linus")
    cost = Cost(page)
    page.get_by_role("link", name="Inbox").first.click()
    page.get_by_role("link", name="Notifications").click()
    page.get_by_role("radio", name=re.compile("Email now ?: Comments on what you wrote, and replies")).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your choices are saved.")).to_be_visible()
    expect(
        page.get_by_role("radio", name=re.compile("Email now ?: Comments on what you wrote, and replies"))
    ).to_be_checked()
    assert len(cost.steps) == 3
