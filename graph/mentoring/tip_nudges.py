"""Asking someone who has reached a goal for the one trick that helped them, until they write it or don't want to."""

from dataclasses import dataclass
from datetime import timedelta

from graph import clock
from graph.cards import SkillTag
from graph.driver import only, write
from graph.ids import GoalId
from graph.mentoring.goals import NOT_YOURS
from graph.rows import read_as
from graph.viewers import Viewer

# Later, they no longer know what was hard.
ASKED_FOR = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class TipNudge:
    """A goal that the viewer has reached, and the skill about which they could write a tip."""

    goal: GoalId
    skill: SkillTag


def due(*, viewer: Viewer) -> tuple[TipNudge, ...]:
    """Return the goals of the viewer that were reached within 60 days and led to no tip yet, the latest first."""
    return read_as(
        TipNudge,
        """
        MATCH (me:Person {id: $viewer})-[:AIMS_AT]->(goal:Goal)-[:IN_SKILL]->(skill:Skill)
        WHERE goal.state = 'reached' AND goal.ended_at > datetime($since) AND goal.no_tip_at IS NULL
          AND {{skill is known}}
          AND NOT EXISTS {
              MATCH (me)-[:POSTED]->(tip:Post)-[:ABOUT]->(about:Skill)
              WHERE tip.kind = 'tip' AND tip.posted_at >= goal.ended_at AND about.slug = skill.slug
          }
        WITH goal, skill
        ORDER BY goal.ended_at DESC
        RETURN goal.id AS goal, {slug: skill.slug, name: skill.name} AS skill
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        since=(clock.now() - ASKED_FOR).isoformat(),
    )


def dismiss(goal: GoalId, *, by: Viewer) -> None:
    """Don't ask for a tip about this goal again. Twice changes nothing. Raises `NotFound` for goals of others."""
    rows = write(
        """
        MATCH (me:Person {id: $by})-[:AIMS_AT]->(goal:Goal)
        WHERE goal.id = $goal
        SET goal.no_tip_at = coalesce(goal.no_tip_at, datetime($now))
        RETURN goal.id AS id
        """,
        by=by.id,
        goal=goal,
        now=clock.now().isoformat(),
    )
    only(rows, otherwise=NOT_YOURS)
