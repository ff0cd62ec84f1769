"""The letter with which an admin tries out mail: asked for, settled, and one at a time."""

import pytest

from graph.errors import Forbidden
from graph.people import employment
from graph.setup import test_letters as trials
from graph.viewers import Viewer, get
from tests.company import Company, join


@pytest.fixture
def barbara(company: Company) -> Viewer:
    return get(join("Barbara", is_admin=True))


def test_a_letter_waits_until_a_server_took_it(barbara: Viewer) -> None:
    id = trials.want(by=barbara.id)
    letter, before = trials.wanted(id), trials.latest()
    assert letter
    assert before
    assert (letter.name, letter.email, before.is_waiting, before.is_taken) == (
        "Barbara",
        "barbara@example.com",
        True,
        False,
    )
    trials.settle(id, wanted_key=letter.wanted_key, server="mail:587")
    after = trials.latest()
    assert after
    assert (after.is_waiting, after.is_taken, after.server) == (False, True, "mail:587")
    assert (trials.waiting(), trials.wanted(id)) == ((), None)


def test_it_is_known_why_a_letter_failed(barbara: Viewer) -> None:
    id = trials.want(by=barbara.id)
    letter = trials.wanted(id)
    assert letter
    trials.settle(id, wanted_key=letter.wanted_key, server="mail:587", problem="It is closed.")
    found = trials.latest()
    assert found
    assert (found.is_taken, found.problem) == (False, "It is closed.")


def test_whoever_asks_again_gets_another_letter_even_if_the_first_is_just_being_sent(barbara: Viewer) -> None:
    id = trials.want(by=barbara.id)
    first = trials.wanted(id)
    assert first
    assert trials.want(by=barbara.id) == id
    trials.settle(id, wanted_key=first.wanted_key, server="mail:587")
    assert trials.waiting() == (id,)


def test_the_last_admin_who_asked_gets_the_letter(barbara: Viewer) -> None:
    trials.want(by=barbara.id)
    letter = trials.wanted(trials.want(by=join("Hedy", is_admin=True)))
    assert letter
    assert letter.name == "Hedy"


def test_only_admins_try_out_mail(company: Company) -> None:
    with pytest.raises(Forbidden):
        trials.want(by=company.ada.id)
    assert trials.latest() is None


def test_an_admin_who_has_left_gets_no_letter(barbara: Viewer) -> None:
    hedy = join("Hedy", is_admin=True)
    id = trials.want(by=hedy)
    trials.forget(id)
    assert trials.waiting() == (id,)
    employment.leave(hedy, by=barbara.id)
    assert trials.wanted(id) is None
    trials.forget(id)
    assert trials.latest() is None
