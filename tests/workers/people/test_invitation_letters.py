"""Invitations are mailed: each once, with a link that works, and what happens while the mail server is away."""

import re

import pytest

from graph.people import guest_lists, invitations, open_invitations
from graph.people.guest_lists import Guest
from graph.viewers import Viewer, get
from tests.company import Company, join
from tests.engines import free_port
from tests.engines.mail import Letterbox
from tests.log_lines import written
from workers.people import invitation_letters

GUESTS = (Guest(email="katherine@example.com", name="Katherine"), Guest(email="dorothy@example.com"))


@pytest.fixture
def barbara(company: Company) -> Viewer:
    return get(join("Barbara", is_admin=True))


def test_everybody_gets_one_letter_with_a_link_for_their_address(box: Letterbox, barbara: Viewer) -> None:
    guest_lists.invite(GUESTS, is_mailed=True, by=barbara.id)
    for _ in range(2):
        invitation_letters.send(barbara.id)
        invitation_letters.sweep()
    assert [letter["To"] for letter in box.letters] == ["katherine@example.com", "dorothy@example.com"]
    [text] = box.to("katherine")
    assert text.startswith("Hello Katherine,\n\nBarbara invites you to Guildhall")
    [token] = re.findall(r"/invitations/(\S+)", text)
    assert invitations.get(token).email == "katherine@example.com"


def test_while_the_server_is_away_the_letters_wait_for_a_sweep(
    box: Letterbox, barbara: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest_lists.invite(GUESTS, is_mailed=True, by=barbara.id)
    with monkeypatch.context() as away:
        away.setenv("GUILDHALL_MAIL_URL", f"smtp://127.0.0.1:{free_port()}")
        invitation_letters.send(barbara.id)
    invitation_letters.sweep()
    assert len(box.letters) == 2


def test_a_refused_letter_holds_nobody_up_and_shows_in_the_list(
    box: Letterbox, barbara: Viewer, caplog: pytest.LogCaptureFixture
) -> None:
    box.answers["katherine@example.com"] = "550 No such user"
    guest_lists.invite(GUESTS, is_mailed=True, by=barbara.id)
    invitation_letters.send(barbara.id)
    assert [letter["To"] for letter in box.letters] == ["dorothy@example.com"]
    assert {one.email: one.is_refused for one in open_invitations.listed(viewer=barbara)} == {
        "katherine@example.com": True,
        "dorothy@example.com": False,
    }
    assert "katherine@example.com" not in written(caplog)
    assert open_invitations.waiting() == ()


def test_a_letter_that_may_be_taken_later_is_tried_again(box: Letterbox, barbara: Viewer) -> None:
    box.answers["katherine@example.com"] = "450 Mailbox busy"
    guest_lists.invite(GUESTS, is_mailed=True, by=barbara.id)
    invitation_letters.send(barbara.id)
    box.answers.clear()
    invitation_letters.sweep()
    assert len(box.to("katherine")) == 1


def test_one_that_was_taken_back_is_not_mailed(box: Letterbox, barbara: Viewer) -> None:
    guest_lists.invite(GUESTS, is_mailed=True, by=barbara.id)
    for one in open_invitations.listed(viewer=barbara):
        open_invitations.take_back(one.id, by=barbara.id)
    invitation_letters.send(barbara.id)
    assert not box.letters
