"""Each kind of post meets its target, from home: asking takes two clicks, sharing three fields on one page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey
from tests.store.films import film

ASKING_CLICKS = 2
SHARING_FIELDS = 3

Check = Callable[[Page], None]


@pytest.fixture
def cost(journey: Journey) -> Cost:
    """What a job costs Grace, counted from the home page."""
    return Cost(journey.sign_in("grace"))


def new(page: Page, name: str) -> None:
    page.locator("summary", has_text="New").first.click()
    page.get_by_role("link", name=name).first.click()


def finished(cost: Cost, title: str, no_barriers: Check) -> None:
    """Check that the post is on its page after two steps, opening the form and sending it, with few enough fields."""
    expect(cost.page.get_by_role("heading", level=1)).to_have_text(title)
    assert len(cost.steps) == ASKING_CLICKS, cost.steps
    assert len(cost.fields) <= SHARING_FIELDS, cost.fields
    no_barriers(cost.page)


def test_a_question_is_asked_with_two_clicks(cost: Cost, no_barriers: Check) -> None:
    cost.page.get_by_role("main").get_by_role("link", name="Ask a question").click()
    cost.fill("Title", "Why do pods restart at noon?")
    cost.fill("Your question", "Every day.")
    no_barriers(cost.page)
    cost.page.get_by_role("button", name="Ask", exact=True).click()
    finished(cost, "Why do pods restart at noon?", no_barriers)


def test_a_tip_is_three_fields(cost: Cost, no_barriers: Check) -> None:
    cost.page.get_by_role("main").get_by_role("link", name="Share a tip").click()
    cost.fill("Title", "Count lines")
    cost.fill("Your tip", "`wc -l`")
    cost.fill("Skills", "Shell")
    no_barriers(cost.page)
    cost.page.get_by_role("button", name="Share", exact=True).click()
    finished(cost, "Count lines", no_barriers)


def test_a_cheat_sheet_is_two_fields_and_a_tick(cost: Cost, no_barriers: Check) -> None:
    new(cost.page, "Share a tip")
    cost.fill("Title", "All of tar")
    cost.fill("Your tip", "`tar xf`")
    cost.fields.append("This is a cheat sheet")
    cost.page.get_by_label("This is a cheat sheet").check()
    cost.page.get_by_role("button", name="Share", exact=True).click()
    finished(cost, "All of tar", no_barriers)


def test_a_link_is_one_field_and_what_one_likes_to_add(cost: Cost, no_barriers: Check) -> None:
    new(cost.page, "Share a link")
    cost.fill("Web address", "http://127.0.0.1:9/kafka")
    cost.fill("Why is it useful?", "It explains offsets.")
    cost.fill("Title", "Offsets explained")
    no_barriers(cost.page)
    cost.page.get_by_role("button", name="Share link").click()
    finished(cost, "Offsets explained", no_barriers)


def test_a_video_is_a_file_and_a_title(cost: Cost, no_barriers: Check, tmp_path: Path) -> None:
    path = tmp_path / "keys.mp4"
    path.write_bytes(film())
    new(cost.page, "Share a video")
    cost.choose("Video file", str(path))
    cost.fill("Title", "Rotate the keys")
    no_barriers(cost.page)
    cost.page.get_by_role("button", name="Share video").click()
    finished(cost, "Rotate the keys", no_barriers)
    expect(cost.page.locator("video")).to_be_visible(timeout=60_000)
    no_barriers(cost.page)
