"""Proposed goals: skills that someone wants to learn, looked for without finding anything, or asks about often."""

from dataclasses import dataclass

from graph.cards import SkillTag
from graph.demand import anonymous_demand
from graph.expertise.stated_levels import AUTHORITY, NOVICE
from graph.mentoring import goals
from graph.rows import read_as
from graph.viewers import Viewer

SHOWN = 5
# Someone who asked about a skill this often may want to get better at it.
ASKED_OFTEN = 2


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A skill that may become a goal, a level above what they have, and why: one of the three or several.

    `asked` counts their questions about it, `looked` is whether they looked for it and nobody has helped them yet.
    """

    skill: SkillTag
    level: int
    wants: bool
    looked: bool
    asked: int


@dataclass(frozen=True, kw_only=True)
class _Found:
    skill: SkillTag
    wants: bool
    looked: bool
    asked: int


def of(*, viewer: Viewer) -> tuple[Proposal, ...]:
    """Return at most five skills that may become goals: what they want to learn, then what they looked for, then asked.

    Skills of open goals and skills in which they have the highest level are left out.
    """
    levels = goals.own_levels(viewer=viewer)
    found = sorted(
        _found(viewer), key=lambda one: (not one.wants, not one.looked, -one.asked, one.skill.name.casefold())
    )
    able = [one for one in found if levels.get(one.skill.slug, NOVICE) < AUTHORITY]
    return tuple(
        Proposal(
            skill=one.skill,
            level=levels.get(one.skill.slug, NOVICE) + 1,
            wants=one.wants,
            looked=one.looked,
            asked=one.asked,
        )
        for one in able[:SHOWN]
    )


def _found(viewer: Viewer) -> tuple[_Found, ...]:
    # The marks of searches name nobody. They are compared with the viewer's own, whose page this is.
    return read_as(
        _Found,
        """
        MATCH (me:Person {id: $viewer})
        WITH me,
             [(me)-[:AIMS_AT]->(goal:Goal)-[:IN_SKILL]->(aimed:Skill) WHERE goal.state = 'open' | aimed.slug] AS open,
             [(me)-[standing:STANDS_IN]->(wanted:Skill) WHERE standing.wants | wanted.slug] AS wanted,
             [(me)-[:ASKED]->(:Post)-[:ABOUT]->(about:Skill) | about.slug] AS asked,
             COLLECT {
                 MATCH (wish:Wish {who: $who})-[:FOR]->(need:Need)-[:OF]->(missing:Skill)
                 WHERE need.key IS NOT NULL AND wish.source IN ['failed', 'unopened']
                 RETURN missing.slug
             } AS looked
        UNWIND wanted + asked + looked AS slug
        WITH DISTINCT slug, open, wanted, asked, looked
        WHERE NOT slug IN open
        MATCH (skill:Skill {slug: slug})
        WHERE {{skill is known}}
        WITH skill, skill.slug IN wanted AS wants, skill.slug IN looked AS looked,
             size([one IN asked WHERE one = skill.slug]) AS asked
        WHERE wants OR looked OR asked >= $often
        RETURN {slug: skill.slug, name: skill.name} AS skill, wants, looked, asked
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        who=anonymous_demand.mark(viewer.id),
        often=ASKED_OFTEN,
    )
