"""Comments on the page of a post, and all of them on pages of their own."""

from collections.abc import Callable

from graph.posts import answers, comments
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser


def test_a_long_thread_is_shown_in_part_and_as_a_whole(as_: Callable[[Viewer], Browser], company: Company) -> None:
    for number in range(101):
        comments.make(company.kafka_tip, stories.text(f"Number {number}."), by=company.linus)
    tim = as_(company.tim)
    tip = tim.get(f"/tips/{company.kafka_tip}").text
    assert ("Show all 101 comments" in tip, "Number 50." in tip, "Number 51." in tip) == (True, False, True)
    page = tim.get(f"/comments/{company.kafka_tip}").text
    assert ("Number 0." in page, "Number 99." in page, "Later comments" in page) == (True, True, True)
    assert "Number 100." in tim.get(f"/comments/{company.kafka_tip}?page=2").text
    assert tim.get(f"/comments/{company.platform_question}").status_code == 404


def test_many_answers_stand_on_several_pages(as_: Callable[[Viewer], Browser], company: Company) -> None:
    for number in range(50):
        answers.give(company.kafka_question, stories.text(f"Number {number}."), by=company.linus)
    tim = as_(company.tim)
    page = tim.get(f"/questions/{company.kafka_question}").text
    assert ("51 answers" in page, "More answers" in page, "Number 49." in page) == (True, True, False)
    assert "Number 49." in tim.get(f"/questions/{company.kafka_question}?page=2").text
