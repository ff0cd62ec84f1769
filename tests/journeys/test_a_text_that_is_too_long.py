"""If a text is far too long, its field says so before it is sent, and the text stays there."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Journey

# The form, its button, and how many characters to paste. All are more than a draft keeps. Ten megabytes are tried only
# once, because the browser takes seconds to lay them out.
FORMS = (
    ("/questions/new", "Ask", 70_000),
    ("/tips/new", "Share", 10_000_000),
    ("/links/new", "Share link", 70_000),
    ("/videos/new", "Share video", 70_000),
)
PASTE = "(text, long) => { text.value = 'long '.repeat(long / 5 + 1); text.dispatchEvent(new Event('input')); }"


@pytest.fixture
def page(journey: Journey) -> Page:
    return journey.sign_in("tim")


@pytest.mark.parametrize(("path", "button", "characters"), FORMS)
def test_it_is_told_in_its_field_and_stays_there(page: Page, path: str, button: str, characters: int) -> None:
    page.goto(path)
    for name, typed in (("title", "A book"), ("url", "https://vimeo.com/76979871")):
        for field in page.locator(f"#{name}").all():
            field.fill(typed)
    text = page.locator("#body")
    text.evaluate(PASTE, characters)
    page.get_by_role("button", name=button, exact=True).click()
    expect(text).to_be_focused()
    assert "Use 50,000 characters or fewer." in text.evaluate("it => it.validationMessage")
    assert (page.url.endswith(path), text.evaluate("it => it.value.length") > characters) == (True, True)
