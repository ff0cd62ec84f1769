"""Admins make others admins and take the role from them. A site never loses its last one."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from graph import driver
from graph.errors import Conflict, Forbidden
from graph.ids import PersonId
from graph.moderation import account_entries, audit
from graph.people import accounts, employment, roles
from graph.viewers import Viewer, get
from tests.company import Company, join, signed_in


@pytest.fixture
def barbara(company: Company) -> Viewer:
    return get(join("Barbara", is_admin=True))


def is_admin(id: PersonId) -> bool:
    person = accounts.signed_in(signed_in(get(id)))
    return bool(person and person.is_admin)


def acts(viewer: Viewer) -> list[tuple[str, str | None]]:
    return [(one.act, one.person and one.person.name) for one in audit.listed(viewer=viewer).entries]


def test_the_role_is_given_and_taken_and_recorded_once(company: Company, barbara: Viewer) -> None:
    for _ in range(2):
        roles.make_admin(company.ada.id, by=barbara.id)
    assert is_admin(company.ada.id)
    for _ in range(2):
        roles.unmake_admin(company.ada.id, by=barbara.id)
    assert not is_admin(company.ada.id)
    assert acts(barbara)[:3] == [("unmade_admin", "Ada"), ("made_admin", "Ada"), ("became_admin", "Barbara")]


def test_only_admins_decide_and_nobody_without_an_account_becomes_one(company: Company, barbara: Viewer) -> None:
    employment.leave(company.tim.id, by=barbara.id)
    for person, by in ((company.ada.id, company.grace.id), (company.tim.id, barbara.id)):
        with pytest.raises(Forbidden):
            roles.make_admin(person, by=by)
    with pytest.raises(Forbidden):
        roles.unmake_admin(barbara.id, by=company.grace.id)


def test_nobody_takes_the_role_from_themselves(company: Company, barbara: Viewer) -> None:
    roles.make_admin(company.ada.id, by=barbara.id)
    with pytest.raises(Conflict):
        roles.unmake_admin(barbara.id, by=barbara.id)
    assert is_admin(barbara.id)


@pytest.mark.parametrize("act", [roles.unmake_admin, employment.leave])
@pytest.mark.parametrize("attempt", range(3))
def test_two_admins_who_remove_each_other_at_once_leave_one(company: Company, act, attempt: int) -> None:
    both = join("Barbara", is_admin=True), join("Katherine", is_admin=True)
    begin = Barrier(2)

    def remove(one: PersonId, other: PersonId) -> bool:
        begin.wait()
        try:
            act(other, by=one)
        except Forbidden:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(remove, both, reversed(both))) == [False, True]
    left = driver.read("MATCH (p:Person) WHERE p.is_admin AND p.state = 'active' RETURN count(p) AS left")
    assert left[0]["left"] == 1


def test_an_admin_signs_somebody_out_everywhere(company: Company, barbara: Viewer) -> None:
    token = signed_in(company.ada)
    for _ in range(2):
        accounts.sign_out(company.ada.id, by=barbara.id)
    assert accounts.signed_in(token) is None
    assert [act for act, _ in acts(barbara)].count("ended_sessions") == 1
    with pytest.raises(Forbidden):
        accounts.sign_out(company.ada.id, by=company.grace.id)


def test_people_see_what_was_done_to_their_own_account_and_no_other(company: Company, barbara: Viewer) -> None:
    roles.make_admin(company.ada.id, by=barbara.id)
    employment.leave(company.tim.id, by=barbara.id)
    [entry] = account_entries.listed(viewer=company.ada)
    assert (entry.act, entry.by and entry.by.name) == ("made_admin", "Barbara")
    assert account_entries.listed(viewer=company.grace) == ()
