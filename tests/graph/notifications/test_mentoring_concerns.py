"""Being told about mentoring: whoever is asked, whoever waits, and both of a pair. Nobody else hears of it."""

from datetime import timedelta

import pytest

from graph import clock, driver
from graph.mentoring import goals, offers, replies, requests, turns
from graph.mentoring.offers import Offer
from graph.mentorships import mentorships, reminders, sessions
from graph.notifications import inbox, notifications
from graph.pairing import avoided, suggested
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.mentoring.learning import aim, pair, teach

WHY = "I keep asking you about rebalances."


def told(viewer: Viewer) -> list[tuple[str | None, str, str]]:
    """Return what someone was told about mentoring: what, by whom, and about which skill."""
    lines = inbox.page("all", viewer=viewer).lines
    return [(line.what, line.by[0].name if line.by else "", line.title) for line in lines if line.kind == "mentoring"]


@pytest.mark.usefixtures("by_day")
def test_whoever_is_asked_is_told_once_and_mailed_at_once(company: Company) -> None:
    teach(company.ada, company.tim)
    id = requests.send(aim(company.linus), (company.ada.id, company.tim.id), WHY, by=company.linus)
    assert notifications.note_request(id) == (company.ada.id,)
    assert notifications.note_request(id) == ()
    assert told(company.ada) == [("asked", "Linus", "kafka")]
    for other in (company.tim, company.grace, company.margaret, company.linus):
        assert told(other) == []


def test_after_a_reply_the_line_is_gone_and_the_learner_hears_who_is_next(company: Company) -> None:
    teach(company.ada, company.tim)
    id = requests.send(aim(company.linus), (company.ada.id, company.tim.id), WHY, by=company.linus)
    notifications.note_request(id)
    replies.decline(replies.waiting(viewer=company.ada)[0].id, by=company.ada)
    turns.ask_next(id)
    notifications.note_request(id)
    assert told(company.ada) == []
    assert told(company.tim) == [("asked", "Linus", "kafka")]
    assert told(company.linus) == [("moved_on", "Tim", "kafka")]


def test_if_nobody_can_the_learner_is_told(company: Company) -> None:
    teach(company.ada)
    id = requests.send(aim(company.linus), (company.ada.id,), WHY, by=company.linus)
    replies.decline(replies.waiting(viewer=company.ada)[0].id, by=company.ada)
    turns.ask_next(id)
    notifications.note_request(id)
    assert told(company.linus) == [("nobody", "", "kafka")]


def test_a_mentor_who_pauses_and_the_learner_are_both_told(company: Company) -> None:
    teach(company.ada, company.tim)
    id = requests.send(aim(company.linus), (company.ada.id, company.tim.id), WHY, by=company.linus)
    offers.set_terms(Offer(is_paused=True), by=company.ada)
    turns.release()
    turns.ask_next(id)
    notifications.note_request(id)
    assert told(company.ada) == [("let_go", "Linus", "kafka")]
    assert told(company.linus) == [("moved_on", "Tim", "kafka")]


def test_whoever_is_no_longer_asked_is_told_and_the_learner_knows_it(company: Company) -> None:
    teach(company.ada)
    id = requests.send(aim(company.linus), (company.ada.id,), WHY, by=company.linus)
    requests.withdraw(id, by=company.linus)
    notifications.note_request(id)
    assert told(company.ada) == [("let_go", "Linus", "kafka")]
    assert told(company.linus) == []


def test_the_learner_hears_that_it_begins_and_the_other_that_it_ends(company: Company) -> None:
    id = pair(company.linus, company.ada)
    notifications.note_mentorship(id)
    assert told(company.linus) == [("began", "Ada", "kafka")]
    assert told(company.ada) == []
    mentorships.end(id, by=company.linus)
    notifications.note_mentorship(id)
    assert told(company.ada) == [("ended", "Linus", "kafka")]


def test_times_are_told_to_the_other_and_reminded_of_once(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    id, moment = pair(company.linus, company.ada), clock.now() + timedelta(days=5)
    [one] = sessions.propose(id, (moment,), by=company.ada)
    notifications.note_mentorship(id)
    assert ("proposed", "Ada", "kafka") in told(company.linus)
    sessions.agree(one, by=company.linus)
    notifications.note_mentorship(id)
    assert told(company.ada) == [("agreed", "Linus", "kafka")]
    assert reminders.note() == ()
    monkeypatch.setattr(clock, "now", lambda: moment - timedelta(hours=23))
    assert reminders.note() == (id,)
    assert reminders.note() == ()
    notifications.note_mentorship(id)
    for person in (company.ada, company.linus):
        assert "soon" in {what for what, _, _ in told(person)}


def test_after_a_month_and_a_week_before_the_end_both_are_asked_how_it_goes(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    id, begun = pair(company.linus, company.ada), clock.now()
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(days=29))
    assert reminders.note() == ()
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(days=30))
    assert reminders.note() == (id,)
    notifications.note_mentorship(id)
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(weeks=11))
    assert reminders.note() == (id,)
    notifications.note_mentorship(id)
    for person in (company.ada, company.linus):
        assert {what for what, _, _ in told(person)} >= {"check", "ending"}
    mentorships.prolong(id, 4, by=company.linus)
    assert reminders.note() == ()


def test_what_is_told_names_no_goal(company: Company) -> None:
    teach(company.ada)
    id = requests.send(aim(company.linus), (company.ada.id,), WHY, by=company.linus)
    notifications.note_request(id)
    rows = driver.read("MATCH (one:Notification)-[:TELLS_OF]->(thing:Goal) RETURN one.id AS id")
    assert rows == []


def matched(viewer: Viewer) -> list[str]:
    """Return for which skills someone was told of new mentors."""
    return [line.title for line in inbox.page("all", viewer=viewer).lines if line.kind == "matched"]


def test_new_mentors_are_told_once_to_the_learner_alone_and_never_mailed_at_once(company: Company) -> None:
    teach(company.ada)
    goal = aim(company.linus)
    suggested.note(goal)
    # Nobody is to be reached now: it waits for the digest.
    assert notifications.note_matches(goal) == notifications.note_matches(goal) == ()
    assert matched(company.linus) == ["kafka"]
    for other in (company.ada, company.grace, company.margaret):
        assert matched(other) == []
    later = clock.now() + timedelta(minutes=1)
    assert [line.kind for line in inbox.unread(clock.EPOCH, later, viewer=company.linus)] == ["matched"]
    assert inbox.to_mail(viewer=company.linus) == ()


def test_mentors_of_a_later_week_are_told_again(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = clock.now()
    goal = aim(company.linus)
    for week, mentor in enumerate((company.ada, company.tim)):
        at = begun + timedelta(days=8 * week)
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        teach(mentor)
        suggested.note(goal)
        notifications.note_matches(goal)
        notifications.note_matches(goal)
    assert inbox.page("all", viewer=company.linus).lines[0].times == 2


def test_nobody_is_told_of_someone_who_can_no_longer_be_asked(company: Company) -> None:
    teach(company.ada)
    goal = aim(company.linus)
    suggested.note(goal)
    offers.set_terms(Offer(is_paused=True), by=company.ada)
    notifications.note_matches(goal)
    assert matched(company.linus) == []


@pytest.mark.parametrize("happens", ["paused", "never", "left", "asked", "reached"])
def test_the_line_is_gone_when_it_no_longer_holds(company: Company, happens: str) -> None:
    teach(company.ada)
    goal = aim(company.linus)
    suggested.note(goal)
    notifications.note_matches(goal)
    assert matched(company.linus) == ["kafka"]
    {
        "paused": lambda: offers.set_terms(Offer(is_paused=True), by=company.ada),
        "never": lambda: avoided.never(company.ada.id, by=company.linus),
        "left": lambda: driver.write("MATCH (p:Person {id: $id}) SET p.state = 'left'", id=company.ada.id),
        "asked": lambda: requests.send(goal, (company.ada.id,), WHY, by=company.linus),
        "reached": lambda: goals.end(goal, "reached", by=company.linus),
    }[happens]()
    assert matched(company.linus) == []
