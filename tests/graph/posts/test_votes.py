"""Voting on other people's posts."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from graph import viewers
from graph.errors import Forbidden
from graph.posts import questions, votes
from tests.company import Company, join


def test_a_vote_counts_once_and_can_be_changed_and_taken_back(company: Company) -> None:
    assert votes.cast(company.kafka_answer, 1, by=company.linus).score == 1
    assert votes.cast(company.kafka_answer, 1, by=company.linus).score == 1
    assert votes.cast(company.kafka_answer, -1, by=company.linus).score == -1
    assert votes.cast(company.kafka_answer, 0, by=company.linus).score == 0


def test_nobody_votes_on_their_own_writing(company: Company) -> None:
    for own in (company.kafka_answer, company.kafka_tip, company.platform_question):
        with pytest.raises(Forbidden):
            votes.cast(own, 1, by=company.ada)


def test_nobody_votes_on_what_is_not_open_to_them(company: Company) -> None:
    with pytest.raises(Forbidden):
        votes.cast(company.platform_question, 1, by=company.tim)


def test_votes_cast_at_the_same_moment_are_all_counted(company: Company) -> None:
    voters = [viewers.get(join(f"Voter{number}")) for number in range(12)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda voter: votes.cast(company.kafka_answer, 1, by=voter), voters))
    assert questions.show(company.kafka_question, viewer=company.grace).answers[0].score == 12
