"""Takes the README's pictures of the demo while it runs: `python -m bench.screenshots ADDRESS PASSWORD`."""

from pathlib import Path
from typing import Literal

import click
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
DRAWN_MILLISECONDS = 1500
QUESTION = "Why does a new Kafka consumer group"

DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@click.command()
@click.argument("address")
@click.argument("password")
def main(address: str, password: str) -> None:
    """Sign in as Ada and as her manager, and take each picture in light, in dark and as wide as a phone."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for scheme in SCHEMES:
            _take(browser, address, password, scheme)
        _take(browser, address, password, "light", viewport=PHONE, name="phone")
        browser.close()


def _take(
    browser: Browser,
    address: str,
    password: str,
    scheme: Literal["light", "dark"],
    *,
    viewport: ViewportSize = DESK,
    name: str = "",
) -> None:
    ending = f"{name or scheme}.png"
    page = browser.new_page(base_url=address, color_scheme=scheme, viewport=viewport)
    _sign_in(page, "ada", password)
    page.screenshot(path=PICTURES / f"home-{ending}")
    page.get_by_role("link", name=QUESTION).first.click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"question-{ending}")
    page.goto("/search?q=kafka+consumer")
    page.screenshot(path=PICTURES / f"search-{ending}")
    page.goto("/skill-map")
    page.locator(".map-drawing canvas").first.wait_for()
    # The map is arranged within a second.
    page.wait_for_timeout(DRAWN_MILLISECONDS)
    page.screenshot(path=PICTURES / f"map-{ending}")
    page.context.close()
    _take_of_a_manager(browser.new_page(base_url=address, color_scheme=scheme, viewport=viewport), password, ending)


def _take_of_a_manager(page: Page, password: str, ending: str) -> None:
    _sign_in(page, "grace", password)
    page.goto("/radar")
    page.screenshot(path=PICTURES / f"radar-{ending}")
    page.goto("/radar/people?name=ada")
    page.get_by_role("main").get_by_role("link", name="Ada").click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"departure-{ending}")
    page.context.close()


def _sign_in(page: Page, name: str, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Email address").fill(f"{name}@example.com")
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")


if __name__ == "__main__":
    main()
