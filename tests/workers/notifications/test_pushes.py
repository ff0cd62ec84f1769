"""What can't wait is shown on people's devices: once, only what they want, and to nobody else."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import trustme

from graph import clock, driver
from graph.errors import Invalid
from graph.notifications import devices, notifications, recipients
from graph.notifications import pushes as due
from graph.notifications.devices import Subscription
from graph.notifications.recipients import Choices
from graph.people import accounts
from graph.posts import answers, questions
from graph.viewers import Viewer
from tests.company import Company, question, text
from tests.engines import mail, push
from tests.engines.mail import Letterbox
from tests.engines.push import Receiver, Service
from tests.log_lines import written
from tests.workers.notifications.conftest import Clock
from workers.notifications import letters, pushes
from workers.notifications import notifications as worker
from workers.notifications.sender import Sender

SITE = Sender(secret="a secret that only the tests know", address="https://guildhall.example.com")


pytestmark = pytest.mark.usefixtures("time")


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A push service in a network that the operator has allowed, and a site that may send there."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    monkeypatch.setenv("GUILDHALL_LINK_NETWORKS", "127.0.0.0/8,::1/128")
    monkeypatch.setenv("GUILDHALL_SECRET_KEY", SITE.secret)
    monkeypatch.setenv("GUILDHALL_ADDRESS", SITE.address)
    monkeypatch.delenv("GUILDHALL_MAIL_URL", raising=False)
    with push.running(authority) as service:
        yield service


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch, service: Service) -> Iterator[Letterbox]:
    """A mail server that accepts everything, for the same site."""
    with mail.running() as box:
        for name, value in box.environment.items():
            monkeypatch.setenv(name, value)
        yield box


def switched_on(person: Viewer, service: Service, path: str = "/linus") -> tuple[Receiver, str]:
    """Let someone switch notifications on in a new browser; return it and its session. They aren't online now."""
    receiver = Receiver()
    token = accounts.open_session(person.id, browser="Firefox")
    found = accounts.signed_in(token)
    assert found
    driver.write(
        "MATCH (session:Session {key: $key}) SET session.used_at = datetime($before)",
        key=found.session,
        before=(clock.now() - timedelta(hours=1)).isoformat(),
    )
    subscription = receiver.subscription(service.address + path, sender=SITE.public_key)
    devices.add(subscription, session=found.session, by=person.id)
    return receiver, found.session


def answered(company: Company, *, title: str = "How do I rebalance?", is_anonymous: bool = False) -> tuple[str, str]:
    """Let Linus ask and Ada answer, and return the question and the answer."""
    id = questions.ask(question(title, "kafka", is_anonymous=is_anonymous), by=company.linus.id)
    return id, answers.give(id, text("Use the sticky assignor."), by=company.ada)


def tell(id: str) -> None:
    """Do what a worker does when something happened on a post."""
    for person in notifications.note(id):
        pushes.push_to(person)
        letters.mail_to(person)


def sweep() -> None:
    worker.sweep()
    pushes.sweep()
    letters.sweep()


def shown(receiver: Receiver, service: Service, path: str = "/linus") -> list[dict[str, str]]:
    return [json.loads(receiver.opened(content)) for _, content in service.of(path)]


def test_an_answer_is_shown_once_and_says_as_little_as_a_subject(service: Service, company: Company) -> None:
    receiver, _ = switched_on(company.linus, service)
    asked, given = answered(company)
    for _ in range(2):
        tell(given)
        sweep()
    [said] = shown(receiver, service)
    assert said == {
        "title": "Guildhall: There is a new answer for you",
        "lang": "en",
        "address": f"/posts/{asked}#answer-{given}",
    }
    [(headers, content)] = service.of("/linus")
    assert headers["Authorization"].startswith("vapid t=")
    assert headers["Content-Encoding"] == "aes128gcm"
    assert (headers["TTL"], headers["Urgency"]) == ("86400", "normal")
    assert len(headers["Topic"]) == 32
    assert b"answer" not in content


def test_it_is_in_the_language_of_the_reader(service: Service, company: Company) -> None:
    receiver, _ = switched_on(company.linus, service)
    recipients.choose(Choices(language="sv"), by=company.linus.id)
    tell(answered(company)[1])
    [said] = shown(receiver, service)
    assert (said["title"], said["lang"]) == ("Guildhall: Du har fått ett nytt svar", "sv")


def test_a_device_of_an_anonymous_asker_does_not_say_what_happened(service: Service, company: Company) -> None:
    receiver, _ = switched_on(company.linus, service)
    tell(answered(company, title="Am I alone?", is_anonymous=True)[1])
    [said] = shown(receiver, service)
    assert said == {"title": "Guildhall: Something new for you", "lang": "en", "address": "/inbox"}


def test_mail_comes_two_hours_later_and_only_about_what_was_not_read(
    box: Letterbox, service: Service, company: Company, time: Clock
) -> None:
    receiver, _ = switched_on(company.linus, service)
    read, _ = answered(company, title="Read soon?")
    unread, _ = answered(company, title="Not read?")
    for id in (read, unread):
        tell(id)
    assert len(shown(receiver, service)) == 2
    assert not box.to("linus")
    notifications.read_on(read, by=company.linus)
    time.now += timedelta(hours=2, minutes=1)
    sweep()
    [said] = box.to("linus")
    assert "Not read?" in said
    assert "Read soon?" not in said


def test_a_channel_that_is_switched_off_is_silent(service: Service, company: Company) -> None:
    switched_on(company.linus, service)
    recipients.choose(Choices(channels={"answered": "inbox"}), by=company.linus.id)
    tell(answered(company)[1])
    sweep()
    assert not service.arrived


def test_at_night_it_waits_for_the_morning_in_one_message(service: Service, company: Company, time: Clock) -> None:
    receiver, _ = switched_on(company.linus, service)
    time.now = time.now.replace(hour=22)
    for title in ("First?", "Second?"):
        tell(answered(company, title=title)[1])
    sweep()
    assert not service.arrived
    time.now += timedelta(hours=9, minutes=1)
    sweep()
    [said] = shown(receiver, service)
    assert (said["title"], said["address"]) == ("Guildhall: 2 things for you", "/inbox")


def test_who_is_online_is_shown_it_two_hours_later_unless_they_have_read_it(
    service: Service, company: Company, time: Clock
) -> None:
    receiver, session = switched_on(company.linus, service)
    accounts.note_use(session)
    read, unread = answered(company, title="Read at once?")[0], answered(company, title="Not read?")[0]
    for id in (read, unread):
        tell(id)
    notifications.read_on(read, by=company.linus)
    assert not service.arrived
    time.now += timedelta(hours=2, minutes=1)
    sweep()
    assert [said["address"].partition("#")[0] for said in shown(receiver, service)] == [f"/posts/{unread}"]


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten_and_mail_comes_at_once(
    box: Letterbox, service: Service, company: Company, status: int
) -> None:
    switched_on(company.linus, service)
    service.answers["/linus"] = status
    tell(answered(company)[1])
    assert devices.of(company.linus.id, sender=SITE.public_key) == ()
    assert len(box.to("linus")) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_while_the_service_is_busy_it_waits_and_is_shown_once(
    service: Service, company: Company, time: Clock, status: int
) -> None:
    switched_on(company.linus, service)
    service.answers["/linus"] = status
    tell(answered(company)[1])
    service.answers.clear()
    for _ in range(2):
        time.now += timedelta(minutes=10)
        sweep()
    assert len(service.of("/linus")) == 2


def test_a_service_that_refuses_is_named_in_the_log_without_the_address_of_the_browser(
    service: Service, company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    switched_on(company.linus, service)
    service.answers["/linus"] = 403
    tell(answered(company)[1])
    sweep()
    assert len(service.arrived) == 1
    assert "A push service refused a message" in written(caplog)
    assert "/linus" not in written(caplog)


def test_an_address_inside_the_company_network_is_never_asked(
    service: Service, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    switched_on(company.linus, service)
    monkeypatch.delenv("GUILDHALL_LINK_NETWORKS")
    tell(answered(company)[1])
    sweep()
    assert not service.arrived


@pytest.mark.parametrize(
    "endpoint", ["http://push.example/1", "ftp://push.example/1", "https:///1", "https://" + "a" * 1000, "https://["]
)
def test_only_encrypted_addresses_are_taken(endpoint: str) -> None:
    with pytest.raises(Invalid, match="what a browser sends"):
        Receiver().subscription(endpoint, sender=SITE.public_key)


def test_keys_of_another_shape_are_refused() -> None:
    with pytest.raises(Invalid):
        Subscription(endpoint="https://push.example/1", key="B", secret="s", sender=SITE.public_key)


def test_a_key_that_no_browser_made_is_forgotten(service: Service, company: Company) -> None:
    _, session = switched_on(company.linus, service)
    bad = Subscription(endpoint=service.address + "/bad", key="B" + "A" * 86, secret="A" * 22, sender=SITE.public_key)
    devices.add(bad, session=session, by=company.linus.id)
    tell(answered(company)[1])
    assert not service.arrived
    assert devices.of(company.linus.id, sender=SITE.public_key) == ()


def test_it_ends_with_the_session_and_with_the_person(service: Service, company: Company, time: Clock) -> None:
    _, session = switched_on(company.linus, service)
    accounts.close_session(session, by=company.linus.id)
    tell(answered(company)[1])
    switched_on(company.linus, service)
    time.now += accounts.SESSION_LASTS + timedelta(days=1)
    tell(answered(company)[1])
    switched_on(company.linus, service)
    driver.write("MATCH (linus:Person {id: $id}) SET linus.state = 'left'", id=company.linus.id)
    tell(answered(company)[1])
    sweep()
    assert not service.arrived


def test_of_two_people_at_one_browser_only_the_last_is_told_there(service: Service, company: Company) -> None:
    switched_on(company.linus, service, "/shared")
    switched_on(company.grace, service, "/shared")
    tell(answered(company)[1])
    assert not service.arrived


def test_nobody_switches_on_or_off_for_others(service: Service, company: Company) -> None:
    _, session = switched_on(company.linus, service)
    devices.remove(session, by=company.ada.id)
    theirs = Receiver().subscription(service.address + "/ada", sender=SITE.public_key)
    with pytest.raises(Invalid):
        devices.add(theirs, session=session, by=company.ada.id)
    tell(answered(company)[1])
    assert [path for path, _, _ in service.arrived] == ["/linus"]


def test_each_device_is_told_and_one_that_was_removed_is_not(service: Service, company: Company) -> None:
    for path in ("/phone", "/laptop", "/old"):
        _, session = switched_on(company.linus, service, path)
    for _ in range(2):
        devices.remove(session, by=company.linus.id)
    tell(answered(company)[1])
    assert sorted(path for path, _, _ in service.arrived) == ["/laptop", "/phone"]


def test_a_busy_day_shows_ten_at_most(service: Service, company: Company, time: Clock) -> None:
    switched_on(company.linus, service)
    for number in range(12):
        time.now += timedelta(minutes=20)
        tell(answered(company, title=f"Number {number}?")[1])
    assert len(service.of("/linus")) == recipients.PUSHES_A_DAY


def test_a_site_with_a_new_secret_mails_instead(
    box: Letterbox, service: Service, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    switched_on(company.linus, service)
    monkeypatch.setenv("GUILDHALL_SECRET_KEY", "another secret")
    tell(answered(company)[1])
    assert not service.arrived
    assert len(box.to("linus")) == 1


def test_two_workers_send_one(service: Service, company: Company) -> None:
    switched_on(company.linus, service)
    notifications.note(answered(company)[1])
    ids = [row["id"] for row in driver.read("MATCH (one:Notification) WHERE one.push_key > 0 RETURN one.id AS id")]
    assert [due.begin(ids, to=company.linus.id) for _ in range(2)] == [True, False]
    sweep()
    assert not service.arrived
