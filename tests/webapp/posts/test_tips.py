"""Sharing a tip on the page."""

from collections.abc import Callable

import pytest

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser


def test_sharing_leads_to_the_tip(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.tim).send("/tips", title="Count lines", body="`wc -l`", skills="Shell")
    assert page.request.path.startswith("/tips/")
    assert "<code>wc -l</code>" in page.text
    assert "/skills/shell" in page.text


@pytest.mark.parametrize(("field", "typed"), [("title", ""), ("title", "T" * 1_000), ("body", "")])
def test_what_cannot_be_taken_comes_back(
    as_: Callable[[Viewer], Browser], company: Company, field: str, typed: str
) -> None:
    tip = {"title": "Count lines", "body": "With wc.", "skills": "Shell"}
    page = as_(company.tim).send("/tips", **(tip | {field: typed}))
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert all(words in page.text for name, words in tip.items() if name != field)


def test_a_tip_for_a_community_stays_there(as_: Callable[[Viewer], Browser], company: Company) -> None:
    community = next(one for one in company.ada.audiences if one != "everyone")
    path = (
        as_(company.ada).send("/tips", title="Keys", body="In the safe.", skills="", community=community).request.path
    )
    assert as_(company.linus).get(path).status_code == 200
    assert as_(company.tim).get(path).status_code == 404


def test_nobody_posts_into_a_community_that_is_closed_to_them(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    community = next(one for one in company.ada.audiences if one != "everyone")
    page = as_(company.tim).send("/tips", title="Keys", body="In the safe.", community=community)
    assert page.status_code in (403, 404, 422)
    assert "Keys" not in as_(company.linus).get("/tips").text


def test_a_cheat_sheet_says_so_and_a_draft_of_it_too(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    assert 'value="on" checked' in tim.send("/drafts/tip", title="Git", cheat_sheet="on").text
    page = tim.send("/tips", title="Git", body="`git log`", cheat_sheet="on")
    assert "Print the cheat sheet" in page.text
    assert "Print the cheat sheet" not in tim.get(f"/tips/{company.kafka_tip}").text


def test_a_tip_becomes_a_cheat_sheet_by_an_edit_and_its_history_says_so(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    ada, tip = as_(company.ada), company.kafka_tip
    sheet = {"title": "All of Kafka", "body": "`--describe`", "skills": "Kafka", "cheat_sheet": "on"}
    assert "Print the cheat sheet" in ada.send(f"/texts/{tip}", version="1", **sheet).text
    assert 'value="on" checked' in ada.get(f"/texts/{tip}/edit").text
    assert "Cheat sheet: <del>no</del> <ins>yes</ins>" in as_(company.tim).get(f"/texts/{tip}/history").text
    assert "This is a cheat sheet" not in ada.get(f"/texts/{company.kafka_answer}/edit").text
