"""Letters in the language of their reader. A language made up for the test shows that no text has been left out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import write_po

from graph import clock, viewers
from graph.cards import Author
from graph.feed.digests import DigestItem, Reader
from graph.notifications import recipients
from graph.notifications.deliveries import Addressee
from graph.notifications.inbox import Line
from graph.notifications.kinds import KINDS
from graph.notifications.recipients import Choices
from graph.people import accounts, address_changes, guest_lists, password_resets
from graph.people.guest_lists import Guest
from tests.company import Company, join
from tests.engines import mail as server
from tests.engines.mail import Letterbox
from tests.workers.test_translations import collected, forms
from workers import translations
from workers.feed import digests, mail
from workers.notifications import letters, sentences
from workers.people import address_letters, invitation_letters, password_letters

# Babel must know its numbers, so it takes the place of Esperanto.
MADE_UP = "eo"
SETTINGS = {
    "GUILDHALL_MAIL_URL": "smtp://localhost",
    "GUILDHALL_MAIL_FROM": "guildhall@example.com",
    "GUILDHALL_ADDRESS": "https://guildhall.example.com/",
    "GUILDHALL_SITE_NAME": "Гильдия",
}
ADA, GRACE, LINUS = (Author(id=name, name=name) for name in ("Ада", "Грейс", "Линус"))
LINE = Line(
    ids=("1",),
    kind="answered",
    what=None,
    words="",
    post="p1",
    post_kind="question",
    title="Как?",
    thing="a1",
    anchor="answer-a1",
    by=(ADA,),
    is_by_asker=False,
    outcome=None,
    is_private=False,
    at=clock.EPOCH,
    is_new=True,
)


def made_up(text: str) -> str:
    """Return a text in letters that no language has, with its gaps as they are."""
    parts = re.split(r"(\{\w+\})", text)
    return "".join(part if part[:1] == "{" else re.sub(r"[A-Za-z]", "¤", part) for part in parts)


@pytest.fixture
def nothing_in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue with every text that is collected, in the made-up language."""
    catalogue = Catalog(locale=MADE_UP)
    for one in collected():
        if one.id:
            said = tuple(map(made_up, forms(one.id)))
            catalogue.add(one.id, said[0] if isinstance(one.id, str) else said)
    with (tmp_path / f"{MADE_UP}.po").open("wb") as file:
        write_po(file, catalogue)
    monkeypatch.setattr(translations, "CATALOGUES", tmp_path)
    for cached in (translations.names, translations.to):
        cached.cache_clear()
    yield
    for cached in (translations.names, translations.to):
        cached.cache_clear()


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Letterbox]:
    """A mail server that accepts everything, for a site that knows it."""
    with server.running() as box:
        for name, value in (box.environment | {"GUILDHALL_SITE_NAME": "Гильдия"}).items():
            monkeypatch.setenv(name, value)
        yield box


def english(letter: mail.EmailMessage) -> list[str]:
    """Return the English words of a letter to Ada, Tim or someone new, besides addresses and HTML itself."""
    bodies = [body.get_content() for kind in ("plain", "html") if (body := letter.get_body((kind,)))]
    said = "\n".join([letter["Subject"], *bodies])
    for known in (r"<[^>]*>", r"https?://\S+", r"\b(Ada|Tim|Barbara|Katherine)\b"):
        said = re.sub(known, "", said)
    return re.findall(r"[A-Za-z]+", said)


def lines() -> list[Line]:
    """Return a line of each kind, by nobody and by up to three people, with everything that may have happened."""
    acts = [None, *sentences.SOON, *(what for _, what in sentences.DECIDED)]
    whos = [(), (ADA,), (ADA, GRACE), (ADA, GRACE, LINUS)]
    some = [replace(LINE, kind=kind, what=what, by=by) for kind, what, by in product(KINDS, acts, whos)]
    decided = [replace(LINE, kind="decided", outcome=outcome) for outcome in ("accepted", "declined")]
    return [*some, *decided, replace(LINE, is_by_asker=True), replace(LINE, is_private=True), replace(LINE, title="")]


def letter(*told: Line, language: str) -> mail.EmailMessage:
    settings = mail.Settings.from_env(SETTINGS)
    assert settings
    to = Addressee(id="p", name="Ада", email="ada@example.com", language=language)
    return letters.letter(to, told, settings)


@pytest.mark.usefixtures("nothing_in_english")
def test_letters_of_each_kind_say_nothing_in_english() -> None:
    for line in lines():
        assert not english(letter(line, language=MADE_UP)), line
    assert not english(letter(*lines(), language=MADE_UP))


@pytest.mark.usefixtures("nothing_in_english")
def test_the_digest_says_nothing_in_english() -> None:
    settings = mail.Settings.from_env(SETTINGS)
    reader = Reader(id="p", name="Ада", email="ada@example.com", language=MADE_UP, told_until=clock.EPOCH)
    items = [
        DigestItem(why=why, name=name, post="p1", title="Как?")
        for why, name in product(digests.REASONS, ("Кафка", ""))
        if name or why == "named"
    ]
    for some in (items[:1], items[:15], items[15:], items):
        assert settings
        assert not english(digests.letter(reader, tuple(some), settings))


@pytest.mark.usefixtures("nothing_in_english")
def test_letters_about_accounts_say_nothing_in_english(box: Letterbox, company: Company) -> None:
    barbara = viewers.get(join("Barbara", is_admin=True))
    for one in (company.ada, company.tim, barbara):
        recipients.choose(Choices(language=MADE_UP), by=one.id)
    password_letters.send(password_resets.want("ada@example.com"))
    address_letters.send(address_changes.want("ada@new.example", by=company.ada.id))
    address_letters.send(address_changes.want("ada@example.com", by=company.tim.id))
    guests = (Guest(email="katherine@example.com", name="Katherine"), Guest(email="dorothy@example.com"))
    guest_lists.invite(guests, is_mailed=True, by=barbara.id)
    invitation_letters.send(barbara.id)
    assert len(box.letters) == 7
    assert not [english(one) for one in box.letters if english(one)]


def test_a_letter_names_its_language_and_speaks_it() -> None:
    swedish = letter(LINE, language="sv")
    assert (swedish["Content-Language"], swedish["Subject"]) == ("sv", "Гильдия: Du har fått ett nytt svar")
    html = swedish.get_body(("html",))
    assert html is not None
    assert '<html lang="sv">' in html.get_content()
    assert "Ада har svarat på din fråga:" in html.get_content()
    assert "Du får det här mejlet eftersom du har ställt en fråga." in html.get_content()


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ((ADA,), "Neue Antwort von Ада auf deine Frage"),
        ((ADA, GRACE), "Neue Antwort von Ада und Грейс auf deine Frage"),
        ((ADA, GRACE, LINUS), "Neue Antwort von Ада und 2 weiteren Personen auf deine Frage"),
        ((), "Neue Antwort von jemandem auf deine Frage"),
    ],
)
def test_german_is_right_for_one_and_for_several(by: tuple[Author, ...], said: str) -> None:
    item = sentences.of(replace(LINE, by=by), address="https://x", language=translations.to("de"))
    assert item.what == said


def test_who_chose_no_language_is_written_to_in_that_of_their_browser(box: Letterbox, company: Company) -> None:
    def subject() -> str:
        password_letters.send(password_resets.want("ada@example.com"))
        return box.letters[-1]["Subject"]

    assert subject() == "Choose a new password for Гильдия"
    accounts.open_session(company.ada.id, browser="Firefox", language="sv")
    assert subject() == "Välj ett nytt lösenord för Гильдия"
    recipients.choose(Choices(language="de"), by=company.ada.id)
    accounts.open_session(company.ada.id, browser="Firefox", language="sv")
    assert subject() == "Wähle ein neues Passwort für Гильдия"
    recipients.choose(Choices(), by=company.ada.id)
    # A browser that asks for a language without letters changes nothing.
    accounts.open_session(company.ada.id, browser="curl")
    assert subject() == "Välj ett nytt lösenord för Гильдия"


def test_people_who_have_no_account_yet_are_written_to_in_the_language_of_their_host(
    box: Letterbox, company: Company
) -> None:
    barbara = viewers.get(join("Barbara", is_admin=True))
    recipients.choose(Choices(language="sv"), by=barbara.id)
    guest_lists.invite((Guest(email="dorothy@example.com"),), is_mailed=True, by=barbara.id)
    invitation_letters.send(barbara.id)
    assert box.to("dorothy")[0].startswith("Hej!\n\nBarbara bjuder in dig till Гильдия")


def test_the_owner_of_a_taken_address_is_written_to_in_their_own_language(box: Letterbox, company: Company) -> None:
    recipients.choose(Choices(language="de"), by=company.ada.id)
    recipients.choose(Choices(language="sv"), by=company.tim.id)
    address_letters.send(address_changes.want("ada@example.com", by=company.tim.id))
    assert "Du meldest dich schon damit an" in box.to("ada")[0]
    assert "vill ändra adressen" in box.to("tim")[0]
