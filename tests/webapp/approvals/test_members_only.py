"""Margaret lets only members post, and Tim joins with the question that he has typed."""

from collections.abc import Callable

import pytest

from graph.communities import communities
from graph.communities.communities import CommunityDraft
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]
TYPED = {"title": "Which knife?", "body": "The bread one is blunt.", "skills": "cooking"}


@pytest.fixture
def cooks(as_: As, company: Company) -> str:
    """Return the id of Margaret's public community."""
    communities.found(CommunityDraft(name="Cooks", purpose="Eat well.", visibility="public"), by=company.margaret.id)
    as_(company.margaret).send("/communities/cooks/approval", scope="nothing", only_members="on")
    return communities.show("cooks", viewer=company.margaret).id


def test_the_page_says_so_to_those_outside(as_: As, company: Company, cooks: str) -> None:
    page = as_(company.tim).get("/communities/cooks").text
    assert "Only members post here." in page
    assert "Ask here" not in page
    assert "Ask here" in as_(company.margaret).get("/communities/cooks").text
    assert 'name="only_members" value="on" checked' in as_(company.margaret).get("/communities/cooks/approval").text


def test_one_joins_beside_the_refusal_and_what_was_typed_is_kept(as_: As, company: Company, cooks: str) -> None:
    tim = as_(company.tim)
    refused = tim.send("/questions", **TYPED, community=cooks)
    assert refused.status_code == 422
    assert 'id="community-error"' in refused.text
    assert "The bread one is blunt." in refused.text
    assert 'name="join" value="cooks"' in refused.text
    assert "Which knife?" in tim.send("/questions", **TYPED, community=cooks, join="cooks").text
    assert communities.show("cooks", viewer=company.tim).membership == "member"


def test_an_anonymous_asker_does_not_join_in_front_of_everyone(as_: As, company: Company, cooks: str) -> None:
    tim = as_(company.tim)
    refused = tim.send("/questions", **TYPED, community=cooks, anonymous="on", join="cooks")
    assert refused.status_code == 422
    assert "others could guess who asked" in refused.text
    assert 'name="join"' not in refused.text
    assert communities.show("cooks", viewer=company.tim).membership == "none"


def test_tips_and_links_offer_it_too(as_: As, company: Company, cooks: str) -> None:
    tim = as_(company.tim)
    for path, more in (("/tips", {}), ("/links", {"url": "https://example.com/knives"})):
        refused = tim.send(path, **TYPED, **more, community=cooks)
        assert (refused.status_code, 'name="join"' in refused.text) == (422, True)
