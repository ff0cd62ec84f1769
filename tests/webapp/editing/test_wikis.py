"""Ada makes a tip a wiki on its page. Tim edits it there, and the page says so."""

from collections.abc import Callable

import pytest

from graph.editing import wikis
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


def test_a_page_says_who_can_edit_it_then_and_a_badge_who_did(as_: As, company: Company) -> None:
    tip, ada, tim = company.kafka_tip, as_(company.ada), as_(company.tim)
    assert f"/posts/{tip}/wiki" in ada.get(f"/tips/{tip}").text
    assert "Everyone in the company" in ada.get(f"/posts/{tip}/wiki").text
    assert "This is a wiki now." in ada.send(f"/posts/{tip}/wiki", wiki="1").text
    form = tim.get(f"/texts/{tip}/edit").text
    assert ("Save edit" in form, 'name="skills"' in form) == (True, False)
    tim.send(f"/texts/{tip}", version="1", title="Lag", body="Look at it.", summary="Shorter")
    page = ada.get(f"/tips/{tip}").text
    for words in ("Wiki · edited by 1 person", "Look at it.", "kafka"):
        assert words in page


def test_it_ends_and_others_suggest_again(as_: As, company: Company) -> None:
    wikis.make(company.kafka_tip, by=company.ada)
    page = as_(company.ada).send(f"/posts/{company.kafka_tip}/wiki", wiki="0").text
    assert "no longer a wiki" in page
    assert "Suggest edit" in as_(company.tim).get(f"/texts/{company.kafka_tip}/edit").text


def test_two_at_once_keep_both_texts(as_: As, company: Company) -> None:
    wikis.make(company.kafka_tip, by=company.ada)
    for by, words in ((company.linus, "First."), (company.tim, "Second.")):
        page = as_(by).send(f"/texts/{company.kafka_tip}", version="1", title="Lag", body=words)
    assert (page.status_code, "compared with yours" in page.text, "Second." in page.text) == (409, True, True)


@pytest.mark.parametrize("wanted", ["0", "1"])
def test_others_are_refused(as_: As, company: Company, wanted: str) -> None:
    tim = as_(company.tim)
    assert tim.get(f"/posts/{company.kafka_tip}/wiki").status_code == 403
    assert tim.send(f"/posts/{company.kafka_tip}/wiki", wiki=wanted).status_code == 403
    assert "wiki" not in tim.get(f"/tips/{company.kafka_tip}").text
