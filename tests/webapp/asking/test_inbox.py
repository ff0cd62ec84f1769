"""The inbox: Ada's asks, their reasons, and what she does about them."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from graph import driver
from graph.asking import asks, inbox
from graph.asking.inbox import Ask
from graph.expertise import evidence
from graph.ids import QuestionId
from graph.matching import experts
from graph.notifications import notifications
from graph.posts import comments, people_mentions, questions
from graph.settings import Settings
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser


@pytest.fixture
def question(company: Company) -> QuestionId:
    """Linus's question, about which Ada was asked."""
    return asked(company)


def asked(company: Company, **details: bool) -> QuestionId:
    """Let Linus ask something, and send the asks."""
    for proof in (company.kafka_answer, company.kafka_tip):
        evidence.weigh(proof)
    question = questions.ask(stories.question("My consumer is slow?", "kafka", **details), by=company.linus.id)
    asks.send(experts.suggest(question, []), about=question)
    notifications.note(question)
    return question


def only_ask(company: Company) -> Ask:
    [ask] = inbox.asks(viewer=company.ada)
    return ask


def test_the_inbox_shows_the_question_and_why(
    as_: Callable[[Viewer], Browser], company: Company, question: QuestionId
) -> None:
    page = as_(company.ada).get("/inbox").text
    assert "My consumer is slow?" in page
    assert "Why does my Kafka consumer lag?" in page
    assert company.linus.id in page


@pytest.mark.usefixtures("question")
def test_other_peoples_inboxes_stay_empty(as_: Callable[[Viewer], Browser], company: Company) -> None:
    for somebody in (company.grace, company.tim, company.margaret):
        assert "Your inbox is empty" in as_(somebody).get("/inbox").text


def test_an_anonymous_asker_has_no_name_in_it(as_: Callable[[Viewer], Browser], company: Company) -> None:
    asked(company, is_anonymous=True)
    page = as_(company.ada).get("/inbox").text
    assert "My consumer is slow?" in page
    assert company.linus.id not in page
    assert "Linus" not in page


@pytest.mark.usefixtures("question")
def test_what_was_read_is_no_longer_new(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    assert "1 unread" in ada.get("/").text
    assert "Mark all as read" in ada.get("/inbox").text
    for _ in range(2):
        assert "Mark all as read" not in ada.send("/inbox/read").text
    assert "1 unread" not in ada.get("/").text


def test_ada_takes_it_on_and_twice_changes_nothing(
    as_: Callable[[Viewer], Browser], company: Company, question: QuestionId
) -> None:
    ada, path = as_(company.ada), f"/asks/{only_ask(company).id}/acceptance"
    for _ in range(2):
        assert ada.send(path).request.path == f"/questions/{question}"
    assert "You accepted this" in ada.get("/inbox").text


@pytest.mark.usefixtures("question")
def test_ada_passes_and_readers_are_not_told_why(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ask = only_ask(company)
    page = as_(company.ada).send(f"/asks/{ask.id}/refusal", reason="I have never seen version 4.")
    assert "Your inbox is empty" in page.text
    assert "version 4" not in as_(company.linus).get(f"/questions/{ask.question}").text


@pytest.mark.usefixtures("question")
def test_a_reason_that_is_too_long_comes_back_as_it_was_typed(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    typed = "no " * 2_000
    page = as_(company.ada).send(f"/asks/{only_ask(company).id}/refusal", reason=typed)
    assert page.status_code == 422
    assert "characters or fewer for the reason" in page.text
    assert typed.strip() in page.text


@pytest.mark.usefixtures("question")
@pytest.mark.parametrize("act", ["acceptance", "refusal"])
def test_nobody_decides_for_ada(as_: Callable[[Viewer], Browser], company: Company, act: str) -> None:
    ask = only_ask(company)
    assert as_(company.tim).send(f"/asks/{ask.id}/{act}").status_code == 404
    assert only_ask(company).state == "asked"


@pytest.mark.usefixtures("question")
def test_ada_passes_it_on_to_tim_who_reads_that_she_thinks_of_him(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    ask = only_ask(company)
    page = as_(company.ada).send(f"/asks/{ask.id}/referral", colleague="Tim")
    assert "Your inbox is empty" in page.text
    assert "Ada suggested you." in as_(company.tim).get("/inbox").text
    assert "Suggested by Ada" in as_(company.grace).get(f"/questions/{ask.question}").text


@pytest.mark.usefixtures("question")
def test_a_colleague_who_is_not_found_comes_back_as_typed(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.ada).send(f"/asks/{only_ask(company).id}/referral", colleague="Evangeline")
    assert page.status_code == 422
    assert "Nobody here has this name or email address." in page.text
    assert 'value="Evangeline"' in page.text


@pytest.mark.usefixtures("question")
def test_what_is_wrong_about_ada_is_one_click_and_twice_changes_nothing(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    ada, path = as_(company.ada), f"/asks/{only_ask(company).id}/not-my-skill"
    assert "I don't know kafka" in ada.get("/inbox").text
    for _ in range(2):
        assert "Your inbox is empty" in ada.send(path, skill="kafka").text


@pytest.mark.usefixtures("question")
@pytest.mark.parametrize(("act", "field"), [("referral", "colleague"), ("not-my-skill", "skill")])
def test_nobody_speaks_for_ada(as_: Callable[[Viewer], Browser], company: Company, act: str, field: str) -> None:
    ask = only_ask(company)
    assert as_(company.tim).send(f"/asks/{ask.id}/{act}", **{field: "kafka"}).status_code == 404
    assert only_ask(company).state == "asked"


@pytest.mark.usefixtures("question")
@pytest.mark.parametrize(
    ("act", "field", "typed"),
    [("refusal", "reason", "On a ship until May."), ("referral", "colleague", "Grace"), ("acceptance", "", "")],
)
def test_while_the_graph_is_away_a_word_is_kept_and_sent_again(
    as_: Callable[[Viewer], Browser], company: Company, graph: Settings, act: str, field: str, typed: str
) -> None:
    ada, path = as_(company.ada), f"/asks/{only_ask(company).id}/{act}"
    form = {"csrf_token": ada.token(), **({field: typed} if field else {})}
    driver.connect(replace(graph, url="bolt://127.0.0.1:1"))
    page = ada.post(path, data=form)
    assert page.status_code == 503
    assert f'<form action="{path}' in page.text
    assert "Try again" in page.text
    assert typed in page.text
    driver.connect(graph)
    assert ada.post(path, data=form).status_code == 303


@pytest.mark.usefixtures("question")
def test_while_the_graph_is_away_the_inbox_says_so_and_comes_back(
    as_: Callable[[Viewer], Browser], company: Company, graph: Settings
) -> None:
    ada = as_(company.ada)
    for path in ("/inbox", "/unsolved"):
        driver.connect(replace(graph, url="bolt://127.0.0.1:1"))
        assert (ada.get(path).status_code, "Try again" in ada.get(path).text) == (503, True)
        driver.connect(graph)
        assert ada.get(path).status_code == 200


def test_what_happened_is_one_line_that_leads_there_and_is_done_with_one_click(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    for words in ("Which version?", "And how many partitions?"):
        comments.make(company.kafka_answer, stories.text(words), by=company.tim)
    notifications.note(company.kafka_question)
    ada = as_(company.ada)
    page = ada.get("/inbox").text
    assert "Tim: 2 comments on" in page
    assert f'href="/questions/{company.kafka_question}#comment-' in page
    ids = re.findall(r'name="id" value="(\w+)"', page)
    assert "Which version" not in ada.send("/inbox/done", id=ids).text
    assert "Your inbox is empty" in ada.get("/inbox").text
    assert "Tim: 2 comments on" in ada.get("/inbox?shown=done").text
    ada.send("/inbox/done", id=ids, done="0")
    assert "Tim: 2 comments on" in ada.get("/inbox").text


def test_opening_the_post_reads_what_was_told_of_it(as_: Callable[[Viewer], Browser], company: Company) -> None:
    comments.make(company.kafka_answer, stories.text("Which version?"), by=company.tim)
    notifications.note(company.kafka_question)
    ada = as_(company.ada)
    assert "1 unread" in ada.get("/inbox/count").text
    assert "Tim commented on" in ada.get("/inbox?shown=unread").text
    ada.send(f"/posts/{company.kafka_question}/views")
    assert "unread" not in ada.get("/inbox/count").text
    assert "You have read everything." in ada.get("/inbox?shown=unread").text
    assert "Tim commented on" in ada.get("/inbox").text


def test_mentions_have_a_list_of_their_own(as_: Callable[[Viewer], Browser], company: Company) -> None:
    comments.make(company.kafka_answer, stories.text("Which version?"), by=company.tim)
    named = comments.make(company.kafka_tip, stories.text(f"[@Ada](/people/{company.ada.id})?"), by=company.tim)
    people_mentions.note(named.id)
    for post in (company.kafka_question, company.kafka_tip):
        notifications.note(post)
    page = as_(company.ada).get("/inbox?shown=mentions").text
    assert "Tim mentioned you in" in page
    assert "Tim commented on" not in page
