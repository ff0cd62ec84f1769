"""Ada takes the feed of a skill to her feed reader: from the skill's page, three clicks."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Journey

SMALLEST_PHONE = {"width": 320, "height": 640}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_address_is_made_and_copied(journey: Journey, no_barriers: Callable[[Page], None], scheme: str) -> None:
    page = journey.sign_in("ada", color_scheme=scheme, viewport=SMALLEST_PHONE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/skills/kafka")
    page.get_by_role("link", name="Atom").click()
    page.get_by_role("button", name="Make an address").click()
    page.get_by_role("button", name=re.compile("Copy.*kafka")).click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    no_barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST_PHONE["width"]
    assert "See consumer lag at a glance" in journey.stranger().request.get(address).text()
    page.get_by_role("button", name="Revoke").click()
    assert journey.stranger().request.get(address).status == 404
