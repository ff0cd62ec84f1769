"""Revealing an anonymous asker, on the page."""

from collections.abc import Callable

import pytest

from graph import viewers
from graph.ids import QuestionId
from graph.moderation import unmaskings
from graph.posts import questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question
from tests.webapp.client import Browser


@pytest.fixture
def asked(company: Company) -> QuestionId:
    """An anonymous question from Linus to the whole company."""
    return questions.ask(question("Am I alone?", is_anonymous=True), by=company.linus.id)


@pytest.fixture
def admins(company: Company) -> tuple[Viewer, Viewer]:
    """Barbara and Katherine, who run the site."""
    one, two = (viewers.get(stories.join(name, is_admin=True)) for name in ("Barbara", "Katherine"))
    return one, two


def test_it_is_requested_confirmed_and_told(
    as_: Callable[[Viewer], Browser], company: Company, asked: QuestionId, admins: tuple[Viewer, Viewer]
) -> None:
    barbara, katherine = (as_(one) for one in admins)
    assert "Reveal the asker" in barbara.get(f"/questions/{asked}").text
    page = barbara.send(f"/questions/{asked}/unmaskings", reason="It holds a threat.").text
    assert ("Withdraw request" in page, company.linus.id in page) == (True, False)
    assert "A coach wants to reveal the asker of:" in katherine.get("/").text
    (case,) = unmaskings.of(asked, viewer=admins[1]).cases
    for browser, page in (
        (katherine, katherine.send(f"/questions/{asked}/unmaskings/{case.id}/confirmation")),
        (barbara, barbara.get(f"/questions/{asked}")),
    ):
        assert company.linus.id in page.text, browser
    for path in ("/", "/inbox"):
        assert "Your name was revealed to Barbara and Katherine" in as_(company.linus).get(path).text
    as_(company.linus).send("/inbox/read")
    assert "Your name was revealed" not in as_(company.linus).get("/").text


def test_a_request_without_a_reason_comes_back(
    as_: Callable[[Viewer], Browser], asked: QuestionId, admins: tuple[Viewer, Viewer]
) -> None:
    page = as_(admins[0]).send(f"/questions/{asked}/unmaskings", reason="R" * 501)
    assert (page.status_code, 'id="reason-error"' in page.text, "R" * 501 in page.text) == (422, True, True)


def test_a_request_is_withdrawn(
    as_: Callable[[Viewer], Browser], company: Company, asked: QuestionId, admins: tuple[Viewer, Viewer]
) -> None:
    barbara = as_(admins[0])
    barbara.send(f"/questions/{asked}/unmaskings", reason="It holds a threat.")
    (case,) = unmaskings.of(asked, viewer=admins[0]).cases
    assert barbara.send(f"/questions/{asked}/unmaskings/{case.id}/confirmation").status_code == 403
    assert "withdrew the request" in barbara.send(f"/questions/{asked}/unmaskings/{case.id}/withdrawal").text
    assert "Your name was revealed" not in as_(company.linus).get("/inbox").text


def test_readers_and_managers_find_no_trace_of_it(
    as_: Callable[[Viewer], Browser], company: Company, asked: QuestionId, admins: tuple[Viewer, Viewer]
) -> None:
    as_(admins[0]).send(f"/questions/{asked}/unmaskings", reason="It holds a threat.")
    for reader in (company.tim, company.grace, company.margaret, company.linus):
        assert "threat" not in as_(reader).get(f"/questions/{asked}").text
        assert as_(reader).get(f"/questions/{asked}/unmaskings/new").status_code == 403
