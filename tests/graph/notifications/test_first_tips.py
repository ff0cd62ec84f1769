"""Newcomers are asked for one tip after their first week: once, unless they have written something already."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from graph import clock, driver, viewers
from graph.notifications import first_tips, inbox, notifications, recipients
from graph.notifications.recipients import Choices
from graph.people import accounts
from graph.posts import answers, comments, questions, tips
from graph.posts.tips import TipDraft
from graph.viewers import Viewer
from tests.company import Company, join, question, text

HIRED = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)

WRITTEN: dict[str, Callable[[Company, Viewer], object]] = {
    "a tip": lambda _, by: tips.post(TipDraft(title="Save", body=text("Often."), skills=(), community=None), by=by.id),
    "a question": lambda _, by: questions.ask(question("Where is the coffee?"), by=by.id),
    "an answer": lambda company, by: answers.give(company.kafka_question, text("Restart it."), by=by),
}


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Set the clock to this long after Katherine has joined."""
    return lambda later: monkeypatch.setattr(clock, "now", lambda: HIRED + later)


@pytest.fixture
def katherine(company: Company, at: Callable[[timedelta], None]) -> Viewer:
    at(timedelta())
    return viewers.get(join("Katherine"))


def told(viewer: Viewer) -> list[str]:
    """Ask everyone whose time has come, as the sweep does, and return the kinds in someone's inbox."""
    for id in first_tips.due():
        notifications.note_first_tip(id)
    return [line.kind for line in inbox.page("all", viewer=viewer).lines]


def count(viewer: Viewer) -> int:
    found = accounts.signed_in(accounts.open_session(viewer.id, browser="Firefox"))
    assert found
    return found.inbox_count


def test_they_are_asked_once_after_a_week(katherine: Viewer, at: Callable[[timedelta], None]) -> None:
    at(timedelta(days=6, hours=23))
    assert told(katherine) == []
    at(timedelta(days=7))
    assert (told(katherine), count(katherine)) == (["first_tip"], 1)
    assert first_tips.due() == ()
    assert notifications.note_first_tip(katherine.id) == ()
    [line] = inbox.page("all", viewer=katherine).lines
    assert (line.by, line.post, line.is_new) == ((), None, True)


def test_they_are_never_asked_again(katherine: Viewer, at: Callable[[timedelta], None]) -> None:
    at(timedelta(days=7))
    assert told(katherine) == ["first_tip"]
    notifications.read_all(by=katherine.id)
    at(timedelta(days=70))
    notifications.tidy()
    assert (told(katherine), first_tips.due()) == ([], ())


@pytest.mark.parametrize("thing", WRITTEN)
def test_people_who_wrote_something_are_not_asked(
    company: Company, katherine: Viewer, at: Callable[[timedelta], None], thing: str
) -> None:
    WRITTEN[thing](company, katherine)
    at(timedelta(days=7))
    assert told(katherine) == []
    assert notifications.note_first_tip(katherine.id) == ()


def test_it_is_told_no_more_once_they_have_written_something(
    company: Company, katherine: Viewer, at: Callable[[timedelta], None]
) -> None:
    at(timedelta(days=8))
    comments.make(company.kafka_tip, text("Thank you."), by=katherine)
    assert told(katherine) == ["first_tip"]
    WRITTEN["a tip"](company, katherine)
    assert (told(katherine), count(katherine)) == ([], 0)


def test_it_can_be_switched_off(katherine: Viewer, at: Callable[[timedelta], None]) -> None:
    recipients.choose(Choices(channels={"first_tip": "nothing"}), by=katherine.id)
    at(timedelta(days=7))
    assert told(katherine) == []


def test_it_is_in_the_digest_and_never_mailed_at_once(katherine: Viewer, at: Callable[[timedelta], None]) -> None:
    at(timedelta(days=7))
    assert told(katherine) == ["first_tip"]
    assert inbox.to_mail(viewer=katherine) == ()
    [line] = inbox.unread(HIRED + timedelta(days=6), HIRED + timedelta(days=8), viewer=katherine)
    assert line.kind == "first_tip"


def test_whoever_could_not_be_asked_for_two_weeks_is_left_alone(
    katherine: Viewer, at: Callable[[timedelta], None]
) -> None:
    at(timedelta(days=14))
    assert told(katherine) == []


def test_people_who_joined_before_this_was_introduced_are_not_asked(
    company: Company, katherine: Viewer, at: Callable[[timedelta], None]
) -> None:
    driver.write("MATCH (person:Person {id: $id}) REMOVE person.joined_key", id=katherine.id)
    at(timedelta(days=7))
    assert told(katherine) == []
