"""The search page: the box, the results, and the filters."""

import html
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from graph.media import captions, videos
from graph.media.videos import VideoDraft
from graph.people import profiles
from graph.posts import answers, questions, tips
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.log_lines import written
from tests.webapp.client import Browser
from workers.finding import indexing

SignIn = Callable[[Viewer], Browser]


def searched(browser: Browser, box: str) -> str:
    """Return the page that the box leads to."""
    response = browser.get("/search", query_string={"q": box})
    assert response.status_code == 200
    return response.text


@pytest.mark.parametrize(
    "box", ["skill:kafka", "by:grace", "is:answered", "created:<1w type:question", "lag skill:Kafka type:question"]
)
def test_operators_find_alone_and_beside_words(company: Company, as_: SignIn, box: str):
    indexing.rebuild(lambda _done: None)
    assert "Why does my Kafka consumer lag?" in searched(as_(company.tim), box)


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
@pytest.mark.parametrize(
    ("box", "found"),
    [
        ("has:video", {"Talk"}),
        ("has:code", {"Drain a broker"}),
        ("in:platform-engineers", {"How do we rotate the cluster's certificates?"}),
        ("in:platform-engineers by:me", {"How do we rotate the cluster's certificates?"}),
        ('"consumer lag"', {"Why does my Kafka consumer lag?", "See consumer lag at a glance"}),
        ("lag -glance type:tip", set()),
        ("created:>1y", set()),
    ],
)
def test_each_operator_finds_what_it_says_and_nothing_else(
    box: str, found: set[str], engine: str, company: Company, as_: SignIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GUILDHALL_SEARCH_ENGINE", engine)
    monkeypatch.setenv("GUILDHALL_SEARCH_MEANING", "none")
    film = VideoDraft(title="Talk", body=stories.text(""), skills=(), community=None, url="", upload="u")
    videos.post(film, by=company.ada.id)
    code = stories.text("```sh\ndrain 3\n```")
    tips.post(tips.TipDraft(title="Drain a broker", body=code, skills=(), community=None), by=company.tim.id)
    indexing.rebuild(lambda _done: None)
    titles = re.findall(r'<h2><a href="/(?:questions|tips|videos)/[^"]+">([^<]+)</a>', searched(as_(company.ada), box))
    assert {html.unescape(title) for title in titles} == found


def test_what_is_not_understood_is_said_and_looked_up(company: Company, as_: SignIn):
    indexing.rebuild(lambda _done: None)
    page = searched(as_(company.tim), "lag is:open owner:ada skill:cobol")
    assert "Why does my Kafka consumer lag?" in page
    for typed in ("is:open", "owner:ada", "skill:cobol"):
        assert f"“{typed}”" in page


def test_an_acceptance_changes_how_a_question_is_found(company: Company, as_: SignIn):
    indexing.rebuild(lambda _done: None)
    assert "No results" in searched(as_(company.tim), "is:accepted")
    answers.accept(company.kafka_answer, by=company.grace.id)
    indexing.index_answer(company.kafka_answer)
    assert "Why does my Kafka consumer lag?" in searched(as_(company.tim), "is:accepted")


def test_facets_name_only_what_the_reader_may_open(company: Company, as_: SignIn):
    indexing.rebuild(lambda _done: None)
    ours, theirs = searched(as_(company.ada), "type:question"), searched(as_(company.tim), "type:question")
    assert "q=type:question+skill:tls" in ours
    assert "tls" not in theirs
    assert "tls" in searched(as_(company.tim), "skill:tls")  # In the box, and in the sentence that nothing matches.
    assert "Nothing matches “skill:tls”" in searched(as_(company.tim), "skill:tls")


def test_nobody_finds_an_anonymous_question_by_its_asker(company: Company, as_: SignIn):
    questions.ask(stories.question("What is a monad?", is_anonymous=True), by=company.linus.id)
    indexing.rebuild(lambda _done: None)
    for reader in (company.tim, company.grace, company.linus):
        assert "What is a monad?" not in searched(as_(reader), "by:linus")
        assert "What is a monad?" in searched(as_(reader), "monad")


def test_an_older_address_with_a_kind_still_works(company: Company, as_: SignIn):
    indexing.rebuild(lambda _done: None)
    assert "See consumer lag at a glance" not in as_(company.tim).get("/search?q=lag&kind=question").text


def test_a_misspelt_word_is_corrected_by_what_the_reader_may_see(company: Company, as_: SignIn):
    indexing.rebuild(lambda _done: None)
    page = searched(as_(company.tim), "kafak lag")
    assert "Results for <strong>kafka lag</strong>" in page
    assert "See consumer lag at a glance" in page
    assert 'href="/search?q=kafak+lag&amp;exact=1"' in page
    assert "Results for" not in searched(as_(company.tim), "kafka lag")
    assert "<strong>certificates</strong>" in searched(as_(company.ada), "certifciates")
    assert "<strong>certificates</strong>" in searched(as_(company.ada), "certi")


def test_what_was_typed_is_looked_up_as_it_is_if_asked(company: Company, as_: SignIn):
    indexing.rebuild(lambda _done: None)
    page = as_(company.tim).get("/search?q=kafak&exact=1").text
    assert "No results" in page
    assert "Did you mean <a" in page


def test_a_person_is_shown_with_what_they_say_of_the_words(company: Company, as_: SignIn):
    said = {"headline": "Backend engineer", "about": "I keep the *ledgers* of R&D in balance."}
    profiles.describe(company.ada.id, replace(profiles.get(company.ada.id), **said))
    indexing.rebuild(lambda _done: None)
    assert "I keep the <mark>ledgers</mark> of R&amp;D in balance." in searched(as_(company.tim), "ledger")
    assert '<p class="excerpt">Backend engineer</p>' in searched(as_(company.tim), "Ada")


def test_a_word_that_only_closed_posts_have_is_never_meant(company: Company, as_: SignIn):
    indexing.rebuild(lambda _done: None)
    page = searched(as_(company.tim), "certifciates")
    assert "Did you mean" not in page
    assert "certificates" not in page


def test_the_words_stand_out_where_they_are_in_a_post(company: Company, as_: SignIn):
    long = "First look around. " * 30 + "Then pause the rebalance listener."
    answers.give(company.kafka_question, stories.text(long), by=company.tim)
    indexing.rebuild(lambda _done: None)
    assert "pause the <mark>rebalance</mark> <mark>listener</mark>" in searched(
        as_(company.ada), "rebalances listeners"
    )


def test_what_was_typed_as_html_stays_text_in_an_excerpt(company: Company, as_: SignIn):
    hostile = tips.TipDraft(
        title="A tip", body=stories.text("`<b>` & consumer <script>alert(1)</script>"), skills=(), community=None
    )
    tips.post(hostile, by=company.ada.id)
    indexing.rebuild(lambda _done: None)
    assert "<script>alert" not in searched(as_(company.tim), "consumer alert")


def test_the_accepted_answer_stands_in_the_result(company: Company, as_: SignIn):
    answers.accept(company.kafka_answer, by=company.grace.id)
    indexing.rebuild(lambda _done: None)
    page = searched(as_(company.tim), "consumer lag")
    assert f"/questions/{company.kafka_question}#answer-{company.kafka_answer}" in page
    assert "Raise max.poll.records and look at the rebalances." in page


def test_a_video_is_found_by_what_is_said_with_the_moment(company: Company, as_: SignIn):
    film = VideoDraft(title="Talk", body=stories.text(""), skills=(), community=None, url="", upload="u")
    id = videos.post(film, by=company.ada.id)
    said = "WEBVTT\n\n00:01.000 --> 00:02.000\nWelcome.\n\n01:05.000 --> 01:09.000\nNow we drain the broker."
    captions.write_down(id, "en", said, by=company.ada.id)
    indexing.rebuild(lambda _done: None)
    page = searched(as_(company.tim), "draining brokers")
    assert f"/videos/{id}?t=65" in page
    assert "1:05" in page
    assert "Now we drain the broker." in page


def test_marks_of_markdown_are_no_words_of_a_result(company: Company, as_: SignIn):
    marked = stories.text("**Bold** [rollout](https://example.com)\n\n```sh\nkafka --describe\n```")
    answers.give(company.kafka_question, marked, by=company.tim)
    indexing.rebuild(lambda _done: None)
    page = searched(as_(company.tim), "describe rollout")
    assert "Bold <mark>rollout</mark> kafka --<mark>describe</mark>" in page


def test_a_search_server_that_is_away_leaves_everything_else_and_keeps_its_password(
    company: Company, as_: SignIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setenv("GUILDHALL_SEARCH_ENGINE", "opensearch")
    monkeypatch.setenv("GUILDHALL_SEARCH_URL", "http://ada:secret@127.0.0.1:9")
    browser = as_(company.tim)
    response = browser.get("/search", query_string={"q": "kafka"})
    assert (response.status_code, browser.get("/questions").status_code) == (503, 200)
    assert "Search is unavailable" in response.text
    assert written(caplog)
    assert "secret" not in written(caplog) + response.text
