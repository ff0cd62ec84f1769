"""A cheat sheet is a tip that prints on one page."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Journey

SECTION = "\n## {topic}\n\n| command | does |\n|---|---|\n" + "| `git do --it` | does it well |\n" * 8
SHEET = "".join(SECTION.format(topic=topic) for topic in ("Look", "Change", "Share", "Undo", "Search", "Mend"))


def pages(page: Page) -> int:
    """Return the number of sheets that this prints on, as the browser's print dialogue would show."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def share(page: Page, title: str, *, is_cheat_sheet: bool) -> None:
    page.goto("/tips/new")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Your tip").fill(SHEET)
    page.get_by_label("This is a cheat sheet").set_checked(is_cheat_sheet)
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_what_fills_several_pages_fits_on_one(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    page = journey.sign_in("linus", color_scheme="dark")
    share(page, "All of git", is_cheat_sheet=False)
    assert pages(page) > 1
    share(page, "All of git on a page", is_cheat_sheet=True)
    assert pages(page) == 1
    expect(page.get_by_text("Cheat sheet", exact=True)).to_be_visible()
    no_barriers(page)


def test_a_button_prints_it(journey: Journey) -> None:
    page = journey.sign_in("linus")
    share(page, "Git on paper", is_cheat_sheet=True)
    page.evaluate("window.print = () => (document.title = 'printed')")
    page.get_by_role("button", name="Print the cheat sheet").click()
    expect(page).to_have_title("printed")
