"""The index follows the graph."""

import os
from pathlib import Path

import pytest

from graph import clock, driver, sweeps
from graph.communities import communities
from graph.posts import answers, questions
from search import query
from tests import company as stories
from tests.company import Company
from workers.finding import indexing

pytestmark = pytest.mark.usefixtures("data_folder")

EVERYONE = ("everyone",)


def total(words: str, *audiences: str) -> int:
    """Return the number of results."""
    return query.find(words, audiences=audiences or EVERYONE).total


def test_a_rebuild_makes_everything_found(company: Company):
    added: list[int] = []
    indexing.rebuild(added.append)
    assert total("consumer lag") == 2
    assert total("Ada") == 1
    assert [vote.key for vote in query.vote("rebalances")] == [company.kafka_answer]
    assert sum(added) == 12


def test_a_tip_is_a_post_and_evidence(company: Company):
    indexing.index_tip(company.kafka_tip)
    assert total("glance") == 1
    assert [vote.key for vote in query.vote("glance")] == [company.kafka_tip]


def test_an_answer_makes_its_question_found_but_not_itself(company: Company):
    answer = answers.give(company.kafka_question, stories.text("Pause the partition."), by=company.tim)
    indexing.index_answer(answer)
    [hit] = query.find("pause", audiences=EVERYONE).hits
    assert hit.key == company.kafka_question


def test_only_members_find_what_stands_in_a_closed_community(company: Company):
    indexing.index_question(company.platform_question)
    community = communities.show(company.platform, viewer=company.ada).id
    assert total("certificates") == 0
    assert total("certificates", community) == 1


def test_opening_a_community_opens_what_is_found_in_it(company: Company):
    indexing.index_question(company.platform_question)
    driver.write("MATCH (post:Post {id: $id}) SET post.audience = 'everyone'", id=company.platform_question)
    indexing.index_community(company.platform)
    assert total("certificates") == 1


def test_who_left_is_forgotten(company: Company):
    indexing.index_person(company.tim.id)
    assert total("Tim") == 1
    driver.write("MATCH (tim:Person {id: $id}) SET tim.state = 'left'", id=company.tim.id)
    indexing.index_person(company.tim.id)
    assert total("Tim") == 0


def test_a_skill_is_found_by_name(company: Company):
    questions.ask(stories.question("How do I pack?", "Docker"), by=company.tim.id)
    indexing.index_skill("docker")
    [hit] = query.find("docker", audiences=EVERYONE).hits
    assert hit.kind == "skill"


def test_what_is_gone_is_forgotten(company: Company):
    indexing.index_question(company.kafka_question)
    driver.write("MATCH (post:Post {id: $id}) DETACH DELETE post", id=company.kafka_question)
    indexing.index_question(company.kafka_question)
    assert total("consumer") == 0


def test_a_former_index_that_was_tidied_away_would_be_filled_from_the_beginning(data_folder: Path, graph: object):
    former = data_folder / "index" / "tantivy-0"
    former.mkdir(parents=True)
    os.utime(former, (0, 0))
    for name in ("indexing tantivy-0", "indexing whoosh-0"):
        sweeps.done(name, at=clock.now())
    indexing.tidy()
    assert not former.exists()
    with sweeps.since_last("indexing tantivy-0") as since, sweeps.since_last("indexing whoosh-0") as other:
        assert since < clock.EPOCH < other
