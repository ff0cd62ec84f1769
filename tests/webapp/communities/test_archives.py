"""The pages of an archived community: one sentence in place of each form."""

from collections.abc import Callable

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

Open = Callable[[Viewer], Browser]

SENTENCE = "Its community is archived. People can read this, but not add to it."


def test_a_coach_archives_and_reopens_it(as_: Open, company: Company) -> None:
    margaret, here = as_(company.margaret), f"/communities/{company.platform}"
    page = margaret.send(f"{here}/archive", archived="1").text
    assert "Archived. You can reopen it at any time." in page
    assert "People can read what is in it, but not join or add to it." in page
    assert not [form for form in ("Ask here", "Share a tip here", "Add member") if form in page]
    assert "Archived" in as_(company.tim).get("/communities").text
    assert "Ask to join" not in as_(company.tim).get(here).text
    page = margaret.send(f"{here}/archive", archived="0").text
    assert all(words in page for words in ("Reopened.", "Ask here", "Add member"))


def test_its_posts_have_a_sentence_in_place_of_their_forms(as_: Open, company: Company) -> None:
    ada, question = as_(company.ada), f"/questions/{company.platform_question}"
    before = ada.get(question).text
    assert all(words in before for words in ("Add a comment", "Answer this question", "Ask a colleague yourself"))
    as_(company.margaret).send(f"/communities/{company.platform}/archive", archived="1")
    page = ada.get(question).text
    assert page.count(SENTENCE) == 1
    assert not [form for form in ("Add a comment", "Answer this question", "Ask a colleague yourself") if form in page]


def test_what_someone_was_typing_comes_back(as_: Open, company: Company) -> None:
    ada = as_(company.ada)
    as_(company.margaret).send(f"/communities/{company.platform}/archive", archived="1")
    for path in (f"/questions/{company.platform_question}/answers", f"/comments/{company.platform_question}"):
        late = ada.send(path, body="With the vault.")
        assert (late.status_code, SENTENCE in late.text, "With the vault." in late.text) == (422, True, True)


def test_nobody_else_archives_it(as_: Open, company: Company) -> None:
    for other in (company.ada, company.tim):
        assert as_(other).send(f"/communities/{company.platform}/archive", archived="1").status_code == 403
