"""What endorsements count: less in a ring, and only for those who may see them."""

from collections.abc import Sequence
from itertools import pairwise

from graph.driver import read, write
from graph.expertise import evidence, stated_levels
from graph.ids import PersonId, SkillSlug
from graph.viewers import EVERYONE

# If people endorse each other, directly or in a ring of up to four, it says more about friendship than about skill.
WORTH, WORTH_IN_A_RING = 1.0, 0.25


def settle(pairs: Sequence[tuple[PersonId, PersonId]]) -> None:
    """Update the worth of the endorsements between these pairs, then weigh them."""
    rows = write(
        """
        UNWIND $pairs AS pair
        MATCH (giver:Person {id: pair[0]})-[:ENDORSED]->(given:Proof)<-[:SHOWED]-(person:Person)
        WHERE person.id = pair[1] AND given.state IN ['given', 'withdrawn']
        SET given.worth = CASE WHEN EXISTS {
                MATCH (person)-[:VOUCHES*1..3]->(back:Person)
                WHERE back.id = pair[0]
            } THEN $in_a_ring ELSE $worth END
        WITH DISTINCT given, person
        MATCH (given)-[:IN_SKILL]->(skill:Skill)
        RETURN given.id AS id, person.id AS person, skill.slug AS skill
        """,
        pairs=[list(pair) for pair in set(pairs)],
        worth=WORTH,
        in_a_ring=WORTH_IN_A_RING,
    )
    for row in rows:
        evidence.weigh(row["id"])
    for person, skill in {(row["person"], row["skill"]) for row in rows}:
        _settle_level(person, skill)


def settle_community(slug: str) -> None:
    """Weigh again what people said after they met in a community, after its audience changed."""
    rows = read(
        """
        MATCH (:Community {slug: $slug})<-[:IN]-(:Post)<-[:TRACED]-(given:Proof)<-[:SHOWED]-(person:Person)
        MATCH (given)<-[:ENDORSED]-(giver:Person)
        RETURN DISTINCT giver.id AS giver, person.id AS person
        """,
        slug=slug,
    )
    settle([(row["giver"], row["person"]) for row in rows])


def ring(giver: PersonId, person: PersonId) -> list[tuple[PersonId, PersonId]]:
    """Return the endorsing pairs on the paths from this person back to the giver, over at most two others."""
    rows = read(
        """
        MATCH way = (:Person {id: $person})-[:VOUCHES*1..3]->(giver:Person)
        WHERE giver.id = $giver
        RETURN [one IN nodes(way) | one.id] AS people
        """,
        giver=giver,
        person=person,
    )
    return [pair for row in rows for pair in pairwise(row["people"])]


def _settle_level(person: PersonId, skill: SkillSlug) -> None:
    """Set the peers' level: the lower median over endorsements that everyone may see and that are in no ring."""
    rows = read(
        """
        MATCH (:Person {id: $person})-[:SHOWED]->(given:Proof)-[:IN_SKILL]->(skill:Skill)
        WHERE skill.slug = $skill AND {{given is valid}} AND given.worth = $worth
          AND given.audience = $everyone AND given.level IS NOT NULL
        RETURN given.level AS level
        ORDER BY level
        """,
        person=person,
        skill=skill,
        worth=WORTH,
        everyone=EVERYONE,
    )
    middle = rows[(len(rows) - 1) // 2]["level"] if rows else None
    stated_levels.hear_peers(person, skill, middle)
