"""What members, coaches and learners are told of a round, and when."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from graph import clock, viewers
from graph.communities import memberships
from graph.ids import MentoringRoundId
from graph.moderation import audit
from graph.notifications import inbox, notifications
from graph.rounds import phases, publishing, rounds
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.rounds import cohort

BEGINNING = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let so many days have passed since the round began."""

    def passed(days: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: BEGINNING + timedelta(days=days))

    passed(0)
    return passed


def told(who: Viewer) -> list[tuple[str | None, str]]:
    """Return what someone's inbox says of rounds, oldest first."""
    lines = inbox.page("all", viewer=viewers.get(who.id)).lines
    return [(line.what, line.title) for line in reversed(lines) if (line.what or "").startswith("round_")]


def notice() -> None:
    for id in phases.note():
        notifications.note_round(id)


def test_members_hear_that_it_opens_and_that_it_is_about_to_close(
    company: Company, at: Callable[[float], None]
) -> None:
    cohort.begin(company, opens_in=2)
    notice()
    assert told(company.ada) == []
    at(2)
    notice()
    notice()
    assert told(company.ada) == [("round_opened", "Spring")]
    assert told(company.tim) == []
    at(7)
    notice()
    notice()
    assert told(company.ada) == [("round_opened", "Spring"), ("round_closing", "Spring")]


def test_people_who_have_joined_are_not_asked_again(company: Company, at: Callable[[float], None]) -> None:
    id = cohort.begin(company)
    notice()
    cohort.learn(id, company.linus, "Kafka")
    at(5.5)
    notice()
    assert [what for what, _ in told(company.linus)] == ["round_opened"]
    assert [what for what, _ in told(company.ada)] == ["round_opened", "round_closing"]


def test_only_coaches_hear_that_it_is_over_and_nobody_is_invited_any_more(
    company: Company, at: Callable[[float], None]
) -> None:
    cohort.begin(company)
    notice()
    at(9)
    notice()
    assert told(company.margaret) == [("round_closed", "Spring")]
    assert told(company.ada) == []


def test_with_other_days_it_is_told_again(company: Company, at: Callable[[float], None]) -> None:
    id = cohort.begin(company)
    notice()
    at(9)
    notice()
    rounds.set_window(id, cohort.window(opens_in=1), by=company.margaret)
    at(10)
    notice()
    assert [what for what, _ in told(company.ada)] == ["round_opened"]


def test_learners_hear_that_nobody_was_found_for_them(company: Company, at: Callable[[float], None]) -> None:
    id = lonely(company)
    cohort.publish(company, id, (company.linus, company.ada))
    at(1)
    notifications.note_round(id)
    notifications.note_round(id)
    assert told(company.tim) == [("round_alone", "Spring")]
    assert told(company.linus) == told(company.ada) == []


def test_someone_who_leaves_the_community_hears_no_more_of_it(company: Company, at: Callable[[float], None]) -> None:
    id = lonely(company)
    cohort.publish(company, id, (company.linus, company.ada))
    notifications.note_round(id)
    memberships.leave(company.platform, by=company.tim.id)
    assert told(company.tim) == []
    at(1)
    notifications.note_round(id)
    assert told(company.tim) == []


def test_publishing_and_taking_back_are_in_the_audit_log(company: Company) -> None:
    id = lonely(company)
    cohort.publish(company, id, (company.linus, company.ada))
    publishing.publish(id, by=company.margaret)
    publishing.undo(id, by=company.margaret)
    publishing.undo(id, by=company.margaret)
    entries = [one for one in audit.listed(viewer=company.margaret).entries if one.act.endswith("_round")]
    assert [(one.act, one.reason) for one in entries] == [("undid_round", "Spring"), ("published_round", "Spring")]
    assert all(one.by and one.by.id == company.margaret.id for one in entries)


def lonely(company: Company) -> MentoringRoundId:
    """A round with Linus and Ada, and Tim, for whom there is nobody."""
    id = cohort.begin(company)
    memberships.admit(company.platform, company.tim.id, by=company.margaret.id)
    cohort.teach(id, company.ada, "Kafka")
    for learner in (company.linus, viewers.get(company.tim.id)):
        cohort.learn(id, learner, "Kafka")
    return id
