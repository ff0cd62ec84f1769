"""From a named skill to those near it, on both engines."""

import pytest

from graph import driver
from graph.ids import SkillSlug
from graph.posts import questions
from graph.skills import near_skills
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company


@pytest.fixture(autouse=True)
def _chain(company: Company):
    """A chain of related skills. Only the platform engineers may know of TLS."""
    questions.ask(stories.question("Which?", "pulsar", "streams", "rabbit"), by=company.grace.id)
    driver.write(
        """
        UNWIND [['kafka', 'pulsar'], ['streams', 'pulsar'], ['kafka', 'tls'], ['tls', 'rabbit']] AS pair
        MATCH (one:Skill {slug: pair[0]})
        MATCH (other:Skill {slug: pair[1]})
        CREATE (one)-[:RELATED]->(other)
        """
    )


def near(slug: str, viewer: Viewer) -> list[tuple[str, int]]:
    return [(one.skill.slug, one.steps) for one in near_skills.of([SkillSlug(slug)], viewer=viewer)]


def test_the_nearest_come_first_and_nothing_is_further_than_two_steps(company: Company):
    assert near("kafka", company.tim) == [("kafka", 0), ("pulsar", 1), ("streams", 2)]
    assert near("kafka", company.ada) == [("kafka", 0), ("pulsar", 1), ("tls", 1), ("rabbit", 2), ("streams", 2)]


def test_no_step_leads_over_what_is_closed(company: Company):
    assert near("rabbit", company.tim) == [("rabbit", 0)]
    assert near("tls", company.tim) == near("nothing", company.tim) == []
