"""What people see while the index is rebuilt."""

from collections.abc import Callable

from graph.viewers import Viewer
from search import index, progress
from tests.company import Company
from tests.webapp.client import Browser
from workers import queue
from workers.finding import indexing

SignIn = Callable[[Viewer], Browser]


def test_a_page_says_how_far_it_is_and_asks_for_the_repair(company: Company, as_: SignIn):
    indexing.rebuild(lambda _things: None)
    for file in index.settings().folder.rglob("*"):
        if file.suffix in (".seg", ".toc"):
            file.write_bytes(b"damaged")
    index._kept.cache_clear()
    progress.note(40)
    waiting = queue.waiting("index")
    shown = as_(company.tim).get("/search?q=lag")
    assert shown.status_code == 503
    assert "Search is being rebuilt" in shown.text
    assert "40% is done" in shown.text
    assert queue.waiting("index") == waiting + 1
    assert as_(company.tim).get("/").status_code == 200


def test_the_same_search_works_after_the_repair(company: Company, as_: SignIn):
    indexing.rebuild(lambda _things: None)
    for file in index.settings().folder.rglob("*.toc"):
        file.unlink()
    index._kept.cache_clear()
    indexing.restore()
    assert "Why does my Kafka consumer lag?" in as_(company.tim).get("/search?q=lag").text
