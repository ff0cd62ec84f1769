"""The newcomer's place: one of five asks goes to someone who is said to know a skill but has little evidence of it.

In public communities, a third of the best answerers had never answered before, so no evidence could have found them.
The newcomer, their manager or colleagues can say that they know the skill. Endorsements in a ring don't count
(graph/expertise/endorsements.py).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from graph.expertise.endorsement_worth import WORTH
from graph.ids import PersonId, SkillSlug
from graph.matching import candidates
from graph.matching.candidates import Case
from graph.matching.scores import NOTHING
from graph.rows import read_as

NEWCOMERS = 1

# Above novice, and with no more evidence than this.
LEAST_LEVEL = 2
MOST_EVIDENCE = 2
LOOKED_AT = 50


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Someone who is said to know a skill but has little evidence of it.

    `why` is `declared` if there is a stated level, and `endorsed` if colleagues only confirmed the skill.
    """

    person: PersonId
    skill: SkillSlug
    why: Literal["declared", "endorsed"]


@dataclass(frozen=True, kw_only=True)
class _Said:
    person: PersonId
    level: int
    skill: SkillSlug
    why: Literal["declared", "endorsed"]


def find(case: Case, *, besides: Collection[PersonId]) -> tuple[Newcomer, ...]:
    """Return the newcomer to ask if the place is free: by highest level, then fewest recent asks, then nearness."""
    if case.has_newcomer:
        return ()
    said = {row.person: row for row in reversed(_said(case))}
    able = candidates.able(dict.fromkeys(said.keys() - set(besides), NOTHING), case)
    free = sorted(able, key=lambda one: (one.recent_asks, -len(one.near), one.person))
    first = sorted(free, key=lambda one: -said[one.person].level)[:NEWCOMERS]
    return tuple(Newcomer(person=one.person, skill=said[one.person].skill, why=said[one.person].why) for one in first)


def _said(case: Case) -> tuple[_Said, ...]:
    return read_as(
        _Said,
        """
        UNWIND $skills AS slug
        MATCH (skill:Skill {slug: slug})<-[standing:STANDS_IN]-(person:Person)
        WHERE {{standing is not hidden}} AND coalesce(standing.level, $level) >= $level AND NOT person.id IN $barred
        WITH slug, person, standing,
             [(person)-[knows:KNOWS]->(known:Skill) WHERE known.slug = slug AND {{knows is open}}
                 | knows.evidence] AS shown,
             [(person)-[:SHOWED]->(given:Proof)-[:IN_SKILL]->(named:Skill)
                 WHERE named.slug = slug AND {{given is counted}}
                 | given.worth] AS confirmed
        WITH slug, person, coalesce(standing.level, $level) AS level,
             CASE WHEN standing.level IS NULL THEN 'endorsed' ELSE 'declared' END AS why, confirmed,
             reduce(all = 0, pieces IN shown | all + pieces) - size(confirmed) AS own
        // What colleagues confirm is evidence as well, and yet nothing that the person has shown.
        WHERE own <= $most AND (why = 'declared' OR ANY(worth IN confirmed WHERE worth = $worth))
        RETURN person.id AS person, level, slug AS skill, why
        ORDER BY level DESC
        LIMIT $limit
        """,
        skills=sorted(case.own),
        level=LEAST_LEVEL,
        most=MOST_EVIDENCE,
        worth=WORTH,
        audiences=case.audiences,
        barred=sorted(case.barred),
        limit=LOOKED_AT,
    )
