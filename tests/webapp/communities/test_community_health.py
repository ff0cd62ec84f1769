"""The page that says how a community does, for coaches and admins, and the page of one's own bridges."""

from collections.abc import Callable

import pytest

from graph import viewers
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.communities import history
from tests.webapp.client import Browser
from workers.communities import month_tallies

As = Callable[[Viewer], Browser]


def test_a_coach_sees_how_her_community_does(as_: As, company: Company) -> None:
    for member in history.people(company, 5):
        history.answer(history.ask(company, member), company.ada)
    month_tallies.sweep()
    margaret = as_(company.margaret)
    assert f"/communities/{company.platform}/health" in margaret.get(f"/communities/{company.platform}").text
    page = margaret.get(f"/communities/{company.platform}/health").text
    assert all(words in page for words in ("100 %", "1 day", "5+", "How Platform engineers is doing"))


def test_a_month_of_few_people_shows_nothing(as_: As, company: Company) -> None:
    page = as_(company.margaret).get(f"/communities/{company.platform}/health").text
    assert page.count("Fewer than five people contributed.") == 3
    assert "5+" not in page


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ("from=yesterday", "Give a month such as 2026-10."),
        ("from=0001-01&until=0001-02", "Give a month such as 2026-10."),
        ("from=2020-05&until=2020-04", "Choose a last month that isn't before the first."),
        ("from=2020-01&until=2024-01", "Choose at most 24 months."),
        ("until=9998-01", "Choose months that have been over for a week."),
    ],
)
def test_what_cannot_be_shown_is_said_beside_its_field(as_: As, company: Company, asked: str, problem: str) -> None:
    answer = as_(company.margaret).get(f"/communities/{company.platform}/health?{asked}")
    assert answer.status_code == 422
    assert problem in answer.get_data(as_text=True).replace("&#39;", "'")


def test_days_mean_their_months(as_: As, company: Company) -> None:
    page = as_(company.margaret).get(f"/communities/{company.platform}/health?from=2025-03-14&until=2025-05-02").text
    assert "March 2025 to May 2025" in page
    assert "December 2024 to February 2025" in page


def test_bridges_are_drawn_beside_their_table(as_: As, company: Company) -> None:
    payers = history.people(company, 5, unit="Payments", name="Payer")
    builders = history.people(company, 5, unit="Platform", name="Builder")
    back = next(number for number in range(1, 4) if history.day(number).month % 3 == 0)
    for payer, builder in zip(payers, builders, strict=True):
        history.answer(history.ask(company, payer, back=back), builder, back=back)
    month_tallies.sweep()
    quarter = f"from={history.day(back + 2):%Y-%m}&until={history.day(back):%Y-%m}"
    page = as_(company.margaret).get(f"/communities/{company.platform}/health?{quarter}").text
    assert '<path class="bridge"' in page
    assert page.count("Payments") == 2


def test_an_admin_sees_how_the_site_does_and_others_do_not(as_: As, company: Company) -> None:
    assert "How the site is doing" in as_(viewers.get(history.admin())).get("/site/health").text
    for other in (company.ada, company.margaret, company.tim):
        assert as_(other).get("/site/health").status_code == 403


def test_people_see_their_own_bridges(as_: As, company: Company) -> None:
    (payer,) = history.people(company, 1, unit="Payments", name="Payer")
    (builder,) = history.people(company, 1, unit="Platform", name="Builder")
    history.answer(history.ask(company, payer), builder)
    assert "You bridge Platform and Payments" in as_(builder).get("/bridges").text
    assert "Your profile doesn" in as_(company.tim).get("/bridges").text
