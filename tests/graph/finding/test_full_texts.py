"""The full texts of posts, on both engines."""

from graph.finding import full_texts
from graph.posts import answers
from tests import company as stories
from tests.company import Company


def test_a_post_has_its_own_words_first_and_then_those_of_its_answers(company: Company):
    content = full_texts.of([company.kafka_question], viewer=company.tim)[company.kafka_question]
    assert content.texts[0].startswith("Why does my Kafka consumer lag?")
    assert content.texts[1:] == ("Raise max.poll.records and look at the rebalances.",)
    assert (content.accepted, content.accepted_text) == (None, "")


def test_the_accepted_answer_is_named(company: Company):
    answers.give(company.kafka_question, stories.text("Restart it."), by=company.tim)
    answers.accept(company.kafka_answer, by=company.grace.id)
    content = full_texts.of([company.kafka_question], viewer=company.tim)[company.kafka_question]
    assert content.accepted == company.kafka_answer
    assert content.accepted_text == "Raise max.poll.records and look at the rebalances."


def test_what_is_closed_has_no_content_for_others(company: Company):
    assert full_texts.of([company.platform_question], viewer=company.tim) == {}
    assert company.platform_question in full_texts.of([company.platform_question], viewer=company.ada)
