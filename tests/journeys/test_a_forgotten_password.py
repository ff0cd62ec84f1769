"""Somebody has forgotten the password: a link by mail, two forms, and they are in."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.company import join
from tests.journeys.clicks import Cost
from tests.journeys.conftest import PASSWORD, Journey
from webapp.people import passwords

NEW = "another long sentence to sign in with"


def test_a_link_by_mail_lets_one_in_again(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    join("Hedy", password_hash=passwords.hashed(PASSWORD))
    elsewhere, page = journey.sign_in("hedy"), journey.stranger()
    page.goto("/sign-in")
    cost = Cost(page)
    page.get_by_role("link", name="Forgotten your password?").click()
    cost.fill("Email address", "hedy@example.com")
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_text("If there is an account with this address")).to_be_visible()
    no_barriers(page)
    page.goto(journey.link_in_mail("hedy", r"http\S+/new-password/\S+"))
    no_barriers(page)
    cost.fill("New password", NEW)
    page.get_by_role("button", name="Save and sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")
    assert ([step.partition(" ")[0] for step in cost.steps], len(cost.fields)) == (["GET", "POST", "GET", "POST"], 2)
    elsewhere.goto("/")
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_the_new_password_is_the_one_that_counts(journey: Journey) -> None:
    page = journey.stranger()
    page.goto("/sign-in")
    page.get_by_label("Email address").fill("hedy@example.com")
    page.get_by_label("Password").fill(NEW)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")
