"""Skills made of another site's tags, and how they stand to each other."""

import pytest

from graph import clock, driver
from graph.ids import SkillSlug
from graph.imports import skills
from graph.imports.skills import ImportedSkill, Relation
from tests.company import Company

KAFKA, FLINK = SkillSlug("kafka"), SkillSlug("flink")


@pytest.fixture(autouse=True)
def _flink_is_a_skill_too(company: Company) -> None:
    skills.add([ImportedSkill(slug=FLINK, name="Flink", summary="Streams.")], at=clock.now())


def ties() -> list[tuple[str, str, str, float | None]]:
    rows = driver.read(
        """
        MATCH (one:Skill)-[tie:BROADER|RELATED]->(other:Skill)
        RETURN one.slug AS one, type(tie) AS how, other.slug AS other, tie.weight AS weight
        """
    )
    return [(row["one"], row["how"], row["other"], row["weight"]) for row in rows]


def test_tags_that_posts_use_together_are_related_once() -> None:
    skills.relate([Relation(one=KAFKA, other=FLINK, weight=0.5)])
    skills.relate([Relation(one=FLINK, other=KAFKA, weight=0.9)])
    assert ties() == [(KAFKA, "RELATED", FLINK, 0.5)]


def test_a_part_lies_below_the_whole_once() -> None:
    for _ in range(2):
        skills.lay_below([(FLINK, KAFKA)])
    assert ties() == [(FLINK, "BROADER", KAFKA, None)]
