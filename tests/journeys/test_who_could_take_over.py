"""A manager sees what depends on one person and who could take over; the map shows where the skill is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from graph.expertise import stated_levels
from graph.ids import SkillSlug
from tests.journeys.conftest import Journey
from tests.journeys.test_barriers import SMALLEST_PHONE

KAFKA = SkillSlug("kafka")


@pytest.fixture(autouse=True)
def _linus_wants_to_learn_kafka(journey: Journey) -> None:
    stated_levels.add(["Kafka"], level=2, wants=True, teaches=False, by=journey.company.linus)


def test_from_the_menu_to_who_could_take_over(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    page = journey.sign_in("grace")
    page.get_by_role("link", name="Knowledge risks").first.click()
    expect(page.get_by_role("row", name="Kafka")).to_contain_text("known by few")
    no_barriers(page)
    page.get_by_role("link", name="If someone leaves").click()
    no_barriers(page)
    page.get_by_role("link", name="Ada", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("If Ada leaves")
    linus = page.get_by_role("listitem").filter(has_text="wants to learn it").last
    expect(linus).to_contain_text("Linus")
    no_barriers(page)


@pytest.mark.parametrize("path", ["/radar", "/radar/people", "/radar/skills/kafka", "/radar/people/{ada}"])
def test_it_fits_a_small_phone_in_the_dark(journey: Journey, no_barriers: Callable[[Page], None], path: str) -> None:
    page = journey.sign_in("grace", viewport=SMALLEST_PHONE, color_scheme="dark")
    page.goto(path.format(ada=journey.company.ada.id))
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST_PHONE["width"]
    no_barriers(page)
