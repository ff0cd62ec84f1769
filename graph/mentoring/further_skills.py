"""Further skills of a request: beside the one of their goal, learners can name two that a mentor also helps with.

Mentors see those that they teach or know, and only those become part of the mentorship.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import Invalid
from graph.ids import GoalId, PersonId, SkillSlug
from graph.rows import read_as
from graph.skills import naming
from graph.viewers import EVERYONE, Viewer

MOST = 2


@dataclass(frozen=True, kw_only=True)
class _Skill:
    slug: SkillSlug
    name: str
    is_goal: bool
    is_helped: bool


def named(typed: Sequence[str], goal: GoalId, mentors: Sequence[PersonId], *, by: Viewer) -> tuple[SkillSlug, ...]:
    """Return the skills with these names. That of the goal is left out, because it is part of the request anyway.

    Raises `Invalid` for more than two, for a skill that the learner may not know of, and for one that none of the
    mentors teaches or knows, as far as everyone may see.
    """
    slugs = [(name, naming.skill(name, viewer=by)) for name in typed]
    unknown = next((name for name, slug in slugs if not slug), None)
    if unknown is not None:
        raise Invalid(also=f"There is no skill called {unknown} here yet. Choose one from the list, or leave it out.")
    found = [one for one in _found([slug for _, slug in slugs if slug], goal, mentors) if not one.is_goal]
    if len(found) > MOST:
        raise Invalid(also=f"Name at most {MOST} skills beside that of your goal.")
    missing = next((one.name for one in found if not one.is_helped), None)
    if missing is not None:
        raise Invalid(also=f"None of the people you chose teaches or knows {missing}. Choose another skill.")
    return tuple(one.slug for one in found)


def _found(slugs: Sequence[str], goal: GoalId, mentors: Sequence[PersonId]) -> tuple[_Skill, ...]:
    return read_as(
        _Skill,
        """
        UNWIND $slugs AS slug
        MATCH (further:Skill {slug: slug})
        UNWIND $mentors AS id
        MATCH (mentor:Person {id: id})
        WITH further, max(CASE WHEN {{mentor is able to help}} THEN 1 ELSE 0 END) > 0 AS is_helped
        RETURN further.slug AS slug,
               further.name AS name,
               EXISTS { MATCH (further)<-[:IN_SKILL]-(goal:Goal) WHERE goal.id = $goal } AS is_goal,
               is_helped
        ORDER BY name
        """,
        slugs=sorted(set(slugs)),
        mentors=list(mentors),
        goal=goal,
        everyone=EVERYONE,
    )
