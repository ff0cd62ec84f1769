"""An admin tries out mail: the letter goes out once, and what the server says is kept."""

import pytest

from graph.setup import identity
from graph.setup import test_letters as trials
from graph.setup.identity import NameDraft
from graph.setup.test_letters import Outcome
from graph.viewers import Viewer
from tests.engines import free_port
from tests.engines.mail import Letterbox
from workers.setup import test_letters as letters


def latest() -> Outcome:
    found = trials.latest()
    assert found
    return found


def test_the_letter_is_sent_once_and_it_is_known_that_the_server_took_it(barbara: Viewer, box: Letterbox) -> None:
    id = trials.want(by=barbara.id)
    for _ in range(2):
        letters.send(id)
        letters.sweep()
    [letter] = box.letters
    assert (letter["To"], letter["Subject"]) == ("barbara@example.com", "Test letter from Guildhall")
    assert "http://localhost/checklist" in box.to("barbara")[0]
    assert (latest().is_taken, latest().server) == (True, f"127.0.0.1:{box.port}")


def test_each_letter_is_another_one_for_a_mail_program(barbara: Viewer, box: Letterbox) -> None:
    for _ in range(2):
        letters.send(trials.want(by=barbara.id))
    assert len({letter["Message-ID"] for letter in box.letters}) == 2


def test_while_the_server_is_away_it_is_known_at_once_and_the_letter_does_not_wait(
    barbara: Viewer, box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    with monkeypatch.context() as away:
        away.setenv("GUILDHALL_MAIL_URL", f"smtp://127.0.0.1:{port}")
        letters.send(trials.want(by=barbara.id))
    assert f"127.0.0.1:{port} doesn't accept mail" in latest().problem
    letters.sweep()
    assert not box.letters


def test_it_is_known_that_the_server_refused_the_letter_without_a_secret(
    barbara: Viewer, box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.answers["barbara@example.com"] = "550 No such user"
    letters.send(trials.want(by=barbara.id))
    assert latest().problem == f"127.0.0.1:{box.port} didn't take the letter: refused with 550."
    # A password, but no encryption.
    monkeypatch.setenv("GUILDHALL_MAIL_URL", f"smtp://site:s3cret@127.0.0.1:{box.port}")
    letters.send(trials.want(by=barbara.id))
    assert "it doesn't support encryption" in latest().problem
    assert "s3cret" not in latest().problem


def test_a_worker_without_a_mail_server_says_so(barbara: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GUILDHALL_MAIL_URL", raising=False)
    letters.send(trials.want(by=barbara.id))
    assert latest().problem == letters.NO_SERVER


@pytest.mark.usefixtures("box")
def test_letters_have_the_name_that_an_admin_chose(barbara: Viewer, box: Letterbox) -> None:
    identity.rename(NameDraft(name="Kontor"), by=barbara.id)
    letters.send(trials.want(by=barbara.id))
    [letter] = box.letters
    assert letter["Subject"] == "Test letter from Kontor"
    assert letter["From"] == "Kontor <guildhall@example.com>"


def test_the_operators_name_comes_first_in_letters(
    barbara: Viewer, box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity.rename(NameDraft(name="Kontor"), by=barbara.id)
    monkeypatch.setenv("GUILDHALL_SITE_NAME", "Guild of Oslo")
    letters.send(trials.want(by=barbara.id))
    assert box.letters[0]["Subject"] == "Test letter from Guild of Oslo"
