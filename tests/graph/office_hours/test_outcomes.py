"""Whether office hours help, in numbers: Margaret, who coaches, sees them from five on, and nobody else does."""

from datetime import timedelta

import pytest

from graph import viewers
from graph.errors import Forbidden
from graph.office_hours import bookings, outcomes
from tests.company import Company, join
from tests.graph.office_hours.desk import MONDAY, at, book, hold


def test_only_coaches_and_admins_see_numbers(company: Company) -> None:
    for other in (company.ada, company.grace, company.linus, company.tim):
        with pytest.raises(Forbidden):
            outcomes.of(viewer=other)
    admin = viewers.get(join("Barbara", is_admin=True))
    assert outcomes.of(viewer=admin) == outcomes.of(viewer=company.margaret)


@pytest.mark.parametrize(("learners", "held", "helped"), [(4, None, {}), (5, 5, {"no": 1, "yes": 4})])
def test_fewer_than_five_are_not_told(
    company: Company, monkeypatch: pytest.MonkeyPatch, learners: int, held: int | None, helped: dict[str, int]
) -> None:
    at(monkeypatch, MONDAY)
    hold(company.ada)
    people = [viewers.get(join(f"Learner{number}")) for number in range(learners)]
    booked = [book(company.ada, one) for one in people]
    at(monkeypatch, MONDAY + timedelta(days=10))
    for number, (one, id) in enumerate(zip(people, booked, strict=True)):
        bookings.say(id, "yes" if number else "no", by=one)
    found = outcomes.of(viewer=company.margaret)
    assert (found.held, found.helped) == (held, helped)
