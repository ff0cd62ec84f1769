"""Rings: what the question's page says about them, what coaches see, and how long a community waits."""

from collections.abc import Callable
from dataclasses import replace

from graph import driver
from graph.asking import asks
from graph.expertise import evidence
from graph.matching import experts
from graph.posts import questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.asking.test_inbox import asked
from tests.webapp.client import Browser
from workers.matching import matching

As = Callable[[Viewer], Browser]


def test_the_page_says_which_ring_is_asked_and_when_it_widens(as_: As, company: Company) -> None:
    page = as_(company.linus).get(f"/questions/{asked(company)}").text
    assert "First group" in page
    assert "If there is no answer, a wider group will be asked on " in page


def test_the_page_says_that_the_order_was_learned_where_it_was(as_: As, company: Company) -> None:
    evidence.weigh(company.kafka_answer)
    said = "The order of people was learned"
    for is_learned in (False, True):
        id = questions.ask(stories.question("Why is it slow?", "kafka"), by=company.linus.id)
        asks.send([replace(one, is_learned=is_learned) for one in experts.suggest(id, [])], about=id)
        assert (said in as_(company.linus).get(f"/questions/{id}").text) is is_learned


def test_coaches_see_what_the_rings_did_not_solve_and_nobody_else(as_: As, company: Company) -> None:
    matching.match_question(company.platform_question)
    assert "certificates" in as_(company.margaret).get("/unsolved").text
    for somebody in (company.ada, company.grace, company.tim):
        assert "Nothing to follow up" in as_(somebody).get("/unsolved").text


def test_the_page_of_an_unsolved_question_says_who_has_it_now(as_: As, company: Company) -> None:
    matching.match_question(company.platform_question)
    assert (
        "Coaches can now see that the question needs help"
        in as_(company.linus).get(f"/questions/{company.platform_question}").text
    )


def test_the_page_says_that_an_answer_ends_the_asking(as_: As, company: Company) -> None:
    question, linus = asked(company), as_(company.linus)
    as_(company.tim).send(f"/questions/{question}/answers", body="More partitions.")
    page = linus.get(f"/questions/{question}").text
    assert "There is an answer, so nobody else will be asked." in page
    assert "If there is no answer" not in page


def test_a_coach_sets_how_long_questions_wait(as_: As, company: Company) -> None:
    path = f"/communities/{company.platform}/deadlines"
    for _ in range(2):
        page = as_(company.margaret).send(path, silence_days="2", ring_days="9")
    assert 'value="9"' in page.text


def test_days_that_cannot_be_come_back_with_a_sentence(as_: As, company: Company) -> None:
    page = as_(company.margaret).send(f"/communities/{company.platform}/deadlines", silence_days="2", ring_days="many")
    assert page.status_code == 422
    assert "Enter a number of days between 1 and 30." in page.text
    assert 'value="many"' in page.text


def test_members_and_strangers_set_nothing(as_: As, company: Company) -> None:
    for somebody, status in ((company.ada, 403), (company.tim, 403)):
        page = as_(somebody).send(f"/communities/{company.platform}/deadlines", silence_days="2", ring_days="9")
        assert page.status_code == status


def test_a_reader_asks_a_colleague_by_hand_and_twice_changes_nothing(as_: As, company: Company) -> None:
    question, grace = asked(company), as_(company.grace)
    for _ in range(2):
        page = grace.send(f"/questions/{question}/invitations", colleague="tim@example.com")
        assert "Suggested by Grace" in page.text
    assert "Grace suggested you." in as_(company.tim).get("/inbox").text


def test_who_cannot_be_invited_comes_back_with_a_sentence(as_: As, company: Company) -> None:
    page = as_(company.grace).send(f"/questions/{asked(company)}/invitations", colleague="Nobody Known")
    assert page.status_code == 422
    assert 'value="Nobody Known"' in page.text


def test_a_stranger_to_the_community_invites_nobody(as_: As, company: Company) -> None:
    sent = as_(company.tim).send(f"/questions/{company.platform_question}/invitations", colleague="Linus")
    assert sent.status_code == 404


def test_an_anonymous_asker_who_invites_has_no_name_anywhere(as_: As, company: Company) -> None:
    question = asked(company, is_anonymous=True)
    as_(company.linus).send(f"/questions/{question}/invitations", colleague="Tim")
    tim = as_(company.tim)
    for path in ("/inbox", f"/questions/{question}"):
        assert "Linus" not in tim.get(path).text
    asks.send([], about=question)
    [row] = driver.read("MATCH (a:Suggestion)-[:NAMED_BY]->(:Person) RETURN count(a) AS named")
    assert row["named"] == 0
