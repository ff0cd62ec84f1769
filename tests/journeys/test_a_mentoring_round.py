"""A coach runs a mentoring round: two people join, she previews, locks, publishes, takes back and publishes again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from graph import clock, viewers
from graph.communities import memberships
from graph.expertise import stated_levels
from graph.mentoring import goals
from graph.mentoring.goals import GoalDraft
from graph.viewers import Viewer
from tests.company import join
from tests.journeys.conftest import PASSWORD, Journey
from tests.journeys.test_barriers import SMALLEST_PHONE
from webapp.people import passwords

LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark", "viewport": SMALLEST_PHONE},
    "without scripts": {"java_script_enabled": False},
}
PEOPLE = {"light": ("Roberta", "Annie"), "dark": ("Joan", "Melba"), "without scripts": ("Kathleen", "Ida")}


@pytest.mark.parametrize("looks", LOOKS)
def test_a_coach_pairs_the_members_of_her_community(
    journey: Journey, no_barriers: Callable[[Page], None], looks: str
) -> None:
    def check(page: Page) -> None:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        # axe is a script.
        if looks != "without scripts":
            no_barriers(page)

    learner, mentor = PEOPLE[looks]
    member(journey, learner, wants=True)
    member(journey, mentor, wants=False)
    margaret = journey.sign_in("margaret", **LOOKS[looks])
    path = start(margaret, journey, looks, check)

    page = journey.sign_in(learner.lower(), **LOOKS[looks])
    page.goto(path)
    page.get_by_label("I want to learn").check()
    page.get_by_label("kubernetes, level 4").check()
    page.get_by_role("button", name="Take part").click()
    expect(page.get_by_text("You take part.").first).to_be_visible()
    check(page)
    teacher = journey.sign_in(mentor.lower(), **LOOKS[looks])
    teacher.goto(path)
    teacher.get_by_label("I want to mentor").check()
    teacher.get_by_role("button", name="Take part").click()
    expect(teacher.get_by_text(learner)).to_have_count(0)

    publish(margaret, path, learner, mentor, check)
    page.goto(path)
    expect(page.get_by_role("link", name=f"{mentor} mentors you")).to_be_visible()
    check(page)
    teacher.goto(path)
    expect(teacher.get_by_role("link", name=f"You mentor {learner}")).to_be_visible()
    linus = journey.sign_in("linus", **LOOKS[looks])
    linus.goto(path)
    expect(linus.get_by_text("You didn't take part in this round.")).to_be_visible()
    expect(linus.get_by_text(learner)).to_have_count(0)


def start(page: Page, journey: Journey, name: str, check: Callable[[Page], None]) -> str:
    """Start a round from the community's page, and return its address."""
    page.goto(f"/communities/{journey.company.platform}")
    page.get_by_role("link", name="Mentoring rounds").click()
    page.get_by_role("link", name="Start a round").first.click()
    page.get_by_label("Name").fill(f"Round {name}")
    page.get_by_label("Last day").fill((clock.now().date() + timedelta(days=7)).isoformat())
    check(page)
    page.get_by_role("button", name="Start round").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Round {name}")
    check(page)
    return page.url


def publish(page: Page, path: str, learner: str, mentor: str, check: Callable[[Page], None]) -> None:
    page.goto(path)
    page.get_by_role("link", name="Learners and mentors").click()
    expect(page.get_by_text("Wants to learn: kubernetes, level 4")).to_be_visible()
    check(page)
    page.goto(path)
    page.get_by_role("button", name="Close now").click()
    shown(page, path, "3 levels ahead in kubernetes")
    check(page)
    page.get_by_role("button", name=f"Lock {learner} and {mentor}").click()
    shown(page, path, "Publish 1 pair")
    expect(page.get_by_role("button", name=f"Unlock {learner} and {mentor}")).to_be_visible()
    page.get_by_role("button", name="Publish 1 pair").click()
    expect(page.get_by_text("1 mentorship began.")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Undo publishing").click()
    expect(page.get_by_text("The pairs are taken back.")).to_be_visible()
    page.get_by_role("button", name="Publish 1 pair").click()
    expect(page.get_by_text("1 mentorship began.")).to_be_visible()


def shown(page: Page, path: str, words: str) -> None:
    """Wait for the preview that a worker makes. With scripts the page shows it by itself."""
    if page.evaluate("typeof htmx") == "undefined":
        for _ in range(20):
            page.wait_for_timeout(500)
            page.goto(path)
            if page.get_by_text(words).count():
                break
    expect(page.get_by_text(words).first).to_be_visible()


def member(journey: Journey, name: str, *, wants: bool) -> Viewer:
    """Let someone join the community who wants to learn Kubernetes, or teaches it."""
    id = join(name, password_hash=passwords.hashed(PASSWORD))
    memberships.admit(journey.company.platform, id, by=journey.company.margaret.id)
    viewer = viewers.get(id)
    stated_levels.add(["kubernetes"], level=1 if wants else 4, wants=wants, teaches=not wants, by=viewer)
    if wants:
        goals.aim("kubernetes", GoalDraft(level=4), by=viewer)
    return viewer
