"""Following on the page."""

from collections.abc import Callable

import pytest

from graph.feed import follows
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser


def test_following_is_one_click_and_so_is_stopping(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    assert 'aria-pressed="false"' in tim.get("/skills/kafka").text
    tim.send("/follows/skill/kafka", follow="1")
    assert "Following" in tim.get("/skills/kafka").text
    assert "/skills/kafka" in tim.get("/follows").text
    tim.send("/follows/skill/kafka", follow="0")
    assert "You don't follow anything yet" in tim.get("/follows").text


def test_htmx_gets_the_button_alone(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    token = tim.token()
    part = tim.post(
        f"/follows/person/{company.ada.id}", data={"csrf_token": token, "follow": "1"}, headers={"HX-Request": "true"}
    )
    assert "<html" not in part.text
    assert 'aria-pressed="true"' in part.text


@pytest.mark.parametrize("thing", ["post/{company.platform_question}", "skill/tls", "planet/mars", "person/nobody"])
def test_what_is_not_open_cannot_be_followed(as_: Callable[[Viewer], Browser], company: Company, thing: str) -> None:
    assert as_(company.tim).send(f"/follows/{thing.format(company=company)}", follow="1").status_code == 404
    assert follows.listed(viewer=company.tim) == ()
