"""The list of what is to do on a new site: it ticks itself, and admins decide what they don't need."""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from graph import clock
from graph.communities import communities
from graph.communities.communities import CommunityDraft
from graph.posts import questions
from graph.setup import identity, test_letters
from graph.setup.identity import NameDraft
from graph.viewers import Viewer
from tests.company import Company, question
from tests.webapp.client import Browser

Open = Callable[[Viewer], Browser]


@pytest.fixture
def mailed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The site has a mail server."""
    monkeypatch.setenv("GUILDHALL_MAIL_URL", "smtp://site:s3cret@127.0.0.1:9")
    monkeypatch.setenv("GUILDHALL_MAIL_FROM", "g@example.com")
    monkeypatch.setenv("GUILDHALL_ADDRESS", "http://localhost")


def states(browser: Browser) -> dict[str, str]:
    """Return what the list says of each item."""
    page = browser.get("/checklist").text
    return dict(re.findall(r'<li id="(\w+)">.*?<span class="state[^>]*>.*?</svg> ([^<]+)</span>', page, re.DOTALL))


def part(browser: Browser, item: str) -> str:
    """Return what the page says about an item."""
    return browser.get("/checklist").text.partition(f'<li id="{item}">')[2].partition("</li>")[0]


def settle(barbara: Viewer, *, server: str, problem: str = "") -> None:
    """Let a worker send a test letter."""
    id = test_letters.want(by=barbara.id)
    letter = test_letters.wanted(id)
    assert letter
    test_letters.settle(id, wanted_key=letter.wanted_key, server=server, problem=problem)


def test_only_admins_open_it(as_: Open, company: Company) -> None:
    assert as_(company.ada).get("/checklist").status_code == 403
    assert "Setup checklist" not in as_(company.ada).get("/").text


def test_the_list_ticks_itself(as_: Open, barbara: Viewer, company: Company) -> None:
    browser = as_(barbara)
    assert states(browser) == {
        "identity": "To do",
        "communities": "To do",
        "people": "Done",
        "skills": "To do",
        "mail": "To do",
        "backup": "To do",
        "questions": "To do",
    }
    communities.found(CommunityDraft(name="Testers", purpose="Break it.", visibility="public"), by=company.ada.id)
    for number in range(10):
        questions.ask(question(f"Who knows part {number}?", f"part {number}", f"side {number}"), by=company.ada.id)
    assert [item for item, state in states(browser).items() if state == "Done"] == [
        "communities",
        "people",
        "skills",
        "questions",
    ]


def test_the_card_at_home_counts_and_leads_to_the_next_item(as_: Open, barbara: Viewer) -> None:
    home = as_(barbara).get("/").text
    assert "1 of 7 done" in home
    assert '<a class="button button-main" href="/checklist#identity">Next: Name and logo</a>' in home


def test_a_name_alone_is_half_of_the_first_item(as_: Open, barbara: Viewer) -> None:
    identity.rename(NameDraft(name="Kontor"), by=barbara.id)
    browser = as_(barbara)
    assert states(browser)["identity"] == "To do"
    assert "It has a name: Kontor." in part(browser, "identity")
    assert "It has no logo yet." in part(browser, "identity")


def test_an_admin_decides_against_an_item_and_takes_it_back(as_: Open, barbara: Viewer) -> None:
    browser = as_(barbara)
    for needed, state, count in (("0", "Not needed", "1 of 6 done"), ("1", "To do", "1 of 7 done")):
        form = {"csrf_token": browser.token(), "needed": needed}
        answer = browser.post("/checklist/skills/decision", data=form)
        assert answer.location == "/checklist#skills"
        assert states(browser)["skills"] == state
        assert count in browser.get("/").text


def test_an_item_that_is_not_on_the_list_is_not_found(as_: Open, barbara: Viewer) -> None:
    browser = as_(barbara)
    form = {"csrf_token": browser.token(), "needed": "0"}
    assert browser.post("/checklist/lunch/decision", data=form).status_code == 404


def test_an_admin_hides_the_card_for_themselves_and_shows_it_again(as_: Open, barbara: Viewer) -> None:
    browser = as_(barbara)
    for hidden, there in (("1", False), ("0", True)):
        browser.post("/checklist/hiding", data={"csrf_token": browser.token(), "hidden": hidden})
        assert ("Next: Name and logo" in browser.get("/").text) == there
    assert states(browser)


def test_nobody_else_decides_or_hides(as_: Open, company: Company) -> None:
    ada = as_(company.ada)
    for path in ("/checklist/skills/decision", "/checklist/hiding", "/test-letters"):
        assert ada.post(path, data={"csrf_token": ada.token(), "hidden": "1"}).status_code == 403


def test_without_a_mail_server_the_page_names_the_settings(as_: Open, barbara: Viewer) -> None:
    browser = as_(barbara)
    assert "GUILDHALL_MAIL_URL" in part(browser, "mail")
    assert "Send me a test letter" not in part(browser, "mail")
    assert browser.post("/test-letters", data={"csrf_token": browser.token()}).status_code == 409


@pytest.mark.usefixtures("mailed")
def test_a_test_letter_is_asked_for_and_waited_for(as_: Open, barbara: Viewer) -> None:
    browser = as_(barbara)
    assert "Nobody has tried yet" in part(browser, "mail")
    for _ in range(2):
        answer = browser.post("/test-letters", data={"csrf_token": browser.token()})
        assert answer.location == "/checklist#mail"
    assert "The test letter is on its way." in part(browser, "mail")
    assert len(test_letters.waiting()) == 1


@pytest.mark.usefixtures("mailed")
def test_mail_is_done_once_the_server_that_is_set_took_a_letter(as_: Open, barbara: Viewer) -> None:
    browser = as_(barbara)
    settle(barbara, server="old.example.com:587")
    assert states(browser)["mail"] == "To do"
    assert "The last test letter went to old.example.com:587. Now mail goes to 127.0.0.1:9." in part(browser, "mail")
    settle(barbara, server="127.0.0.1:9")
    assert states(browser)["mail"] == "Done"
    assert "s3cret" not in browser.get("/checklist").text


@pytest.mark.usefixtures("mailed")
def test_the_page_says_why_a_letter_failed(as_: Open, barbara: Viewer) -> None:
    settle(barbara, server="127.0.0.1:9", problem="127.0.0.1:9 doesn't accept mail: Connection refused.")
    assert "Connection refused" in part(as_(barbara), "mail")
    assert states(as_(barbara))["mail"] == "To do"


def test_a_backup_of_this_week_ticks_and_an_older_one_does_not(
    as_: Open, barbara: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups"
    monkeypatch.setenv("GUILDHALL_BACKUP_DIR", str(folder))
    browser = as_(barbara)
    assert "The folder" in part(browser, "backup")
    folder.mkdir()
    assert "There is no backup in" in part(browser, "backup")
    made = folder / "graph.dump"
    made.write_bytes(b"dump")
    assert states(browser)["backup"] == "Done"
    before = (clock.now() - timedelta(days=8)).timestamp()
    os.utime(made, (before, before))
    assert states(browser)["backup"] == "To do"
    assert "older than a week" in part(browser, "backup")


def test_when_everything_is_done_or_unneeded_the_card_is_gone(as_: Open, barbara: Viewer) -> None:
    browser = as_(barbara)
    for item in ("identity", "communities", "skills", "mail", "backup", "questions"):
        browser.post(f"/checklist/{item}/decision", data={"csrf_token": browser.token(), "needed": "0"})
    assert "Setup checklist</h2>" not in browser.get("/").text
    assert "1 of 1 done" in browser.get("/checklist").text
