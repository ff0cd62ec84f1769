"""Nothing gives away who asked anonymously: no page, no table, no reply to a script, no mail and no log line.

Ignatius only does what can be done anonymously, so anything that leads from there to him is a leak.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from graph import clock, viewers
from graph.feed import follows
from graph.ids import AnswerId, QuestionId
from graph.moderation import unmaskings
from graph.notifications import recipients
from graph.notifications.recipients import Choices
from graph.people import people
from graph.posts import answers
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.engines import mail
from tests.log_lines import written
from tests.webapp.client import Browser
from tests.webapp.crawl import crawl
from workers.expertise import evidence
from workers.feed import digests
from workers.finding import indexing
from workers.matching import matching
from workers.notifications import notifications

NAME, WORD = "Ignatius", "zymurgy"

SEARCHES = (WORD, NAME, f"by:{NAME}", f"by:{NAME}+{WORD}", f"skill:{WORD}", "is:dangerous")


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """The anonymous asker, the questions, of which the first has a long history, and what was logged."""

    asker: Viewer
    asked: tuple[QuestionId, ...]
    log: str

    def addresses(self) -> tuple[str, ...]:
        """Return the addresses that a curious colleague would look up."""
        pages = ("", "/asks", "/duplicates/new", "/unmaskings/new")
        return (
            *(f"/questions/{id}{page}" for id in self.asked for page in pages),
            *(f"/texts/{id}/{page}" for id in self.asked for page in ("edit", "history")),
            *(f"/search?q={typed}" for typed in SEARCHES),
            *(f"/search/suggestions?q={typed}" for typed in (WORD, NAME)),
            *(f"/experts{page}?skills={WORD}" for page in ("", "/table.csv")),
            f"/people/{self.asker.id}/skills/{WORD}",
            f"/skills/{WORD}",
            f"/skills/names?starts={WORD}",
            f"/mentions/@?starts={NAME}",
            "/audit",
            "/review",
            "/backtest",
            "/collections",
            "/drafts",
            "/merge-desk",
            "/needs",
            "/saved-searches",
            "/skill-map",
            "/status",
            "/suggested-edits",
            "/unsolved",
        )

    def is_told(self, text: str) -> bool:
        """Tell whether a text gives him away."""
        return self.asker.id in text or NAME in text


@pytest.fixture
def hidden(
    as_: Callable[[Viewer], Browser], company: Company, data_folder: Path, caplog: pytest.LogCaptureFixture
) -> Hidden:
    """Let Ignatius, who reports to Grace, ask three questions anonymously and do everything that askers can do."""
    asker = viewers.get(stories.join(NAME))
    people.report_to(asker.id, company.grace.id)
    with caplog.at_level(logging.INFO):
        asked = live(as_(asker), company)
        indexing.rebuild(lambda _count: None)
        matching.match_question(asked[2])
    return Hidden(asker=asker, asked=asked, log=written(caplog))


def live(browser: Browser, company: Company) -> tuple[QuestionId, ...]:
    """Ask three questions, do everything around them that an asker can do, and return them."""
    first, second, third = (
        ask(browser, f"Who else dreads {WORD}?"),
        ask(browser, f"Who dreads {WORD} too?", own_answer="Nobody has to."),
        ask(browser, f"Is {WORD} hard to learn?"),
    )
    answer = answers.give(first, stories.text("You are not alone."), by=company.ada)
    evidence.weigh(answer)
    browser.send(f"/answers/{answer}/acceptance", accepted="1")
    evidence.weigh(answer)
    talk(browser, first, answer)
    browser.send(f"/questions/{second}/duplicates", original=first)
    browser.send("/drafts/question", title=f"More {WORD}", anonymous="on")
    browser.get(f"/search?q={WORD}+yeast+that+nobody+knows")
    return first, second, third


def ask(browser: Browser, title: str, **more: str) -> QuestionId:
    fields = {"title": title, "body": "I fail at it.", "skills": f"{WORD}, Kafka", "anonymous": "on"}
    return QuestionId(browser.send("/questions", **fields, **more).request.path.rsplit("/", 1)[1])


def talk(browser: Browser, question: QuestionId, answer: AnswerId) -> None:
    for on in (question, answer):
        browser.send(f"/comments/{on}", body="It helps a little.")
    browser.send(f"/reactions/{answer}", kind="dangerous", comment="It foams.")
    browser.send(f"/votes/{answer}", vote="up")
    browser.send(f"/follows/post/{question}", follow="1")
    browser.send(f"/bookmarks/{question}", bookmark="1")
    edit = {"version": "1", "skills": f"{WORD}, Kafka", "summary": "More words"}
    browser.send(f"/texts/{question}", **edit, title=f"Who else here dreads {WORD}?", body="I fail every time.")
    browser.send(f"/texts/{answer}", **edit, body="You are not alone at all.")
    browser.send(f"/drafts/edit-{question}", title=f"Who else dreads {WORD}?", body="Half a thought", made_of="2")


def test_no_colleague_finds_who_asked_on_any_page(
    as_: Callable[[Viewer], Browser], company: Company, hidden: Hidden
) -> None:
    admin = viewers.get(stories.join("Barbara", is_admin=True))
    for viewer in (company.ada, company.grace, company.margaret, company.tim, admin):
        found = crawl(as_(viewer), *hidden.addresses())
        assert sum(WORD in text for _, text in found.values()) > len(hidden.asked)
        told = {path for path, (_, text) in found.items() if hidden.is_told(text)}
        about_him = {
            path
            for path in told
            if path.startswith(("/accounts", "/people", "/radar/people")) or NAME.lower() in path.lower()
        }
        assert told == about_him
        # The directory says what Ada knows, and the search box repeats what was typed.
        assert [path for path in about_him if WORD in found[path][1] and WORD not in path] == ["/people"]
        assert "0 results" in found[f"/search?q=by:{NAME}+{WORD}"][1]


def test_of_two_who_learnt_the_name_each_finds_it_on_that_question_alone(
    as_: Callable[[Viewer], Browser], hidden: Hidden
) -> None:
    one, two = (viewers.get(stories.join(name, is_admin=True)) for name in ("Katherine", "Dorothy"))
    unmaskings.request(hidden.asked[0], "Somebody may be in danger.", by=one)
    unmaskings.confirm(unmaskings.of(hidden.asked[0], viewer=two).cases[0].id, hidden.asked[0], by=two)
    found = crawl(as_(one), *hidden.addresses())
    told = {path.partition("?")[0] for path, (_, text) in found.items() if hidden.is_told(text)}
    others = {
        path for path in told if not path.startswith(("/accounts", "/people", "/radar/people", "/mentions", "/search"))
    }
    assert others == {f"/questions/{hidden.asked[0]}"}


def test_no_mail_to_a_colleague_says_who_asked(
    company: Company, hidden: Hidden, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for viewer in (company.ada, company.grace, company.margaret, company.tim):
        follows.follow("person", hidden.asker.id, by=viewer)
        follows.follow("skill", WORD, by=viewer)
    recipients.choose(Choices(channels={"answered": "digest"}), by=hidden.asker.id)
    for question in hidden.asked:
        notifications.note(question)
    tomorrow = (clock.now() + timedelta(days=1)).replace(hour=8)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    with mail.running() as box, caplog.at_level(logging.INFO):
        for name, value in box.environment.items():
            monkeypatch.setenv(name, value)
        digests.sweep()
    others = [letter for letter in box.letters if letter["To"] != f"{NAME.lower()}@example.com"]
    assert sum(WORD in letter.get_content() for letter in others) >= 4
    assert not [letter["To"] for letter in others if hidden.is_told(letter.as_string())]
    # His own mail says that there is an answer, but not that he is the asker.
    [own] = box.to(NAME.lower())
    assert f"New answers:\n\n  Who else here dreads {WORD}?\n" in own
    assert not hidden.is_told(written(caplog))


def test_the_log_says_nothing_of_who_asked(hidden: Hidden) -> None:
    assert not hidden.is_told(hidden.log)
