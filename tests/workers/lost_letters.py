"""More stories of lost messages: letters about accounts, which reach a real mail server."""

import os
from collections.abc import Generator
from contextlib import contextmanager

import pytest

from graph.people import address_changes, guest_lists, password_resets
from graph.people.guest_lists import Guest
from graph.setup import test_letters
from tests.company import Company, join
from tests.engines import mail as server
from tests.engines.mail import Letterbox
from tests.workers.lost_messages import Story, story


@contextmanager
def mailed() -> Generator[Letterbox]:
    """Let the site send its mail to a server for the length of the block."""
    with server.running() as box, pytest.MonkeyPatch.context() as environment:
        for name, value in box.environment.items():
            environment.setitem(os.environ, name, value)
        yield box


def about(box: Letterbox, subject: str) -> int:
    """Count the letters with such a subject. By day, the sweeps send letters about other things too."""
    return sum(letter["Subject"].startswith(subject) for letter in box.letters)


@story("password_letters.send")
def password_forgotten(company: Company) -> Story:
    with mailed() as box:
        yield {}
        password_resets.want("ada@example.com")
        yield {"password_letters.send": lambda: about(box, "Choose a new password") == 1}


@story("address_letters.send")
def address_change_wanted(company: Company) -> Story:
    with mailed() as box:
        yield {}
        address_changes.want("ada@new.example", by=company.ada.id)
        yield {"address_letters.send": lambda: about(box, "Your email address") == 2}


@story("invitation_letters.send")
def people_invited(company: Company) -> Story:
    barbara = join("Barbara", is_admin=True)
    with mailed() as box:
        yield {}
        guest_lists.invite([Guest(email="katherine@example.com")], is_mailed=True, by=barbara)
        yield {"invitation_letters.send": lambda: len(box.to("katherine")) == 1}


@story("test_letters.send")
def test_letter_wanted(company: Company) -> Story:
    barbara = join("Barbara", is_admin=True)
    with mailed() as box:
        yield {}
        test_letters.want(by=barbara)
        yield {"test_letters.send": lambda: len(box.to("barbara")) == 1}
