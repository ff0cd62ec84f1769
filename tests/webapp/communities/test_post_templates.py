"""Templates of communities, on their page and in the forms."""

from collections.abc import Callable

import pytest

from graph.communities import communities, post_templates
from graph.communities.communities import CommunityDraft
from graph.communities.post_templates import Templates
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser


@pytest.fixture
def cooks(company: Company) -> str:
    """A community of Tim's, in which questions begin with a question."""
    slug = communities.found(CommunityDraft(name="Cooks", purpose="Noon.", visibility="public"), by=company.tim.id)
    post_templates.write_down(
        Templates(question_template="## Which dish?", tip_template="## For how many?"), slug, by=company.tim.id
    )
    return communities.show(slug, viewer=company.tim).id


def test_a_coach_writes_them_on_the_page(as_: Callable[[Viewer], Browser], company: Company) -> None:
    margaret, path = as_(company.margaret), f"/communities/{company.platform}"
    page = margaret.send(f"{path}/templates", question_template="## Which **cluster**?", tip_template="")
    assert "## Which **cluster**?" in page.text
    assert "Templates" not in as_(company.ada).get(path).text
    assert as_(company.ada).send(f"{path}/templates", question_template="Mine").status_code == 403
    again = margaret.send(f"{path}/templates", question_template="x" * 5_001, tip_template="Kept")
    assert (again.status_code, "Kept" in again.text, 'id="question_template-error"' in again.text) == (422, True, True)


@pytest.mark.parametrize(("path", "begins"), [("questions", "## Which dish?"), ("tips", "## For how many?")])
def test_a_post_begins_with_it(
    as_: Callable[[Viewer], Browser], company: Company, cooks: str, path: str, begins: str
) -> None:
    page = as_(company.ada).get(f"/{path}/new?community=cooks").text
    assert begins in page
    assert f'value="{cooks}" selected' in page
    assert begins not in as_(company.ada).get(f"/{path}/new?community=cooks&body=Mine").text
    assert begins not in as_(company.ada).get(f"/{path}/new").text


def test_it_is_put_in_without_a_script_and_nothing_typed_is_lost(
    as_: Callable[[Viewer], Browser], company: Company, cooks: str
) -> None:
    ada = as_(company.ada)
    typed = {"title": "Salt?", "body": "Too much.", "skills": "Soup", "anonymous": "on", "community": cooks}
    page = ada.send("/questions/template", **typed).text
    assert all(words in page for words in ("Too much.\n\n## Which dish?", 'value="Salt?"', 'value="Soup"'))
    once = ada.send("/questions/template", **(typed | {"body": "Too much.\r\n\r\n## Which dish?"})).text
    assert once.count("## Which dish?") == 1
    elsewhere = ada.send("/questions/template", **(typed | {"body": "## Which dish?", "community": ""})).text
    assert "## Which dish?" not in elsewhere


def test_a_closed_communitys_template_is_not_shown_to_strangers(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    post_templates.write_down(Templates(question_template="Zanzibar?"), company.platform, by=company.margaret.id)
    closed = communities.show(company.platform, viewer=company.margaret).id
    tim = as_(company.tim)
    assert "Zanzibar?" not in tim.get(f"/questions/new?community={company.platform}").text
    assert "Zanzibar?" not in tim.send("/questions/template", community=closed, body="").text
