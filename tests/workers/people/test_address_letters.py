"""Letters about a change of address: a link to the new one, a note to the old one, and what an owner is told."""

import re

import pytest

from graph.people import accounts, address_changes
from tests.company import Company
from tests.engines import free_port
from tests.engines.mail import Letterbox
from tests.log_lines import written
from workers.people import address_letters

NEW = "ada@new.example"


def sent(box: Letterbox) -> dict[str, str]:
    return {letter["To"]: letter.get_content() for letter in box.letters}


def test_the_new_address_gets_a_link_and_the_old_one_a_note(box: Letterbox, company: Company) -> None:
    wanted = address_changes.want(NEW, by=company.ada.id)
    for _ in range(2):
        address_letters.send(wanted)
        address_letters.sweep()
    assert len(box.letters) == 2
    [token] = re.findall(r"/address-changes/(\S+)", sent(box)[NEW])
    assert "wants to change the address" in sent(box)["ada@example.com"]
    assert token not in sent(box)["ada@example.com"]
    address_changes.confirm(token, by=company.ada.id)
    assert accounts.find(NEW)


def test_the_owner_of_a_taken_address_is_told_and_gets_no_link(box: Letterbox, company: Company) -> None:
    address_letters.send(address_changes.want("tim@example.com", by=company.ada.id))
    assert "You already sign in with it" in sent(box)["tim@example.com"]
    assert "/address-changes/" not in sent(box)["tim@example.com"]
    assert "Ada" not in sent(box)["tim@example.com"]
    assert "wants to change the address" in sent(box)["ada@example.com"]


def test_while_the_server_is_away_the_letters_wait(
    box: Letterbox, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = address_changes.want(NEW, by=company.ada.id)
    with monkeypatch.context() as away:
        away.setenv("GUILDHALL_MAIL_URL", f"smtp://127.0.0.1:{free_port()}")
        address_letters.send(wanted)
    address_letters.sweep()
    assert sent(box).keys() == {NEW, "ada@example.com"}


def test_a_new_address_that_nobody_has_is_not_tried_for_ever_nor_named_in_the_log(
    box: Letterbox, company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    box.answers[NEW] = "550 No such user"
    address_letters.send(address_changes.want(NEW, by=company.ada.id))
    assert address_changes.waiting() == ()
    assert NEW not in written(caplog)
