"""Ada's frequent search becomes a collection, which Tim reads and follows with his own permissions."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Journey


def test_a_saved_search_is_shown_to_others(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    ada = journey.sign_in("ada")
    ada.goto("/search?q=rotate+clusters+or+consumer+lag")
    ada.get_by_role("button", name="Save this search").click()
    ada.get_by_role("link", name="Turn into a collection").click()
    ada.get_by_label("Name").fill("What keeps us awake")
    no_barriers(ada)
    ada.get_by_role("button", name="Create collection").click()
    expect(ada.get_by_role("link", name="How do we rotate the cluster's certificates?")).to_be_visible()
    no_barriers(ada)

    tim = journey.sign_in("tim", color_scheme="dark")
    tim.goto(ada.url)
    expect(tim.get_by_role("link", name="Why does my Kafka consumer lag?")).to_be_visible()
    expect(tim.get_by_text("certificates")).to_have_count(0)
    no_barriers(tim)
    tim.get_by_role("button", name="Follow").click()
    expect(tim.get_by_role("button", name="Following")).to_be_visible()
