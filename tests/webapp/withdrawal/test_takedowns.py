"""What a coach withdrew: Linus reads why, keeps his text, and asks another coach to look again."""

from collections.abc import Callable

import pytest

from graph.communities import memberships
from graph.ids import AnswerId, WithdrawalId
from graph.posts import answers
from graph.viewers import Viewer
from graph.withdrawal import appeals, rules, withdrawals
from tests.company import Company, text
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]
WORDS = "It names no customer."


@pytest.fixture
def answer(company: Company) -> AnswerId:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    return answers.give(company.platform_question, text("Ask **Contoso**."), by=company.linus)


@pytest.fixture
def taken(company: Company, answer: AnswerId) -> WithdrawalId:
    outlook = rules.outlook(answer, viewer=company.margaret)
    return withdrawals.withdraw(outlook, reason="It names a customer.", by=company.margaret)


def test_its_author_reads_why_and_gets_the_text_back(as_: As, company: Company, taken: WithdrawalId) -> None:
    page = as_(company.linus).get(f"/takedowns/{taken}").text
    for words in ("It names a customer.", "Ask **Contoso**.", "Ask another coach", "thirty days"):
        assert words in page
    for other in (company.margaret, company.ada, company.tim):
        assert as_(other).get(f"/takedowns/{taken}").status_code == 404
        assert as_(other).send(f"/takedowns/{taken}/appeal", words=WORDS).status_code == 404


def test_an_appeal_reaches_another_coach_who_puts_it_back(
    as_: As, company: Company, taken: WithdrawalId, answer: AnswerId
) -> None:
    linus, ada = as_(company.linus), as_(company.ada)
    assert "Another coach is going to look at it" in linus.send(f"/takedowns/{taken}/appeal", words=WORDS).text
    assert "Nothing waits for you" in as_(company.margaret).get("/review").text
    page = ada.get("/review").text
    for words in (WORDS, "It names a customer.", "Ask **Contoso**."):
        assert words in page
    assert "Linus" not in page
    assert "Nothing waits for you" in ada.send("/review/approval", item=f"appeal:{taken}").text
    assert f"answer-{answer}" in ada.get(f"/questions/{company.platform_question}").text
    assert "It is back." in linus.get(f"/takedowns/{taken}").text


def test_a_refusal_needs_words_and_its_author_reads_them(as_: As, company: Company, taken: WithdrawalId) -> None:
    linus, ada = as_(company.linus), as_(company.ada)
    linus.send(f"/takedowns/{taken}/appeal", words=WORDS)
    page = ada.send("/review/refusal", item=f"appeal:{taken}", words="")
    assert (page.status_code, page.text.count('aria-invalid="true"')) == (422, 1)
    ada.send("/review/refusal", item=f"appeal:{taken}", words="Contoso is a customer.")
    page = linus.get(f"/takedowns/{taken}").text
    assert "Contoso is a customer." in page
    assert "Ask another coach" not in page


def test_what_is_missing_comes_back_beside_its_field(as_: As, company: Company, taken: WithdrawalId) -> None:
    page = as_(company.linus).send(f"/takedowns/{taken}/appeal", words=" ")
    assert (page.status_code, 'id="words-error"' in page.text) == (422, True)
    long = "x" * 501
    page = as_(company.linus).send(f"/takedowns/{taken}/appeal", words=long)
    assert (page.status_code, long in page.text) == (422, True)


def test_if_there_is_nobody_else_nothing_typed_is_lost(as_: As, company: Company) -> None:
    alone = answers.give(company.platform_question, text("Ask Contoso."), by=company.linus)
    outlook = rules.outlook(alone, viewer=company.margaret)
    taken = withdrawals.withdraw(outlook, reason="It names a customer.", by=company.margaret)
    page = as_(company.linus).send(f"/takedowns/{taken}/appeal", words=WORDS)
    assert (page.status_code, WORDS in page.text) == (409, True)
    assert "no other coach" in page.text
    assert appeals.get(taken, viewer=company.linus).appeal == ""
