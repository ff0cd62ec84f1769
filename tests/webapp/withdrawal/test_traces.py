"""People in each role follow every link right after texts were withdrawn, before any worker has done anything."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from graph import clock, driver, viewers
from graph.asking import inbox
from graph.feed import follows
from graph.ids import FileId, PostId
from graph.library import bookmarks
from graph.media import files
from graph.media.files import FileDraft
from graph.notifications import inbox as told
from graph.notifications import notifications
from graph.posts import answers, comments, people_mentions, questions, tips
from graph.viewers import Viewer
from search import index
from tests import company as stories
from tests.company import Company
from tests.engines import mail as server
from tests.webapp.client import Browser
from tests.webapp.crawl import crawl
from workers.expertise import evidence
from workers.feed import digests
from workers.finding import indexing
from workers.matching import matching

SECRET = "swordfish"

Open = Callable[[Viewer], Browser]


@dataclass(frozen=True, kw_only=True)
class Written:
    """What Linus has written about: a tip, a question, an answer and a comment, with a file in each text."""

    tip: str
    question: str
    answer: str
    comment: str
    file: FileId

    @property
    def all(self) -> tuple[str, ...]:
        return self.tip, self.question, self.answer, self.comment

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address that names one of them."""
        return (
            *(f"/texts/{id}/{page}" for id in self.all for page in ("history", "edit", "withdrawal")),
            *(f"/comments/{id}" for id in self.all),
            f"/comments/{self.comment}/edit",
            *(f"/posts/{id}{page}" for id in (self.tip, self.question) for page in ("", "/community")),
            f"/tips/{self.tip}",
            *(f"/questions/{self.question}{page}" for page in ("", "/asks", "/duplicates/new", "/unmaskings/new")),
            f"/files/{self.file}",
            *(f"/search?q={words}" for words in ("swordfish", "type:tip", "type:question", "by:Linus", "lag")),
            *(f"/{page}" for page in ("search/suggestions?q=sword", "experts?skills=kafka", "experts/table.csv")),
            *("/skill-map?around=kafka", "/digest", "/audit", "/searches", "/withdrawals"),
        )


@pytest.fixture
def written(company: Company) -> Written:
    linus = company.linus
    draft = FileDraft(hash="h", name=f"{SECRET}.txt", media_type="text/plain", bytes=1, width=0, height=0)
    file = files.upload(draft, by=linus.id)
    text = stories.text(f"{SECRET} [@Tim](/people/{company.tim.id}) /files/{file}")
    tip = tips.post(tips.TipDraft(title=f"The {SECRET}", body=text, skills=("kafka",), community=None), by=linus.id)
    question = questions.ask(stories.question(f"Where is the {SECRET}?", "kafka"), by=linus.id)
    answer = answers.give(company.kafka_question, text, by=linus)
    comment = comments.make(company.kafka_tip, text, by=linus).id
    for id in (tip, answer, comment):
        files.show_in_post(id)
        people_mentions.note(id)
        notifications.note(id)
    for proof in (tip, answer, company.kafka_answer, company.kafka_tip):
        evidence.weigh(proof)
    bookmarks.keep(tip, by=company.tim)
    follows.follow("person", linus.id, by=company.tim)
    follows.follow("skill", "kafka", by=company.ada)
    indexing.rebuild(lambda _count: None)
    matching.match_question(question)
    return Written(tip=tip, question=question, answer=answer, comment=comment, file=file)


def people(company: Company) -> dict[str, Viewer]:
    admin = viewers.get(stories.join("Barbara", is_admin=True))
    return {
        "reader": company.tim,
        "asked": company.ada,
        "manager": company.grace,
        "coach": company.margaret,
        "admin": admin,
    }


def pages(browser: Browser, written: Written) -> dict[str, str]:
    """Return every page as it is without what people typed into the search box, which repeats it."""
    found = crawl(browser, *written.addresses)
    return {path: text for path, (_, text) in found.items() if SECRET not in path}


def withdraw_all(browser: Browser, written: Written) -> None:
    for id in written.all:
        assert browser.send(f"/texts/{id}/withdrawal").status_code == 200


def test_no_page_of_anyone_names_what_was_withdrawn(as_: Open, company: Company, written: Written) -> None:
    roles = people(company)
    assert any(SECRET in text for text in pages(as_(company.tim), written).values())
    withdraw_all(as_(company.linus), written)
    for role, viewer in roles.items():
        browser = as_(viewer)
        for path, text in pages(browser, written).items():
            assert SECRET not in text, f"{role} on {path}"
            assert not [id for id in written.all if id in text], f"{role} on {path}"
        assert not [id for id in written.all if id in browser.get(f"/search?q={SECRET}").text]
        assert browser.get(f"/files/{written.file}").status_code == 404


def test_the_author_sees_it_only_where_it_can_be_undone(as_: Open, company: Company, written: Written) -> None:
    linus = as_(company.linus)
    withdraw_all(linus, written)
    linus.get("/")
    naming = {path for path, text in pages(linus, written).items() if SECRET in text}
    # The file is still the uploader's own, until it is erased with the texts.
    assert naming <= {"/withdrawals", "/files"}


def test_no_mail_and_no_inbox_tells_of_it(as_: Open, company: Company, written: Written) -> None:
    assert told.page("all", viewer=company.tim).lines
    withdraw_all(as_(company.linus), written)
    for viewer in people(company).values():
        # By day, mail about other things is due at once.
        lines = (*told.to_mail(viewer=viewer), *told.page("all", viewer=viewer).lines)
        assert not [line for line in lines if SECRET in line.title or line.thing in written.all]
        assert inbox.asks(viewer=viewer) == ()


def test_the_index_forgets_it_as_soon_as_its_worker_hears(as_: Open, company: Company, written: Written) -> None:
    withdraw_all(as_(company.linus), written)
    assert written.tip in index.contents("posts")
    for row in driver.read("MATCH (act:Withdrawal) RETURN act.id AS id"):
        indexing.index_withdrawal(row["id"])
    indexing.index_question(company.kafka_question)
    assert "0 results" in as_(company.tim).get(f"/search?q={SECRET}").text
    for name in ("posts", "evidence"):
        assert not {PostId(id) for id in written.all} & index.contents(name).keys()


def test_counts_and_evidence_are_as_before_they_were_written(as_: Open, company: Company, written: Written) -> None:
    withdraw_all(as_(company.linus), written)
    assert questions.show(company.kafka_question, viewer=company.tim).count == 1
    knows = "MATCH (:Person {id: $id})-[knows:KNOWS]->(:Skill) WHERE knows.evidence > 0 RETURN 1 AS one"
    assert driver.read(knows, id=company.linus.id) == []


def test_no_digest_of_the_next_morning_tells_of_it(
    as_: Open, company: Company, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    withdraw_all(as_(company.linus), written)
    with server.running() as box, monkeypatch.context() as later:
        for name, value in box.environment.items():
            later.setenv(name, value)
        tomorrow = (clock.now() + timedelta(days=1)).replace(hour=8)
        later.setattr(clock, "now", lambda: tomorrow)
        digests.sweep()
        letters = [letter for name in ("tim", "ada", "grace") for letter in box.to(name)]
    assert not [letter for letter in letters if SECRET in letter]
