"""Site status: admins see whether the parts work, what couldn't be processed, and who ran into a limit."""

import html
import re
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from graph import driver, viewers
from graph.communities import communities
from graph.communities.communities import CommunityDraft
from graph.ids import CommunityId
from graph.people import people
from graph.posts import tips
from graph.settings import Settings
from graph.upkeep import bad_records
from graph.viewers import Viewer
from search import index, progress
from tests import company as stories
from tests.company import Company
from tests.engines.valkey import Running
from tests.webapp.client import Browser
from webapp.limits import refusals
from webapp.limits.allowances import ALLOWANCES
from webapp.operations import status
from workers import heard
from workers.app import app
from workers.finding import indexing

HELD_UP_SECONDS = 5.0
ROOT = Path(__file__).parents[3]

SignIn = Callable[[Viewer], Browser]


@pytest.fixture
def katherine(as_: SignIn, company: Company) -> Browser:
    """An admin's browser."""
    return as_(viewers.get(stories.join("Katherine", is_admin=True)))


def seen(browser: Browser) -> str:
    """Return the words of the page, without its markup."""
    response = browser.get("/status")
    assert response.status_code == 200
    main = response.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())


def test_an_admin_sees_that_everything_works(katherine: Browser) -> None:
    heard.note(app, heard.NEEDED)
    indexing.rebuild(lambda _things: None)
    text = seen(katherine)
    assert re.findall(r"(Graph|Queue|Disk|Search index|Workers) OK", text) == [
        "Graph",
        "Queue",
        "Disk",
        "Search index",
        "Workers",
    ]
    assert "Everything could be processed." in text
    assert "Nobody ran into a limit." in text
    assert 'href="/status"' in katherine.get("/").text


@pytest.mark.parametrize("name", ["ada", "grace", "margaret"])
def test_nobody_else_sees_it(as_: SignIn, company: Company, name: str) -> None:
    browser = as_(getattr(company, name))
    refused = browser.get("/status")
    assert refused.status_code == 403
    assert "Only admins can see the site&#39;s status." in refused.text
    assert 'href="/status"' not in browser.get("/").text


def test_a_program_that_was_not_heard_of_is_named(katherine: Browser) -> None:
    heard.note(app, ("default", "index"))
    assert "Workers Not heard of: media, beat Check that these programs are running." in seen(katherine)


@pytest.fixture
def hanging_queue(site: Flask, running_queue: Running) -> Iterator[None]:
    """A queue that accepts connections and says nothing."""
    running_queue.process.send_signal(signal.SIGSTOP)
    yield
    running_queue.process.send_signal(signal.SIGCONT)


def test_while_the_queue_hangs_the_page_says_so_soon(katherine: Browser, hanging_queue: None) -> None:
    begun = time.monotonic()
    text = seen(katherine)
    assert time.monotonic() - begun < HELD_UP_SECONDS
    assert "Queue Not responding Check that it runs at GUILDHALL_QUEUE_URL." in text
    assert "Workers Unknown while the queue isn't responding" in text
    assert "this week Unknown while the queue isn't responding." in text
    assert "Graph OK" in text


def test_while_the_graph_is_away_the_page_is_that_of_every_page(katherine: Browser, graph: Settings) -> None:
    driver.connect(replace(graph, url="bolt://127.0.0.1:1"))
    response = katherine.get("/status")
    driver.connect(graph)
    assert response.status_code == 503
    assert "Temporarily unavailable" in response.text


def test_while_the_search_server_is_away_the_page_says_so(katherine: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUILDHALL_SEARCH_ENGINE", "opensearch")
    monkeypatch.setenv("GUILDHALL_SEARCH_URL", "http://ada:secret@127.0.0.1:9")
    text = seen(katherine)
    assert "Search index Not responding Check that it runs at GUILDHALL_SEARCH_URL." in text
    assert "secret@" not in text


def test_an_index_that_is_damaged_is_named_with_how_much_is_rebuilt(katherine: Browser) -> None:
    indexing.rebuild(lambda _things: None)
    for file in index.settings().folder.rglob("*.toc"):
        file.write_bytes(b"damaged")
    index._kept.cache_clear()
    assert "Search index Damaged" in seen(katherine)
    assert "run guildhall reindex ." in seen(katherine)
    progress.note(40)
    assert "Search index Being rebuilt, 40% done" in seen(katherine)


def test_a_bad_record_is_named_until_it_succeeds(katherine: Browser, company: Company) -> None:
    driver.write("MATCH (post:Post {id: $id}) SET post.body = 7", id=company.kafka_tip)
    indexing.sweep()
    text = seen(katherine)
    assert "See consumer lag at a glance Add it to the search index TypeError in " in text
    assert f'href="/posts/{company.kafka_tip}"' in katherine.get("/status").text
    driver.write("MATCH (post:Post {id: $id}) SET post.body = 'Mended'", id=company.kafka_tip)
    indexing.sweep()
    assert "Everything could be processed." in seen(katherine)


@pytest.mark.parametrize("spoil", ["REMOVE post.title", "SET post.title = 7", "SET post.title = ['Lag']"])
def test_a_post_whose_title_is_bad_is_named_by_its_id(katherine: Browser, company: Company, spoil: str) -> None:
    driver.write(f"MATCH (post:Post {{id: $id}}) {spoil}", id=company.kafka_tip)
    note(company.kafka_tip, "citations")
    page = katherine.get("/status").text
    assert f'<a href="/posts/{company.kafka_tip}">{company.kafka_tip}</a>' in page


def test_people_answers_skills_and_communities_are_linked(katherine: Browser, company: Company) -> None:
    note(company.ada.id, "digests")
    note(company.kafka_answer, "evidence")
    note("kafka", bad_records.TASK_OF_SKILLS)
    note(company.platform, "reviews")
    text, page = seen(katherine), katherine.get("/status").text
    assert "Ada Send the daily digest" in text
    assert "An answer to Why does my Kafka consumer lag? Count it as evidence of skills" in text
    assert "Platform engineers Set the review dates of its posts" in text
    for address in (f"/people/{company.ada.id}", f"/posts/{company.kafka_question}", "/skills/kafka"):
        assert f'href="{address}"' in page


def test_of_what_an_admin_may_not_see_nothing_but_an_id_is_shown(katherine: Browser, company: Company) -> None:
    hidden = communities.found(
        CommunityDraft(name="Merger talks", purpose="Zanzibar.", visibility="hidden"), by=company.margaret.id
    )
    secret = tips.TipDraft(title="Sell it", body=stories.text("Soon."), skills=("Zirconium",), community=own(hidden))
    tip = tips.post(secret, by=company.margaret.id)
    note(tip, "citations")
    note(hidden, "reviews")
    note("zirconium", bad_records.TASK_OF_SKILLS)
    note(f"{'c' * 12} {company.ada.id}", "collections filled by a search")
    page = katherine.get("/status").text
    assert f"<code>{tip}</code>" in page
    assert page.count("Something you don't have access to") == 2
    for told in ("Sell it", "merger", "zirconium", f"/posts/{tip}", company.ada.id):
        assert told.lower() not in page.lower()


def own(slug: str) -> CommunityId:
    """Return the id of a community."""
    return driver.read("MATCH (community:Community {slug: $slug}) RETURN community.id AS id", slug=slug)[0]["id"]


def note(record: str, task: str) -> None:
    bad_records.note(record, task=task, why="TypeError in tips.py, line 1")


def test_people_who_ran_into_a_limit_are_counted(katherine: Browser, company: Company, queue: str) -> None:
    store = refusals.opened(queue)
    for _ in range(3):
        refusals.note("search", company.linus.id, store=store)
    refusals.note("changes", "nobody", store=store)
    refusals.note("posts", refusals.NAMELESS, store=store)
    text = seen(katherine)
    assert "Linus 3 times Searches Someone who is no longer here 1 time Changes of any kind" in text
    assert "People who asked without their name 1 time Posts" in text
    assert f'href="/people/{company.linus.id}"' in katherine.get("/status").text


def test_people_are_named_whether_they_are_listed_or_not(company: Company) -> None:
    driver.write("MATCH (person:Person {id: $id}) SET person.is_listed = false", id=company.tim.id)
    assert [one.name for one in people.named([company.tim.id, "nobody"])] == ["Tim"]


def test_every_task_and_every_limit_has_words_on_the_page() -> None:
    texts = "".join(path.read_text() for path in (ROOT / "workers").rglob("*.py"))
    tasks = set(re.findall(r'records\.(?:each|apart)\(\s*"([^"]+)"', texts))
    assert "citations" in tasks
    assert tasks <= status.TASKS.keys()
    assert bad_records.TASK_OF_SKILLS in status.TASKS
    assert {one.kind for one in ALLOWANCES} == status.KINDS.keys()
