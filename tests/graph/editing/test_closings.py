"""Margaret closes a question with a reason: it gets no more answers, and everyone reads why."""

import pytest

from graph import viewers
from graph.approvals import pending_posts
from graph.approvals.sent_drafts import AnswerDraft
from graph.editing import closings, duplicates
from graph.editing.closings import ClosingDraft
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.moderation import audit
from graph.notifications import inbox, notifications
from graph.posts import answers, comments, questions, sidebar
from tests import company as stories
from tests.company import Company, text

TOLD = "It isn't clear what is asked. Which cluster?"


def close(company: Company) -> None:
    closings.close(
        company.platform_question, ClosingDraft(reason="unclear", words="Which cluster?"), by=company.margaret
    )


def test_it_gets_no_more_answers_but_comments(company: Company) -> None:
    close(company)
    with pytest.raises(Invalid, match="Which cluster"):
        answers.give(company.platform_question, text("With make."), by=company.linus)
    draft = AnswerDraft(question=company.platform_question, body=text("With make."))
    with pytest.raises(Invalid, match="Which cluster"):
        pending_posts.hold(draft, "all_posts", by=company.linus)
    comments.make(company.platform_question, text("The old one."), by=company.ada)
    answers.give(company.platform_question, text("Then with make."), by=company.margaret)


def test_it_leaves_the_open_questions_and_says_why(company: Company) -> None:
    close(company)
    open_ones = [card.id for card in questions.listed("open", viewer=company.ada).cards]
    assert company.platform_question not in open_ones
    around = sidebar.of(company.platform_question, viewer=company.ada)
    assert (around.closed_for, around.takes_answers) == (TOLD, False)


def test_its_asker_is_told_why(company: Company) -> None:
    close(company)
    notifications.note(company.platform_question)
    assert [line.what for line in inbox.page("all", viewer=company.ada).lines] == ["closed_for"]


def test_a_coach_opens_it_again_and_its_owner_can_not(company: Company) -> None:
    close(company)
    with pytest.raises(Forbidden):
        closings.reopen(company.platform_question, by=company.ada)
    duplicates.reopen(company.platform_question, by=company.ada)
    assert sidebar.of(company.platform_question, viewer=company.ada).closed_for == TOLD
    closings.reopen(company.platform_question, by=company.margaret)
    answers.give(company.platform_question, text("With make."), by=company.linus)


def test_only_coaches_and_admins_may(company: Company) -> None:
    draft = ClosingDraft(reason="off_topic", words="")
    for other, refusal in ((company.ada, Forbidden), (company.linus, Forbidden), (company.tim, NotFound)):
        with pytest.raises(refusal):
            closings.close(company.platform_question, draft, by=other)
    closings.close(company.kafka_question, draft, by=viewers.get(stories.join("Barbara", is_admin=True)))


def test_a_tip_can_not_be_closed(company: Company) -> None:
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    with pytest.raises(Forbidden):
        closings.close(company.kafka_tip, ClosingDraft(reason="off_topic", words=""), by=barbara)  # pyright: ignore[reportArgumentType]


def test_what_was_asked_before_is_not_closed_again(company: Company) -> None:
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    other = questions.ask(stories.question("Why does it lag?", "kafka"), by=company.linus.id)
    duplicates.propose(other, company.kafka_question, by=barbara)
    with pytest.raises(Conflict):
        closings.close(other, ClosingDraft(reason="unclear", words=""), by=barbara)


@pytest.mark.parametrize(("reason", "words"), [("", ""), ("bored", ""), ("other", " "), ("unclear", "x" * 301)])
def test_it_needs_a_reason(reason: str, words: str) -> None:
    with pytest.raises(Invalid):
        ClosingDraft(reason=reason, words=words)


def test_twice_changes_nothing(company: Company) -> None:
    for _ in range(2):
        close(company)
    for _ in range(2):
        closings.reopen(company.platform_question, by=company.margaret)
    acts = [(one.act, one.reason) for one in audit.listed(viewer=company.margaret).entries if "question" in one.act]
    assert acts == [("reopened_question", ""), ("closed_question", TOLD)]
