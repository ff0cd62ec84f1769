"""What is new for me, and what I could do."""

from graph.feed import home
from graph.posts import answers
from tests.company import Company


def test_an_answered_question_waits_for_its_askers_decision(company: Company) -> None:
    assert [(item.duty, item.post) for item in home.to_do(company.grace)] == [("accept", company.kafka_question)]
    answers.accept(company.kafka_answer, by=company.grace.id)
    assert home.to_do(company.grace) == ()


def test_the_newest_posts_of_every_kind_are_shown_to_those_who_may_see_them(company: Company) -> None:
    assert [card.id for card in home.newest(company.tim).cards] == [company.kafka_tip, company.kafka_question]
    assert company.platform_question in [card.id for card in home.newest(company.linus).cards]
