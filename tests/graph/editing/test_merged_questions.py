"""Barbara, an admin, merges Linus's question into Grace's: what hangs on it moves, and its address leads there."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from graph import driver, viewers
from graph.demand import me_too
from graph.editing import drafts, duplicates, merged_questions
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.feed import follows
from graph.freshness import freshness
from graph.ids import AnswerId, QuestionId
from graph.library import bookmarks, collections, items
from graph.library.collections import CollectionDraft
from graph.moderation import audit
from graph.notifications import inbox, notifications
from graph.posts import answers, comments, questions, sidebar, votes
from graph.viewers import Viewer
from graph.withdrawal import restoration, rules, withdrawals
from tests import company as stories
from tests.company import Company, text


@pytest.fixture
def barbara(company: Company) -> Viewer:
    return viewers.get(stories.join("Barbara", is_admin=True))


@pytest.fixture
def lost(company: Company) -> QuestionId:
    return questions.ask(stories.question("Consumer lag, why?", "kafka"), by=company.linus.id)


@pytest.fixture
def answer(company: Company, lost: QuestionId) -> AnswerId:
    return answers.give(lost, text("Look at the network."), by=company.tim)


def test_its_answers_and_comments_move_with_their_votes(
    company: Company, barbara: Viewer, lost: QuestionId, answer: AnswerId
) -> None:
    votes.cast(answer, 1, by=company.ada)
    comments.make(answer, text("Which?"), by=company.linus)
    comments.make(lost, text("Me too."), by=company.ada)
    merged_questions.merge(lost, company.kafka_question, by=barbara)
    shown = questions.show(company.kafka_question, viewer=company.tim)
    moved = next(one for one in shown.answers if one.id == answer)
    assert (shown.count, moved.score, moved.comments.count, shown.post.comments.count) == (2, 1, 1, 1)
    assert questions.show(lost, viewer=company.tim).count == 0


def test_its_address_leads_to_what_is_kept_where_it_can_still_be_read(
    company: Company, barbara: Viewer, lost: QuestionId
) -> None:
    merged_questions.merge(lost, company.kafka_question, by=barbara)
    assert questions.merged_into(lost, viewer=company.tim) == company.kafka_question
    assert questions.merged_into(company.kafka_question, viewer=company.tim) is None
    [merged] = questions.show(company.kafka_question, viewer=company.linus).merged
    assert (merged.title, merged.author and merged.author.name, merged.is_mine) == ("Consumer lag, why?", "Linus", True)


def test_what_was_merged_before_leads_on(company: Company, barbara: Viewer, lost: QuestionId) -> None:
    third = questions.ask(stories.question("Lag?", "kafka"), by=company.tim.id)
    merged_questions.merge(third, lost, by=barbara)
    merged_questions.merge(lost, company.kafka_question, by=barbara)
    assert questions.merged_into(third, viewer=company.ada) == company.kafka_question
    assert len(questions.show(company.kafka_question, viewer=company.ada).merged) == 2


def test_votes_follows_bookmarks_and_collections_count_once(
    company: Company, barbara: Viewer, lost: QuestionId
) -> None:
    keep(lost, by=company.ada)
    for question in (lost, company.kafka_question):
        votes.cast(question, 1, by=company.tim)
        follows.follow("post", question, by=company.tim)
    votes.cast(lost, 1, by=company.ada)
    merged_questions.merge(lost, company.kafka_question, by=barbara)
    around = sidebar.of(company.kafka_question, viewer=company.ada)
    assert (around.is_followed, around.is_bookmarked, len(around.kept_in)) == (True, True, 1)
    assert questions.show(company.kafka_question, viewer=company.ada).post.score == 2


def keep(question: QuestionId, *, by: Viewer) -> None:
    follows.follow("post", question, by=by)
    bookmarks.keep(question, by=by)
    collection = collections.create(CollectionDraft(name="Lag", description="", seen_by="me"), by=by)
    items.add(collection, question, by=by)


def test_people_with_the_same_question_count_once_and_its_asker_is_one(
    company: Company, barbara: Viewer, lost: QuestionId
) -> None:
    for question in (lost, company.kafka_question):
        me_too.add(question, by=company.tim)
    me_too.add(lost, by=company.ada)
    me_too.add(lost, by=company.grace)
    merged_questions.merge(lost, company.kafka_question, by=barbara)
    assert me_too.of(company.kafka_question, viewer=company.linus) == me_too.MeToo(
        question=company.kafka_question, count=3, is_mine=True
    )
    assert driver.read("MATCH (wish:Wish {about: $lost}) RETURN wish.key AS key", lost=lost) == []


def test_an_accepted_answer_stays_so_unless_there_is_one(
    company: Company, barbara: Viewer, lost: QuestionId, answer: AnswerId
) -> None:
    answers.accept(answer, by=company.linus.id)
    merged_questions.merge(lost, company.kafka_question, by=barbara)
    shown = questions.show(company.kafka_question, viewer=company.tim)
    assert next((one.id, one.is_accepted) for one in shown.answers) == (answer, True)
    other = questions.ask(stories.question("Lag at night?", "kafka"), by=company.linus.id)
    answers.accept(second := answers.give(other, text("Sleep."), by=company.tim), by=company.linus.id)
    merged_questions.merge(other, company.kafka_question, by=barbara)
    assert {one.id: one.is_accepted for one in questions.show(company.kafka_question, viewer=company.tim).answers}[
        second
    ] is False


def test_nobody_adds_to_it_brings_it_back_or_is_asked(company: Company, barbara: Viewer, lost: QuestionId) -> None:
    merged_questions.merge(lost, company.kafka_question, by=barbara)
    with pytest.raises(Invalid, match="merged"):
        answers.give(lost, text("Late."), by=company.tim)
    freshness.bring_back(lost, by=company.linus)
    assert lost not in [card.id for card in questions.listed("newest", viewer=company.tim).cards]


def test_what_was_withdrawn_comes_back_on_what_is_kept(
    company: Company, barbara: Viewer, lost: QuestionId, answer: AnswerId
) -> None:
    act = withdrawals.withdraw(rules.outlook(answer, viewer=company.tim), by=company.tim)  # pyright: ignore[reportArgumentType]
    merged_questions.merge(lost, company.kafka_question, by=barbara)
    restoration.undo(act, by=company.tim)
    assert answer in [one.id for one in questions.show(company.kafka_question, viewer=company.tim).answers]


def test_a_draft_of_an_answer_moves_too(company: Company, barbara: Viewer, lost: QuestionId) -> None:
    drafts.save(f"answer-{lost}", {"body": "Perhaps."}, by=company.tim, seen=drafts.NONE_SEEN)
    merged_questions.merge(lost, company.kafka_question, by=barbara)
    found = drafts.find(f"answer-{company.kafka_question}", viewer=company.tim)
    assert found
    assert found.typed["body"] == "Perhaps."


def test_its_asker_and_who_answered_are_told(
    company: Company, barbara: Viewer, lost: QuestionId, answer: AnswerId
) -> None:
    merged_questions.merge(lost, company.kafka_question, by=barbara)
    for question in (lost, company.kafka_question):
        notifications.note(question)
    for one in (company.linus, company.tim):
        assert "merged" in [line.what for line in inbox.page("all", viewer=one).lines]


def test_only_those_who_look_after_both_may(company: Company, barbara: Viewer, lost: QuestionId) -> None:
    for other in (company.linus, company.ada, company.margaret):
        with pytest.raises(Forbidden):
            merged_questions.merge(lost, company.kafka_question, by=other)
    with pytest.raises(NotFound):
        merged_questions.merge(company.platform_question, company.kafka_question, by=barbara)
    with pytest.raises(Conflict):
        merged_questions.merge(company.platform_question, company.kafka_question, by=company.margaret)


def test_whoever_sees_what_is_kept_could_see_both(company: Company) -> None:
    place = next(one for one in company.margaret.audiences if one != "everyone")
    other = questions.ask(
        stories.question("How are certificates rotated?", "tls", community=place), by=company.linus.id
    )
    both = [other, company.kafka_question, company.platform_question]
    able = merged_questions.able(both, company.platform_question, viewer=company.margaret)
    assert able == (other,)


@pytest.mark.parametrize("which", ["lost", "kept"])
def test_an_anonymous_question_is_not_merged(company: Company, barbara: Viewer, lost: QuestionId, which: str) -> None:
    nameless = questions.ask(stories.question("Lag?", "kafka", is_anonymous=True), by=company.linus.id)
    pair = (nameless, lost) if which == "lost" else (lost, nameless)
    with pytest.raises(Conflict):
        merged_questions.merge(*pair, by=barbara)


def test_the_second_time_and_of_two_at_once_one_wins(company: Company, barbara: Viewer, lost: QuestionId) -> None:
    def merge(_: int) -> bool:
        try:
            merged_questions.merge(lost, company.kafka_question, by=barbara)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(merge, range(2))) == [False, True]
    [entry] = [one for one in audit.listed(viewer=barbara).entries if one.act == "merged_questions"]
    assert entry.reason == "0 answers and 0 comments were moved."


def test_whoever_said_that_they_are_the_same_was_right(company: Company, barbara: Viewer, lost: QuestionId) -> None:
    duplicates.propose(lost, company.kafka_question, by=company.tim)
    merged_questions.merge(lost, company.kafka_question, by=barbara)
    [row] = driver.read("MATCH (one:DuplicateProposal) RETURN one.state AS state, one.open_key AS key")
    assert (row["state"], row["key"]) == ("accepted", None)
