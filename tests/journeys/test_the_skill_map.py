"""The skill map can be navigated with the keyboard, and its table has the same information."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from graph.posts import questions
from tests.company import question
from tests.journeys.conftest import Journey


@pytest.fixture(autouse=True)
def _java_lies_beside_kafka(journey: Journey) -> None:
    for title in ("Which client for Java?", "Which serializer for Java?"):
        questions.ask(question(title, "kafka", "java"), by=journey.company.tim.id)


def opened(page: Page, address: str = "/skill-map") -> Locator:
    page.goto(address)
    drawing = page.get_by_role("application", name="Skill map")
    expect(drawing).to_be_visible()
    return drawing


def test_arrow_keys_walk_from_skill_to_skill_and_enter_opens_one(journey: Journey) -> None:
    page = journey.sign_in("ada")
    drawing = opened(page, "/skill-map?around=kafka")
    drawing.focus()
    here = page.locator("#map-here")
    expect(here).to_contain_text("kafka")
    for way in ("ArrowUp", "ArrowLeft", "ArrowDown", "ArrowRight"):
        page.keyboard.press(way)
        if "java" in (here.text_content() or "").split("·")[0]:
            break
    expect(here).to_contain_text("java")
    page.keyboard.press("+")
    page.keyboard.press("Enter")
    page.wait_for_url("**/skills/java")


def test_the_table_says_all_that_the_map_draws(journey: Journey) -> None:
    page = journey.sign_in("ada")
    opened(page)
    drawn = page.locator("skill-map").evaluate("map => map.map.nodes().map((node) => node.id()).sort()")
    ties = page.locator("skill-map").evaluate("map => map.map.edges().length")
    listed = page.locator("tr[data-slug]").evaluate_all("rows => rows.map((row) => row.dataset.slug).sort()")
    said = page.locator("[data-tie]").count()
    assert (drawn, ties) == (listed, said // 2)
    assert "java" in listed


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out_of_it(journey: Journey, no_barriers: Callable[[Page], None], scheme: str) -> None:
    page = journey.sign_in("tim", color_scheme=scheme)
    opened(page).focus()
    no_barriers(page)


def test_without_scripts_the_table_is_the_page(journey: Journey) -> None:
    page = journey.sign_in("ada", java_script_enabled=False)
    page.goto("/skill-map?around=kafka&hops=2")
    expect(page.get_by_role("row").filter(has_text="java").first).to_be_visible()
    expect(page.get_by_role("application")).to_have_count(0)
