"""Votes that come with a history: each counts once."""

from datetime import timedelta

import pytest

from graph import clock, driver
from graph.imports import keys, people, posts, replies, votes
from graph.imports.people import ImportedPerson
from graph.imports.posts import ImportedPost
from graph.imports.replies import ImportedAnswer
from graph.imports.votes import ImportedVote
from graph.settings import Settings
from tests.company import text

YESTERDAY = clock.now() - timedelta(days=1)
QUESTION, ANSWER = keys.key("old", "question", "1"), keys.key("old", "answer", "1")
ADA, LINUS = keys.key("old", "person", "ada"), keys.key("old", "person", "linus")


@pytest.fixture(autouse=True)
def _linus_asked_and_ada_answered(graph: Settings) -> None:
    people.add([person(ADA, "Ada"), person(LINUS, "Linus")], at=YESTERDAY)
    asked = ImportedPost(
        key=QUESTION, title="Why?", body=text("Why?"), author=LINUS, skills=(), score=2, posted_at=YESTERDAY
    )
    posts.add_questions([asked], at=YESTERDAY, match_since=clock.now())
    given = ImportedAnswer(
        key=ANSWER,
        question=QUESTION,
        body=text("Because."),
        author=ADA,
        score=0,
        given_at=YESTERDAY,
        accepted_at=None,
    )
    replies.answer([given])


def person(key: str, name: str) -> ImportedPerson:
    return ImportedPerson(
        key=key, name=name, about="", office="", source_url=None, joined_at=YESTERDAY, last_active_at=YESTERDAY
    )


def scores() -> list[int]:
    return [row["score"] for row in driver.read("MATCH (one) WHERE one.score > 0 RETURN one.score AS score")]


def test_a_vote_adds_to_the_score_and_has_its_own_date() -> None:
    votes.cast([ImportedVote(by=ADA, on=QUESTION, at=YESTERDAY), ImportedVote(by=LINUS, on=ANSWER, at=YESTERDAY)])
    (dates,) = driver.read("MATCH (:Person)-[vote:VOTED]->() RETURN collect(vote.at) AS at, count(vote) AS count")
    assert (sorted(scores()), dates["count"], {at.date() for at in dates["at"]}) == ([1, 3], 2, {YESTERDAY.date()})


def test_two_people_vote_for_the_same_text_at_once() -> None:
    votes.cast([ImportedVote(by=one, on=ANSWER, at=YESTERDAY) for one in (ADA, LINUS)])
    assert sorted(scores()) == [2, 2]


def test_the_same_vote_again_changes_nothing() -> None:
    for _ in range(2):
        votes.cast([ImportedVote(by=ADA, on=QUESTION, at=YESTERDAY)])
    assert scores() == [3]


def test_a_vote_for_a_text_that_was_left_out_changes_nothing() -> None:
    votes.cast([ImportedVote(by=ADA, on=keys.key("old", "answer", "9"), at=YESTERDAY)])
    assert scores() == [2]
