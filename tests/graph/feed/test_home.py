"""The latest posts on home."""

from graph.feed import home
from tests.company import Company


def test_the_newest_posts_of_every_kind_are_shown_to_those_who_may_see_them(company: Company) -> None:
    assert [card.id for card in home.newest(company.tim).cards] == [company.kafka_tip, company.kafka_question]
    assert company.platform_question in [card.id for card in home.newest(company.linus).cards]
