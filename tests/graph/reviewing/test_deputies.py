"""Deputies: nothing in Margaret's community waits unseen for more than a day. Linus is called in for her."""

from datetime import timedelta

import pytest

from graph import clock, driver, viewers
from graph.communities import coaches, memberships, rotas
from graph.errors import Forbidden, NotFound
from graph.moderation import audit
from graph.notifications import inbox, notifications
from graph.people import roles
from graph.posts import answers
from graph.reporting import reports
from graph.reporting.reports import ReportDraft
from graph.reviewing import claims, deputies, queue
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, text

DAY = timedelta(days=1)


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin."""
    return viewers.get(stories.join("Barbara", is_admin=True))


@pytest.fixture
def linus(company: Company) -> Viewer:
    rotas.name_deputy(company.platform, company.linus.id, by=company.margaret)
    return company.linus


@pytest.fixture
def item(company: Company) -> str:
    """An answer of Ada's that Grace, as a member, has reported."""
    memberships.admit(company.platform, company.grace.id, by=company.margaret.id)
    id = answers.give(company.platform_question, text("Rubbish."), by=company.ada)
    reports.report(id, ReportDraft(reason="rude"), by=viewers.get(company.grace.id))
    return f"report:{id}"


def pass_time(by: timedelta, patch: pytest.MonkeyPatch) -> None:
    later = clock.now() + by
    patch.setattr(clock, "now", lambda: later)


def away(who: Viewer) -> None:
    until = (clock.now() + 30 * DAY).isoformat()
    driver.write("MATCH (p:Person {id: $id}) SET p.away_until = datetime($until)", id=who.id, until=until)


def call() -> int:
    return deputies.call_in(deputies.overdue())


def told(who: Viewer) -> list[str | None]:
    notifications.note_account(who.id)
    return [line.what for line in inbox.page("all", viewer=who).lines if line.kind == "account"]


def keys(viewer: Viewer) -> set[str]:
    return {one.key for one in queue.waiting(viewer=viewer)}


def test_what_waited_for_a_day_is_the_deputys_too(
    company: Company, linus: Viewer, item: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call() == 0
    with pytest.raises(Forbidden):
        coaches.refuse_others(linus)
    pass_time(DAY + timedelta(minutes=1), monkeypatch)
    assert (call(), call()) == (1, 0)
    assert keys(linus) == keys(company.margaret) == {item}
    assert told(linus) == ["called_in"]
    assert reports.decline(item.removeprefix("report:"), by=linus)  # pyright: ignore[reportArgumentType]


def test_it_ends_when_nothing_waits_so_long(
    company: Company, linus: Viewer, item: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pass_time(DAY + timedelta(minutes=1), monkeypatch)
    call()
    reports.decline(item.removeprefix("report:"), by=company.margaret)  # pyright: ignore[reportArgumentType]
    assert call() == 0
    with pytest.raises(Forbidden):
        coaches.refuse_others(linus)


def test_what_a_coach_looks_at_calls_nobody(
    company: Company, linus: Viewer, item: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pass_time(DAY + timedelta(minutes=1), monkeypatch)
    claims.take(item, by=company.margaret)
    assert call() == 0
    pass_time(timedelta(minutes=31), monkeypatch)
    assert call() == 1


def test_when_all_coaches_are_away_the_deputy_is_called_at_once(company: Company, linus: Viewer, item: str) -> None:
    away(company.margaret)
    assert call() == 1
    assert keys(linus) == {item}


def test_without_a_deputy_site_wide_coaches_are_told_else_admins(company: Company, barbara: Viewer) -> None:
    driver.write("MATCH (c:Community {slug: $slug}) SET c.visibility = 'public'", slug=company.platform)
    away(company.margaret)
    call()
    assert told(barbara) == ["called_in"]
    driver.write("MATCH (c:Community) REMOVE c.help_since")
    roles.make_site_coach(company.tim.id, by=barbara.id)
    call()
    assert "called_in" in told(company.tim)
    assert told(barbara) == ["called_in"]


def test_nobody_is_told_of_a_closed_community_that_they_may_not_read(company: Company, barbara: Viewer) -> None:
    away(company.margaret)
    call()
    assert (told(barbara), told(company.tim)) == ([], [])


def test_a_deputy_who_left_the_community_sees_nothing(
    company: Company, linus: Viewer, item: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    memberships.remove(company.platform, linus.id, by=company.margaret.id)
    pass_time(DAY + timedelta(minutes=1), monkeypatch)
    call()
    outside = viewers.get(linus.id)
    with pytest.raises(Forbidden):
        coaches.refuse_others(outside)
    with pytest.raises(NotFound):
        reports.decline(item.removeprefix("report:"), by=outside)  # pyright: ignore[reportArgumentType]
    assert "called_in" not in told(outside)


def test_the_log_says_who_was_called(company: Company, linus: Viewer) -> None:
    away(company.margaret)
    call()
    assert "called_in" in [entry.act for entry in audit.listed(viewer=company.margaret).entries]
