"""Who answers whom: Payments asks, Platform helps, and nobody is told apart."""

import pytest

from graph import viewers
from graph.communities import bridges
from graph.communities.bridges import Bridge, OwnBridge
from graph.people import people
from tests.company import Company
from tests.graph.communities import history

# The last quarter that may be shown, by how far back its months are.
NEWEST = next(back for back in range(1, 4) if history.day(back).month % 3 == 0)
OLDEST = NEWEST + 2
QUARTER = history.span(OLDEST, NEWEST)


def cross(company: Company, asking: int = 5, helping: int = 5, *, is_anonymous: bool = False) -> None:
    """Let people of Payments ask in the last whole quarter, and as many questions be answered as there are people."""
    askers = history.people(company, asking, unit="Payments", name="Payer")
    helpers = history.people(company, helping, unit="Platform", name="Builder")
    for number in range(max(asking, helping)):
        asked = history.ask(company, askers[number % asking], back=OLDEST, is_anonymous=is_anonymous)
        history.answer(asked, helpers[number % helping], back=OLDEST)


def test_a_pair_of_units_is_drawn_from_five_people_at_each_end(company: Company) -> None:
    cross(company)
    found = history.health_of(company, QUARTER).bridges
    assert found == (Bridge(asking="Payments", helping="Platform", answers=5),)


@pytest.mark.parametrize(("asking", "helping"), [(4, 9), (9, 4)])
def test_fewer_at_one_end_are_not_drawn(company: Company, asking: int, helping: int) -> None:
    cross(company, asking, helping)
    assert history.health_of(company, QUARTER).bridges == ()


def test_it_is_drawn_by_whole_quarters(company: Company) -> None:
    cross(company)
    part = history.span(OLDEST, NEWEST + 1)
    assert history.health_of(company, part).bridges == ()


def test_questions_without_a_name_build_no_bridge(company: Company) -> None:
    cross(company, is_anonymous=True)
    assert history.health_of(company, QUARTER).bridges == ()
    helper = people.find_by_email("builder0@example.com")
    assert helper
    assert bridges.own(viewer=viewers.get(helper)).bridges == ()


def test_people_see_their_own_bridges_and_nobody_elses(company: Company) -> None:
    (payer,) = history.people(company, 1, unit="Payments", name="Payer")
    (builder,) = history.people(company, 1, unit="Platform", name="Builder")
    history.answer(history.ask(company, payer), builder)
    assert bridges.own(viewer=builder).bridges == (OwnBridge(unit="Payments", gave=1, got=0),)
    assert bridges.own(viewer=payer).bridges == (OwnBridge(unit="Platform", gave=0, got=1),)
    assert bridges.own(viewer=company.ada).bridges == ()
