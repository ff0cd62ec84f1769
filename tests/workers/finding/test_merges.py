"""The effects of merging two skills: in search, in evidence, and after the queue was down."""

import pytest

from graph import driver, viewers
from graph.expertise import evidence
from graph.ids import SkillSlug
from graph.merging import merges, orphans
from graph.posts import answers, questions
from graph.skills import vocabulary
from graph.skills.vocabulary import SkillDraft
from graph.viewers import Viewer
from search import query
from search.filters import Filters
from tests import company as stories
from tests.company import Company, question
from workers.expertise import evidence as weighing
from workers.finding import indexing

pytestmark = pytest.mark.usefixtures("data_folder")

APACHE, KAFKA = SkillSlug("apache-kafka"), SkillSlug("kafka")


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin in whose company Ada has written about Kafka under both of its names."""
    asked = questions.ask(question("Which client?", "Apache Kafka"), by=company.tim.id)
    answer = answers.give(asked, stories.text("This one."), by=company.ada)
    for proof in (company.kafka_answer, company.kafka_tip, answer):
        evidence.weigh(proof)
    indexing.rebuild(lambda _count: None)
    return viewers.get(stories.join("Barbara", is_admin=True))


def found(skill: SkillSlug) -> int:
    """Return how many questions the search filter for a skill finds."""
    filters = Filters(marks={"skill": (skill,), "type": ("question",)})
    return query.find("", audiences=("everyone",), filters=filters).total


def known(person: Viewer) -> dict[str, tuple[int, float]]:
    """Return someone's number of pieces of evidence and their weight, by skill."""
    rows = driver.read(
        """
        MATCH (:Person {id: $id})-[knows:KNOWS]->(skill:Skill)
        RETURN skill.slug AS slug, sum(knows.evidence) AS evidence, sum(knows.weight) AS weight
        """,
        id=person.id,
    )
    return {row["slug"]: (row["evidence"], pytest.approx(row["weight"], rel=0.01)) for row in rows}


def test_posts_are_found_under_the_survivor_and_evidence_counts_for_it(company: Company, barbara: Viewer):
    before = known(company.ada)
    merged = merges.merge(APACHE, KAFKA, by=barbara)
    indexing.index_merge(merged)
    weighing.recount_merge(merged)
    assert (found(KAFKA), found(APACHE)) == (2, 0)
    assert query.find("apache", audiences=("everyone",)).hits[0].key == KAFKA
    assert [(slug, evidence) for slug, (evidence, _) in known(company.ada).items()] == [(KAFKA, 3)]
    merges.undo(merged, by=barbara)
    indexing.index_merge(merged)
    weighing.recount_merge(merged)
    assert (found(KAFKA), found(APACHE)) == (1, 1)
    assert known(company.ada) == before


def test_doing_it_twice_changes_nothing(company: Company, barbara: Viewer):
    merged = merges.merge(APACHE, KAFKA, by=barbara)
    for _ in range(2):
        indexing.index_merge(merged)
        weighing.recount_merge(merged)
    assert (found(KAFKA), known(company.ada)[KAFKA][0]) == (2, 3)


def test_the_sweeps_catch_up_with_what_the_queue_missed(company: Company, barbara: Viewer):
    before = known(company.ada)
    merged = merges.merge(APACHE, KAFKA, by=barbara)
    indexing.sweep()
    weighing.sweep()
    assert (found(KAFKA), known(company.ada)[KAFKA][0]) == (2, 3)
    merges.undo(merged, by=barbara)
    indexing.sweep()
    weighing.sweep()
    assert (found(APACHE), known(company.ada)) == (1, before)


def test_a_removed_skill_is_found_no_more_until_it_is_put_back(company: Company, barbara: Viewer):
    cobol = vocabulary.add(SkillDraft(name="COBOL", summary="", aliases=(), broader=(), related=()), by=barbara)
    totals: list[int] = []
    for act in (None, orphans.remove, orphans.put_back):
        if act:
            act(cobol, by=barbara)
        indexing.sweep()
        totals.append(query.find("cobol", audiences=("everyone",)).total)
    assert totals == [1, 0, 1]
