"""Changing one's address: until it is confirmed the old one signs in, and nobody learns who has an account."""

from datetime import timedelta

import pytest

from graph import clock, driver
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import PersonId
from graph.moderation import audit
from graph.people import accounts, address_changes, employment, password_resets
from graph.viewers import Viewer, get
from tests.company import Company, join

NEW = "ada@new.example"


@pytest.fixture
def barbara(company: Company) -> Viewer:
    return get(join("Barbara", is_admin=True))


def link(by: PersonId, address: str = NEW) -> str:
    found = address_changes.issue(address_changes.want(address, by=by))
    assert found
    return found[1]


def test_the_old_address_signs_in_until_the_new_one_is_confirmed(company: Company) -> None:
    token = link(company.ada.id, "ADA@new.example ")
    assert accounts.find("ada@example.com")
    assert accounts.find(NEW) is None
    assert address_changes.account(by=company.ada.id).pending == NEW
    address_changes.confirm(token, by=company.ada.id)
    assert accounts.find("ada@example.com") is None
    assert accounts.find(NEW)
    assert address_changes.account(by=company.ada.id) == address_changes.Account(email=NEW, pending=None)
    with pytest.raises(Conflict):
        address_changes.confirm(token, by=company.ada.id)


def test_nobody_else_can_use_the_link(company: Company) -> None:
    token = link(company.ada.id)
    with pytest.raises(NotFound):
        address_changes.get(token, by=company.tim.id)
    with pytest.raises(Conflict):
        address_changes.confirm(token, by=company.tim.id)
    assert address_changes.get(token, by=company.ada.id) == NEW


def test_an_address_with_an_account_is_taken_down_like_any_other_and_never_confirmed(company: Company) -> None:
    wanted = address_changes.want("tim@example.com", by=company.ada.id)
    found = address_changes.issue(wanted)
    assert found
    assert (found[0].is_taken, found[0].owner) == (True, "Tim")
    with pytest.raises(Conflict):
        address_changes.confirm(found[1], by=company.ada.id)
    assert accounts.find("ada@example.com")


def test_an_address_that_was_taken_meanwhile_is_not_confirmed(company: Company) -> None:
    token = link(company.ada.id, "katherine@example.com")
    join("Katherine")
    with pytest.raises(Conflict):
        address_changes.confirm(token, by=company.ada.id)


def test_the_owner_who_has_left_gets_no_letter(company: Company, barbara: Viewer) -> None:
    employment.leave(company.tim.id, by=barbara.id)
    found = address_changes.issue(address_changes.want("tim@example.com", by=company.ada.id))
    assert found
    assert (found[0].is_taken, found[0].owner) == (True, None)


def test_a_link_works_for_a_day_and_only_the_last_one(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    older, newer = link(company.ada.id), link(company.ada.id, "ada@other.example")
    with pytest.raises(NotFound):
        address_changes.get(older, by=company.ada.id)
    later = clock.now() + timedelta(days=1, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(Conflict):
        address_changes.confirm(newer, by=company.ada.id)
    assert address_changes.waiting() == ()
    assert driver.read("MATCH (change:AddressChange) RETURN count(change) AS kept")[0]["kept"] == 0


def test_it_is_taken_back(company: Company) -> None:
    token = link(company.ada.id)
    for _ in range(2):
        address_changes.withdraw(by=company.ada.id)
    with pytest.raises(Conflict):
        address_changes.confirm(token, by=company.ada.id)


@pytest.mark.parametrize("typed", ["no address", "ada@example.com", "a@b, c@d", ""])
def test_what_cannot_be_taken_is_told_beside_the_field(company: Company, typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        address_changes.want(typed, by=company.ada.id)
    assert list(refused.value.problems) == ["email"]


def test_a_link_for_a_new_password_at_the_old_address_stops_working(company: Company) -> None:
    issued = password_resets.issue(password_resets.want("ada@example.com"))
    assert issued
    address_changes.confirm(link(company.ada.id), by=company.ada.id)
    with pytest.raises(NotFound):
        password_resets.get(issued[1])


def test_an_admin_changes_it_and_it_is_recorded_once(company: Company, barbara: Viewer) -> None:
    for _ in range(2):
        address_changes.set_for(company.ada.id, NEW, by=barbara.id)
    assert accounts.find(NEW)
    [entry] = [one for one in audit.listed(viewer=barbara).entries if one.act == "changed_address"]
    assert entry.reason == "ada@example.com → ada@new.example"


def test_an_admin_gives_nobody_the_address_of_another(company: Company, barbara: Viewer) -> None:
    for typed in ("tim@example.com", "no address"):
        with pytest.raises(Invalid):
            address_changes.set_for(company.ada.id, typed, by=barbara.id)
    with pytest.raises(Forbidden):
        address_changes.set_for(company.ada.id, NEW, by=company.grace.id)
