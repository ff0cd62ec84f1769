"""Links for a new password are mailed: to whom, once, and what happens while the mail server is away."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.errors import NotFound
from graph.people import password_resets
from graph.settings import Settings
from tests.company import Company, join
from tests.engines import free_port
from tests.engines.mail import Letterbox
from tests.log_lines import written
from webapp.commands import password_link
from workers.people import password_letters


def links(box: Letterbox, name: str) -> list[str]:
    return [link for text in box.to(name) for link in re.findall(r"http://localhost/new-password/(\S+)", text)]


@pytest.mark.usefixtures("company")
def test_a_link_is_mailed_once_and_works(box: Letterbox) -> None:
    wanted = password_resets.want("ada@example.com")
    for _ in range(2):
        password_letters.send(wanted)
        password_letters.sweep()
    [token] = links(box, "ada")
    assert password_resets.get(token).name == "Ada"
    [letter] = box.letters
    assert letter["Subject"] == "Choose a new password for Guildhall"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "List-Unsubscribe" not in letter


@pytest.mark.usefixtures("company")
def test_an_unknown_address_gets_no_letter(box: Letterbox) -> None:
    password_letters.send(password_resets.want("nobody@example.com"))
    password_letters.sweep()
    assert not box.letters
    assert password_resets.waiting() == ()


@pytest.mark.usefixtures("company")
def test_while_the_server_is_away_the_letter_waits_for_a_sweep(
    box: Letterbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    wanted = password_resets.want("ada@example.com")
    with monkeypatch.context() as away:
        away.setenv("GUILDHALL_MAIL_URL", f"smtp://127.0.0.1:{free_port()}")
        password_letters.send(wanted)
    assert "Letters are delayed" in written(caplog)
    password_letters.sweep()
    assert len(links(box, "ada")) == 1


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(("answer", "later"), [("550 No such user", 0), ("450 Mailbox busy", 1)])
def test_a_refused_letter_is_tried_again_only_if_that_may_help_and_the_log_names_no_address(
    box: Letterbox, caplog: pytest.LogCaptureFixture, answer: str, later: int
) -> None:
    box.answers["ada@example.com"] = answer
    wanted = [password_resets.want(f"{name}@example.com") for name in ("ada", "tim")]
    password_letters.sweep()
    assert (len(links(box, "ada")), len(links(box, "tim")), len(wanted)) == (0, 1, 2)
    assert "ada@example.com" not in written(caplog)
    box.answers.clear()
    password_letters.sweep()
    assert len(links(box, "ada")) == later


@pytest.mark.usefixtures("company")
def test_the_newer_of_two_letters_has_the_link_that_works(box: Letterbox) -> None:
    for _ in range(2):
        password_letters.send(password_resets.want("ada@example.com"))
    older, newer = links(box, "ada")
    assert password_resets.get(newer)
    with pytest.raises(NotFound):
        password_resets.get(older)
    assert len({letter["Message-ID"] for letter in box.letters}) == 2


def test_a_site_without_mail_sends_nothing(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GUILDHALL_MAIL_URL", raising=False)
    wanted = password_resets.want("ada@example.com")
    password_letters.send(wanted)
    assert password_resets.waiting() == (wanted,)


def test_the_operator_makes_a_link_even_for_an_admin(
    graph: Settings, queue_folder: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("url", "user", "password", "database"):
        monkeypatch.setenv(f"GUILDHALL_GRAPH_{name.upper()}", getattr(graph, name))
    join("Barbara", is_admin=True)
    run = CliRunner().invoke
    [token] = re.findall(r"/new-password/(\S+)", run(password_link.command, ["barbara@example.com"]).output)
    assert password_resets.get(token).name == "Barbara"
    assert "Nobody here has the address" in run(password_link.command, ["nobody@example.com"]).output
