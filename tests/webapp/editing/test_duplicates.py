"""Questions that were asked before, on the page."""

from collections.abc import Callable

from graph.posts import answers, questions
from graph.viewers import Viewer
from tests.company import Company, question
from tests.webapp.client import Browser
from workers.finding import indexing


def test_the_first_question_is_found_without_a_script_and_chosen(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    again = questions.ask(question("Why is my consumer slow?", "kafka"), by=company.linus.id)
    answers.accept(company.kafka_answer, by=company.grace.id)
    indexing.index_question(company.kafka_question)
    linus = as_(company.linus)
    assert "Why does my Kafka consumer lag?" in linus.get(f"/questions/{again}/duplicates/new?q=kafka+lag").text
    page = linus.send(f"/questions/{again}/duplicates", original=company.kafka_question)
    assert "Closed because this was asked before:" in page.text
    assert "Raise max.poll.records" in page.text
    assert "Closed" in as_(company.tim).get("/questions").text
    assert "Closed because this was asked before:" not in linus.send(f"/questions/{again}/reopening").text


def test_a_member_proposes_and_the_asker_is_told(as_: Callable[[Viewer], Browser], company: Company) -> None:
    again = questions.ask(question("Why is my consumer slow?", "kafka"), by=company.linus.id)
    page = as_(company.tim).send(f"/questions/{again}/duplicates", original=company.kafka_question)
    assert "1 person says this was asked before" in page.text
    linus = as_(company.linus)
    assert "Was this asked before?" in linus.get("/").text
    assert "1 person says" not in linus.send(f"/questions/{again}/duplicates/rejection").text


def test_what_is_closed_to_me_is_neither_named_nor_chosen(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    chosen = tim.send(f"/questions/{company.kafka_question}/duplicates", original=company.platform_question)
    assert (chosen.status_code, "certificates" in chosen.text) == (409, False)
    assert tim.get(f"/questions/{company.platform_question}/duplicates/new").status_code == 404
    assert tim.send(f"/questions/{company.kafka_question}/reopening").status_code == 403


def test_what_not_every_reader_may_open_is_not_offered(as_: Callable[[Viewer], Browser], company: Company) -> None:
    again = questions.ask(question("How do I rotate certificates?", "tls"), by=company.linus.id)
    indexing.index_question(company.platform_question)
    indexing.index_question(company.kafka_question)
    page = as_(company.linus).get(f"/questions/{again}/duplicates/new?q=certificates+Kafka").text
    assert "Why does my Kafka consumer lag?" in page
    assert "the cluster" not in page
