"""The first hour: someone joins, says what they know, joins a community, and finds what to read and whom to greet."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from graph import driver
from graph.communities import communities
from graph.communities.communities import CommunityDraft
from graph.people import invitations
from tests.journeys.conftest import PASSWORD, Journey

PHONE = {"width": 360, "height": 740}

# Counts in the browser what people click, across the pages of a tab.
COUNTED = """
addEventListener("click", (event) => {
  if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1;
}, true);
"""


@pytest.fixture(autouse=True)
def _a_community(journey: Journey) -> Iterator[None]:
    draft = CommunityDraft(name="Stream people", purpose="Data in motion.", visibility="public")
    slug = communities.found(draft, by=journey.company.ada.id)
    yield
    # Others count the communities and people that they know of.
    driver.write("MATCH (community:Community {slug: $slug}) DETACH DELETE community", slug=slug)
    driver.write("MATCH (person:Person) WHERE person.welcome IS NOT NULL SET person.state = 'left'")


def invited(journey: Journey, name: str, **looks: object) -> Page:
    """Open an invitation in a new browser, and type what it asks for."""
    page = journey.stranger(timezone_id="Europe/Warsaw", locale="pl-PL", **looks)
    page.add_init_script(COUNTED)
    page.goto(f"/invitations/{invitations.invite()}")
    page.get_by_label("Name").fill(name)
    # Other stories invite people of the same names.
    page.get_by_label("Email address").fill(f"{name}@newcomers.example.com")
    page.get_by_label("Password").fill(PASSWORD)
    return page


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_newcomer_gets_through_with_six_clicks(
    journey: Journey, no_barriers: Callable[[Page], None], scheme: str
) -> None:
    page = invited(journey, f"dorothy-{scheme}", color_scheme=scheme)
    page.get_by_role("button", name="Join").click()
    heading(page, "About you")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Warsaw")
    expect(page.get_by_label("Language 1")).to_have_value("pl")
    no_barriers(page)
    page.get_by_role("button", name="Save and continue").click()
    heading(page, "Your skills")
    no_barriers(page)
    page.get_by_role("checkbox", name=re.compile("I want to learn it ?: kafka")).check()
    page.get_by_role("button", name="Add and continue").click()
    heading(page, "Your communities")
    no_barriers(page)
    page.get_by_role("checkbox", name="Stream people").check()
    page.get_by_role("button", name="Join and finish").click()
    heading(page, "You're set")
    assert page.evaluate("Number(sessionStorage.clicks)") <= 6
    expect(page.get_by_text("You want to learn kafka", exact=True).first).to_be_visible()
    expect(page.get_by_role("heading", name="Say hello to Ada")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="Ask Ada")).to_be_visible()
    no_barriers(page)
    page.get_by_role("link", name="Go to home").click()
    expect(page.get_by_role("heading", name="Find your people")).to_have_count(0)


def test_someone_skips_all_and_someone_comes_back_later(journey: Journey) -> None:
    page = invited(journey, "evelyn")
    page.get_by_role("button", name="Join").click()
    for step in ("About you", "Your skills", "Your communities"):
        heading(page, step)
        page.get_by_role("button", name="Skip this step").click()
    heading(page, "You're set")
    assert page.evaluate("Number(sessionStorage.clicks)") == 4
    later = invited(journey, "hedy")
    later.get_by_role("button", name="Join").click()
    heading(later, "About you")
    later.goto("/")
    later.get_by_role("link", name="Continue").click()
    later.get_by_role("button", name="Skip this step").click()
    heading(later, "Your skills")
    later.goto("/")
    later.get_by_role("button", name="Dismiss").click()
    expect(later.get_by_text("You can change all of this at any time")).to_be_visible()
    expect(later.get_by_role("heading", name="Find your people")).to_have_count(0)


def test_it_works_without_scripts_on_a_phone_and_back_works(journey: Journey) -> None:
    page = invited(journey, "karen", java_script_enabled=False, viewport=PHONE)
    page.get_by_role("button", name="Join").click()
    page.get_by_label("Time zone").select_option("Europe/Warsaw")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Skills you want to learn").last.fill("Rust, Kafka")
    page.go_back()
    heading(page, "About you")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Warsaw")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("skills you want to learn").last.fill("Rust, Kafka")
    page.get_by_role("button", name="Add and continue").click()
    page.get_by_role("button", name="Join and finish").click()
    heading(page, "You're set")
    expect(page.get_by_text("You want to learn kafka", exact=True).first).to_be_visible()
