"""Undoing: Margaret takes back what she has just decided, and what others were told of it disappears."""

from datetime import timedelta

import pytest

from graph import clock, viewers
from graph.communities import memberships
from graph.errors import NotFound
from graph.ids import AnswerId
from graph.moderation import audit
from graph.notifications import inbox, notifications
from graph.posts import answers
from graph.reporting import reports
from graph.reviewing import undoing
from graph.viewers import Viewer
from tests.company import Company, text
from tests.graph.reviewing.desk import SPAM, kinds


@pytest.fixture
def answer(company: Company) -> AnswerId:
    """An answer of Linus's that Tim reported, and Margaret left."""
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    memberships.admit(company.platform, company.tim.id, by=company.margaret.id)
    id = answers.give(company.platform_question, text("Buy shoes."), by=company.linus)
    reports.report(id, SPAM, by=viewers.get(company.tim.id))
    for report in reports.decline(id, by=company.margaret):
        notifications.note_reported(report)
    return id


def told(who: Viewer) -> list[str | None]:
    return [line.what for line in inbox.page("all", viewer=viewers.get(who.id)).lines]


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_a_report_waits_again_and_its_reporter_was_told_nothing(company: Company, answer: AnswerId) -> None:
    assert "declined" in told(company.tim)
    assert len(undoing.report_again(answer, by=company.margaret)) == 1
    assert kinds(company.margaret) == kinds(company.ada) == ["report"]
    assert "declined" not in told(company.tim)
    assert audit.listed(viewer=company.margaret).entries[0].act == "reopened_report"
    with pytest.raises(NotFound):
        undoing.report_again(answer, by=company.margaret)


def test_only_the_coach_who_left_it_takes_that_back(company: Company, answer: AnswerId) -> None:
    for other in (company.ada, company.linus, company.grace):
        with pytest.raises(NotFound):
            undoing.report_again(answer, by=other)
    assert kinds(company.margaret) == []


def test_a_request_to_join_waits_again(company: Company) -> None:
    memberships.join(company.platform, "I run Kafka.", by=company.tim.id)
    memberships.decline(company.platform, company.tim.id, by=company.margaret.id)
    notifications.note_community(company.platform)
    assert "declined" in told(company.tim)
    undoing.ask_again(company.platform, company.tim.id, by=company.margaret)
    assert kinds(company.margaret) == ["member"]
    assert "declined" not in told(company.tim)
    for who in (company.margaret, company.linus):
        with pytest.raises(NotFound):
            undoing.ask_again(company.platform, company.tim.id, by=who)


def test_after_ten_minutes_it_stays(company: Company, answer: AnswerId, monkeypatch: pytest.MonkeyPatch) -> None:
    memberships.join(company.platform, by=company.grace.id)
    memberships.decline(company.platform, company.grace.id, by=company.margaret.id)
    later(monkeypatch)
    with pytest.raises(NotFound):
        undoing.report_again(answer, by=company.margaret)
    with pytest.raises(NotFound):
        undoing.ask_again(company.platform, company.grace.id, by=company.margaret)
