"""Mail for what can't wait: sent at once, with a reason and a way to stop it, and never lost or sent twice."""

import smtplib
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest

from graph import clock, driver, viewers
from graph.communities import memberships
from graph.conduct import suspensions
from graph.conduct.suspensions import SuspensionDraft
from graph.errors import Unavailable
from graph.notifications import deliveries, inbox, notifications, recipients
from graph.notifications.recipients import Choices
from graph.people import accounts
from graph.posts import answers, comments, questions
from tests.company import Company, join, question, text
from tests.engines import free_port
from tests.engines import mail as server
from tests.engines.mail import Letterbox
from tests.log_lines import written
from tests.workers.notifications.conftest import Clock
from workers.feed import mail
from workers.notifications import letters
from workers.notifications import notifications as worker

SITE = {
    "GUILDHALL_MAIL_FROM": "guildhall@example.com",
    "GUILDHALL_ADDRESS": "https://guildhall.example.com/",
    "GUILDHALL_SITE_NAME": "The Guildhall of Åland",
    "GUILDHALL_SECRET_KEY": "a secret that only the tests know",
}


pytestmark = pytest.mark.usefixtures("time")


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Letterbox]:
    """A mail server that accepts everything, for a site that knows it."""
    with server.running() as box:
        use(box.port, monkeypatch)
        yield box


def use(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (SITE | {"GUILDHALL_MAIL_URL": f"smtp://127.0.0.1:{port}"}).items():
        monkeypatch.setenv(name, value)


def answered(company: Company, *, title: str = "How do I rebalance?", is_anonymous: bool = False) -> str:
    """Let Linus ask and Ada answer, and return the answer."""
    id = questions.ask(question(title, "kafka", is_anonymous=is_anonymous), by=company.linus.id)
    return answers.give(id, text("Use the sticky assignor."), by=company.ada)


def tell(id: str) -> None:
    """Do what a worker does when something happened on a post."""
    for person in notifications.note(id):
        letters.mail_to(person)


def sweep() -> None:
    worker.sweep()
    letters.sweep()


def letters_to(box: Letterbox, name: str) -> list[EmailMessage]:
    return [letter for letter in box.letters if letter["To"] == f"{name}@example.com"]


def test_an_answer_is_mailed_at_once_with_a_reason_and_a_way_to_stop(box: Letterbox, company: Company) -> None:
    id = answered(company)
    for _ in range(2):
        tell(id)
    [letter] = letters_to(box, "linus")
    assert (letter["To"], letter["Subject"]) == (
        "linus@example.com",
        "The Guildhall of Åland: There is a new answer for you",
    )
    [said] = box.to("linus")
    assert said.startswith("Hello Linus,\n\nAda answered your question:\n\n  How do I rebalance?\n  https://guildhall.")
    assert f"#answer-{id}\n" in said
    assert "You get this email because you asked a question." in said
    stop = letters.stop_link(company.linus.id, "answered", mail.Settings.from_env(SITE | box.environment))
    assert stop.replace("http://localhost", "https://guildhall.example.com") in said
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_it_is_also_html_in_which_nothing_that_people_typed_is_markup(box: Letterbox, company: Company) -> None:
    tell(answered(company, title="Why <script>alert(1)</script>?"))
    [letter] = letters_to(box, "linus")
    body = letter.get_body(("html",))
    assert body is not None
    html = body.get_content()
    assert "Why &lt;script&gt;alert(1)&lt;/script&gt;?" in html
    assert "<script>" not in html


def test_a_letter_to_an_anonymous_asker_does_not_say_what_they_asked(box: Letterbox, company: Company) -> None:
    tell(answered(company, title="Am I alone?", is_anonymous=True))
    [letter] = letters_to(box, "linus")
    whole = letter.as_string()
    assert letter["Subject"] == "The Guildhall of Åland: Something new for you"
    assert not any(word in whole for word in ("Am I alone", "answer", "question"))


def test_people_who_are_online_are_mailed_two_hours_later_and_only_what_they_have_not_read(
    box: Letterbox, company: Company, time: Clock
) -> None:
    token = accounts.open_session(company.linus.id, browser="Firefox")
    accounts.signed_in(token)
    driver.write(
        "MATCH (session:Session)-[:OF]->(person:Person {id: $id}) SET session.used_at = datetime($now)",
        id=company.linus.id,
        now=time.now.isoformat(),
    )
    read, unread = answered(company, title="Read at once?"), answered(company, title="Not read yet?")
    for id in (read, unread):
        tell(id)
    assert not letters_to(box, "linus")
    [line] = [line for line in inbox.page("all", viewer=company.linus).lines if line.title == "Read at once?"]
    notifications.read_on(line.post, by=company.linus)
    time.now += timedelta(hours=2, minutes=1)
    sweep()
    [said] = box.to("linus")
    assert "Not read yet?" in said
    assert "Read at once?" not in said


def test_at_night_mail_waits_for_the_morning_in_one_letter(box: Letterbox, company: Company, time: Clock) -> None:
    time.now = time.now.replace(hour=22)
    for title in ("First?", "Second?"):
        tell(answered(company, title=title))
    sweep()
    assert not letters_to(box, "linus")
    time.now += timedelta(hours=9, minutes=1)
    for _ in range(2):
        sweep()
    [letter] = letters_to(box, "linus")
    assert letter["Subject"] == "The Guildhall of Åland: 2 things for you"


def test_more_than_a_few_wait_for_the_digest(box: Letterbox, company: Company, time: Clock) -> None:
    for number in range(7):
        time.now += timedelta(minutes=20)
        tell(answered(company, title=f"Number {number}?"))
    assert len(letters_to(box, "linus")) == recipients.MAILS_A_DAY
    waiting = inbox.unread(time.now - timedelta(days=1), time.now, viewer=company.linus)
    assert [line.title for line in waiting] == ["Number 6?", "Number 5?", "Number 4?"]


def test_a_channel_that_is_switched_off_is_silent(box: Letterbox, company: Company) -> None:
    recipients.choose(Choices(channels={"answered": "inbox"}), by=company.linus.id)
    tell(answered(company))
    sweep()
    assert not letters_to(box, "linus")
    assert inbox.page("all", viewer=company.linus).lines


def test_what_someone_may_no_longer_see_is_not_mailed(box: Letterbox, company: Company, time: Clock) -> None:
    recipients.choose(Choices(channels={"commented": "mail"}), by=company.linus.id)
    comments.make(company.platform_question, text("When?"), by=company.linus)
    time.now = time.now.replace(hour=22)
    tell(comments.make(company.platform_question, text("At night."), by=company.ada).id)
    memberships.leave(company.platform, by=company.linus.id)
    time.now += timedelta(hours=10)
    sweep()
    assert not box.to("linus")


def test_while_the_server_is_away_letters_wait(
    company: Company, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, time: Clock
) -> None:
    use(free_port(), monkeypatch)
    tell(answered(company))
    assert "Mail is delayed" in written(caplog)
    with server.running() as box:
        use(box.port, monkeypatch)
        time.now += timedelta(minutes=10)
        sweep()
        assert len(box.to("linus")) == 1


@pytest.mark.parametrize(("answer", "later"), [("550 No such user", 0), ("450 Mailbox busy", 1)])
def test_a_refused_letter_is_tried_again_only_if_that_may_help(
    box: Letterbox, company: Company, time: Clock, caplog: pytest.LogCaptureFixture, answer: str, later: int
) -> None:
    box.answers["linus@example.com"] = answer
    tell(answered(company))
    assert "linus@example.com" not in written(caplog)
    box.answers.clear()
    time.now += timedelta(minutes=10)
    sweep()
    assert len(box.to("linus")) == later


def test_a_letter_that_is_sent_again_keeps_its_id(
    box: Letterbox, company: Company, monkeypatch: pytest.MonkeyPatch, time: Clock
) -> None:
    sent = smtplib.SMTP.send_message

    def die(self: smtplib.SMTP, *letter: object) -> None:
        sent(self, *letter)
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as dying:
        dying.setattr(smtplib.SMTP, "send_message", die)
        tell(answered(company))
    time.now += timedelta(minutes=10)
    sweep()
    first, second = [letter["Message-ID"] for letter in letters_to(box, "linus")]
    assert first == second


def test_a_graph_that_fails_loses_no_letter(
    box: Letterbox, company: Company, monkeypatch: pytest.MonkeyPatch, time: Clock
) -> None:
    def fail(*_: object, **_more: object) -> None:
        raise Unavailable

    with monkeypatch.context() as failing:
        failing.setattr(deliveries, "begin", fail)
        with pytest.raises(Unavailable):
            tell(answered(company))
    time.now += timedelta(minutes=10)
    sweep()
    assert len(box.to("linus")) == 1


def test_two_workers_send_one(box: Letterbox, company: Company) -> None:
    notifications.note(answered(company))
    ids = [id for line in inbox.to_mail(viewer=company.linus) for id in line.ids]
    assert [deliveries.begin(ids, to=company.linus.id) for _ in range(2)] == [True, False]
    sweep()
    assert not letters_to(box, "linus")


def test_without_a_server_nothing_is_kept_for_later(
    company: Company, monkeypatch: pytest.MonkeyPatch, time: Clock
) -> None:
    monkeypatch.delenv("GUILDHALL_MAIL_URL", raising=False)
    tell(answered(company))
    time.now += timedelta(days=2)
    with server.running() as box:
        use(box.port, monkeypatch)
        sweep()
        assert not letters_to(box, "linus")


def test_a_message_that_was_lost_is_caught_up_with(box: Letterbox, company: Company, time: Clock) -> None:
    answered(company)
    sweep()
    assert len(box.to("linus")) == 1


def test_a_busy_week_brings_few_letters_each_with_its_reason(box: Letterbox, company: Company, time: Clock) -> None:
    """Linus asks something every day; each time there are two answers, a comment, and somebody who names him."""
    named = f"Ask [@Linus](/people/{company.linus.id})."
    for _ in range(5):
        for hour in (9, 11, 14, 16, 21):
            time.now = time.now.replace(hour=hour)
            question_id = questions.ask(question(f"Question at {hour} on {time.now:%A}?", "kafka"), by=company.linus.id)
            tell(answers.give(question_id, text("So."), by=company.ada))
            tell(answers.give(question_id, text("Or so."), by=company.grace))
            tell(comments.make(question_id, text(named), by=company.tim).id)
            sweep()
        time.now += timedelta(days=1)
    said = box.to("linus")
    # Twenty-five questions with seventy-five things that happened: at most a few letters a day.
    assert len(said) <= 5 * (recipients.MAILS_A_DAY + 1)
    assert all("You get this email because" in one for one in said)


def test_people_who_are_suspended_get_only_the_letter_that_says_so(
    company: Company, box: Letterbox, time: Clock
) -> None:
    accounts.set_password(company.linus.id, "a hash")
    answered(company)
    admin = viewers.get(join("Barbara", is_admin=True))
    draft = SuspensionDraft(reason="rude", words="Stop.", ends_at=clock.now() + timedelta(hours=1))
    suspensions.suspend(company.linus.id, draft, by=admin)
    sweep()
    [said] = box.to("linus")
    assert ("How do I rebalance?" in said, "You can't use the site for a while" in said) == (False, True)
    time.now += timedelta(hours=1)
    sweep()
    assert "How do I rebalance?" in "".join(box.to("linus"))
