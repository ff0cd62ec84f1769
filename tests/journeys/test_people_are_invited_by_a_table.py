"""An admin invites people by a CSV file; one of them opens the mail and joins, with unit and manager."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from graph.people import accounts
from tests.journeys.clicks import Cost
from tests.journeys.conftest import PASSWORD, Journey

# As a spreadsheet program in Poland writes it.
TABLE = """\
Imię i nazwisko;Email;Name;Unit;Manager;Office\r
;mary@example.com;Mary Jackson;Wind tunnels;grace@example.com;Łódź\r
;ada@example.com;Ada;;;\r
;christine@example.com;Christine Darden;Wind tunnels;mary@example.com;\r
"""


def test_an_admin_invites_by_a_file_and_somebody_joins(
    journey: Journey, no_barriers: Callable[[Page], None], tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(TABLE.encode("cp1250"))
    page = journey.sign_in("katherine")
    cost = Cost(page)
    page.locator("summary", has_text="Your menu").click()
    page.get_by_role("link", name="Accounts", exact=True).click()
    page.get_by_role("link", name="Invite many").click()
    cost.choose("CSV file", str(file))
    page.get_by_label("Letters, if the file isn't Unicode").select_option("Central European")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("There is an account with this address already.")).to_be_visible()
    expect(page.get_by_role("cell", name="Łódź")).to_be_visible()
    no_barriers(page)
    page.get_by_role("button", name="Invite 2 people").click()
    expect(page.get_by_text("2 people are invited.")).to_be_visible()
    no_barriers(page)
    assert ([step.partition(" ")[0] for step in cost.steps], len(cost.fields)) == (["GET", "GET", "POST", "POST"], 1)
    join(journey, "mary", "Mary Jackson")
    join(journey, "christine", "Christine Darden")


def join(journey: Journey, name: str, shown: str) -> None:
    """Open the mail, join, and find what the table said."""
    newcomer = journey.stranger()
    newcomer.goto(journey.link_in_mail(name, r"http\S+/invitations/\S+"))
    expect(newcomer.get_by_label("Name")).to_have_value(shown)
    newcomer.get_by_label("Password").fill(PASSWORD)
    newcomer.get_by_role("button", name="Join").click()
    expect(newcomer.get_by_role("heading", level=1)).not_to_have_text("Welcome")
    account = accounts.find(f"{name}@example.com")
    assert account
    newcomer.goto(f"/people/{account.id}")
    expect(newcomer.get_by_text("Wind tunnels")).to_be_visible()
    manager = "Grace" if name == "mary" else "Mary Jackson"
    expect(newcomer.get_by_role("complementary").get_by_role("link", name=manager)).to_be_visible()
