"""The page on which a post moves to another community."""

from collections.abc import Callable

from graph.communities import communities
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

Open = Callable[[Viewer], Browser]


def test_the_page_says_who_will_see_it_and_moves_it(as_: Open, company: Company) -> None:
    ada, path = as_(company.ada), f"/posts/{company.kafka_tip}/community"
    page = ada.get(path).text
    assert "Only its 3 members can see it." in page
    place = communities.show(company.platform, viewer=company.ada).id
    assert "Platform engineers" in ada.send(path, community=place).text
    assert as_(company.tim).get(f"/tips/{company.kafka_tip}").status_code == 404
    assert "Everyone in the company can see it." in ada.get(path).text


def test_a_form_without_a_choice_comes_back(as_: Open, company: Company) -> None:
    response = as_(company.ada).send(f"/posts/{company.kafka_tip}/community")
    assert (response.status_code, "Choose where to move it." in response.text) == (422, True)


def test_nobody_else_moves_it(as_: Open, company: Company) -> None:
    assert as_(company.tim).get(f"/posts/{company.kafka_tip}/community").status_code == 403
