"""The rota: Margaret and Ada take turns, a week each. Linus is called in when neither looks."""

from datetime import UTC, datetime, timedelta

import pytest

from graph import clock, driver
from graph.communities import memberships, rotas
from graph.errors import Forbidden, Invalid
from graph.viewers import Viewer
from tests.company import Company

MONDAY = datetime(2026, 11, 30, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def _both_coach(company: Company) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)


def on_turn(company: Company, at: datetime, patch: pytest.MonkeyPatch) -> str:
    patch.setattr(clock, "now", lambda: at)
    found = rotas.show(company.platform, viewer=company.margaret).this_week
    return found.name if found else "nobody"


def arrange(company: Company, *order: Viewer) -> None:
    rotas.arrange(company.platform, [one.id for one in order], by=company.margaret)


def test_each_looks_for_a_week_from_monday_to_sunday(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        arrange(company, company.margaret, company.ada)
    first, sunday, second, third = (
        on_turn(company, at, monkeypatch)
        for at in (MONDAY, MONDAY + timedelta(days=6.9), MONDAY + WEEK, MONDAY + 2 * WEEK)
    )
    assert (first, sunday, third) == (first, first, first)
    assert {first, second} == {"Margaret", "Ada"}


def test_whoever_is_away_is_passed_over(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    arrange(company, company.margaret, company.ada)
    away = (MONDAY + 9 * WEEK).isoformat()
    driver.write("MATCH (p:Person {id: $id}) SET p.away_until = datetime($away)", id=company.ada.id, away=away)
    assert {on_turn(company, MONDAY + ahead * WEEK, monkeypatch) for ahead in (0, 1)} == {"Margaret"}


def test_without_an_order_nobody_is_on_turn(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    assert on_turn(company, MONDAY, monkeypatch) == "nobody"
    assert rotas.mine(viewer=company.ada) == ()
    arrange(company, company.margaret, company.linus)
    assert [week.coach and week.coach.name for week in rotas.mine(viewer=company.ada)] == ["Margaret"]


def test_only_its_coaches_see_and_change_it(company: Company) -> None:
    for other in (company.linus, company.grace, company.tim):
        for act in (
            lambda other=other: rotas.show(company.platform, viewer=other),
            lambda other=other: rotas.arrange(company.platform, [], by=other),
            lambda other=other: rotas.name_deputy(company.platform, company.linus.id, by=other),
            lambda other=other: rotas.dismiss_deputy(company.platform, company.linus.id, by=other),
        ):
            with pytest.raises(Forbidden):
                act()


def test_a_deputy_is_named_and_let_go_of(company: Company) -> None:
    for _ in range(2):
        rotas.name_deputy(company.platform, company.linus.id, by=company.margaret)
    assert [one.name for one in rotas.show(company.platform, viewer=company.ada).deputies] == ["Linus"]
    for _ in range(2):
        rotas.dismiss_deputy(company.platform, company.linus.id, by=company.ada)
    assert rotas.show(company.platform, viewer=company.ada).deputies == ()


def test_in_a_closed_community_only_members_can_be_one_and_no_coach(company: Company) -> None:
    for one in (company.tim, company.ada):
        with pytest.raises(Invalid):
            rotas.name_deputy(company.platform, one.id, by=company.margaret)
