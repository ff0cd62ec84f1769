"""Reasons to report: every site begins with six, admins change them and add their own, and readers choose."""

import pytest

from graph import driver, viewers
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.moderation import audit
from graph.reporting import report_reasons, reports
from graph.reporting.report_reasons import OTHER, STANDARD, ReasonDraft
from graph.reporting.reports import ReportDraft
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company

PRICES = ReasonDraft(name="It names a customer's price", severity=4, said="Leave out the price, and post again.")


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin."""
    return viewers.get(stories.join("Barbara", is_admin=True))


def ids() -> list[str]:
    return [one.id for one in report_reasons.offered()]


def test_every_site_begins_with_six(company: Company) -> None:
    assert ids() == ["secret", "private", "rude", "spam", "wrong", OTHER]


def test_an_admin_adds_one_and_a_report_with_it_is_as_grave_as_they_say(company: Company, barbara: Viewer) -> None:
    prices = report_reasons.add(PRICES, by=barbara)
    assert ids() == ["secret", "private", "rude", "spam", "wrong", prices, OTHER]
    reports.report(company.platform_question, ReportDraft(reason=prices), by=company.linus)
    [found] = reports.waiting(viewer=company.margaret)
    assert (found.told[0].reason, found.severity) == (prices, 4)
    [entry] = [one for one in audit.listed(viewer=barbara).entries if one.act == "changed_reason"]
    assert entry.reason == PRICES.name


def test_a_changed_reason_changes_what_is_open(company: Company, barbara: Viewer) -> None:
    reports.report(company.platform_question, ReportDraft(reason="spam"), by=company.linus)
    report_reasons.change("spam", ReasonDraft(name="Advertising", severity=4), by=barbara)
    assert [one.severity for one in reports.waiting(viewer=company.margaret)] == [4]
    assert next(one.name for one in report_reasons.every() if one.id == "spam") == "Advertising"


def test_what_is_switched_off_stays_with_what_was_reported(company: Company, barbara: Viewer) -> None:
    reports.report(company.platform_question, ReportDraft(reason="wrong"), by=company.linus)
    report_reasons.change("wrong", ReasonDraft(name="Wrong", severity=1, is_offered=False), by=barbara)
    assert "wrong" not in ids()
    with pytest.raises(Invalid, match="Choose"):
        reports.report(company.platform_question, ReportDraft(reason="wrong"), by=company.ada)
    assert [one.told[0].reason for one in reports.waiting(viewer=company.margaret)] == ["wrong"]
    report_reasons.change("wrong", ReasonDraft(name="Wrong", severity=1), by=barbara)
    assert "wrong" in ids()


def test_readers_can_always_say_that_something_else_is_wrong(company: Company, barbara: Viewer) -> None:
    report_reasons.change(OTHER, ReasonDraft(name="Something else", severity=2, is_offered=False), by=barbara)
    assert ids()[-1] == OTHER


def test_only_admins_change_them(company: Company) -> None:
    for other in (company.margaret, company.grace, company.tim):
        with pytest.raises(Forbidden):
            report_reasons.add(PRICES, by=other)
        with pytest.raises(Forbidden):
            report_reasons.change("spam", PRICES, by=other)
    assert report_reasons.every() == STANDARD


def test_two_have_different_names_and_none_is_made_up(company: Company, barbara: Viewer) -> None:
    report_reasons.add(PRICES, by=barbara)
    with pytest.raises(Invalid, match="already"):
        report_reasons.add(PRICES, by=barbara)
    with pytest.raises(NotFound):
        report_reasons.change("shoes", ReasonDraft(name="Shoes", severity=1), by=barbara)


def test_readers_are_not_given_more_than_twelve(company: Company, barbara: Viewer) -> None:
    for number in range(6):
        report_reasons.add(ReasonDraft(name=f"Reason {number}", severity=1), by=barbara)
    with pytest.raises(Conflict, match="12"):
        report_reasons.add(PRICES, by=barbara)
    off = ReasonDraft(name="Switched off", severity=1, is_offered=False)
    assert report_reasons.add(off, by=barbara) not in ids()


def test_what_is_too_long_or_missing_is_named() -> None:
    with pytest.raises(Invalid) as raised:
        ReasonDraft(name=" ", hint="h" * 121, severity=5, said="s" * 301)
    assert set(raised.value.problems) == {"name", "hint", "severity", "said"}


def test_reports_from_before_get_the_severity_of_their_reason(company: Company) -> None:
    reports.report(company.platform_question, ReportDraft(reason="rude"), by=company.linus)
    driver.write("MATCH (report:Report) REMOVE report.severity")
    for _ in range(2):
        report_reasons.grade()
    assert [one.severity for one in reports.waiting(viewer=company.margaret)] == [3]
