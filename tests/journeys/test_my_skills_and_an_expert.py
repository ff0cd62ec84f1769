"""Ada corrects the skills that were inferred for her. Grace finds her as an expert and endorses her."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Journey

PHONE = {"width": 360, "height": 720}


def test_ada_looks_at_her_skills_and_says_what_is_right(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    page = journey.sign_in("ada")
    page.goto("/profile/skills")
    skill = page.get_by_role("article", name="kafka")
    expect(skill.get_by_text("See consumer lag at a glance")).to_be_visible()
    skill.get_by_role("button", name="Confirm").click()
    expect(skill.get_by_text("self-assessed")).to_be_visible()
    # Other journeys may have added evidence before.
    confirmed = int(re.findall(r"level (\d) of 5", skill.inner_text())[0])
    skill.get_by_role("button", name="Lower").click()
    expect(skill.get_by_text(f"level {confirmed - 1} of 5").first).to_be_attached()
    skill.get_by_role("button", name="Hide").click()
    expect(skill.get_by_text("Hidden. Nobody else can see this skill")).to_be_visible()
    no_barriers(page)
    skill.get_by_role("button", name="Show kafka again").click()
    expect(skill.get_by_role("button", name="Hide")).to_be_visible()
    skill.get_by_role("button", name="Remove my level").click()
    expect(skill.get_by_text("inferred from evidence")).to_be_visible()


def test_grace_finds_an_expert_and_endorses_her(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    page = journey.sign_in("grace")
    page.goto("/people")
    page.get_by_role("link", name="Find an expert").click()
    page.get_by_label("Skills", exact=True).fill("kafka")
    page.get_by_role("button", name="Find people").click()
    no_barriers(page)
    page.get_by_role("main").get_by_role("link", name="kafka", exact=True).click()
    page.get_by_label("Level").last.select_option("4")
    page.get_by_role("button", name="Confirm skill").click()
    expect(page.get_by_role("button", name="Withdraw confirmation")).to_be_visible()
    no_barriers(page)
    page.get_by_role("button", name="Withdraw confirmation").click()
    expect(page.get_by_text("Nobody has confirmed this skill yet.")).to_be_visible()


def test_on_a_phone_nothing_is_cut_off(journey: Journey) -> None:
    page = journey.sign_in("ada", viewport=PHONE)
    for path in ("/profile/skills", "/experts?skills=kafka", f"/people/{journey.company.ada.id}/skills/kafka"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
