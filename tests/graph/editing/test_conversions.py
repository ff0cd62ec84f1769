"""Answers that become comments, and comments that become answers."""

import pytest

from graph import cards, clock
from graph.editing import conversions, revisions, suggested_edits
from graph.editing.edits import Edit
from graph.errors import Conflict, Forbidden, NotFound
from graph.expertise import abilities, evidence
from graph.finding import index_entries
from graph.freshness import reactions
from graph.ids import AnswerId, CommentId
from graph.matching import question_history
from graph.notifications import inbox, notifications
from graph.posts import answers, comments, people_mentions, questions, texts, votes
from graph.viewers import Viewer
from tests.company import Company, question, text


def shown(company: Company) -> questions.QuestionPage:
    return questions.show(company.kafka_question, viewer=company.grace)


def test_an_answer_becomes_a_comment_with_what_stood_below_it(company: Company) -> None:
    comments.make(company.kafka_answer, text("Which one?"), by=company.tim)
    evidence.weigh(company.kafka_answer)
    assert [one.slug for one in abilities.of(company.ada.id, viewer=company.tim)] == ["kafka"]
    assert conversions.to_comment(company.kafka_answer, by=company.ada).is_new
    evidence.weigh(company.kafka_answer)
    page = shown(company)
    assert page.answers == ()
    assert [(one.author.name, one.was_answer) for one in page.post.comments.newest] == [("Ada", True), ("Tim", False)]
    assert company.kafka_question in [card.id for card in questions.listed("unanswered", viewer=company.tim).cards]
    assert not list(index_entries.find("answer", [company.kafka_answer]))
    assert abilities.of(company.ada.id, viewer=company.tim) == ()


def test_back_as_an_answer_it_has_its_votes_reactions_and_evidence_again(company: Company) -> None:
    votes.cast(company.kafka_answer, 1, by=company.tim)
    reactions.react(company.kafka_answer, "works", by=company.linus)
    before = shown(company)
    conversions.to_comment(company.kafka_answer, by=company.ada)
    conversions.to_answer(CommentId(company.kafka_answer), by=company.ada)
    evidence.weigh(company.kafka_answer)
    (answer,) = shown(company).answers
    assert (answer.score, answer.given_at, answer.was_comment) == (1, before.answers[0].given_at, True)
    assert [card.works for card in cards.cards([company.kafka_question], viewer=company.grace)] == [1]
    assert shown(company).post.comments.count == 0
    assert [known.name for known in abilities.of(company.ada.id, viewer=company.tim)] == ["kafka"]


def test_a_comment_becomes_an_answer(company: Company) -> None:
    made = comments.make(company.kafka_answer, text("Or restart it."), by=company.linus)
    assert conversions.to_answer(made.id, by=company.linus).question == company.kafka_question
    assert [answer.author.name for answer in shown(company).answers] == ["Ada", "Linus"]
    assert list(index_entries.find("answer", [made.id]))


def test_doing_it_twice_changes_nothing(company: Company) -> None:
    for _ in range(2):
        conversions.to_comment(company.kafka_answer, by=company.ada)
    assert shown(company).post.comments.count == 1
    for _ in range(2):
        conversions.to_answer(CommentId(company.kafka_answer), by=company.ada)
    assert len(shown(company).answers) == 1


def test_the_accepted_a_long_or_a_discussed_answer_stays_one(company: Company) -> None:
    long = answers.give(company.kafka_question, text("x" * 1_001), by=company.linus)
    suggest(company.kafka_answer, by=company.tim)
    for id in (long, company.kafka_answer):
        with pytest.raises(Conflict):
            conversions.to_comment(id, by=company.ada if id == company.kafka_answer else company.linus)
    answers.accept(company.kafka_answer, by=company.grace.id)
    with pytest.raises(Conflict, match="accepted answer to a comment"):
        conversions.to_comment(company.kafka_answer, by=company.ada)


def suggest(answer: AnswerId, *, by: Viewer) -> None:
    now = texts.get(answer, viewer=by)
    edit = Edit(of=now, title="", body=text("Better."), skills=(), is_cheat_sheet=False, summary="Better")
    suggested_edits.suggest(edit, by=by)


def test_others_and_strangers_cannot_and_a_coach_can(company: Company) -> None:
    with pytest.raises(Forbidden):
        conversions.to_comment(company.kafka_answer, by=company.tim)
    closed = answers.give(company.platform_question, text("With the tool."), by=company.ada)
    with pytest.raises(NotFound):
        conversions.to_comment(closed, by=company.tim)
    assert conversions.to_comment(closed, by=company.margaret).is_new


def test_a_comment_on_a_tip_stays_one(company: Company) -> None:
    made = comments.make(company.kafka_tip, text("Nice."), by=company.linus)
    with pytest.raises(Conflict, match="Only comments on questions and their answers"):
        conversions.to_answer(made.id, by=company.linus)


def test_its_history_stays_and_who_is_named_is_told_once(company: Company) -> None:
    named = answers.give(company.kafka_question, text(f"Ask [@Tim](/people/{company.tim.id})."), by=company.ada)
    people_mentions.note(named)
    conversions.to_comment(named, by=company.ada)
    people_mentions.note(named)
    notifications.note(named)
    (told,) = inbox.page("all", viewer=company.tim).lines
    assert (told.kind, told.anchor) == ("mentioned", f"comment-{named}")
    assert revisions.of(named, viewer=company.tim).revisions[0].body.startswith("Ask")


def test_the_sweep_finds_what_was_converted_while_the_queue_was_away(company: Company) -> None:
    begun = clock.now()
    conversions.to_comment(company.kafka_answer, by=company.ada)
    assert company.kafka_answer in index_entries.changed("answer", since=begun)


def test_no_replay_of_the_past_counts_what_is_a_comment(company: Company) -> None:
    conversions.to_comment(company.kafka_answer, by=company.ada)
    assert company.kafka_answer not in [proof.key for proof in question_history.proofs()]


def test_an_anonymous_askers_comment_that_answers_has_no_name(company: Company) -> None:
    asked = questions.ask(question("Am I alone?", "kafka", is_anonymous=True), by=company.linus.id)
    made = comments.make(asked, text("I found it."), by=company.linus)
    conversions.to_answer(made.id, by=company.linus)
    (answer,) = questions.show(asked, viewer=company.tim).answers
    assert (answer.author, answer.is_askers) == (None, True)
