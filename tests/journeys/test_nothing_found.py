"""A search without results suggests nearby skills and a half-written question."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from graph.expertise import knowers
from graph.ids import SkillSlug
from tests.journeys.conftest import Journey

KAFKA = SkillSlug("kafka")


def test_nothing_found_still_leads_to_a_post_a_person_and_a_question(
    journey: Journey, no_barriers: Callable[[Page], None]
) -> None:
    # Ada begins with two contributions. Other journeys add to them.
    [ada] = [one for one in knowers.of(KAFKA, viewer=journey.company.tim) if one.id == journey.company.ada.id]
    page = journey.sign_in("tim")
    page.goto("/search?q=kafka+type:video")
    near = page.get_by_role("region", name="Related results")
    expect(near.get_by_text(f"has made {ada.evidence} contributions to kafka")).to_be_visible()
    expect(near.get_by_role("link", name="See consumer lag at a glance")).to_be_visible()
    no_barriers(page)
    page.get_by_role("link", name="Ask this question").click()
    expect(page.get_by_label("Title")).to_have_value("kafka")
    expect(page.get_by_label("Skills", exact=True)).to_have_value("kafka")
