"""Caroline keeps her community in order: she closes, merges and locks, shares her turns, and fills the shelf."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from graph import driver, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.ids import PersonId, QuestionId, new_id
from graph.posts import questions
from tests import company as stories
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey
from tests.journeys.newcomers import joined
from tests.workers import sites
from workers.app import later

PHONE: ViewportSize = {"width": 360, "height": 740}


@dataclass(frozen=True)
class Observatory:
    """A community that Caroline coaches, in which Wilhelm asked what Anders had asked before."""

    slug: str
    title: str
    kept: QuestionId
    twin: QuestionId


@pytest.fixture
def observatory(journey: Journey) -> Observatory:
    caroline, wilhelm, anders = (joined(name) for name in ("Caroline", "Wilhelm", "Anders"))
    driver.write("MATCH (p:Person) WHERE p.id IN $ids REMOVE p.welcome", ids=[caroline, wilhelm, anders])
    draft = CommunityDraft(name=f"Sky {new_id()}", purpose="Sweep it.", visibility="public")
    slug = communities.found(draft, by=caroline)
    for person in (wilhelm, anders):
        memberships.join(slug, by=person)
    title = f"How is comet {new_id()} told from a nebula?"
    kept, twin = _ask(title, slug, by=anders), _ask(f"Comet or nebula? {title}", slug, by=wilhelm)
    return Observatory(slug=slug, title=title, kept=kept, twin=twin)


def _ask(title: str, slug: str, *, by: PersonId) -> QuestionId:
    place = communities.show(slug, viewer=viewers.get(by)).id
    id = questions.ask(stories.question(title, "Astronomy", community=place), by=by)
    later("finding.indexing.index_question", id)
    return id


def _costs(page: Page, path: str) -> Cost:
    page.goto(path)
    return Cost(page)


def _looks_right(page: Page, no_barriers: Callable[[Page], None]) -> None:
    """No barriers in either theme, and nothing outside the screen of a phone."""
    for theme in ("dark", "light"):
        page.emulate_media(color_scheme=theme)
        no_barriers(page)
    wide = page.viewport_size
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.set_viewport_size(wide or PHONE)


def test_a_question_is_closed_with_a_reason_in_two_clicks(
    journey: Journey, observatory: Observatory, no_barriers: Callable[[Page], None]
) -> None:
    page = journey.sign_in("caroline")
    cost = _costs(page, f"/questions/{observatory.twin}")
    page.get_by_role("link", name="Close", exact=True).click()
    _looks_right(page, no_barriers)
    page.get_by_label("It doesn't belong here").check()
    page.get_by_label("What should the asker know?").fill("Ask in Nebulae, where more people know.")
    page.get_by_role("button", name="Close question").click()
    expect(page.get_by_text("Ask in Nebulae, where more people know.")).to_be_visible()
    assert len(cost.steps) == 2, cost.steps
    _looks_right(page, no_barriers)
    asker = journey.sign_in("wilhelm")
    journey.told(asker, "closed")


def test_a_question_is_merged_into_the_earlier_one_in_three_clicks(
    journey: Journey, observatory: Observatory, no_barriers: Callable[[Page], None]
) -> None:
    page = journey.sign_in("caroline")
    page.goto(f"/questions/{observatory.twin}/merge")
    choice = page.get_by_role("link", name=f"Merge into this question: {observatory.title}")
    for _ in range(20):
        if choice.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    cost = _costs(page, f"/questions/{observatory.twin}")
    page.get_by_role("link", name="Merge", exact=True).click()
    _looks_right(page, no_barriers)
    choice.click()
    _looks_right(page, no_barriers)
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(observatory.title)
    assert len(cost.steps) == 3, cost.steps
    _looks_right(page, no_barriers)
    page.goto(f"/questions/{observatory.twin}")
    expect(page).to_have_url(f"{journey.address}/questions/{observatory.kept}")


def test_a_post_is_locked_in_two_clicks_and_unlocked_in_one(
    journey: Journey, observatory: Observatory, no_barriers: Callable[[Page], None]
) -> None:
    page = journey.sign_in("caroline")
    cost = _costs(page, f"/questions/{observatory.kept}")
    page.get_by_role("link", name="Lock", exact=True).click()
    _looks_right(page, no_barriers)
    page.get_by_label("Reason").fill("Until the telescope is repaired.")
    page.get_by_role("button", name="Lock", exact=True).click()
    assert len(cost.steps) == 2, cost.steps
    reader = journey.sign_in("wilhelm")
    reader.goto(f"/questions/{observatory.kept}")
    expect(reader.get_by_text("Until the telescope is repaired.")).to_be_visible()
    expect(reader.get_by_label("Your answer")).to_have_count(0)
    _looks_right(reader, no_barriers)
    page.get_by_role("button", name="Unlock").click()
    reader.reload()
    expect(reader.get_by_label("Your answer")).to_be_visible()


def test_turns_are_shared_and_a_deputy_named(
    journey: Journey, observatory: Observatory, no_barriers: Callable[[Page], None]
) -> None:
    page = journey.sign_in("caroline")
    cost = _costs(page, f"/communities/{observatory.slug}")
    page.get_by_role("link", name="Rota and deputies").click()
    page.get_by_label("Caroline").select_option("1")
    page.get_by_role("button", name="Save order").click()
    expect(page.get_by_text("This week:")).to_be_visible()
    page.get_by_label("Email address of a deputy").fill("anders@example.com")
    page.get_by_role("button", name="Add deputy").click()
    expect(page.get_by_role("heading", name="Anders")).to_be_visible()
    assert len(cost.steps) == 3, cost.steps
    _looks_right(page, no_barriers)
    page.goto("/review")
    expect(page.get_by_text("Caroline").first).to_be_attached()


def test_what_a_feed_announces_becomes_a_link_with_one_key(
    journey: Journey, observatory: Observatory, no_barriers: Callable[[Page], None]
) -> None:
    page = journey.sign_in("caroline")
    with sites.running() as (address, _):
        page.goto(f"/communities/{observatory.slug}/shelf")
        _looks_right(page, no_barriers)
        page.get_by_label("Address of a feed").fill(f"{address}/comets")
        page.get_by_role("button", name="Add feed").click()
        later("posts.shelves.sweep")
        for _ in range(20):
            page.reload()
            if page.get_by_text("1 waits").count():
                break
            page.wait_for_timeout(500)
        _looks_right(page, no_barriers)
        cost = Cost(page)
        page.get_by_role("link", name="Look through it").click()
        expect(page.get_by_role("heading", name="Comets 5")).to_be_visible()
        _looks_right(page, no_barriers)
        page.keyboard.press("a")
        expect(page.get_by_text("Nothing waits")).to_be_visible()
        assert len(cost.steps) == 2, cost.steps
    page.goto(f"/communities/{observatory.slug}")
    expect(page.get_by_role("link", name="Comets 5")).to_be_visible()


def test_people_see_what_they_may_do_and_nobody_elses(
    journey: Journey, observatory: Observatory, no_barriers: Callable[[Page], None]
) -> None:
    page = journey.sign_in("wilhelm")
    page.goto("/trust")
    expect(page.get_by_text("You are here")).to_be_visible()
    _looks_right(page, no_barriers)
