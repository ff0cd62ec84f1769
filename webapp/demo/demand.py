"""What the demo's people looked for: searches, those that found nothing, and the colleague who was asked to write."""

from datetime import datetime, timedelta

from graph import clock
from graph.demand import anonymous_demand, needs, writing_requests
from graph.finding import searches
from webapp.demo import names
from webapp.demo.content import Company

COMMISSIONED_BEFORE = timedelta(days=2)


def note(company: Company, *, now: datetime) -> None:
    """Note the searches. Those in vain open a need."""
    for one in company.searches:
        for number, name in enumerate(one.by):
            with clock.put_back(now - timedelta(days=one.days + number)):
                person = names.person(name)
                searches.note(one.words, results=one.results, is_opened=one.is_opened, is_again=False, by=person)
                if one.in_vain:
                    anonymous_demand.note([names.skill(one.in_vain)], "failed", by=person)


def commission(company: Company, *, now: datetime) -> None:
    """Ask the colleague who knows most about the heaviest need to write about it, as a manager does."""
    with clock.put_back(now - COMMISSIONED_BEFORE):
        _commission(company)


def _commission(company: Company) -> None:
    manager = names.viewer(next(one.manager for one in company.people if one.manager))
    open_needs = needs.listed(viewer=manager)
    if open_needs and not any(need.asked for need in open_needs):
        writing_requests.ask(open_needs[0].id)
