"""The newcomer's place: one of five asks goes to somebody who is said to know a skill and has shown little of it yet.

In public communities a third of the best answerers had never answered before: nothing that they had shown could have
found them.
"""

from collections.abc import Collection
from dataclasses import dataclass

from graph import candidates
from graph.candidates import Case
from graph.driver import read
from graph.ids import PersonId, SkillSlug
from graph.merits import NOTHING

PLACES = 1

# Beyond a novice, and with no more than this to show for it.
LEAST_LEVEL = 2
MOST_EVIDENCE = 2
LOOKED_AT = 50


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Somebody with little evidence in a skill that they, or others, say they know."""

    person: PersonId
    skill: SkillSlug


def find(case: Case, *, besides: Collection[PersonId]) -> tuple[Newcomer, ...]:
    """Return the one to ask, if the newcomer's place is free: the highest level first, then who was asked least."""
    if case.has_newcomer:
        return ()
    said = _said(case)
    able = candidates.able(dict.fromkeys(said.keys() - set(besides), NOTHING), case)
    free = sorted(able, key=lambda one: (one.recent_asks, -len(one.near), one.person))
    levels = sorted(free, key=lambda one: -said[one.person][0])
    return tuple(Newcomer(person=one.person, skill=said[one.person][1]) for one in levels[:PLACES])


def _said(case: Case) -> dict[PersonId, tuple[int, SkillSlug]]:
    rows = read(
        """
        UNWIND $skills AS slug
        MATCH (skill:Skill {slug: slug})<-[knows:KNOWS]-(person:Person)
        WHERE knows.level >= $level
          AND knows.hidden IS NULL
          AND knows.evidence <= $most
          AND knows.audience IN $audiences
          AND NOT person.id IN $barred
        RETURN person.id AS person, knows.level AS level, skill.slug AS skill
        ORDER BY level DESC
        LIMIT $limit
        """,
        skills=sorted(case.own),
        level=LEAST_LEVEL,
        most=MOST_EVIDENCE,
        audiences=case.audiences,
        barred=sorted(case.barred),
        limit=LOOKED_AT,
    )
    return {row["person"]: (row["level"], row["skill"]) for row in reversed(rows)}
