"""Differences between the index and the graph are listed and repaired."""

import pytest
from click.testing import CliRunner

from graph import driver
from search import index, query
from tests.company import Company
from webapp.commands import check_index
from webapp.operations import stores
from workers.finding import index_drift, indexing

pytestmark = pytest.mark.usefixtures("data_folder")


def rebuilt() -> None:
    indexing.rebuild(lambda _things: None)


def found() -> dict[str, index_drift.Drift]:
    return {one.index: one for one in index_drift.find(lambda _things: None)}


def delete(id: str) -> None:
    """Delete a post as only an operator can, without a trace in the graph."""
    driver.write("MATCH (post:Post {id: $id}) DETACH DELETE post", id=id)


def test_after_a_rebuild_nothing_differs(company: Company):
    rebuilt()
    assert not any(found().values())


def test_what_differs_is_named(company: Company):
    rebuilt()
    index.remove("posts", [company.kafka_tip])
    driver.write("MATCH (post:Post {id: $id}) SET post.body = 'Changed.'", id=company.kafka_question)
    delete(company.platform_question)
    posts = found()["posts"]
    assert list(posts.missing) == [company.kafka_tip]
    assert posts.stale == {company.kafka_question: "question “Why does my Kafka consumer lag?”"}
    assert posts.surplus == (company.platform_question,)
    assert not found()["evidence"]


def test_what_is_mended_differs_no_longer(company: Company):
    rebuilt()
    index.remove("posts", [company.kafka_tip])
    index.remove("evidence", [company.kafka_answer])
    delete(company.kafka_question)
    for one in found().values():
        index_drift.mend(one)
    assert not any(found().values())


def test_once_a_day_what_was_deleted_is_forgotten(company: Company):
    rebuilt()
    delete(company.kafka_question)
    indexing.sweep()
    assert company.kafka_question in index.contents("posts")
    indexing.tidy()
    assert company.kafka_question not in index.contents("posts")
    assert company.kafka_tip in index.contents("posts")


def test_what_is_deleted_or_retired_during_a_rebuild_is_not_in_the_new_index(company: Company):
    gone = iter([company.kafka_question])
    indexing.rebuild(lambda _things: [delete(id) for id in gone] and None)
    assert company.kafka_question not in index.contents("posts")
    assert query.find("consumer lag", audiences=["everyone"]).total == 1


def test_the_command_names_what_differs_and_says_what_to_do(company: Company, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(stores, "opened", lambda: pytest.MonkeyPatch.context())
    rebuilt()
    delete(company.kafka_question)
    run = CliRunner().invoke
    first, mended, last = run(check_index.command), run(check_index.command, ["--mend"]), run(check_index.command)
    assert (first.exit_code, mended.exit_code, last.exit_code) == (1, 0, 0)
    assert f"posts: 1 should not be there\n  {company.kafka_question}" in first.output
    assert "guildhall check-index --mend" in first.output
    assert "Differences: 2, repaired." in mended.output
    assert "Differences: 0." in last.output
