"""Stories about comments that change."""

import pytest

from graph.editing import comment_edits, conversions, revisions
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import AnswerId, CommentId
from graph.notifications import inbox, notifications
from graph.posts import comments, people_mentions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company


def comment(company: Company) -> CommentId:
    return comments.make(company.kafka_question, stories.text("Which version?"), by=company.tim).id


def edit(id: CommentId, words: str, *, by: Viewer, version: int = 1) -> None:
    comment_edits.make(comment_edits.get(id, viewer=by), stories.text(words), version=version, by=by)


def test_a_comment_is_edited_and_its_history_keeps_both_versions(company: Company):
    id = comment(company)
    edit(id, "Which version of Kafka?", by=company.tim)
    [shown] = comments.thread(company.kafka_question, page=1, viewer=company.ada).comments
    assert shown.html == "<p>Which version of Kafka?</p>"
    assert shown.edited_at is not None
    history = revisions.of(id, viewer=company.ada).revisions
    assert [(one.number, one.body) for one in history] == [(2, "Which version of Kafka?"), (1, "Which version?")]
    assert {one.by.id for one in history if one.by} == {company.tim.id}


def test_only_its_author_edits_a_comment(company: Company):
    with pytest.raises(Forbidden):
        edit(comment(company), "No version.", by=company.grace)


def test_a_comment_that_one_may_not_see_is_not_found(company: Company):
    id = comments.make(company.platform_question, stories.text("Soon."), by=company.linus).id
    with pytest.raises(NotFound):
        comment_edits.get(id, viewer=company.tim)


def test_of_two_edits_of_a_version_the_second_is_refused(company: Company):
    id = comment(company)
    edit(id, "Which version of Kafka?", by=company.tim)
    with pytest.raises(Conflict):
        edit(id, "Which one?", by=company.tim)


def test_an_edit_that_changes_nothing_leaves_no_mark(company: Company):
    id = comment(company)
    edit(id, "Which version?", by=company.tim)
    assert comments.thread(company.kafka_question, page=1, viewer=company.ada).comments[0].edited_at is None


@pytest.mark.parametrize("words", ["", " ", "x" * 1_001])
def test_an_edited_comment_is_as_long_as_any_other(company: Company, words: str):
    id = comment(company)
    with pytest.raises(Invalid):
        edit(id, words, by=company.tim)


def test_the_asker_of_an_anonymous_question_stays_nameless_in_the_history(company: Company):
    comment_edits_on = stories.question("Who may I ask?", "kafka", is_anonymous=True)
    question = stories.questions.ask(comment_edits_on, by=company.tim.id)
    id = comments.make(question, stories.text("Anyone?"), by=company.tim).id
    edit(id, "Anyone at all?", by=company.tim)
    assert {one.by for one in revisions.of(id, viewer=company.ada).revisions} == {None}


def test_people_whom_an_edit_names_are_told_once(company: Company):
    id = comment(company)
    named = f"Which version, [@Ada](/people/{company.ada.id})?"
    for version, words in ((1, named), (2, named + " Please.")):
        edit(id, words, by=company.tim, version=version)
        people_mentions.note(id)
        notifications.note(id)
    told = [line.thing for line in inbox.page("mentions", viewer=company.ada).lines]
    assert told == [id]


def test_the_history_follows_a_comment_that_becomes_an_answer(company: Company):
    id = comment(company)
    edit(id, "Which version of Kafka?", by=company.tim)
    conversions.to_answer(id, by=company.tim)
    assert len(revisions.of(AnswerId(id), viewer=company.ada).revisions) == 2
