"""Links for people who have forgotten their passwords: who gets one, how long and how often it works."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from graph import clock, driver
from graph.errors import Conflict, Forbidden, NotFound
from graph.moderation import audit
from graph.people import accounts, employment, password_resets
from graph.viewers import Viewer, get
from tests.company import Company, join, signed_in


@pytest.fixture
def barbara(company: Company) -> Viewer:
    return get(join("Barbara", is_admin=True))


def issued(address: str) -> str:
    found = password_resets.issue(password_resets.want(address))
    assert found
    return found[1]


def test_a_link_gives_a_new_password_once_and_ends_every_session(company: Company) -> None:
    before, token = signed_in(company.ada), issued("ADA@example.com ")
    assert password_resets.get(token).email == "ada@example.com"
    assert password_resets.use(token, "new hash") == company.ada.id
    assert accounts.get(company.ada.id).password_hash == "new hash"
    assert accounts.signed_in(before) is None
    with pytest.raises(Conflict):
        password_resets.use(token, "another hash")


def test_a_link_works_for_an_hour(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    token, later = issued("ada@example.com"), clock.now() + timedelta(hours=1, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(NotFound):
        password_resets.get(token)
    with pytest.raises(Conflict):
        password_resets.use(token, "new hash")


def test_a_newer_link_replaces_an_older_one_but_not_before_it_is_made(company: Company) -> None:
    older = issued("ada@example.com")
    wanted = password_resets.want("ada@example.com")
    assert password_resets.get(older)
    assert password_resets.issue(wanted)
    with pytest.raises(NotFound):
        password_resets.get(older)


def test_for_an_unknown_address_nothing_is_made_and_nothing_stays(company: Company) -> None:
    wanted = password_resets.want("nobody@example.com")
    assert password_resets.waiting() == (wanted,)
    assert password_resets.issue(wanted) is None
    assert kept() == 0


def test_people_who_have_left_get_no_link_and_theirs_stop_working(company: Company, barbara: Viewer) -> None:
    token = issued("ada@example.com")
    employment.leave(company.ada.id, by=barbara.id)
    with pytest.raises(NotFound):
        password_resets.get(token)
    assert password_resets.issue(password_resets.want("ada@example.com")) is None
    employment.come_back(company.ada.id, by=barbara.id)
    with pytest.raises(Conflict):
        password_resets.use(token, "new hash")


def test_what_was_sent_is_not_sent_again_unless_it_is_asked_for_again(company: Company) -> None:
    wanted = password_resets.want("ada@example.com")
    found = password_resets.issue(wanted)
    assert found
    assert password_resets.want("ada@example.com") == wanted
    password_resets.settle(wanted, wanted_key=found[0].wanted_key)
    assert password_resets.waiting() == (wanted,)
    again = password_resets.issue(wanted)
    assert again
    password_resets.settle(wanted, wanted_key=again[0].wanted_key)
    assert password_resets.waiting() == ()


def test_what_could_not_be_sent_for_a_day_is_forgotten(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted, later = password_resets.want("ada@example.com"), clock.now() + timedelta(days=1, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert password_resets.issue(wanted) is None
    assert password_resets.waiting() == ()
    assert kept() == 0


def test_the_graph_holds_no_secret(company: Company) -> None:
    token = issued("ada@example.com")
    assert driver.read("MATCH (node) WHERE node.key = $token RETURN node.key AS key", token=token) == []


def test_an_admin_makes_a_link_and_it_is_recorded(company: Company, barbara: Viewer) -> None:
    token = password_resets.make(company.ada.id, by=barbara.id)
    assert password_resets.use(token, "new hash") == company.ada.id
    [entry] = audit.listed(viewer=barbara).entries[:1]
    assert (entry.act, entry.by and entry.by.name, entry.person and entry.person.name) == (
        "made_password_link",
        "Barbara",
        "Ada",
    )


def test_nobody_else_makes_one_and_no_admin_for_another(company: Company, barbara: Viewer) -> None:
    other = join("Katherine", is_admin=True)
    for person, by in ((company.ada.id, company.grace.id), (other, barbara.id), (barbara.id, barbara.id)):
        with pytest.raises(Forbidden):
            password_resets.make(person, by=by)
    assert password_resets.use(password_resets.make(other, by=None), "new hash") == other


def test_an_admins_link_outlives_a_request_that_comes_to_nothing(company: Company, barbara: Viewer) -> None:
    token = password_resets.make(company.ada.id, by=barbara.id)
    password_resets.drop(password_resets.want("ada@example.com"))
    assert password_resets.get(token)


@pytest.mark.parametrize("attempt", range(5))
def test_of_two_who_use_a_link_at_once_one_comes_in(company: Company, attempt: int) -> None:
    token, begin = issued("ada@example.com"), Barrier(2)

    def use(word: str) -> bool:
        begin.wait()
        try:
            password_resets.use(token, word)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(use, ("one", "other"))) == [False, True]


def kept() -> int:
    return driver.read("MATCH (reset:PasswordReset) RETURN count(reset) AS kept")[0]["kept"]
