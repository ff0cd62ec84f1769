"""Needs for a mentor: nobody can help with a goal, and its person wants that counted. It isn't known who they are.

Seeking is private, so nothing is counted unless they say so (graph/demand/anonymous_demand.py).
"""

from graph.demand import anonymous_demand
from graph.driver import read
from graph.errors import Conflict
from graph.ids import GoalId
from graph.pairing import mentors, seekers
from graph.viewers import Viewer

SOMEONE_CAN = Conflict("Someone can mentor you for this now. Reload the page to see who.")


def count(goal: GoalId, *, by: Viewer) -> None:
    """Count the viewer among the people who need the skill of an open goal of theirs. Twice counts once.

    Raises `NotFound` for goals of others, and `Conflict` if someone can mentor them.
    """
    seeker = seekers.get(goal, viewer=by)
    if mentors.able(goal, viewer=by):
        raise SOMEONE_CAN
    anonymous_demand.note((seeker.skill.slug,), "mentor", by=by.id)


def is_counted(goal: GoalId, *, viewer: Viewer) -> bool:
    """Return whether the viewer is counted among the people who need a mentor for the skill of their goal."""
    return bool(
        read(
            """
            MATCH (:Person {id: $viewer})-[:AIMS_AT]->(goal:Goal)-[:IN_SKILL]->(skill:Skill)
            WHERE goal.id = $goal
            MATCH (need:Need {key: skill.slug})<-[:FOR]-(wish:Wish)
            WHERE wish.who = $who AND wish.source = 'mentor'
            RETURN wish.source AS source
            """,
            viewer=viewer.id,
            goal=goal,
            who=anonymous_demand.mark(viewer.id),
        )
    )
