"""The page on which admins and coaches keep their words."""

from collections.abc import Callable

import pytest

from graph import viewers
from graph.viewers import Viewer
from graph.words import words
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """She runs the site."""
    return viewers.get(stories.join("Barbara", is_admin=True))


def fields(company: Company, **more: str) -> dict[str, str]:
    return {"text": "falcon", "kind": "word", "action": "block", "community": company.platform, **more}


def test_a_word_is_checked_and_put_on_the_list(as_: As, company: Company) -> None:
    margaret = as_(company.margaret)
    checked = margaret.send("/words/trials", **fields(company, text="certificates", sample="New certificates"))
    assert "1 post that you can see has it." in checked.text
    assert "The text would not be published." in checked.text
    assert words.everything() == ()
    saved = margaret.send("/words", **fields(company, text="certificates"))
    assert "Saved. It holds for what people write from now on." in saved.text
    assert [one.text for one in words.everything()] == ["certificates"]


def test_a_sample_alone_is_tried_on_the_lists(as_: As, company: Company) -> None:
    margaret = as_(company.margaret)
    margaret.send("/words", **fields(company, action="replace", replacement="F"))
    page = margaret.send("/words/trials", **fields(company, text="", sample="The falcon"))
    assert "published with other words" in page.text
    assert ">The F</blockquote>" in page.text


def test_what_is_wrong_is_said_beside_the_field(as_: As, company: Company) -> None:
    page = as_(company.margaret).send("/words", **fields(company, text="(a", kind="pattern"))
    assert (page.status_code, "missing )" in page.text) == (422, True)


def test_a_word_is_changed_and_removed(as_: As, company: Company) -> None:
    margaret = as_(company.margaret)
    margaret.send("/words", **fields(company))
    [word] = words.everything()
    assert 'value="falcon"' in margaret.get(f"/words?change={word.id}").text
    margaret.send("/words", **fields(company, text="eagle", instead_of=word.id))
    [word] = words.everything()
    assert "“eagle” is off the list." in margaret.send(f"/words/{word.id}/removal").text
    assert words.everything() == ()


def test_coaches_read_the_words_of_the_site_and_change_them_not(as_: As, company: Company, barbara: Viewer) -> None:
    as_(barbara).send("/words", **fields(company, community=""))
    page = as_(company.margaret).get("/words").text
    assert (">falcon</strong>" in page, "/removal" in page) == (True, False)


def test_nobody_else_sees_the_page(as_: As, company: Company) -> None:
    for somebody in (company.ada, company.grace, company.tim):
        assert as_(somebody).get("/words").status_code == 403
        assert as_(somebody).send("/words/trials", **fields(company)).status_code == 403
