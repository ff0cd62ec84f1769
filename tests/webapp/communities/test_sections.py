"""Margaret sorts the posts of the platform engineers into sections."""

from collections.abc import Callable

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


def test_margaret_chooses_sections_and_each_has_an_address(as_: As, company: Company) -> None:
    margaret, path = as_(company.margaret), f"/communities/{company.platform}"
    assert f"{path}/sections" in margaret.get(path).text
    assert 'data-skill="tls"' in margaret.get(f"{path}/sections").text
    assert f"{path}/sections/tls" in margaret.send(f"{path}/sections", sections="tls").text
    ada = as_(company.ada)
    assert "certificates" in ada.get(f"{path}/sections/tls").text
    assert "certificates" not in ada.get(f"{path}/everything-else").text
    assert ada.get(f"{path}/sections/kafka").status_code == 404


def test_what_is_refused_comes_back(as_: As, company: Company) -> None:
    page = as_(company.margaret).send(f"/communities/{company.platform}/sections", sections="tls, Cobol")
    assert page.status_code == 422
    assert 'value="tls, Cobol"' in page.text
    assert "There is no skill called Cobol." in page.text


def test_others_neither_choose_nor_look_in(as_: As, company: Company) -> None:
    path = f"/communities/{company.platform}/sections"
    assert as_(company.ada).get(path).status_code == 403
    assert as_(company.ada).send(path, sections="tls").status_code == 403
    as_(company.margaret).send(path, sections="tls")
    assert as_(company.tim).get(f"{path}/tls").status_code == 404
    assert f"{path}/tls" not in as_(company.tim).get(f"/communities/{company.platform}").text
