"""Sessions: opening, using and ending them."""

from datetime import timedelta

import pytest

from graph import clock, driver
from graph.errors import NotFound
from graph.people import accounts, password_resets
from tests.company import Company, signed_in


def test_a_session_says_who_is_there_and_what_they_may_see(company: Company) -> None:
    person = accounts.signed_in(signed_in(company.ada))
    assert (person.name, person.viewer) == ("Ada", company.ada)


def test_an_ended_session_opens_nothing(company: Company) -> None:
    token = signed_in(company.ada)
    person = accounts.signed_in(token)
    for _ in range(2):
        accounts.close_session(person.session, by=company.ada.id)
    assert accounts.signed_in(token) is None


def test_nobody_ends_the_sessions_of_others(company: Company) -> None:
    token = signed_in(company.ada)
    accounts.close_session(accounts.signed_in(token).session, by=company.tim.id)
    assert accounts.signed_in(token)


def test_a_session_runs_out_after_thirty_days(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    token = signed_in(company.ada)
    assert accounts.signed_in(token)
    later = clock.now() + timedelta(days=30, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert accounts.signed_in(token) is None
    accounts.forget_expired_sessions()
    assert driver.read("MATCH (session:Session) RETURN session.key AS key") == []


def test_a_new_password_ends_every_other_session(company: Company) -> None:
    here, elsewhere = signed_in(company.ada), signed_in(company.ada)
    accounts.set_password(company.ada.id, "new hash", keep=accounts.signed_in(here).session)
    assert accounts.signed_in(here)
    assert accounts.signed_in(elsewhere) is None
    assert accounts.find("ada@example.com").password_hash == "new hash"


def test_somebody_who_was_brought_in_signs_in_once_they_have_a_password(company: Company) -> None:
    driver.write("MATCH (tim:Person {id: $id}) REMOVE tim.email, tim.password_hash", id=company.tim.id)
    assert accounts.find("tim@new.example") is None
    accounts.give_sign_in(company.tim.id, email="tim@new.example", password_hash="a hash")
    account = accounts.find("tim@new.example")
    assert (account.id, account.password_hash) == (company.tim.id, "a hash")


def test_who_has_left_is_signed_out_and_cannot_sign_in(company: Company) -> None:
    token = signed_in(company.tim)
    assert accounts.signed_in(token)
    driver.write("MATCH (tim:Person {id: $id}) SET tim.state = 'left'", id=company.tim.id)
    assert accounts.signed_in(token) is None
    assert accounts.find("tim@example.com") is None


def test_the_graph_holds_no_token(company: Company) -> None:
    token = signed_in(company.ada)
    assert accounts.signed_in(token)
    assert driver.read("MATCH (node) WHERE node.key = $token RETURN node.key AS key", token=token) == []


def test_all_other_sessions_of_a_person_are_ended_and_nobody_elses(company: Company) -> None:
    here, elsewhere, tims = signed_in(company.ada), signed_in(company.ada), signed_in(company.tim)
    keep = accounts.signed_in(here).session
    for _ in range(2):
        accounts.close_other_sessions(keep=keep, by=company.ada.id)
    assert [bool(accounts.signed_in(token)) for token in (here, elsewhere, tims)] == [True, False, True]


def test_the_use_of_a_session_is_noted_once_an_hour_and_brings_none_back(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = accounts.signed_in(signed_in(company.ada))
    assert not person.use_is_due
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert person.use_is_due
    accounts.note_use(person.session)
    assert accounts.sessions(company.ada.id)[0].used_at == later
    accounts.close_session(person.session, by=company.ada.id)
    accounts.note_use(person.session)
    assert accounts.sessions(company.ada.id) == ()


def test_a_new_password_voids_links_for_another(company: Company) -> None:
    issued = password_resets.issue(password_resets.want("ada@example.com"))
    accounts.set_password(company.ada.id, "new hash")
    with pytest.raises(NotFound):
        password_resets.get(issued[1])
