"""Time zone and languages are guessed from the browser for newcomers, and never guessed again once they chose."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from graph import driver
from tests.journeys.conftest import Journey

PHONE = {"width": 360, "height": 740}


def test_what_the_browser_says_is_chosen_and_can_be_changed(
    journey: Journey, no_barriers: Callable[[Page], None]
) -> None:
    driver.write("MATCH (tim:Person {id: $id}) REMOVE tim.time_zone, tim.languages", id=journey.company.tim.id)
    page = journey.sign_in("tim", timezone_id="Asia/Tokyo", locale="ja-JP", viewport=PHONE)
    page.goto("/profile")
    zone = page.get_by_label("Time zone")
    expect(zone).to_have_value("Asia/Tokyo")
    expect(page.get_by_text("Guessed from your browser. Change it if it's wrong.")).to_be_visible()
    expect(page.get_by_label("Language 1")).to_have_value("ja")
    no_barriers(page)
    fields = page.get_by_role("group", name="Languages").get_by_role("combobox")
    count = fields.count()
    fields.last.select_option("Polish")
    expect(fields).to_have_count(count + 1)
    expect(fields.last).to_have_value("")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    zone.select_option("")
    page.get_by_role("button", name="Save profile").click()
    page.goto("/profile")
    expect(zone).to_have_value("")
    expect(page.get_by_label("Language 2")).to_have_value("pl")
