"""What waited for a coach: its author learns what was decided, once, and nobody else learns anything."""

from datetime import timedelta

import pytest

from graph import clock, driver
from graph.approvals import decisions, pending_posts
from graph.approvals.sent_drafts import AnswerDraft
from graph.ids import PendingPostId
from graph.notifications import inbox, notifications
from graph.notifications.inbox import Line
from graph.viewers import Viewer
from tests.company import Company, text
from tests.graph.approvals.waiting import ask, look_at, send, tip


def lines(viewer: Viewer) -> tuple[Line, ...]:
    return inbox.page("all", viewer=viewer).lines


def told(viewer: Viewer) -> list[tuple[str, str | None, str, str]]:
    return [(line.kind, line.what, line.title, line.words) for line in lines(viewer)]


def publish(company: Company, id: PendingPostId) -> None:
    decisions.publish(id, version=1, by=company.margaret)
    for _ in range(2):
        notifications.note_pending(id)


def send_back(company: Company, id: PendingPostId) -> None:
    decisions.send_back(id, "Say which keys.", version=1, by=company.margaret)
    for _ in range(2):
        notifications.note_pending(id)


def test_its_author_is_told_that_it_is_published(company: Company) -> None:
    look_at(company)
    publish(company, send(tip(company), by=company.linus))
    assert told(company.linus) == [("changed", "published", "Rotate keys with make", "")]
    assert [told(one) for one in (company.ada, company.margaret, company.tim)] == [[]] * 3


def test_its_author_is_told_why_it_is_not(company: Company) -> None:
    look_at(company)
    send_back(company, send(tip(company), by=company.linus))
    assert told(company.linus) == [("changed", "not_published", "Rotate keys with make", "Say which keys.")]


def test_an_answer_is_told_with_its_question(company: Company) -> None:
    look_at(company)
    publish(company, send(AnswerDraft(question=company.platform_question, body=text("By hand.")), by=company.linus))
    assert told(company.linus) == [("changed", "published", "How do we rotate the cluster's certificates?", "")]


def test_while_it_waits_nothing_is_told(company: Company) -> None:
    look_at(company)
    notifications.note_pending(send(tip(company), by=company.linus))
    assert not lines(company.linus)


def test_sent_again_it_no_longer_says_that_it_was_sent_back(company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    send_back(company, id)
    pending_posts.hold(tip(company, "TLS keys"), "first_posts", instead_of=id, by=company.linus)
    assert not lines(company.linus)


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_a_letter_about_an_anonymous_question_says_nothing(company: Company, is_anonymous: bool) -> None:
    look_at(company)
    publish(company, send(ask(company, is_anonymous=is_anonymous), by=company.linus))
    assert [line.is_private for line in lines(company.linus)] == [is_anonymous]


def test_once_it_was_read_long_ago_nothing_of_it_stays(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    publish(company, id)
    notifications.read_all(by=company.linus.id)
    [kept] = driver.read("MATCH (pending:PendingPost) RETURN properties(pending) AS of")
    assert not {"Rotate keys with make", "`make keys`"} & set(map(str, kept["of"].values()))
    later = clock.now() + timedelta(days=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    notifications.tidy()
    assert pending_posts.find(id, viewer=company.linus) is None
