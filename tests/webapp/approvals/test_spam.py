"""A post that looks like spam waits for a coach, who reads why. It never tells who asked."""

from collections.abc import Callable, Iterator

import pytest

from graph import driver, viewers
from graph.approvals import decisions, pending_posts
from graph.settings import Settings
from graph.spam import learning
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.graph.spam.adverts import ADVERT, TIP, learn
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


@pytest.fixture(autouse=True)
def learnt(company: Company, graph: Settings) -> Iterator[None]:
    learn(graph)
    yield
    driver.connect(graph)


def admin() -> Viewer:
    return viewers.get(stories.join("Barbara", is_admin=True))


def tip(browser: Browser, body: str) -> str:
    return browser.send("/tips", title="Read this", body=body, skills="tls").text


def test_its_author_reads_that_it_waits_and_an_admin_reads_why(as_: As, company: Company) -> None:
    page = tip(as_(company.tim), ADVERT)
    assert "Waiting for a coach" in page
    assert "That may well be a coincidence." in page
    assert "casino" not in as_(company.ada).get("/tips").text
    review = as_(admin()).get("/review").text
    for words in ("Waits: looks like spam", "Words often withdrawn as spam:", "2 links", "Account 0 days old"):
        assert words in review


def test_what_a_newcomer_shares_with_links_is_published(as_: As, company: Company) -> None:
    assert "Waiting for a coach" not in tip(as_(company.tim), TIP)
    assert pending_posts.sent(viewer=company.tim) == ()


def test_published_it_is_there_and_changing_it_does_not_let_it_pass(as_: As, company: Company) -> None:
    tip(as_(company.tim), ADVERT)
    [waiting] = pending_posts.sent(viewer=company.tim)
    again = {"title": "Read this", "body": TIP, "skills": "tls", "pending": waiting.id}
    as_(company.tim).send("/tips", **again)
    barbara = admin()
    [found] = decisions.waiting(viewer=barbara)
    assert (found.why, bool(found.suspicion and found.suspicion.words)) == ("spam", True)
    as_(barbara).send("/review/approval", item=f"pending:{found.id}-{found.version}")
    assert "Read this" in as_(company.ada).get("/tips").text


def test_what_a_coach_declines_is_learnt_from(as_: As, company: Company) -> None:
    tip(as_(company.tim), ADVERT)
    barbara = admin()
    [found] = decisions.waiting(viewer=barbara)
    decisions.send_back(found.id, "No adverts.", version=found.version, by=barbara)
    for _ in range(2):
        learning.learn()
    assert driver.read("MATCH (model:SpamModel) RETURN model.texts AS texts") == [{"texts": 41}]


def test_without_a_name_it_waits_whoever_asked(as_: As, company: Company) -> None:
    """Grace is new, Ada is known for her help, Margaret is a coach."""
    driver.write("MATCH (p:Person {id: $id}) SET p.trust_level = 3", id=company.ada.id)
    for one in (company.grace, company.ada, company.margaret):
        asked = {"title": "Is it?", "body": ADVERT, "skills": "tls", "anonymous": "on"}
        assert "Waiting for a coach" in as_(one).send("/questions", **asked).text
    found = decisions.waiting(viewer=admin())
    assert len({(one.author, one.why, one.suspicion) for one in found}) == 1
    assert [one.suspicion.days for one in found if one.suspicion] == [None] * 3


def test_answers_are_published(as_: As, company: Company) -> None:
    as_(company.tim).send(f"/questions/{company.kafka_question}/answers", body=ADVERT)
    assert pending_posts.sent(viewer=company.tim) == ()
    assert "Free casino bonus" in as_(company.ada).get(f"/questions/{company.kafka_question}").text
