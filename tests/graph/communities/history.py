"""A past for a community: people of units who ask, post and answer in months that are over."""

from datetime import UTC, datetime

from graph import clock, driver, viewers
from graph.communities import communities, health, memberships, month_tallies, months
from graph.communities.health import Health
from graph.ids import CommunityId, PersonId, QuestionId
from graph.people import employment
from graph.posts import answers, questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question, text


def day(back: int, number: int = 10) -> datetime:
    """Return a day of a month: 1 is the newest that may be shown, 2 the one before."""
    month = months.later(months.newest(), 1 - back)
    return datetime(month.year, month.month, number, 12, tzinfo=UTC)


def span(oldest: int, newest: int = 1) -> months.Range:
    """Return the months from one to another, each given as how many months ago it was."""
    return months.Range(first=months.of(day(oldest)), last=months.of(day(newest)))


def people(company: Company, count: int, *, unit: str = "", name: str = "Member") -> list[Viewer]:
    """Return so many new members of the platform engineers."""
    joined = [stories.join(f"{name}{number}") for number in range(count)]
    for one in joined:
        memberships.admit(company.platform, one, by=company.margaret.id)
        if unit:
            employment.place(one, unit=unit, manager=None, by=admin())
    return [viewers.get(one) for one in joined]


def admin() -> PersonId:
    """Return someone who runs the site."""
    rows = driver.read("MATCH (root:Person {is_admin: true}) RETURN root.id AS id")
    return rows[0]["id"] if rows else stories.join("Root", is_admin=True)


def ask(
    company: Company, by: Viewer, *, back: int = 1, in_public: bool = False, is_anonymous: bool = False
) -> QuestionId:
    """Let someone ask in the community, or where everyone reads, so many months ago."""
    place = None if in_public else communities.show(company.platform, viewer=company.margaret).id
    return ask_in(place, by, back=back, is_anonymous=is_anonymous)


def ask_in(place: CommunityId | None, by: Viewer, *, back: int, is_anonymous: bool = False) -> QuestionId:
    """Let someone ask in any community, or in none."""
    with clock.put_back(day(back)):
        return questions.ask(
            question("How do we drain a node?", "drains", community=place, is_anonymous=is_anonymous), by=by.id
        )


def answer(id: QuestionId, by: Viewer, *, back: int = 1, number: int = 11) -> None:
    """Let someone answer on a day of a month, a day after it was asked if nothing is said."""
    with clock.put_back(day(back, number)):
        answers.give(id, text("Cordon it first."), by=by)


def health_of(company: Company, span: months.Range) -> Health:
    """Count what isn't counted yet, and return how the platform engineers do."""
    for place in month_tallies.due():
        month_tallies.count(place)
    return health.of_community(company.platform, span, viewer=company.margaret)
