"""Reports of people: Tim reports Linus, Barbara decides, and Linus never hears of it."""

import pytest

from graph import viewers
from graph.errors import Conflict, Invalid, NotFound
from graph.ids import PersonId
from graph.moderation import audit
from graph.notifications import inbox, notifications
from graph.people import employment
from graph.reporting import person_reports, reports
from graph.reporting.person_reports import PersonReportDraft
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company

PHOTO = PersonReportDraft(reason="photo", words="It isn't him.")


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin."""
    return viewers.get(stories.join("Barbara", is_admin=True))


def test_it_reaches_admins_without_a_name(company: Company, barbara: Viewer) -> None:
    person_reports.report(company.linus.id, PHOTO, by=company.tim)
    [found] = person_reports.waiting(viewer=barbara)
    assert (found.person.name, found.told[0].words, found.likely) == ("Linus", "It isn't him.", 0.5)
    for other in (company.margaret, company.grace, company.tim, company.linus):
        assert person_reports.waiting(viewer=other) == ()
    # It isn't a text that is gone.
    assert reports.uphold_all_gone() == ()


def test_twice_is_one_report(company: Company, barbara: Viewer) -> None:
    first = person_reports.report(company.linus.id, PHOTO, by=company.tim)
    assert person_reports.report(company.linus.id, PHOTO, by=company.tim) == first
    person_reports.report(company.linus.id, PersonReportDraft(reason="conduct", words="Rude."), by=company.ada)
    [found] = person_reports.waiting(viewer=barbara)
    assert len(found.told) == 2


def test_an_admin_decides_once_and_reporters_hear_it(company: Company, barbara: Viewer) -> None:
    id = person_reports.report(company.linus.id, PHOTO, by=company.tim)
    assert person_reports.decide(company.linus.id, "upheld", by=barbara) == (id,)
    assert person_reports.decide(company.linus.id, "declined", by=barbara) == ()
    notifications.note_reported(id)
    [line] = inbox.page("all", viewer=company.tim).lines
    assert (line.kind, line.what, line.outcome) == ("changed", "upheld", "person")
    assert inbox.page("all", viewer=company.linus).lines == ()


def test_nobody_else_decides(company: Company) -> None:
    person_reports.report(company.linus.id, PHOTO, by=company.tim)
    for other in (company.margaret, company.grace, company.tim, company.linus):
        with pytest.raises(NotFound):
            person_reports.decide(company.linus.id, "declined", by=other)


def test_an_admin_learns_nothing_of_reports_of_themselves(company: Company, barbara: Viewer) -> None:
    edsger = viewers.get(stories.join("Edsger", is_admin=True))
    person_reports.report(barbara.id, PHOTO, by=company.tim)
    assert person_reports.waiting(viewer=barbara) == ()
    with pytest.raises(NotFound):
        person_reports.decide(barbara.id, "declined", by=barbara)
    person_reports.decide(barbara.id, "declined", by=edsger)
    acts = {who.id: {entry.act for entry in audit.listed(viewer=who).entries} for who in (barbara, edsger)}
    assert "declined_report_of_person" in acts[edsger.id] - acts[barbara.id]


def test_nobody_reports_themselves_or_who_has_left(company: Company, barbara: Viewer) -> None:
    with pytest.raises(Conflict):
        person_reports.report(company.tim.id, PHOTO, by=company.tim)
    employment.leave(company.linus.id, by=barbara.id)
    for gone in (company.linus.id, PersonId("gone")):
        with pytest.raises(NotFound):
            person_reports.report(gone, PHOTO, by=company.tim)


@pytest.mark.parametrize(("reason", "words"), [("", "Hm."), ("photo", " "), ("photo", "x" * 501)])
def test_a_reason_and_words_are_needed(reason: str, words: str) -> None:
    with pytest.raises(Invalid):
        PersonReportDraft(reason=reason, words=words)
