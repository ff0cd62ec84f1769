"""The sweep of office hours, with a stopped clock: Linus is reminded of a booking, and told when Ada can't come."""

from datetime import timedelta

import pytest

from graph import driver
from graph.notifications import inbox
from graph.office_hours import bookings
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.office_hours.desk import MONDAY, at, away, book, hold
from workers.mentoring import office_hours

# The first slot is on Tuesday at 14:00.
FIRST = MONDAY + timedelta(days=1, hours=2)


def told(viewer: Viewer) -> list[str | None]:
    return [line.what for line in inbox.page("all", viewer=viewer).lines if line.kind == "mentoring"]


def test_a_sweep_reminds_both_and_twice_tells_once(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, MONDAY)
    hold(company.ada)
    book(company.ada, company.linus)
    office_hours.sweep()
    assert told(company.linus) == []
    at(monkeypatch, FIRST - timedelta(hours=23, minutes=50))
    for _ in range(2):
        office_hours.sweep()
        assert told(company.linus) == ["near"]
    assert "near" in told(company.ada)


def test_a_sweep_cancels_what_a_mentor_who_is_away_cannot_keep(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, MONDAY)
    hold(company.ada)
    id = book(company.ada, company.linus)
    away(company.ada, FIRST + timedelta(days=1))
    for _ in range(2):
        office_hours.sweep()
        assert told(company.linus) == ["freed"]
    assert bookings.get(id, viewer=company.linus).state == "cancelled"
    rows = driver.read(
        "MATCH (n:Notification)-[:TELLS]->(p:Person {id: $ada}) RETURN n.what AS what", ada=company.ada.id
    )
    assert "freed" not in {row["what"] for row in rows}
