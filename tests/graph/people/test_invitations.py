"""Joining by invitation."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from graph import clock
from graph.errors import Conflict, Invalid, NotFound
from graph.people import invitations
from graph.people.invitations import Registration
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
    assert invitations.get(token)
    later = clock.now() + timedelta(days=14, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(NotFound):
        invitations.get(token)


def test_a_name_and_an_address_are_needed() -> None:
    with pytest.raises(Invalid) as refused:
        Registration(name=" ", email="nonsense", password_hash="hash")
    assert set(refused.value.problems) == {"name", "email"}


def test_a_site_has_an_admin_once_one_has_joined(company: Company) -> None:
    assert not invitations.admin_exists()
    join("Barbara", is_admin=True)
    assert invitations.admin_exists()


def newcomer(name: str) -> Registration:
    return Registration(name=name, email=f"{name}@example.com", password_hash="hash")


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize("attempt", range(3))
def test_of_two_who_come_by_one_link_at_once_one_joins(attempt: int) -> None:
    token, begin = invitations.invite(is_admin=True), Barrier(2)

    def arrive(name: str) -> bool:
        begin.wait()
        try:
            invitations.accept(token, newcomer(f"{name}{attempt}"))
        except (Conflict, NotFound):
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(arrive, ("Barbara", "Katherine"))) == [False, True]
