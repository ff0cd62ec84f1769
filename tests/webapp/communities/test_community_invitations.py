"""Margaret invites colleagues on her community's page, and they reply there."""

from collections.abc import Callable

import pytest

from graph.communities import communities
from graph.communities.communities import CommunityDraft
from graph.notifications import notifications
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


@pytest.fixture
def merger(company: Company) -> str:
    """Margaret's hidden community."""
    draft = CommunityDraft(name="Merger", purpose="Prepare the merger.", visibility="hidden")
    return communities.found(draft, by=company.margaret.id)


def test_tim_finds_an_invitation_to_a_hidden_community_in_his_inbox_and_joins(
    as_: As, company: Company, merger: str
) -> None:
    page = as_(company.margaret).send(f"/communities/{merger}/invitations", colleagues="Tim, linus@example.com")
    assert page.text.count("Take back") >= 2
    notifications.note_community(merger)
    tim = as_(company.tim)
    assert "Margaret invites you to join <strong>Merger" in " ".join(tim.get("/inbox").text.split())
    shown = tim.get(f"/communities/{merger}").text
    assert "Prepare the merger." in shown
    assert "Members" not in shown
    assert tim.get(f"/communities/{merger}/members").status_code == 404
    assert "Leave" in tim.send(f"/communities/{merger}/invitation", join="1").text


def test_declining_leaves_no_trace_for_others(as_: As, company: Company, merger: str) -> None:
    margaret, tim, path = as_(company.margaret), as_(company.tim), f"/communities/{merger}"
    margaret.send(f"{path}/invitations", colleagues="Tim")
    assert "Declined. Nobody is told." in tim.send(f"{path}/invitation", join="0").text
    assert tim.get(path).status_code == 404
    assert f"/invitations/{company.tim.id}/removal" in margaret.get(path).text
    margaret.send(f"{path}/invitations/{company.tim.id}/removal")
    assert f"/invitations/{company.tim.id}/removal" not in margaret.get(path).text


def test_who_is_invited_to_a_private_community_does_not_ask_to_join(as_: As, company: Company) -> None:
    path = f"/communities/{company.platform}"
    assert "Ask to join" in as_(company.tim).get(path).text
    as_(company.margaret).send(f"{path}/invitations", colleagues="Tim")
    page = as_(company.tim).get(path).text
    assert "Margaret invites you to Platform engineers." in page
    assert "Ask to join" not in page


def test_what_was_typed_comes_back_with_what_is_wrong(as_: As, company: Company, merger: str) -> None:
    page = as_(company.margaret).send(f"/communities/{merger}/invitations", colleagues="Tim, Nobody")
    assert page.status_code == 422
    assert 'value="Tim, Nobody"' in page.text
    assert "Nobody: Nobody here has this name or email address." in page.text
    assert as_(company.tim).get(f"/communities/{merger}").status_code == 404


def test_others_do_not_invite(as_: As, company: Company, merger: str) -> None:
    assert as_(company.ada).send(f"/communities/{company.platform}/invitations", colleagues="Tim").status_code == 403
    assert as_(company.tim).send(f"/communities/{merger}/invitations", colleagues="Ada").status_code == 403
    assert as_(company.tim).send(f"/communities/{merger}/invitation", join="1").status_code == 404
    assert "Invite colleagues" not in as_(company.ada).get(f"/communities/{company.platform}").text
