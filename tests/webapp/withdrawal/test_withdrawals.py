"""Pages on which people take back what they wrote."""

import re
from collections.abc import Callable

from graph.ids import AnswerId, CommentId
from graph.posts import answers, comments
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser

Open = Callable[[Viewer], Browser]


def undo(browser: Browser, page: str) -> str:
    """Press the first *Undo* of a page, and return the page that it leads to."""
    [address, *_] = re.findall(r'action="(/withdrawals/\w+/undoing)"', page)
    return browser.send(address).text


def comment(company: Company) -> CommentId:
    return comments.make(company.kafka_question, stories.text("Which version?"), by=company.tim).id


def test_a_comment_is_withdrawn_with_a_press_and_restored_with_another(as_: Open, company: Company) -> None:
    tim, id = as_(company.tim), comment(company)
    page = tim.send(f"/texts/{id}/withdrawal").text
    assert "Which version?" not in page
    assert "You can undo this for ten minutes" in page
    assert "Which version?" in undo(tim, page)


def test_the_page_withdrawn_by_you_is_ones_own(as_: Open, company: Company) -> None:
    tim, id = as_(company.tim), comment(company)
    tim.send(f"/texts/{id}/withdrawal")
    assert "Which version?" in tim.get("/withdrawals").text
    assert "Which version?" not in as_(company.ada).get("/withdrawals").text


def test_the_page_says_what_happens_and_why(as_: Open, company: Company) -> None:
    page = as_(company.grace).get(f"/texts/{company.kafka_question}/withdrawal").text
    assert "Your name is removed" in page
    assert "Other people have answered it." in page
    assert "ask an admin" in page


def test_an_answered_question_stays_without_its_authors_name(as_: Open, company: Company) -> None:
    grace = as_(company.grace)
    page = grace.send(f"/texts/{company.kafka_question}/withdrawal").text
    assert "Name removed" in page
    assert f"/people/{company.grace.id}" not in as_(company.tim).get(f"/questions/{company.kafka_question}").text
    assert f"/people/{company.grace.id}" in undo(grace, page)


def test_an_answer_with_comments_leaves_a_line(as_: Open, company: Company) -> None:
    comments.make(company.kafka_answer, stories.text("Works for Kafka 3."), by=company.tim)
    ada = as_(company.ada)
    assert "A line stays" in ada.get(f"/texts/{company.kafka_answer}/withdrawal").text
    page = ada.send(f"/texts/{company.kafka_answer}/withdrawal").text
    assert "The author withdrew this answer." in page
    assert "Works for Kafka 3." in page
    assert "Raise max.poll.records" not in page


def test_a_post_that_goes_leads_to_the_list(as_: Open, company: Company) -> None:
    ada = as_(company.ada)
    response = ada.send(f"/texts/{company.kafka_tip}/withdrawal")
    assert response.request.path == "/tips"
    assert ada.get(f"/tips/{company.kafka_tip}").status_code == 404
    assert "See consumer lag at a glance" in undo(ada, response.text)


def test_a_coach_gives_a_reason_that_the_audit_log_keeps_without_the_author(as_: Open, company: Company) -> None:
    margaret, path = as_(company.margaret), f"/texts/{company.platform_question}/withdrawal"
    refused = margaret.send(path, reason=" ")
    assert (refused.status_code, "Give a reason" in refused.text) == (422, True)
    page = margaret.send(path, reason="It names a customer.").text
    undo(margaret, page)
    audit = margaret.get("/audit").text
    assert "Margaret took down a text in" in audit
    assert "Margaret put back a text in" in audit
    assert "It names a customer." in audit
    assert "certificates" not in audit
    assert "Ada" not in audit


def test_nobody_else_is_shown_the_page(as_: Open, company: Company) -> None:
    tim = as_(company.tim)
    assert tim.get(f"/texts/{company.kafka_answer}/withdrawal").status_code == 403
    assert tim.send(f"/texts/{company.kafka_answer}/withdrawal").status_code == 403
    assert tim.get(f"/texts/{company.platform_question}/withdrawal").status_code == 404


def test_an_undo_that_comes_too_late_says_so(as_: Open, company: Company) -> None:
    assert as_(company.tim).send("/withdrawals/bcdf2345ghjk/undoing").status_code == 404


def test_what_hung_on_something_withdrawn_waits_for_it(as_: Open, company: Company) -> None:
    remark = comments.make(company.kafka_answer, stories.text("Thanks."), by=company.ada).id
    ada = as_(company.ada)
    page = ada.send(f"/texts/{remark}/withdrawal").text
    ada.send(f"/texts/{company.kafka_answer}/withdrawal")
    [address] = re.findall(r'action="(/withdrawals/\w+/undoing)"', page)
    assert ada.send(address).status_code == 409
    assert ada.get("/withdrawals").text.count("/undoing") == 2
    undo(ada, ada.get("/withdrawals").text)
    assert "Thanks." in ada.send(address).text


def test_an_asker_without_a_name_withdraws_as_any_other(as_: Open, company: Company) -> None:
    question = stories.questions.ask(stories.question("May I?", is_anonymous=True), by=company.linus.id)
    answer = AnswerId(answers.give(question, stories.text("You may."), by=company.ada))
    comments.make(question, stories.text("Hm."), by=company.linus)
    comments.make(answer, stories.text("Thanks!"), by=company.linus)
    as_(company.linus).send(f"/texts/{question}/withdrawal")
    page = as_(company.tim).get(f"/questions/{question}").text
    assert f"/people/{company.linus.id}" not in page
    assert "Thanks!" in page
