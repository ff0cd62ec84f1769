"""The report of a year: Margaret reads what she decided and why, and members read as much as names nobody."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from graph import clock, viewers
from graph.communities import communities, memberships
from graph.conduct import silences, warnings
from graph.conduct.silences import SilenceDraft
from graph.conduct.warnings import WarningDraft
from graph.errors import Forbidden, Invalid, NotFound
from graph.ids import PersonId, PostId
from graph.posts import questions
from graph.reporting import reports
from graph.reporting.reports import ReportDraft
from graph.reviewing import yearly_reports
from graph.reviewing.yearly_facts import Fact
from graph.reviewing.yearly_reports import Report, Total
from graph.viewers import Viewer
from graph.withdrawal import appeals, restoration, rules, withdrawals
from tests.company import Company, question
from tests.graph.communities import history

LAST_YEAR = clock.now().year - 1
IN_MARCH = datetime(LAST_YEAR, 3, 10, 12, tzinfo=UTC)


def ask(company: Company, by: Viewer, *, is_anonymous: bool = False) -> PostId:
    place = communities.show(company.platform, viewer=company.margaret).id
    return questions.ask(question("Is it mine?", "kafka", community=place, is_anonymous=is_anonymous), by=by.id)


def withdraw(company: Company, id: PostId) -> None:
    """Let Margaret withdraw a text."""
    withdrawals.withdraw(rules.outlook(id, viewer=company.margaret), reason="Not here.", by=company.margaret)


def told(company: Company, viewer: Viewer, year: int | None = None) -> dict[str, Total]:
    found = yearly_reports.of_community(company.platform, year, viewer=viewer)
    return {total.act: total for total in found.totals}


def test_a_coach_reads_what_was_withdrawn_and_for_what_reason_by_month(company: Company) -> None:
    with clock.put_back(IN_MARCH):
        asked = ask(company, company.ada)
        reports.report(asked, ReportDraft(reason="spam"), by=company.linus)
        withdraw(company, asked)
        reports.uphold(withdrawals.mine(viewer=company.margaret)[0].id)
    found = yearly_reports.of_community(company.platform, LAST_YEAR, viewer=company.margaret)
    assert [(row.month.month, row.act, row.reason, row.count) for row in found.rows] == [
        (3, "reported", "spam", 1),
        (3, "withdrawn", "spam", 1),
    ]


def test_what_was_put_back_shows_as_such(company: Company) -> None:
    withdraw(company, ask(company, company.ada))
    restoration.undo(withdrawals.mine(viewer=company.margaret)[0].id, by=company.margaret)
    withdraw(company, ask(company, company.linus))
    found = told(company, company.margaret)["withdrawn"]
    assert (found.count, found.back) == (2, 1)


def test_it_says_what_was_overturned_on_appeal_and_how_long_that_took(company: Company) -> None:
    memberships.admit(company.platform, history.admin(), by=company.margaret.id)
    with clock.put_back(IN_MARCH):
        withdraw(company, ask(company, company.ada))
        taken = withdrawals.mine(viewer=company.margaret)[0].id
        appeals.appeal(taken, "It is mine.", by=company.ada)
    with clock.put_back(IN_MARCH + timedelta(hours=6)):
        appeals.grant(taken, by=viewers.get(history.admin()))
    total = told(company, company.margaret, LAST_YEAR)["withdrawn"]
    assert (total.back, total.appealed, total.granted, total.waited) == (1, 1, 1, timedelta(hours=6))


def test_warnings_and_silences_are_counted_by_reason(company: Company) -> None:
    place = communities.show(company.platform, viewer=company.margaret).id
    warnings.warn(company.ada.id, WarningDraft(reason="rude", words="Be kind.", community=place), by=company.margaret)
    tomorrow = clock.now() + timedelta(days=1)
    draft = SilenceDraft(reason="spam", words="Enough.", ends_at=tomorrow, community=place)
    silences.silence(company.linus.id, draft, by=company.margaret)
    found = yearly_reports.of_community(company.platform, None, viewer=company.margaret)
    assert [(row.act, row.reason) for row in found.rows] == [("silenced", "spam"), ("warned", "rude")]


@pytest.mark.parametrize(("count", "shown"), [(4, None), (5, 5), (9, 5)])
def test_members_read_it_in_steps_of_five(company: Company, count: int, shown: int | None) -> None:
    members = history.people(company, count)
    with clock.put_back(IN_MARCH):
        for member in members:
            withdraw(company, ask(company, member))
    found = told(company, company.ada)
    assert (found["withdrawn"].count, found["withdrawn"].back) == (shown, None)
    assert "reported" not in found


def test_who_asked_without_a_name_is_not_counted_among_those_affected(company: Company) -> None:
    members = history.people(company, 5)
    with clock.put_back(IN_MARCH):
        for member in members:
            withdraw(company, ask(company, member, is_anonymous=member == members[0]))
    assert told(company, company.ada)["withdrawn"].count is None


def test_members_read_years_that_are_over_and_coaches_the_present_one(company: Company) -> None:
    read = yearly_reports.of_community
    assert read(company.platform, None, viewer=company.ada).year == LAST_YEAR
    assert read(company.platform, None, viewer=company.margaret).year == LAST_YEAR + 1
    for viewer, year in ((company.ada, LAST_YEAR + 1), (company.margaret, LAST_YEAR + 2), (company.ada, 1999)):
        with pytest.raises(Invalid):
            read(company.platform, year, viewer=viewer)


def test_people_outside_a_private_community_do_not_read_its_report(company: Company) -> None:
    for outside in (company.tim, company.grace, viewers.get(history.admin())):
        with pytest.raises(Forbidden):
            yearly_reports.of_community(company.platform, None, viewer=outside)
    with pytest.raises(NotFound):
        yearly_reports.of_community("nowhere", None, viewer=company.ada)


def test_everyone_reads_the_report_of_the_site_without_what_they_may_not_see(company: Company) -> None:
    members = history.people(company, 5)
    with clock.put_back(IN_MARCH):
        for member in members:
            withdraw(company, ask(company, member))
    assert all(total.count is None for total in yearly_reports.of_site(None, viewer=company.tim).totals)
    root = viewers.get(history.admin())
    [total] = yearly_reports.of_site(LAST_YEAR, viewer=root).totals
    assert total.count == 5


Facts = some.lists(
    some.builds(
        Fact,
        act=some.sampled_from(["withdrawn", "warned"]),
        reason=some.just("spam"),
        at=some.just(0),
        waited=some.none(),
        is_back=some.booleans(),
        appeal=some.sampled_from([None, "granted", "refused"]),
        people=some.lists(some.integers(0, 9).map(lambda n: PersonId(f"p{n}")), max_size=1).map(tuple),
    ),
    max_size=60,
)


@given(facts=Facts)
def test_no_number_for_members_is_about_fewer_than_five_people(facts: list[Fact]) -> None:
    for total in yearly_reports.in_short(facts):
        own = [fact for fact in facts if fact.act == total.act]
        for shown, counted in ((total.count, own), (total.back, [fact for fact in own if fact.is_back])):
            assert shown is None or len({one for fact in counted for one in fact.people}) >= 5
            assert shown is None or 0 <= len(counted) - shown < 5


def test_a_report_with_nothing_in_it_looks_like_one_with_a_little(company: Company) -> None:
    def page() -> Report:
        return yearly_reports.of_community(company.platform, LAST_YEAR, viewer=company.ada)

    before = page()
    with clock.put_back(IN_MARCH):
        withdraw(company, ask(company, company.linus))
    assert page() == before
