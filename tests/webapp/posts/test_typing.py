"""While you type: suggestions in the search box, and posts similar to the one you are writing."""

from collections.abc import Callable

import pytest

from graph import driver
from graph.posts import answers, questions, tips
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser
from workers.finding import indexing

SignIn = Callable[[Viewer], Browser]


@pytest.fixture(autouse=True)
def _alias(company: Company, site: object):
    questions.ask(stories.question("Which Kubernetes ingress?", "Kubernetes"), by=company.grace.id)
    driver.write(
        """
        MATCH (skill:Skill {slug: 'kubernetes'})
        CREATE (:Alias {slug: 'k8s', name: 'K8s'})-[:NAMES]->(skill)
        """
    )
    indexing.rebuild(lambda _done: None)


def proposed(browser: Browser, typed: str) -> str:
    """Return the list below the box."""
    return browser.get("/search/suggestions", query_string={"q": typed}).text


def alike(browser: Browser, title: str, body: str = "", skills: str = "") -> str:
    """Return what is shown beside a post while it is being written."""
    return browser.send("/similar", title=title, body=body, skills=skills).text


def test_skills_people_and_posts_are_proposed_once_they_have_begun(company: Company, as_: SignIn):
    page = proposed(as_(company.tim), "ka")
    assert page.index("/skills/kafka") < page.index(f"/questions/{company.kafka_question}")
    assert f"/people/{company.ada.id}" in proposed(as_(company.tim), "Ad")
    assert "See consumer lag at a glance" in proposed(as_(company.tim), "consumer gla")


@pytest.mark.parametrize("typed", ["", "k", "zzzzzz", '"', "*", "x" * 5_000, "kafka AND (", "\\"])
def test_odd_beginnings_propose_nothing_and_never_fail(company: Company, as_: SignIn, typed: str):
    assert 'role="option"' not in proposed(as_(company.tim), typed) or "kafka" in typed


def test_what_is_not_open_to_somebody_is_not_proposed(company: Company, as_: SignIn):
    assert "certificates" in proposed(as_(company.ada), "certif")
    assert "certificates" not in proposed(as_(company.tim), "certif")
    assert proposed(as_(company.tim), "tl").strip() == ""


def test_what_is_here_already_says_whether_it_still_holds(company: Company, as_: SignIn):
    tim = as_(company.tim)
    assert "Outdated" not in alike(tim, "See consumer lag at a glance")
    tim.send(f"/posts/{company.kafka_tip}/doubts", reason="The flag was renamed.")
    assert "Outdated" in alike(tim, "See consumer lag at a glance")


def test_another_name_of_a_skill_finds_its_posts(company: Company, as_: SignIn):
    assert "Which Kubernetes ingress?" in as_(company.tim).get("/search?q=k8s+type:question").text
    assert "<mark>Kubernetes</mark>" in as_(company.tim).get("/search?q=k8s+type:question").text


def test_a_title_shows_what_is_here_already(company: Company, as_: SignIn):
    answers.accept(company.kafka_answer, by=company.grace.id)
    page = alike(as_(company.tim), "Why does the consumer lag behind?")
    assert f"/questions/{company.kafka_question}" in page
    assert "Answered" in page
    assert "Why does my Kafka" not in alike(as_(company.tim), "Why")


def test_the_words_of_a_post_propose_its_skills(company: Company, as_: SignIn):
    assert 'data-skill="Kubernetes"' in alike(as_(company.tim), "", "We moved it to k8s.")
    assert 'data-skill="kafka"' in alike(as_(company.tim), "Kafka, again")
    assert "data-skill" not in alike(as_(company.tim), "Kafka, again", skills="kafka")


def test_skills_and_posts_of_closed_communities_are_not_proposed(company: Company, as_: SignIn):
    assert 'data-skill="tls"' in alike(as_(company.ada), "Rotating tls certificates")
    assert alike(as_(company.tim), "Rotating tls certificates").strip() == ""


def test_a_short_name_is_a_skill_only_if_it_is_written_like_one(company: Company, as_: SignIn):
    tip = tips.TipDraft(title="Channels", body=stories.text("Wait."), skills=("Go",), community=None)
    tips.post(tip, by=company.ada.id)
    assert 'data-skill="Go"' in alike(as_(company.tim), "", "A service in Go")
    assert "data-skill" not in alike(as_(company.tim), "", "Where do I go now")


@pytest.mark.parametrize("path", ["/questions/new", "/tips/new", "/links/new", "/videos/new"])
def test_every_form_for_a_post_asks_what_is_like_it(company: Company, as_: SignIn, path: str):
    assert 'hx-post="/similar"' in as_(company.tim).get(path).text
