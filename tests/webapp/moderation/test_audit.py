"""The audit log on its page."""

import re
from collections.abc import Callable

from graph import viewers
from graph.communities import memberships
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser


def test_a_coach_finds_the_audit_from_the_community(as_: Callable[[Viewer], Browser], company: Company) -> None:
    margaret = as_(company.margaret)
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    assert 'href="/audit"' in margaret.get(f"/communities/{company.platform}").text
    page = margaret.get("/audit").text
    assert "Margaret made Ada a coach of" in page
    assert "Platform engineers" in page


def test_an_admin_finds_it_in_the_menu_and_an_employee_reads_nothing(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    admin = as_(viewers.get(stories.join("Katherine", is_admin=True)))
    assert 'href="/audit"' in admin.get("/").text
    assert "Katherine joined as an admin, invited by the operator" in admin.get("/audit").text
    tim = as_(company.tim)
    assert 'href="/audit"' not in tim.get("/").text
    assert "Nothing to show" in tim.get("/audit").text


def test_who_is_invited_as_an_admin_is_kept_with_who_invited_them(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    admin = as_(viewers.get(stories.join("Katherine", is_admin=True)))
    page = admin.send("/invitations", email="d@example.com", admin="on").text
    [link] = set(re.findall(r"/invitations/[\w-]{20,}", page))
    fields = {"name": "Dorothy", "email": "d@example.com", "password": "a long enough password"}
    stranger = admin.application.test_client()
    stranger.post(link, data={"csrf_token": stranger.token(link), **fields})
    assert "Dorothy joined as an admin, invited by Katherine" in admin.get("/audit").text
