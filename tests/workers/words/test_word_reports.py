"""Published texts with words that must not circulate: coaches decide, or are told."""

import pytest

from graph.approvals import decisions, pending_posts
from graph.approvals.sent_drafts import AnswerDraft
from graph.notifications import inbox
from graph.posts import answers
from graph.reviewing import queue
from graph.words import words
from graph.words.words import Action, WordDraft
from tests.company import Company, text
from workers.notifications import notifications
from workers.words import word_reports


def forbid(company: Company, action: Action) -> None:
    words.put([WordDraft(text="falcon", action=action)], community=company.platform, by=company.margaret)


def kinds(company: Company) -> list[str]:
    return [one.kind for one in queue.waiting(viewer=company.margaret)]


@pytest.mark.parametrize("action", ["report", "block", "hold"])
def test_a_text_that_came_in_by_another_way_waits_in_review(company: Company, action: Action) -> None:
    forbid(company, action)
    answers.give(company.platform_question, text("Ask the falcon."), by=company.ada)
    word_reports.sweep()
    word_reports.sweep()
    assert kinds(company) == ["report"]


def test_words_of_a_community_say_nothing_about_other_places(company: Company) -> None:
    forbid(company, "report")
    answer = answers.give(company.kafka_question, text("Ask the falcon."), by=company.ada)
    word_reports.look(answer)
    assert kinds(company) == []


def test_what_a_coach_has_published_is_not_reported(company: Company) -> None:
    forbid(company, "hold")
    draft = AnswerDraft(question=company.platform_question, body=text("Ask the falcon."))
    id = pending_posts.hold(draft, "word", by=company.ada)
    decisions.publish(id, version=1, by=company.margaret)
    word_reports.look(id)
    assert kinds(company) == []


def test_coaches_are_told_once_and_nothing_else_happens(company: Company) -> None:
    forbid(company, "notify")
    answer = answers.give(company.platform_question, text("Ask the falcon."), by=company.ada)
    for _ in range(2):
        word_reports.look(answer)
        notifications.note(answer)
    assert [line.kind for line in inbox.page("all", viewer=company.margaret).lines].count("noticed") == 1
    assert (kinds(company), inbox.page("all", viewer=company.tim).lines) == ([], ())


def test_a_text_that_is_gone_is_left_alone(company: Company) -> None:
    forbid(company, "report")
    word_reports.look("gone")
    assert kinds(company) == []
