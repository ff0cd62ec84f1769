"""A bad record is named, and everything else is done."""

import pytest

from graph import driver
from graph.posts import tips
from graph.upkeep import bad_records
from search import index
from tests import company as stories
from tests.company import Company
from webapp.operations import checkup
from workers.expertise import evidence as weighing
from workers.finding import indexing

pytestmark = pytest.mark.usefixtures("data_folder")

# Each is something that no page writes, as a restored backup or a wrong script may leave it.
SPOILS = (
    "REMOVE post.title",
    "REMOVE post.audience",
    "REMOVE post.posted_at",
    "SET post.title = 7",
    "SET post.body = 7",
    "SET post.posted_at = 'yesterday'",
    "SET post.audience = ['everyone']",
)


def spoil(company: Company, how: str) -> str:
    """Spoil Ada's tip and return its id."""
    driver.write(f"MATCH (post:Post {{id: $id}}) {how}", id=company.kafka_tip)
    return company.kafka_tip


@pytest.fixture(params=SPOILS)
def bad(request: pytest.FixtureRequest, company: Company) -> str:
    return spoil(company, request.param)


def others(company: Company) -> set[str]:
    return {company.kafka_question, company.platform_question, company.ada.id, company.tim.id}


def test_a_sweep_indexes_the_rest(company: Company, bad: str):
    indexing.sweep()
    assert others(company) <= index.contents("posts").keys()


def test_a_rebuild_finishes_without_it(company: Company, bad: str):
    indexing.rebuild(lambda _things: None)
    assert others(company) <= index.contents("posts").keys()


def test_operators_see_it_until_it_is_mended(company: Company):
    id = spoil(company, "REMOVE post.title")
    indexing.sweep()
    assert [(one.record, one.task) for one in bad_records.latest()] == [(id, "the index of a tip")]
    found = checkup.records()
    assert id in (found.advice or "")
    assert "AttributeError" in (found.advice or "") or "TypeError" in (found.advice or "")
    # Nothing says that it changed, as after a repair by hand.
    driver.write("MATCH (post:Post {id: $id}) SET post.title = 'Mended', post.changed_key = 1", id=id)
    indexing.sweep()
    assert id in index.contents("posts")
    assert bad_records.latest() == ()
    assert checkup.records().advice is None


def test_evidence_after_it_is_weighed(company: Company):
    driver.write("MATCH (a:Answer {id: $id}) SET a.given_at = 'yesterday'", id=company.kafka_answer)
    draft = tips.TipDraft(title="Lag", body=stories.text("More."), skills=("kafka",), community=None)
    tip = tips.post(draft, by=company.linus.id)
    weighing.sweep()
    weight = driver.read("MATCH (post:Post {id: $id}) RETURN post.weight AS weight", id=tip)[0]["weight"]
    assert weight
