"""Tim shares a page worth reading, and its title and picture are fetched automatically."""

from collections.abc import Callable
from urllib.parse import unquote

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Journey
from tests.workers import sites


def test_a_link_is_shared_with_one_field_and_found_by_what_its_site_says(
    journey: Journey, no_barriers: Callable[[Page], None]
) -> None:
    with sites.running() as (address, _):
        page = journey.sign_in("tim")
        page.locator("summary", has_text="New").first.click()
        page.get_by_role("link", name="Share a link").first.click()
        page.get_by_label("Web address").fill(f"{address}/page")
        page.get_by_role("button", name="Share link").click()

        # Without a reload: the page itself waits for the worker.
        expect(page.get_by_text("Written for those on call.")).to_be_visible(timeout=10_000)
        expect(page.get_by_role("heading", level=1)).to_have_text("Lag & how to watch it")
        picture = page.get_by_role("region", name="The linked page").locator("img")
        assert picture.evaluate("it => it.decode().then(() => it.naturalWidth)") == 960
        no_barriers(page)

        here = page.url
        page.get_by_role("link", name="Open 127.0.0.1").click()
        page.wait_for_url(f"{address}/page")
        page.goto(here)
        expect(page.get_by_role("heading", level=1)).to_have_text("Lag & how to watch it")
        expect(page.get_by_text("1 click")).to_be_visible()
    page.goto("/search?q=on+call")
    expect(page.get_by_role("main").get_by_role("link", name="Lag & how to watch it")).to_be_visible()
    no_barriers(page)


def test_a_page_is_saved_from_the_browsers_bar_with_what_was_selected(journey: Journey) -> None:
    page = journey.sign_in("tim")
    page.goto("/bookmarklet")
    script = page.get_by_role("link", name="Save to").get_attribute("href") or ""
    # Both are longer than what is accepted, and each of their characters takes nine bytes in an address.
    page.evaluate("() => { document.title = '\u9898'.repeat(200); }")
    page.locator("h1").evaluate("it => { it.textContent = '\u7801'.repeat(700); }")
    page.evaluate("() => getSelection().selectAllChildren(document.querySelector('h1'))")
    with page.context.expect_page() as opened:
        page.evaluate(unquote(script.removeprefix("javascript:")))
    form = opened.value
    expect(form.get_by_label("Web address")).to_have_value(page.url)
    expect(form.get_by_label("Title")).to_have_value("\u9898" * 150)
    expect(form.get_by_label("Why is it useful?")).to_have_value("> " + "\u7801" * 600)
