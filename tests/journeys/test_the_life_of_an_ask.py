"""Linus asks; Ada declines, Grace suggests someone, Margaret is the wrong person. Each time, someone else is asked."""

from playwright.sync_api import Locator, Page, expect

from graph import viewers
from graph.expertise import evidence
from graph.ids import PersonId
from graph.posts import answers, questions
from tests import company as stories
from tests.journeys.conftest import Journey

QUESTION = "How does Terraform find its state again?"


def show_terraform(journey: Journey) -> None:
    """Let five people, Ada, Grace and Margaret among them, show twice that they know Terraform, and Dora once."""
    company = journey.company
    known = [company.ada.id, company.grace.id, company.margaret.id, stories.join("Boris"), stories.join("Cleo")]
    dora = stories.join("Dora")
    for people in (known, [*known, dora]):
        answered_by(people, asker=company.tim.id)


def answered_by(people: list[PersonId], *, asker: PersonId) -> None:
    asked = questions.ask(stories.question("Where does Terraform keep things?", "Terraform"), by=asker)
    for person in people:
        evidence.weigh(answers.give(asked, stories.text("In its state."), by=viewers.get(person)))


def ask(linus: Page, title: str) -> Locator:
    """Ask a question, and return the part of its page that says who was asked."""
    linus.goto("/questions/new")
    linus.get_by_label("Title").fill(title)
    linus.get_by_label("Your question").fill("It is lost after a move.")
    linus.get_by_role("combobox", name="Skills").fill("Terraform")
    linus.get_by_role("button", name="Ask", exact=True).click()
    return linus.get_by_role("region", name="Who was asked")


def their_ask(page: Page, title: str) -> Locator:
    page.goto("/inbox")
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=title))


def test_an_ask_is_declined_passed_on_and_refused_for_good(journey: Journey, no_barriers) -> None:
    show_terraform(journey)
    linus, ada, grace, margaret = (journey.sign_in(name) for name in ("linus", "ada", "grace", "margaret"))
    who = ask(linus, QUESTION)
    for name in ("Ada", "Grace", "Margaret", "Boris", "Cleo"):
        expect(who.get_by_role("link", name=name, exact=True)).to_be_visible()
    expect(who.get_by_role("link", name="Where does Terraform keep things?").first).to_be_visible()
    expect(who).not_to_contain_text("Dora")

    mine = their_ask(ada, QUESTION)
    mine.locator("summary", has_text="Decline").click()
    mine.get_by_label("Reason (optional)").fill("I am away from tomorrow.")
    mine.get_by_role("button", name="Decline", exact=True).click()
    expect(ada.get_by_text(QUESTION)).to_have_count(0)
    is_shown(linus, "Dora", instead_of="Ada")
    expect(who).not_to_contain_text("away from tomorrow")

    hers = their_ask(grace, QUESTION)
    no_barriers(grace)
    hers.get_by_text("Pass on to someone else").click()
    hers.get_by_label("Name or email address").fill("Tim")
    hers.get_by_role("button", name="Pass on").click()
    is_shown(linus, "Tim", instead_of="Grace")
    expect(who).to_contain_text("Suggested by Grace")
    expect(their_ask(journey.sign_in("tim"), QUESTION)).to_contain_text("Grace suggested you.")

    their_ask(margaret, QUESTION).get_by_role("button", name="I don't know Terraform").click()
    expect(margaret.get_by_text(QUESTION)).to_have_count(0)
    who = ask(linus, "May two people apply Terraform at once?")
    expect(who.get_by_role("link", name="Cleo", exact=True)).to_be_visible()
    expect(who).not_to_contain_text("Margaret")
    no_barriers(linus)


def is_shown(linus: Page, name: str, *, instead_of: str) -> None:
    """Wait until the worker has asked the next person and the page says so."""
    who = linus.get_by_role("region", name="Who was asked")
    for _ in range(20):
        linus.reload()
        if who.get_by_role("link", name=name, exact=True).count():
            break
        linus.wait_for_timeout(250)
    expect(who.get_by_role("link", name=name, exact=True)).to_be_visible()
    expect(who.get_by_role("link", name=instead_of, exact=True)).to_have_count(0)
