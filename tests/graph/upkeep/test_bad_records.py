"""Bad records: each is named for a viewer as far as they may see it, whatever is bad about it."""

import pytest

from graph import driver
from graph.upkeep import bad_records
from graph.upkeep.bad_records import Thing
from graph.viewers import Viewer
from tests.company import Company


def things(viewer: Viewer) -> dict[str, Thing | None]:
    return {one.bad.record: one.thing for one in bad_records.named(viewer=viewer)}


def note(record: str, task: str = "evidence") -> None:
    bad_records.note(record, task=task, why="TypeError in tips.py, line 1")


def test_posts_answers_people_skills_and_communities_are_named(company: Company):
    for record in (company.kafka_tip, company.kafka_answer, company.ada.id, company.platform):
        note(record)
    note("kafka", bad_records.TASK_OF_SKILLS)
    assert things(company.tim) == {
        company.kafka_tip: Thing(kind="post", key=company.kafka_tip, name="See consumer lag at a glance"),
        company.kafka_answer: Thing(kind="answer", key=company.kafka_question, name="Why does my Kafka consumer lag?"),
        company.ada.id: Thing(kind="person", key=company.ada.id, name="Ada"),
        company.platform: Thing(kind="community", key=company.platform, name="Platform engineers"),
        "kafka": Thing(kind="skill", key="kafka", name="kafka"),
    }


def test_what_a_viewer_may_not_see_has_no_name(company: Company):
    note(company.platform_question)
    note("tls", bad_records.TASK_OF_SKILLS)
    note("nothing")
    assert things(company.tim) == {company.platform_question: None, "tls": None, "nothing": None}
    seen = things(company.linus)
    assert seen["tls"] == Thing(kind="skill", key="tls", name="tls")
    assert seen[company.platform_question]


@pytest.mark.parametrize("how", ["REMOVE post.title", "SET post.title = 7", "SET post.title = ['Lag']"])
def test_a_name_may_be_what_is_bad(company: Company, how: str):
    driver.write(f"MATCH (post:Post {{id: $id}}) {how}", id=company.kafka_tip)
    note(company.kafka_tip)
    assert things(company.tim) == {company.kafka_tip: Thing(kind="post", key=company.kafka_tip, name="")}


@pytest.mark.parametrize("how", ["REMOVE post.audience", "SET post.audience = 7", "SET post.audience = ['everyone']"])
def test_a_post_that_does_not_say_who_may_see_it_has_no_name(company: Company, how: str):
    driver.write(f"MATCH (post:Post {{id: $id}}) {how}", id=company.kafka_tip)
    note(company.kafka_tip)
    assert things(company.tim) == {company.kafka_tip: None}


def test_the_latest_failure_comes_first_and_is_told_once(company: Company):
    for record in ("first", "second", "first"):
        note(record)
    found = [one.bad for one in bad_records.named(viewer=company.tim)]
    assert [one.record for one in found] == ["first", "second"]
    assert found[0].first_at < found[1].first_at < found[0].last_at
    bad_records.settle("first", task="evidence")
    assert list(things(company.tim)) == ["second"]
