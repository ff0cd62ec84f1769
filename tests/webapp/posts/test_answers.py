"""Answering, accepting and commenting on the page."""

from collections.abc import Callable

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser


def test_an_answer_stands_on_the_page(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.linus).send(f"/questions/{company.kafka_question}/answers", body="Add *partitions*.")
    assert "Add <em>partitions</em>." in page.text


def test_an_empty_answer_comes_back_with_a_sentence(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.linus).send(f"/questions/{company.kafka_question}/answers", body="  ")
    assert page.status_code == 422
    assert 'class="error"' in page.text


def test_nobody_answers_what_they_may_not_see(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.tim).send(f"/questions/{company.platform_question}/answers", body="By hand.")
    assert page.status_code == 404
    assert "By hand." not in as_(company.ada).get(f"/questions/{company.platform_question}").text


def test_the_asker_accepts_and_takes_it_back(as_: Callable[[Viewer], Browser], company: Company) -> None:
    grace, path = as_(company.grace), f"/answers/{company.kafka_answer}/acceptance"
    for accepted in ("1", "1"):
        assert "Accepted" in grace.send(path, accepted=accepted).text
    for accepted in ("0", "0"):
        assert "Accepted" not in grace.send(path, accepted=accepted).text


def test_nobody_else_accepts(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.ada).send(f"/answers/{company.kafka_answer}/acceptance", accepted="1")
    assert page.status_code == 403


def test_a_comment_stands_on_the_page(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.linus).send(f"/comments/{company.kafka_answer}", body="It helped *me*.")
    assert "It helped <em>me</em>." in page.text


def test_a_comment_that_is_too_long_comes_back(as_: Callable[[Viewer], Browser], company: Company) -> None:
    typed = "much " * 1_000
    page = as_(company.linus).send(f"/comments/{company.kafka_answer}", body=typed)
    assert page.status_code == 422
    assert typed.strip() in page.text


def test_nobody_comments_on_what_they_may_not_see(as_: Callable[[Viewer], Browser], company: Company) -> None:
    assert as_(company.tim).send(f"/comments/{company.platform_question}", body="Ha.").status_code == 404
