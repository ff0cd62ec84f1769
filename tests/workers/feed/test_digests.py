"""Digests reach a real mail server: their text, what they hide, and what happens when it is down or refuses."""

import re
import smtplib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import trustme

from graph import clock, driver
from graph.errors import Unavailable
from graph.feed import digests, follows
from graph.feed.digests import DigestItem, Reader
from graph.posts import tips
from settings import Misconfigured
from tests.company import Company, join, text
from tests.engines import free_port
from tests.engines import mail as server
from tests.engines.mail import Letterbox
from tests.log_lines import written
from workers.feed import digests as worker
from workers.feed import mail

SITE = {
    "GUILDHALL_MAIL_FROM": "guildhall@example.com",
    "GUILDHALL_ADDRESS": "https://guildhall.example.com/",
    "GUILDHALL_SITE_NAME": "The Guildhall of Åland",
    "GUILDHALL_SECRET_KEY": "a secret that only the tests know",
}


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Letterbox]:
    """A mail server that accepts everything, for a site that knows it."""
    with server.running() as box:
        use(box.port, monkeypatch)
        yield box


@pytest.fixture(autouse=True)
def tomorrow(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tim follows Ada, who shares two tips today; it is half past seven tomorrow."""
    follows.follow("person", company.ada.id, by=company.tim)
    for title in ("Drain nodes slowly", "Zählen mit Präfixen, <b>fast</b>"):
        tips.post(tips.TipDraft(title=title, body=text("So."), skills=("Helm",), community=None), by=company.ada.id)
    morning = (clock.now() + timedelta(days=1)).replace(hour=7, minute=30)
    monkeypatch.setattr(clock, "now", lambda: morning)


def use(port: int, monkeypatch: pytest.MonkeyPatch, url: str = "smtp://127.0.0.1:{port}") -> None:
    for name, value in (SITE | {"GUILDHALL_MAIL_URL": url.format(port=port)}).items():
        monkeypatch.setenv(name, value)


def test_a_digest_says_what_is_new_and_why_once(box: Letterbox) -> None:
    for _ in range(2):
        worker.sweep()
    [said] = box.to("tim")
    assert said.startswith("Hello Tim,\n\nYou follow Ada:\n\n  Zählen mit Präfixen, <b>fast</b>\n  https://guildhall.")
    assert len(re.findall(r"https://guildhall\.example\.com/posts/\w+\n", said)) == 3
    [letter] = [letter for letter in box.letters if letter["To"] == "tim@example.com"]
    assert letter["Subject"] == "The Guildhall of Åland: 3 updates for you"
    assert letter["From"] == "The Guildhall of Åland <guildhall@example.com>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"].datetime == clock.now().replace(microsecond=0)
    assert re.fullmatch(r"<digest\.\w+\.\d+@guildhall\.example\.com>", letter["Message-ID"])


def test_it_stops_by_one_click_of_the_mail_program(box: Letterbox, company: Company) -> None:
    worker.sweep()
    [letter] = [letter for letter in box.letters if letter["To"] == "tim@example.com"]
    signature = mail.signature(company.tim.id, secret=SITE["GUILDHALL_SECRET_KEY"])
    stop = f"https://guildhall.example.com/digest/{company.tim.id}/{signature}"
    assert letter["List-Unsubscribe"] == f"<{stop}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"Unsubscribe: {stop}\n" in box.to("tim")[0]


@pytest.mark.usefixtures("company")
def test_who_has_nothing_new_gets_no_mail(box: Letterbox, monkeypatch: pytest.MonkeyPatch) -> None:
    today = clock.now() - timedelta(days=1)
    with monkeypatch.context() as earlier:
        earlier.setattr(clock, "now", lambda: today)
        join("Barbara")
    worker.sweep()
    assert box.letters
    assert not box.to("barbara")


def test_without_a_server_nobody_is_noted_as_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GUILDHALL_MAIL_URL", raising=False)
    before = digests.due()
    worker.sweep()
    assert digests.due() == before != ()


def test_while_the_server_is_away_digests_wait(
    company: Company, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    use(port, monkeypatch)
    worker.sweep()
    assert f"127.0.0.1:{port} doesn't accept mail: " in written(caplog)
    with server.running() as box:
        use(box.port, monkeypatch)
        worker.sweep()
    assert len(box.to("tim")) == 1


def test_a_server_that_goes_away_amid_it_gets_the_rest_later(box: Letterbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as cut:
        cut.setattr(smtplib.SMTP, "send_message", fail)
        worker.sweep()
    assert not box.letters
    worker.sweep()
    assert len(box.to("tim")) == 1


@pytest.mark.parametrize(("answer", "later"), [("550 No such user", 0), ("450 Mailbox busy", 1)])
def test_a_refused_letter_holds_nobody_else_up_and_names_nobody_in_the_log(
    box: Letterbox, company: Company, caplog: pytest.LogCaptureFixture, answer: str, later: int
) -> None:
    follows.follow("person", company.ada.id, by=company.linus)
    box.answers["tim@example.com"] = answer
    worker.sweep()
    assert len(box.to("linus")) == 1
    assert not box.to("tim")
    assert "tim@example.com" not in written(caplog)
    box.answers.clear()
    worker.sweep()
    assert len(box.to("tim")) == later


def test_an_address_that_the_server_cannot_write_holds_nobody_else_up(
    box: Letterbox, company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    for reader in (company.linus, company.margaret):
        follows.follow("person", company.ada.id, by=reader)
    driver.write("MATCH (person:Person {id: $id}) SET person.email = 'müller@example.com'", id=company.margaret.id)
    worker.sweep()
    assert (len(box.to("linus")), len(box.to("tim"))) == (1, 1)
    assert "accept such an address" in written(caplog)
    assert "müller" not in written(caplog)
    assert not digests.due()


def test_what_is_sent_once_more_is_known_again(box: Letterbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that dies after it accepted a mail and before it said so gets the mail twice, with the same id."""
    sent = smtplib.SMTP.send_message

    def die(self: smtplib.SMTP, *letter: object) -> None:
        sent(self, *letter)
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as dying:
        dying.setattr(smtplib.SMTP, "send_message", die)
        worker.sweep()
    worker.sweep()
    ids = [letter["Message-ID"] for letter in box.letters]
    assert len(ids) == len(set(ids)) + 1


def test_a_graph_that_fails_loses_no_digest(box: Letterbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **_more: object) -> None:
        raise Unavailable

    with monkeypatch.context() as failing:
        failing.setattr(digests, "of", fail)
        with pytest.raises(Unavailable):
            worker.sweep()
    worker.sweep()
    assert len(box.to("tim")) == 1


def test_a_password_travels_encrypted_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    url = "smtp://guildhall:s3cret%40work@127.0.0.1:{port}"
    with server.running(certificate=authority) as box:
        use(box.port, monkeypatch, url)
        worker.sweep()
    assert len(box.to("tim")) == 1
    assert all(box.was_encrypted)


def test_to_a_server_that_does_not_encrypt_no_password_goes(
    box: Letterbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    use(box.port, monkeypatch, "smtp://guildhall:s3cret%40work@127.0.0.1:{port}")
    worker.sweep()
    assert not box.letters
    assert "passwords are never sent unencrypted" in written(caplog)
    assert "s3cret" not in written(caplog)


def test_a_server_that_nobody_vouches_for_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with server.running(certificate=trustme.CA()) as box:
        use(box.port, monkeypatch, "smtp://guildhall:s3cret%40work@127.0.0.1:{port}")
        worker.sweep()
    assert not box.letters


def test_a_long_digest_leads_to_the_home_page(monkeypatch: pytest.MonkeyPatch) -> None:
    use(25, monkeypatch)
    settings = mail.Settings.from_env(SITE | {"GUILDHALL_MAIL_URL": "smtp://127.0.0.1"})
    assert settings is not None
    items = tuple(
        DigestItem(why="search", name="50% {off}", post=str(number), title=f"Tip {number}") for number in range(20)
    )
    reader = Reader(id="tim", name="Tim", email="tim@example.com", language="", told_until=clock.now())
    said = worker.letter_text(reader, items, settings)
    assert said.count("New in your saved search “50% {off}”:") == 1
    assert "  Tip 14\n" in said
    assert "  Tip 15\n" not in said
    assert "And 5 more: https://guildhall.example.com/\n" in said


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"GUILDHALL_MAIL_URL": "mail.example.com"}, "GUILDHALL_MAIL_URL should look like"),
        ({"GUILDHALL_MAIL_URL": "smtp://user:secret@host:port"}, "GUILDHALL_MAIL_URL should look like"),
        ({"GUILDHALL_MAIL_FROM": "us"}, "GUILDHALL_MAIL_FROM must be the address"),
        ({"GUILDHALL_ADDRESS": "guildhall"}, "GUILDHALL_ADDRESS must be the address"),
    ],
)
def test_settings_that_cannot_work_are_named_without_their_secrets(wrong: dict[str, str], sentence: str) -> None:
    with pytest.raises(Misconfigured, match=sentence) as refused:
        mail.Settings.from_env(SITE | {"GUILDHALL_MAIL_URL": "smtps://u:secret@host"} | wrong)
    assert "secret" not in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


def test_all_that_is_wrong_is_named_together() -> None:
    with pytest.raises(Misconfigured) as refused:
        mail.Settings.from_env({"GUILDHALL_MAIL_URL": "imap://host"})
    assert len(str(refused.value).splitlines()) == 3
