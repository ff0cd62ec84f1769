"""An admin sets up a site: name and logo, a test letter, and a decision against an item. The list ticks itself."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from graph import driver
from tests.journeys.clicks import Cost
from tests.journeys.conftest import Journey
from tests.store import samples


@pytest.fixture(autouse=True)
def _the_site_stays_as_it_was() -> Iterator[None]:
    yield
    driver.write("MATCH (site:Site) DETACH DELETE site")
    driver.write("MATCH (letter:TestLetter) DETACH DELETE letter")


def item(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=name, exact=True))


def test_an_admin_sets_up_the_site_from_the_home_page(
    journey: Journey, no_barriers: Callable[[Page], None], tmp_path: Path
) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(samples.picture("PNG", size=(600, 200)).getvalue())
    page = journey.sign_in("katherine")
    cost = Cost(page)
    expect(page.get_by_text(re.compile(r"\d of 7 done"))).to_be_visible()
    page.get_by_role("link", name="Next: Name and logo").click()
    no_barriers(page)
    item(page, "Name and logo").get_by_role("link", name="Choose name and logo").click()
    cost.fill("Name of the site", "Kontor")
    page.get_by_role("button", name="Save name").click()
    expect(page.get_by_role("banner")).to_contain_text("Kontor")
    cost.choose("Choose a logo", str(logo))
    page.get_by_role("button", name="Upload logo").click()
    expect(page.get_by_role("img", name="The logo that is shown now")).to_be_visible()
    no_barriers(page)
    assert [step.partition(" ")[0] for step in cost.steps] == ["GET", "GET", "POST", "POST"]
    page.goto("/checklist")
    expect(item(page, "Name and logo")).to_contain_text("Done")
    expect(page.get_by_role("banner").locator("img.logo")).to_be_visible()


def test_a_test_letter_arrives_and_mail_is_done(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    page = journey.sign_in("katherine", color_scheme="dark")
    page.goto("/checklist")
    mail = item(page, "Mail")
    expect(mail).to_contain_text("Nobody has tried yet")
    mail.get_by_role("button", name="Send me a test letter").click()
    expect(mail).to_contain_text("took the test letter")
    expect(mail).to_contain_text("Done")
    assert journey.link_in_mail("katherine", r"http\S+/checklist")
    no_barriers(page)


def test_a_server_that_refuses_is_quoted_on_the_page(journey: Journey, no_barriers: Callable[[Page], None]) -> None:
    journey.letters.answers["katherine@example.com"] = "550 No such user"
    page = journey.sign_in("katherine")
    page.goto("/checklist")
    item(page, "Mail").get_by_role("button", name="Send me a test letter").click()
    expect(item(page, "Mail")).to_contain_text("refused with 550")
    expect(item(page, "Mail")).to_contain_text("To do")
    no_barriers(page)
    journey.letters.answers.clear()


def test_an_admin_decides_against_an_item_and_hides_the_list(journey: Journey) -> None:
    page = journey.sign_in("katherine")
    page.goto("/checklist")
    item(page, "Skills").get_by_role("button", name="I don't need this").click()
    expect(item(page, "Skills")).to_contain_text("Not needed")
    expect(page.get_by_text(re.compile(r"\d of 6 done"))).to_be_visible()
    item(page, "Skills").get_by_role("button", name="I need this after all").click()
    expect(item(page, "Skills")).to_contain_text("To do")
    page.get_by_role("button", name="Hide this list").click()
    expect(page.get_by_role("heading", name="Home")).to_be_visible()
    expect(page.get_by_role("link", name="Next: Name and logo")).to_have_count(0)
    page.goto("/checklist")
    page.get_by_role("button", name="Show it on my home page").click()
    expect(page.get_by_role("button", name="Hide this list")).to_be_visible()


def test_someone_else_does_not_see_the_list(journey: Journey) -> None:
    page = journey.sign_in("ada")
    expect(page.get_by_text("Setup checklist")).to_have_count(0)
    page.goto("/checklist")
    expect(page.get_by_role("main")).to_contain_text("Only admins can see what is still to do on this site.")
