"""Words first, meaning soon after: new posts are found by their words at once, and their vectors follow."""

import pytest

from graph import driver
from graph.communities import communities
from search import meaning, query
from tests.company import Company
from tests.workers.conftest import eventually
from webapp.operations.processes import Process
from workers import events
from workers.app import app
from workers.finding import indexing
from workers.finding import vectors as computing

pytestmark = pytest.mark.usefixtures("data_folder")

LAG = "how to see the lag of a Kafka consumer"
ROTATE = "rotate certificates of the cluster"


def near(words: str, *audiences: str) -> set[str]:
    """Return the posts that are near in meaning."""
    return {one.key for one in meaning.nearest("posts", words, audiences=audiences or ("everyone",), limit=9)}


@pytest.mark.parametrize("model", ["static", "contextual"])
def test_a_tip_is_found_by_its_words_and_then_by_its_meaning(
    model: str, company: Company, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GUILDHALL_SEARCH_MEANING", model)
    indexing.index_tip(company.kafka_tip)
    assert query.find("glance", audiences=("everyone",)).total == 1
    assert near(LAG) == set()
    assert meaning.fill(seconds=9) == 1
    assert near(LAG) == {company.kafka_tip}


def test_a_worker_computes_by_itself(company: Company, worker: Process):
    events.tip_posted(company.kafka_tip)
    eventually(lambda: company.kafka_tip in near(LAG))


def test_the_index_comes_before_vectors(company: Company, queue: Process):
    with app.connection_for_read() as connection:
        channel = connection.default_channel
        channel.basic_consume("meaning", False, print, "1")
        channel.basic_consume("index", False, print, "2")
        assert channel._queue_cycle.consume(2) == ["index", "meaning"]


def test_a_question_that_moves_into_a_closed_community_is_hidden_before_anything_is_computed(company: Company):
    indexing.index_question(company.platform_question)
    driver.write("MATCH (post:Post {id: $id}) SET post.audience = 'everyone'", id=company.platform_question)
    indexing.index_community(company.platform)
    meaning.fill(seconds=9)
    assert near(ROTATE) == {company.platform_question}
    closed = communities.show(company.platform, viewer=company.ada).id
    driver.write(
        "MATCH (post:Post {id: $id}) SET post.audience = $closed, post.body = 'Rewritten certificates.'",
        id=company.platform_question,
        closed=closed,
    )
    indexing.index_question(company.platform_question)
    assert near(ROTATE) == set()
    meaning.fill(seconds=9)
    assert (near(ROTATE), near(ROTATE, closed)) == (set(), {company.platform_question})


def test_a_sweep_writes_down_all_where_nothing_is_and_computes_it(company: Company, worker: Process):
    computing.sweep()
    eventually(lambda: company.kafka_question in near(LAG) and not meaning.waiting())


def test_another_model_is_filled_by_the_sweep(company: Company, queue: Process, monkeypatch: pytest.MonkeyPatch):
    indexing.rebuild(lambda _: None)
    meaning.fill(seconds=9)
    monkeypatch.setenv("GUILDHALL_SEARCH_MEANING", "contextual")
    assert query.find("consumer lag", audiences=("everyone",)).total
    assert near(LAG) == set()
    computing.sweep()
    while meaning.waiting():
        computing.fill()
    assert company.kafka_question in near(LAG)


def test_a_rebuild_leaves_the_vectors_that_are_there_and_forgets_what_is_gone(company: Company):
    indexing.rebuild(lambda _: None)
    meaning.fill(seconds=9)
    driver.write("MATCH (post:Post {id: $id}) DETACH DELETE post", id=company.kafka_tip)
    indexing.rebuild(lambda _: None)
    assert meaning.waiting() == 0
    assert company.kafka_tip not in meaning.keys("posts") | meaning.keys("evidence")
