"""Converting answers into comments and back, on the page."""

from collections.abc import Callable

from graph.posts import answers
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser


def test_old_addresses_lead_to_the_new_place(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada, path = as_(company.ada), f"/questions/{company.kafka_question}"
    assert "Convert to comment" in ada.get(path).text
    page = ada.send(f"/answers/{company.kafka_answer}/conversion").text
    assert f'id="comment-{company.kafka_answer}"' in page
    assert f'<span id="answer-{company.kafka_answer}">' in page
    assert "Was an answer" in page
    assert ada.get(f"/texts/{company.kafka_answer}/history").status_code == 200
    back = ada.send(f"/comments/{company.kafka_answer}/conversion").text
    assert f'<span id="comment-{company.kafka_answer}">' in back


def test_others_are_not_offered_it_and_refused(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    assert "Convert to comment" not in tim.get(f"/questions/{company.kafka_question}").text
    assert tim.send(f"/answers/{company.kafka_answer}/conversion").status_code == 403


def test_an_accepted_answer_is_refused_with_a_sentence(as_: Callable[[Viewer], Browser], company: Company) -> None:
    answers.accept(company.kafka_answer, by=company.grace.id)
    page = as_(company.ada).send(f"/answers/{company.kafka_answer}/conversion")
    assert (page.status_code, "convert an accepted answer to a comment" in page.text) == (409, True)
