"""Inviting many people, what they bring with them, and invitations that nobody has used yet."""

from datetime import timedelta

import pytest

from graph import clock, driver
from graph.errors import Conflict, Invalid, NotFound
from graph.ids import PersonId
from graph.moderation import audit
from graph.people import accounts, employment, guest_lists, invitations, open_invitations, people
from graph.people.guest_lists import Guest, Standing
from graph.people.invitations import Registration
from graph.viewers import Viewer, get
from tests.company import NO_PASSWORD, Company, join

KATHERINE = Guest(
    email="katherine@example.com",
    name="Katherine",
    unit="Orbits",
    manager="dorothy@example.com",
    office="Hampton",
    headline="Computer",
)
DOROTHY = Guest(email="dorothy@example.com", name="Dorothy", unit="Orbits", manager="grace@example.com")


@pytest.fixture
def barbara(company: Company) -> Viewer:
    return get(join("Barbara", is_admin=True))


def accept(token: str, name: str) -> PersonId:
    return invitations.accept(token, Registration(name=name, email="any@example.com", password_hash=NO_PASSWORD))


def test_everybody_is_invited_once_and_the_log_says_how_many(company: Company, barbara: Viewer) -> None:
    invited = guest_lists.invite([KATHERINE, DOROTHY], is_mailed=False, by=barbara.id)
    assert invited.keys() == {KATHERINE.email, DOROTHY.email}
    assert guest_lists.invite([KATHERINE, Guest(email="ada@example.com")], is_mailed=False, by=barbara.id) == {}
    entries = [one for one in audit.listed(viewer=barbara).entries if one.act == "invited"]
    assert [one.reason for one in entries] == ["2 people"]
    assert invitations.get(invited[KATHERINE.email]).name == "Katherine"


def test_nobody_but_admins_invites_or_looks(company: Company, barbara: Viewer) -> None:
    assert guest_lists.invite([KATHERINE], is_mailed=False, by=company.grace.id) == {}
    guest_lists.invite([KATHERINE], is_mailed=False, by=barbara.id)
    assert open_invitations.listed(viewer=company.grace) == ()
    assert guest_lists.standings(["ada@example.com"], viewer=company.grace) == {}
    [one] = open_invitations.listed(viewer=barbara)
    for act in (open_invitations.take_back, lambda id, by: open_invitations.renew(id, is_mailed=False, by=by)):
        with pytest.raises(NotFound):
            act(one.id, by=company.grace.id)


def test_who_joins_has_the_address_of_the_invitation_whatever_they_type(company: Company, barbara: Viewer) -> None:
    token = guest_lists.invite([KATHERINE], is_mailed=False, by=barbara.id)[KATHERINE.email]
    person = accept(token, "Katherine J.")
    account = accounts.find(KATHERINE.email)
    assert account
    assert (account.id, accounts.find("any@example.com")) == (person, None)


def test_an_address_that_was_taken_meanwhile_is_told_and_the_link_stays(company: Company, barbara: Viewer) -> None:
    token = guest_lists.invite([KATHERINE], is_mailed=False, by=barbara.id)[KATHERINE.email]
    join("Katherine")
    with pytest.raises(Invalid):
        accept(token, "Katherine")
    assert invitations.get(token)


@pytest.mark.parametrize("order", [("katherine", "dorothy"), ("dorothy", "katherine")])
def test_what_the_table_says_of_people_is_so_once_they_join_in_any_order(
    company: Company, barbara: Viewer, order: tuple[str, str]
) -> None:
    invited = guest_lists.invite([KATHERINE, DOROTHY], is_mailed=False, by=barbara.id)
    joined = {name: accept(invited[f"{name}@example.com"], name.title()) for name in order}
    katherine, dorothy = (people.show(joined[name], viewer=company.ada) for name in ("katherine", "dorothy"))
    assert (katherine.unit, katherine.office, katherine.headline) == ("Orbits", "Hampton", "Computer")
    assert (katherine.manager and katherine.manager.name, dorothy.manager and dorothy.manager.name) == (
        "Dorothy",
        "Grace",
    )
    assert dorothy.unit == "Orbits"


def test_a_manager_who_joins_late_takes_nobody_from_another(company: Company, barbara: Viewer) -> None:
    invited = guest_lists.invite([KATHERINE, DOROTHY], is_mailed=False, by=barbara.id)
    katherine = accept(invited[KATHERINE.email], "Katherine")
    employment.place(katherine, unit="", manager=company.tim.id, by=barbara.id)
    accept(invited[DOROTHY.email], "Dorothy")
    manager = people.show(katherine, viewer=company.ada).manager
    assert manager
    assert manager.name == "Tim"


def test_two_who_are_said_to_manage_each_other_make_no_circle(company: Company, barbara: Viewer) -> None:
    guests = [KATHERINE, Guest(email=DOROTHY.email, manager=KATHERINE.email)]
    invited = guest_lists.invite(guests, is_mailed=False, by=barbara.id)
    katherine, dorothy = accept(invited[KATHERINE.email], "Katherine"), accept(invited[DOROTHY.email], "Dorothy")
    managers = [people.show(one, viewer=company.ada).manager for one in (katherine, dorothy)]
    assert [one and one.name for one in managers] == [None, "Katherine"]


def test_what_an_address_is_here(company: Company, barbara: Viewer) -> None:
    employment.leave(company.tim.id, by=barbara.id)
    guest_lists.invite([KATHERINE], is_mailed=True, by=barbara.id)
    addresses = ["ada@example.com", "tim@example.com", KATHERINE.email, "nobody@example.com"]
    found = guest_lists.standings(addresses, viewer=barbara)
    assert [found[one] for one in addresses] == [
        Standing(address="ada@example.com", state="active", is_invited=False),
        Standing(address="tim@example.com", state="left", is_invited=False),
        Standing(address=KATHERINE.email, state=None, is_invited=True),
        Standing(address="nobody@example.com", state=None, is_invited=False),
    ]


@pytest.mark.parametrize(
    ("guest", "word"),
    [
        (Guest(email=""), "no email address"),
        (Guest(email="a@b, c@d"), "no email address"),
        (Guest(email="a@b.c", manager="Grace"), "manager"),
        (Guest(email="a@b.c", manager="a@b.c"), "manager"),
        (Guest(email="a@b.c", name="x" * 81), "name is longer"),
        (Guest(email="a@b.c", unit="x" * 121), "unit is longer"),
        (Guest(email="a@b.c", office="x" * 121), "office is longer"),
    ],
)
def test_what_is_wrong_with_a_guest_is_a_sentence(guest: Guest, word: str) -> None:
    assert word in (guest.problem or "")


def test_open_invitations_are_walked_by_their_key(
    company: Company, barbara: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest_lists.invite([Guest(email=f"p{n}@example.com") for n in range(5)], is_mailed=False, by=barbara.id)
    monkeypatch.setattr(open_invitations, "SHOWN", 2)
    before, seen = clock.FAR_FUTURE, list[str]()
    while found := open_invitations.listed(before=before, viewer=barbara):
        seen += [one.email for one in found]
        before = found[-1].made_key
    assert seen == [f"p{n}@example.com" for n in (4, 3, 2, 1, 0)]


def test_one_is_taken_back_and_that_is_recorded(company: Company, barbara: Viewer) -> None:
    token = guest_lists.invite([KATHERINE], is_mailed=False, by=barbara.id)[KATHERINE.email]
    [one] = open_invitations.listed(viewer=barbara)
    assert open_invitations.take_back(one.id, by=barbara.id) == KATHERINE.email
    with pytest.raises(NotFound):
        open_invitations.take_back(one.id, by=barbara.id)
    with pytest.raises(Conflict):
        accept(token, "Katherine")
    entry = audit.listed(viewer=barbara).entries[0]
    assert (entry.act, entry.reason) == ("took_back_invitation", KATHERINE.email)


def test_expired_ones_are_forgotten(company: Company, barbara: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    guest_lists.invite([KATHERINE], is_mailed=True, by=barbara.id)
    later = clock.now() + timedelta(days=14, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert open_invitations.listed(viewer=barbara) == ()
    assert open_invitations.waiting() == ()
    assert driver.read("MATCH (one:Invitation) RETURN count(one) AS kept")[0]["kept"] == 0


def test_of_two_workers_one_mails_an_invitation(company: Company, barbara: Viewer) -> None:
    guest_lists.invite([KATHERINE], is_mailed=True, by=barbara.id)
    [id] = open_invitations.waiting(of=barbara.id)
    assert open_invitations.issue(id)
    assert open_invitations.issue(id) is None
    open_invitations.give_back(id)
    assert open_invitations.issue(id)


def test_two_thousand_are_invited_in_one_go(company: Company, barbara: Viewer) -> None:
    guests = [
        Guest(email=f"p{n}@example.com", name=f"P {n}", unit="Sales", manager="grace@example.com") for n in range(2_000)
    ]
    assert len(guest_lists.standings([one.email for one in guests], viewer=barbara)) == 2_000
    assert len(guest_lists.invite(guests, is_mailed=True, by=barbara.id)) == 2_000
    assert len(open_invitations.waiting(of=barbara.id)) == 2_000
