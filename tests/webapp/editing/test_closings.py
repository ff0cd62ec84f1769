"""Margaret closes a question with a reason on its page, and opens it again."""

from collections.abc import Callable

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]
CLOSED = {"closed": "1", "reason": "unclear", "words": "Which cluster?"}


def test_everyone_reads_why_and_only_coaches_answer(as_: As, company: Company) -> None:
    address, margaret, linus = f"/questions/{company.platform_question}", as_(company.margaret), as_(company.linus)
    assert "Why is it closed?" in margaret.get(f"{address}/closing").text
    shown = margaret.send(f"{address}/closing", **CLOSED).text
    assert [words in shown for words in ("Which cluster?", "Your answer", "Reopen")] == [True, True, True]
    shown = linus.get(address).text
    assert [words in shown for words in ("Which cluster?", "Your answer", "Reopen")] == [True, False, False]
    margaret.send(f"{address}/closing", closed="0")
    assert "Your answer" in linus.get(address).text


def test_an_answer_that_was_typed_meanwhile_is_not_lost(as_: As, company: Company) -> None:
    as_(company.margaret).send(f"/questions/{company.platform_question}/closing", **CLOSED)
    page = as_(company.linus).send(f"/questions/{company.platform_question}/answers", body="With make.")
    assert (page.status_code, "Which cluster?" in page.text, "With make." in page.text) == (422, True, True)


def test_what_is_missing_comes_back_beside_its_field(as_: As, company: Company) -> None:
    for wrong in ({"reason": ""}, {"reason": "other", "words": ""}):
        page = as_(company.margaret).send(f"/questions/{company.platform_question}/closing", **{**CLOSED, **wrong})
        assert (page.status_code, "-error" in page.text) == (422, True)


def test_others_are_refused(as_: As, company: Company) -> None:
    for other, code in ((company.ada, 403), (company.tim, 404)):
        assert as_(other).get(f"/questions/{company.platform_question}/closing").status_code == code
        assert as_(other).send(f"/questions/{company.platform_question}/closing", **CLOSED).status_code == code
