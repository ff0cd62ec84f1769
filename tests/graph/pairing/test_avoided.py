"""People whom Linus doesn't want suggested: only he knows."""

import pytest

from graph.errors import NotFound
from graph.ids import GoalId, PersonId
from graph.mentoring import goals
from graph.pairing import avoided
from tests.company import Company
from tests.graph.mentoring.learning import aim, teach


def test_he_sees_whom_he_left_out_and_lets_them_back(company: Company) -> None:
    teach(company.ada, company.tim)
    goal = aim(company.linus)
    for _ in range(2):
        avoided.never(company.tim.id, by=company.linus)
        avoided.not_now(company.ada.id, goal, by=company.linus)
    ada, tim = avoided.of(goal, viewer=company.linus)
    assert (ada.person.name, ada.until is None) == ("Ada", False)
    assert (tim.person.name, tim.until) == ("Tim", None)
    for one in (company.ada, company.tim, company.tim):
        avoided.allow(one.id, goal, by=company.linus)
    assert avoided.of(goal, viewer=company.linus) == ()


def test_never_counts_more_than_not_now(company: Company) -> None:
    goal = aim(company.linus)
    avoided.not_now(company.ada.id, goal, by=company.linus)
    avoided.never(company.ada.id, by=company.linus)
    assert [one.until for one in avoided.of(goal, viewer=company.linus)] == [None]


def test_nobody_else_sees_or_changes_it(company: Company) -> None:
    goal = aim(company.linus, shared_with="manager")
    avoided.never(company.ada.id, by=company.linus)
    avoided.not_now(company.tim.id, goal, by=company.linus)
    for other in (company.ada, company.grace, company.tim):
        assert avoided.of(goal, viewer=other) == ()
        with pytest.raises(NotFound):
            avoided.not_now(company.margaret.id, goal, by=other)
        for left_out in (company.ada, company.tim):
            avoided.allow(left_out.id, goal, by=other)
    assert len(avoided.of(goal, viewer=company.linus)) == 2


def test_nobody_leaves_out_themselves_or_nobody(company: Company) -> None:
    goal = aim(company.linus)
    for nobody in (company.linus.id, PersonId("nobody")):
        with pytest.raises(NotFound):
            avoided.never(nobody, by=company.linus)
        with pytest.raises(NotFound):
            avoided.not_now(nobody, goal, by=company.linus)
    with pytest.raises(NotFound):
        avoided.not_now(company.ada.id, GoalId("nothing"), by=company.linus)
    assert goals.get(goal, viewer=company.linus).state == "open"
