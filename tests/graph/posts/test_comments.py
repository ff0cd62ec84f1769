"""Commenting on posts and answers."""

import pytest

from graph.errors import Invalid, NotFound
from graph.posts import comments, questions, tips
from tests.company import Company, question, text


def test_comments_stand_under_what_they_are_on_oldest_first(company: Company) -> None:
    comments.make(company.kafka_answer, text("First."), by=company.linus)
    comments.make(company.kafka_answer, text("Second."), by=company.tim)
    answer = questions.show(company.kafka_question, viewer=company.grace).answers[0]
    assert [(comment.author.name, comment.html) for comment in answer.comments.newest] == [
        ("Linus", "<p>First.</p>"),
        ("Tim", "<p>Second.</p>"),
    ]


def test_a_comment_on_a_tip_is_shown_on_the_tips_page(company: Company) -> None:
    made = comments.make(company.kafka_tip, text("Nice."), by=company.grace)
    assert (made.post, made.kind) == (company.kafka_tip, "tip")
    assert tips.show(company.kafka_tip, viewer=company.tim).post.comments.newest[0].id == made.id


def test_a_comment_has_between_1_and_1000_characters(company: Company) -> None:
    for words in ("", "x" * 1001):
        with pytest.raises(Invalid):
            comments.make(company.kafka_answer, text(words), by=company.linus)


def test_a_stranger_cannot_comment_on_what_is_not_open_to_them(company: Company) -> None:
    with pytest.raises(NotFound):
        comments.make(company.platform_question, text("Hello?"), by=company.tim)


def test_below_a_text_stand_the_newest_fifty_and_the_others_on_pages(company: Company) -> None:
    for number in range(103):
        comments.make(company.kafka_answer, text(f"Number {number}."), by=company.linus)
    below = questions.show(company.kafka_question, viewer=company.tim).answers[0].comments
    assert (below.count, len(below.newest)) == (103, 50)
    assert (below.newest[0].html, below.newest[-1].html) == ("<p>Number 53.</p>", "<p>Number 102.</p>")
    first, second, third = (comments.thread(company.kafka_answer, page=page, viewer=company.tim) for page in (1, 2, 3))
    assert [len(one.comments) for one in (first, second, third)] == [100, 3, 0]
    assert (first.comments[0].html, second.comments[0].html) == ("<p>Number 0.</p>", "<p>Number 100.</p>")
    assert (first.post, first.title) == (company.kafka_question, "Why does my Kafka consumer lag?")


def test_all_comments_hide_who_asked_and_what_is_closed(company: Company) -> None:
    asked = questions.ask(question("Am I alone?", is_anonymous=True), by=company.linus.id)
    comments.make(asked, text("I try it again."), by=company.linus)
    [mine] = comments.thread(asked, page=1, viewer=company.tim).comments
    assert (mine.author, mine.is_askers) == (None, True)
    with pytest.raises(NotFound):
        comments.thread(company.platform_question, page=1, viewer=company.tim)
