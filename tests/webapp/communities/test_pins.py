"""Pinning a post: a button for coaches, and a list on top of the community's page."""

from collections.abc import Callable

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


def test_a_coach_pins_and_unpins_a_post(as_: As, company: Company) -> None:
    margaret, ada = as_(company.margaret), as_(company.ada)
    post, place = f"/posts/{company.platform_question}/pin", f"/communities/{company.platform}"
    assert "Unpin" in margaret.send(post, pinned="1").text
    assert "Pinned" in ada.get(place).text
    assert "Unpin" not in margaret.send(post, pinned="0").text
    assert "Pinned" not in ada.get(place).text


def test_others_have_no_button_and_are_refused(as_: As, company: Company) -> None:
    ada = as_(company.ada)
    assert "/pin" not in ada.get(f"/questions/{company.platform_question}").text
    assert ada.send(f"/posts/{company.platform_question}/pin", pinned="1").status_code == 404
