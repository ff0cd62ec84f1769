"""Taking back what one wrote: how many clicks it costs, and that it is out of sight for everyone within seconds."""

import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from graph.ids import CommentId
from graph.posts import comments, tips
from tests import company as stories
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey
from workers import events

PATIENCE_SECONDS = 20

Check = Callable[[Page], None]


def comment(journey: Journey, words: str) -> CommentId:
    company = journey.company
    return comments.make(company.kafka_question, stories.text(words), by=company.linus).id


def open_question(journey: Journey) -> Cost:
    """Open the question as Linus, and count from there."""
    page = journey.sign_in("linus")
    page.goto(f"/questions/{journey.company.kafka_question}")
    return Cost(page)


def finds(page: Page, words: str) -> bool:
    page.goto(f"/search?q={words}")
    return page.get_by_role("main").get_by_role("link", name=words).count() > 0


def eventually(page: Page, words: str, *, is_found: bool) -> None:
    """Search until workers have done what follows."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while finds(page, words) != is_found and time.monotonic() < deadline:
        page.wait_for_timeout(300)
    assert finds(page, words) == is_found


def test_a_comment_goes_with_a_click_and_comes_back_with_another(journey: Journey, no_barriers: Check) -> None:
    id = comment(journey, "Never mind.")
    cost = open_question(journey)
    shown = cost.page.locator(f"#comment-{id}")
    shown.get_by_role("button", name="Withdraw").click()
    expect(cost.page.get_by_text("You can undo this for ten minutes")).to_be_visible()
    expect(shown).to_have_count(0)
    no_barriers(cost.page)
    cost.page.get_by_role("button", name="Undo").click()
    expect(shown).to_contain_text("Never mind.")
    assert (len(cost.steps), cost.fields) == (2, [])


def test_a_comment_is_edited_with_two_clicks_and_one_field(journey: Journey, no_barriers: Check) -> None:
    id = comment(journey, "Which vresion?")
    cost = open_question(journey)
    cost.page.locator(f"#comment-{id}").get_by_role("link", name="Edit").click()
    cost.fill("Comment", "Which version?")
    no_barriers(cost.page)
    cost.page.get_by_role("button", name="Save edit").click()
    shown = cost.page.locator(f"#comment-{id}")
    expect(shown).to_contain_text("Which version?")
    assert (len(cost.steps), len(cost.fields)) == (2, 1)
    shown.get_by_role("link", name="Edited").click()
    expect(cost.page.get_by_role("heading", name="Changes from revision 1 to 2")).to_be_visible()
    no_barriers(cost.page)


def test_a_tip_is_gone_from_search_within_seconds_and_back_again(journey: Journey, no_barriers: Check) -> None:
    draft = tips.TipDraft(title="Quagga", body=stories.text("Not yet."), skills=("zoology",), community=None)
    tip = tips.post(draft, by=journey.company.linus.id)
    events.tip_posted(tip)
    reader = journey.sign_in("tim")
    eventually(reader, "Quagga", is_found=True)
    page = journey.sign_in("linus")
    page.goto(f"/tips/{tip}")
    cost = Cost(page)
    page.get_by_role("link", name="Withdraw").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Withdraw tip")
    no_barriers(page)
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Library")
    assert len(cost.steps) == 2, cost.steps
    eventually(reader, "Quagga", is_found=False)
    page.goto("/withdrawals")
    no_barriers(page)
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quagga")
    eventually(reader, "Quagga", is_found=True)


def test_a_post_moves_to_another_community(journey: Journey, no_barriers: Check) -> None:
    draft = tips.TipDraft(title="Rotate early", body=stories.text("Soon."), skills=(), community=None)
    tip = tips.post(draft, by=journey.company.linus.id)
    page = journey.sign_in("linus")
    page.goto(f"/tips/{tip}")
    cost = Cost(page)
    page.get_by_role("link", name="Move").click()
    no_barriers(page)
    page.get_by_label("Platform engineers").check()
    page.get_by_role("button", name="Move").click()
    expect(page.get_by_role("link", name="Platform engineers")).to_be_visible()
    assert len(cost.steps) == 2, cost.steps
