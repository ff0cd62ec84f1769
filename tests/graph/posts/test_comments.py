"""Commenting on posts and answers."""

import pytest

from graph.errors import Invalid, NotFound
from graph.posts import comments, questions, tips
from tests.company import Company, text


def test_comments_stand_under_what_they_are_on_oldest_first(company: Company) -> None:
    comments.make(company.kafka_answer, text("First."), by=company.linus)
    comments.make(company.kafka_answer, text("Second."), by=company.tim)
    answer = questions.show(company.kafka_question, viewer=company.grace).answers[0]
    assert [(comment.author.name, comment.html) for comment in answer.comments] == [
        ("Linus", "<p>First.</p>"),
        ("Tim", "<p>Second.</p>"),
    ]


def test_a_comment_on_a_tip_is_shown_on_the_tips_page(company: Company) -> None:
    made = comments.make(company.kafka_tip, text("Nice."), by=company.grace)
    assert (made.post, made.kind) == (company.kafka_tip, "tip")
    assert tips.show(company.kafka_tip, viewer=company.tim).post.comments[0].id == made.id


def test_a_comment_has_between_1_and_1000_characters(company: Company) -> None:
    for words in ("", "x" * 1001):
        with pytest.raises(Invalid):
            comments.make(company.kafka_answer, text(words), by=company.linus)


def test_a_stranger_cannot_comment_on_what_is_not_open_to_them(company: Company) -> None:
    with pytest.raises(NotFound):
        comments.make(company.platform_question, text("Hello?"), by=company.tim)
