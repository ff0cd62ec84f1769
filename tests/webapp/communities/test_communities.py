"""Communities: starting one, finding one, and who can find which."""

from collections.abc import Callable

import pytest

from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser

COOKS = {"name": "Cooks", "purpose": "Eat well at noon.", "visibility": "public"}


@pytest.fixture
def merger(company: Company) -> str:
    """A hidden community of Grace."""
    return communities.found(CommunityDraft(name="Merger", purpose="Hush.", visibility="hidden"), by=company.grace.id)


def test_who_starts_a_community_is_its_coach(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.tim).send("/communities", **COOKS)
    assert page.request.path == "/communities/cooks"
    assert "Eat well at noon." in page.text
    assert "Coach" in page.text


def test_the_same_name_twice_is_refused_beside_the_field(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    tim.send("/communities", **COOKS)
    page = tim.send("/communities", **COOKS)
    assert page.status_code == 409
    assert "A community already has this name" in page.text
    assert "Eat well at noon." in page.text


@pytest.mark.parametrize(
    ("field", "typed"), [("name", ""), ("name", "N" * 500), ("purpose", "P" * 10_000), ("visibility", "secret")]
)
def test_what_cannot_be_taken_comes_back_with_a_sentence(
    as_: Callable[[Viewer], Browser], company: Company, field: str, typed: str
) -> None:
    page = as_(company.tim).send("/communities", **(COOKS | {field: typed}))
    assert page.status_code == 422
    assert 'class="error"' in page.text
    assert "Eat well at noon." in page.text or field == "purpose"
    assert "cooks" not in as_(company.tim).get("/communities").text


def test_a_private_community_is_listed_and_its_posts_are_not(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    tim = as_(company.tim)
    assert "Platform engineers" in tim.get("/communities").text
    page = tim.get(f"/communities/{company.platform}").text
    assert "This community is private" in page
    assert "certificates" not in page


def test_a_hidden_community_is_not_there_for_others(
    as_: Callable[[Viewer], Browser], company: Company, merger: str
) -> None:
    assert as_(company.grace).get(f"/communities/{merger}").status_code == 200
    ada = as_(company.ada)
    assert ada.get(f"/communities/{merger}").status_code == 404
    assert "Merger" not in ada.get("/communities").text
    assert "Merger" not in ada.get("/questions/new").text


def test_all_members_have_a_page_of_their_own(as_: Callable[[Viewer], Browser], company: Company) -> None:
    for number in range(41):
        memberships.admit(company.platform, stories.join(f"Member{number:02}"), by=company.margaret.id)
    linus = as_(company.linus)
    assert "Show all members" in linus.get(f"/communities/{company.platform}").text
    page = linus.get(f"/communities/{company.platform}/members").text
    assert all(f"Member{number:02}" in page for number in range(41))
    assert "Make a coach" not in page
    assert "Make Linus a coach" in as_(company.margaret).get(f"/communities/{company.platform}/members").text
    assert as_(company.tim).get(f"/communities/{company.platform}/members").status_code == 404


def test_a_coach_describes_a_community_and_everyone_reads_its_charter(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    margaret, address = as_(company.margaret), f"/communities/{company.platform}/description"
    form = {"name": "Platform", "purpose": "Run it.", "hue": "3", "picture": "leaf", "version": "0"}
    page = margaret.send(address, **form, charter="*Ask* before you page.", welcome="Say **hello**.")
    assert "<em>Ask</em> before you page." in page.text
    assert "hue-3" in page.text
    assert "Say <strong>hello</strong>." in as_(company.linus).get(f"/communities/{company.platform}").text
    outside = as_(company.tim).get(f"/communities/{company.platform}").text
    assert "<em>Ask</em>" in outside
    assert "Say <strong>hello" not in outside
    assert as_(company.ada).get(address).status_code == 403


def test_what_a_coach_typed_comes_back_with_a_sentence(as_: Callable[[Viewer], Browser], company: Company) -> None:
    margaret, address = as_(company.margaret), f"/communities/{company.platform}/description"
    form = {"name": "", "purpose": "Run it.", "hue": "99", "picture": "skull", "version": "0", "charter": "Ask first."}
    page = margaret.send(address, **form)
    assert page.status_code == 422
    assert page.text.count('class="error"') == 3
    assert "Ask first." in page.text
    sent = form | {"name": "Platform", "hue": "1", "picture": "leaf"}
    margaret.send(address, **sent)
    late = margaret.send(address, **sent | {"charter": "Don't."})
    assert late.status_code == 409
    assert all(words in late.text for words in ("Another coach has changed this", "Ask first.", "Don&#39;t."))


def test_a_coach_removes_a_member_and_steps_back(as_: Callable[[Viewer], Browser], company: Company) -> None:
    here = f"/communities/{company.platform}"
    margaret = as_(company.margaret)
    assert "no longer a member" in margaret.send(f"{here}/members/{company.linus.id}/removal").text
    assert as_(company.ada).send(f"{here}/members/{company.linus.id}/removal").status_code == 403
    margaret.send(f"{here}/coaches/{company.ada.id}")
    assert "You are a member now" in margaret.send(f"{here}/coaching/end").text
    assert margaret.get(f"{here}/description").status_code == 403
