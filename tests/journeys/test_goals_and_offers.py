"""A goal from the page of a skill to the people who could help, and a mentor who says on which terms they do."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from graph.ids import PersonId
from graph.people import people
from tests import company as stories
from tests.journeys.clicks import Cost
from tests.journeys.conftest import PASSWORD, Journey
from webapp.people import passwords


def test_a_goal_of_ones_own_and_the_terms_of_a_mentor(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    mentor = move_in()
    rosalind = journey.sign_in("rosalind")
    teach(rosalind)
    set_terms(rosalind, no_barriers)
    mileva = journey.sign_in("mileva")
    look_for_a_mentor(mileva, no_barriers)
    share_and_reach(mileva, journey.sign_in("emmy"), no_barriers)
    ask_first(mileva, mentor, no_barriers)


def move_in() -> PersonId:
    """Let Rosalind, Mileva and her manager Emmy join, and return who will be the mentor."""
    rosalind, mileva, emmy = (
        stories.join(name, password_hash=passwords.hashed(PASSWORD)) for name in ("Rosalind", "Mileva", "Emmy")
    )
    people.report_to(mileva, emmy)
    return rosalind


def teach(rosalind: Page) -> None:
    rosalind.goto("/profile/skills")
    rosalind.get_by_label("Skills", exact=True).fill("Glassblowing")
    add = rosalind.get_by_role("region", name="Add skills")
    add.get_by_label("Level").select_option("4 Expert")
    add.get_by_label("I'm happy to teach this").check()
    rosalind.get_by_role("button", name="Add skills").click()


def set_terms(rosalind: Page, no_barriers: Callable[[Page], None]) -> None:
    """From the main navigation to the terms, with a mistake on the way that costs nothing that was typed."""
    rosalind.get_by_role("navigation", name="Main navigation").get_by_role("link", name="Mentoring").click()
    expect(rosalind.get_by_role("region", name="What I teach").get_by_role("link", name="Glassblowing")).to_be_visible()
    rosalind.get_by_role("link", name="Change my terms").click()
    rosalind.get_by_label("People at the same time").fill("99")
    rosalind.get_by_label("Hours a month").fill("3")
    rosalind.get_by_label("Once").uncheck()
    rosalind.get_by_role("button", name="Save terms").click()
    expect(rosalind.get_by_role("alert").get_by_role("link", name="Enter a number from 1 to 10.")).to_be_visible()
    expect(rosalind.get_by_label("Once")).not_to_be_checked()
    no_barriers(rosalind)
    rosalind.get_by_label("People at the same time").fill("2")
    rosalind.get_by_role("button", name="Save terms").click()
    expect(rosalind.get_by_text("Meets for some weeks")).to_be_visible()
    no_barriers(rosalind)


def look_for_a_mentor(mileva: Page, no_barriers: Callable[[Page], None]) -> None:
    """One click on the page of a skill sets the goal and leads to the people who could help."""
    mileva.goto("/skills/glassblowing")
    cost = Cost(mileva)
    mileva.get_by_role("button", name="Find a mentor").click()
    expect(mileva.get_by_role("heading", level=1)).to_contain_text("Glassblowing")
    assert len(cost.steps) == 1, cost.steps
    expect(mileva.get_by_role("main").get_by_role("link", name="Rosalind").first).to_be_visible()
    mileva.get_by_role("navigation", name="Main navigation").get_by_role("link", name="Mentoring").click()
    goal = mileva.get_by_role("article", name="Glassblowing")
    expect(goal.get_by_text("You and the mentors you ask see it")).to_be_visible()
    no_barriers(mileva)


def share_and_reach(mileva: Page, emmy: Page, no_barriers: Callable[[Page], None]) -> None:
    """The manager sees the goal as long as it is shared with her and open."""
    why = "I want to run our furnace on my own."
    shared = emmy.get_by_role("region", name="Goals of people you manage")
    emmy.goto("/mentoring")
    expect(shared).to_have_count(0)
    mileva.get_by_role("link", name="Change Glassblowing").click()
    mileva.get_by_label("Level you want to reach").select_option("3 Practitioner")
    mileva.get_by_label("Why").fill(why)
    mileva.get_by_label("Me, the mentors I ask and my manager").check()
    no_barriers(mileva)
    mileva.get_by_role("button", name="Save", exact=True).click()
    expect(mileva.get_by_text(why)).to_be_visible()
    emmy.reload()
    expect(shared.get_by_text(why)).to_be_visible()
    no_barriers(emmy)
    mileva.get_by_role("button", name="Reached Glassblowing").click()
    # The browser unfolds the goals that have ended, because the address names this one.
    expect(mileva.get_by_role("button", name="Reopen Glassblowing")).to_be_visible()
    no_barriers(mileva)
    emmy.reload()
    expect(shared).to_have_count(0)


def ask_first(mileva: Page, mentor: PersonId, no_barriers: Callable[[Page], None]) -> None:
    """From the page of someone who teaches to a goal for which they are the first choice."""
    mileva.goto(f"/people/{mentor}")
    expect(mileva.get_by_text("Mentors up to 2 people")).to_be_visible()
    mileva.get_by_role("link", name="Ask Rosalind to mentor you").click()
    expect(mileva.get_by_text("You can ask Rosalind first.")).to_be_visible()
    expect(mileva.get_by_label("Skill", exact=True)).to_have_value("Glassblowing")
    no_barriers(mileva)
    mileva.get_by_role("button", name="Save and find a mentor").click()
    expect(mileva).to_have_url(re.compile(rf"/goals/\w+/mentors\?mentor={mentor}$"))
