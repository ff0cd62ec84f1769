"""The sweep that counts months: once each, and never again."""

from datetime import timedelta

from graph import clock
from graph.communities import health, month_tallies
from tests.company import Company
from tests.graph.communities import history
from workers.communities import month_tallies as counting


def test_it_counts_each_month_once(company: Company) -> None:
    assert len(month_tallies.due()) == 2
    counting.sweep()
    assert month_tallies.due() == ()
    counting.sweep()


def test_what_was_counted_stays_when_someone_writes_later(company: Company) -> None:
    members = history.people(company, 10)
    for member in members[:9]:
        history.ask(company, member)
    counting.sweep()
    history.ask(company, members[9])
    counting.sweep()
    found = health.of_community(company.platform, history.span(1), viewer=company.margaret)
    assert [month.figures and month.figures.contributors for month in found.months] == [5]


def test_a_sweep_that_was_away_for_months_counts_them_all(company: Company) -> None:
    for member in history.people(company, 5):
        history.ask(company, member, back=2)
    with clock.put_back(history.day(2) - timedelta(days=40)):
        counting.sweep()
    counting.sweep()
    found = health.of_community(company.platform, history.span(2, 1), viewer=company.margaret)
    assert [month.figures is None for month in found.months] == [False, True]


def test_an_import_fills_months_that_were_empty(company: Company) -> None:
    counting.sweep()
    for member in history.people(company, 5):
        history.ask(company, member, back=1)
    counting.sweep()
    assert history.health_of(company, history.span(1)).now is None
    with clock.put_back(clock.now() + timedelta(days=2)):
        counting.sweep()
    assert history.health_of(company, history.span(1)).now


def test_a_month_of_few_people_is_not_shown_when_one_more_writes(company: Company) -> None:
    members = history.people(company, 5)
    for member in members[:4]:
        history.ask(company, member)
    counting.sweep()
    history.ask(company, members[4])
    with clock.put_back(clock.now() + timedelta(days=2)):
        counting.sweep()
    assert history.health_of(company, history.span(1)).now is None
