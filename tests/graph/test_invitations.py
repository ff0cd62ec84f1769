"""Joining by invitation."""

from datetime import timedelta

import pytest

from graph import clock, invitations
from graph.errors import Invalid, NotFound
from graph.invitations import Newcomer
from tests.company import Company, join


def test_an_invitation_serves_once(company: Company) -> None:
    token = invitations.invite()
    invitations.accept(token, newcomer("Barbara"))
    with pytest.raises(NotFound):
        invitations.get(token)


def test_an_address_signs_in_one_person_and_the_invitation_is_not_spent(company: Company) -> None:
    token = invitations.invite()
    with pytest.raises(Invalid) as refused:
        invitations.accept(token, newcomer("ADA"))
    assert list(refused.value.problems) == ["email"]
    assert invitations.get(token)


def test_an_invitation_runs_out_after_two_weeks(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    token = invitations.invite()
    later = clock.now() + timedelta(days=14, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(NotFound):
        invitations.get(token)


def test_a_name_and_an_address_are_needed() -> None:
    with pytest.raises(Invalid) as refused:
        Newcomer(name=" ", email="nonsense", password_hash="hash")
    assert set(refused.value.problems) == {"name", "email"}


def test_a_site_has_an_admin_once_one_has_joined(company: Company) -> None:
    assert not invitations.admin_exists()
    join("Barbara", is_admin=True)
    assert invitations.admin_exists()


def newcomer(name: str) -> Newcomer:
    return Newcomer(name=name, email=f"{name}@example.com", password_hash="hash")
