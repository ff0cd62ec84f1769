"""Margaret locks a question of the platform engineers on its page, and unlocks it."""

from collections.abc import Callable

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]
REASON = "It goes in circles."


def test_everyone_reads_why_and_only_coaches_find_forms(as_: As, company: Company) -> None:
    page, margaret, linus = f"/questions/{company.platform_question}", as_(company.margaret), as_(company.linus)
    assert "Everyone who reads the post" in margaret.get(f"/posts/{company.platform_question}/lock").text
    shown = margaret.send(f"/posts/{company.platform_question}/lock", locked="1", reason=REASON).text
    assert (REASON in shown, "Your answer" in shown, "Unlock" in shown) == (True, True, True)
    shown = linus.get(page).text
    assert [words in shown for words in (REASON, "Your answer", "Suggest an edit", "Comment", "Unlock")] == [
        True, False, False, False, False
    ]  # fmt: skip
    margaret.send(f"/posts/{company.platform_question}/lock", locked="0")
    assert "Your answer" in linus.get(page).text


def test_what_was_typed_meanwhile_is_not_lost(as_: As, company: Company) -> None:
    as_(company.margaret).send(f"/posts/{company.platform_question}/lock", locked="1", reason=REASON)
    for address in (f"/questions/{company.platform_question}/answers", f"/comments/{company.platform_question}"):
        page = as_(company.linus).send(address, body="With make.")
        assert (page.status_code, REASON in page.text, "With make." in page.text) == (422, True, True)


def test_a_reason_is_needed(as_: As, company: Company) -> None:
    page = as_(company.margaret).send(f"/posts/{company.platform_question}/lock", locked="1", reason="")
    assert (page.status_code, page.text.count('aria-invalid="true"')) == (422, 1)


def test_others_are_refused(as_: As, company: Company) -> None:
    for other, code in ((company.ada, 403), (company.tim, 404)):
        assert as_(other).get(f"/posts/{company.platform_question}/lock").status_code == code
        assert as_(other).send(f"/posts/{company.platform_question}/lock", locked="0").status_code == code
