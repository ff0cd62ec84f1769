"""Goals that people share with their manager: the direct one, for as long as they manage them, and nobody else."""

from dataclasses import dataclass
from datetime import date

from graph.cards import Author, SkillTag
from graph.rows import read_as
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class SharedGoal:
    """An open goal of someone who reports to the viewer, shared with their manager."""

    person: Author
    skill: SkillTag
    level: int
    why: str
    until: date | None


def of_reports(*, viewer: Viewer) -> tuple[SharedGoal, ...]:
    """Return the open goals that people whom the viewer manages directly share with their manager, by name.

    Leaves out goals for skills that the viewer may not know of.
    """
    found = read_as(
        SharedGoal,
        """
        MATCH (:Person {id: $viewer})<-[:REPORTS_TO]-(person:Person)
        WHERE person.state = 'active'
        MATCH (person)-[:AIMS_AT]->(goal:Goal)-[:IN_SKILL]->(skill:Skill)
        WHERE goal.state = 'open' AND goal.shared_with = 'manager' AND {{skill is known}}
        RETURN {{person is named}} AS person,
               {slug: skill.slug, name: skill.name} AS skill,
               goal.level AS level,
               goal.why AS why,
               goal.until AS until
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    return tuple(sorted(found, key=lambda one: (one.person.name.casefold(), one.until or date.max, one.skill.name)))
