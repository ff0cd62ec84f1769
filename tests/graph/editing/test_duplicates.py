"""Questions that were asked before."""

import pytest

from graph import cards as posts
from graph.driver import write
from graph.editing import duplicates
from graph.errors import Conflict, Forbidden, NotFound
from graph.feed import waiting
from graph.freshness import freshness
from graph.ids import QuestionId
from graph.posts import answers, questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question


@pytest.fixture
def again(company: Company) -> QuestionId:
    """Let Linus ask what Grace has already asked."""
    return questions.ask(question("Why is my consumer slow?", "kafka"), by=company.linus.id)


def open_to(viewer: Viewer) -> set[QuestionId]:
    lists = (questions.listed(name, viewer=viewer).cards for name in ("open", "unanswered"))
    return {QuestionId(card.id) for cards in lists for card in cards}


def test_its_asker_closes_it_at_once_and_it_shows_the_answer(company: Company, again: QuestionId) -> None:
    answers.accept(company.kafka_answer, by=company.grace.id)
    assert duplicates.propose(again, company.kafka_question, by=company.linus)
    found = duplicates.of(again, viewer=company.tim)
    assert (found.is_closed, [one.html for one in found.originals]) == (
        True,
        ["<p>Raise max.poll.records and look at the rebalances.</p>"],
    )
    assert again not in open_to(company.tim)
    assert posts.cards([again], viewer=company.tim)[0].is_closed


def test_a_member_only_proposes_and_three_close_it(company: Company, again: QuestionId) -> None:
    for _ in range(2):
        assert not duplicates.propose(again, company.kafka_question, by=company.tim)
    assert [one.question for one in duplicates.waiting(viewer=company.linus)] == [again]
    assert not duplicates.propose(again, company.kafka_question, by=company.ada)
    assert [one.backers for one in duplicates.of(again, viewer=company.ada).proposals] == [2]
    assert duplicates.propose(again, company.kafka_question, by=company.grace)
    assert duplicates.waiting(viewer=company.linus) == ()


def test_a_coach_closes_what_stands_in_the_community(company: Company) -> None:
    assert duplicates.propose(company.platform_question, company.kafka_question, by=company.margaret)


def test_what_not_every_reader_may_open_cannot_stand_for_it(company: Company, again: QuestionId) -> None:
    with pytest.raises(Conflict):
        duplicates.propose(again, company.platform_question, by=company.linus)
    with pytest.raises(NotFound):
        duplicates.propose(company.platform_question, again, by=company.tim)


def test_a_question_is_no_duplicate_of_itself_or_of_a_closed_one(company: Company, again: QuestionId) -> None:
    duplicates.propose(again, company.kafka_question, by=company.linus)
    for question_id, original in ((company.kafka_question, company.kafka_question), (company.kafka_question, again)):
        with pytest.raises(Conflict):
            duplicates.propose(question_id, original, by=company.grace)


def test_a_reopened_question_is_open_again(company: Company, again: QuestionId) -> None:
    duplicates.propose(again, company.kafka_question, by=company.linus)
    assert again not in open_to(company.tim)
    with pytest.raises(Forbidden):
        duplicates.reopen(again, by=company.tim)
    for _ in range(2):
        duplicates.reopen(again, by=company.linus)
    assert again in open_to(company.tim)
    assert duplicates.of(again, viewer=company.tim).originals == ()


def test_a_proposal_is_rejected_by_the_owner_only(company: Company, again: QuestionId) -> None:
    duplicates.propose(again, company.kafka_question, by=company.tim)
    assert len(duplicates.of(again, viewer=company.tim).proposals) == 1
    with pytest.raises(Forbidden):
        duplicates.reject(again, by=company.tim)
    for _ in range(2):
        duplicates.reject(again, by=company.linus)
    assert duplicates.of(again, viewer=company.tim).proposals == ()
    assert duplicates.waiting(viewer=company.linus) == ()


def test_what_was_rejected_can_be_proposed_again_and_counts_anew(company: Company, again: QuestionId) -> None:
    for one in (company.tim, company.ada):
        duplicates.propose(again, company.kafka_question, by=one)
    duplicates.reject(again, by=company.linus)
    assert not duplicates.propose(again, company.kafka_question, by=company.grace)
    assert [(one.backers, one.is_mine) for one in duplicates.of(again, viewer=company.tim).proposals] == [(1, False)]


def test_taking_back_an_acceptance_or_a_retirement_leaves_it_closed(company: Company, again: QuestionId) -> None:
    given = answers.give(again, stories.text("The same."), by=company.ada)
    duplicates.propose(again, company.kafka_question, by=company.linus)
    for act, is_accepted in ((answers.accept, True), (answers.take_back, False)):
        act(given, by=company.linus.id)
        [shown] = questions.show(again, viewer=company.linus).answers
        assert shown.is_accepted is is_accepted
    for act, is_retired in ((freshness.retire, True), (freshness.bring_back, False)):
        act(again, by=company.linus)
        assert (len(posts.cards([again], viewer=company.linus)) == 0) is is_retired
    assert again not in open_to(company.tim)
    assert [one.act for one in waiting.of(viewer=company.linus)] == []


def test_outdated_travels_to_a_closed_duplicate(company: Company, again: QuestionId) -> None:
    duplicates.propose(again, company.kafka_question, by=company.linus)
    freshness.doubt(company.kafka_question, "Renamed.", by=company.tim)
    assert freshness.travel(company.kafka_question) == (again,)


def test_an_imported_duplicate_is_linked_and_not_closed(company: Company, again: QuestionId) -> None:
    write(
        "MATCH (a:Post {id: $a}) MATCH (b:Post {id: $b}) CREATE (a)-[:DUPLICATE_OF]->(b)",
        a=again,
        b=company.kafka_question,
    )
    found = duplicates.of(again, viewer=company.tim)
    assert (found.is_closed, len(found.originals)) == (False, 1)
    assert again in open_to(company.tim)


def test_only_what_would_be_taken_is_offered(company: Company, again: QuestionId) -> None:
    closed = questions.ask(question("Why so slow?", "kafka"), by=company.linus.id)
    duplicates.propose(closed, company.kafka_question, by=company.linus)
    offered = [company.platform_question, again, closed, company.kafka_question]
    assert duplicates.able(offered, again, viewer=company.linus) == (company.kafka_question,)
    assert duplicates.able(offered, company.platform_question, viewer=company.tim) == ()
    in_community = duplicates.able(offered, company.platform_question, viewer=company.linus)
    assert in_community == (again, company.kafka_question)
