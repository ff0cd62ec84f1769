"""What others say about one person's skills, and what they are asked to say about the skills of others."""

from datetime import datetime

from graph import clock
from graph.driver import read
from graph.ids import PersonId
from graph.notifications.concerns import Concern
from graph.rows import read_as


def on_skills(id: PersonId, *, since: datetime) -> tuple[Concern, ...]:
    """Return the confirmations, those that a coach discounted, the requests to confirm, and the levels from a manager.

    It returns what came since then.

    Empty for someone who can't sign in.
    """
    return read_as(
        Concern,
        """
        MATCH (person:Person {id: $id})
        WHERE person.state = 'active' AND person.password_hash IS NOT NULL
        WITH person, COLLECT {
            MATCH (person)-[:SHOWED]->(given:Proof)<-[:ENDORSED]-(:Person)
            WHERE given.state = 'given' AND given.at > datetime($since)
            RETURN {what: 'confirmed', thing: given.id, at: given.at} AS confirmed
        } + COLLECT {
            MATCH (person)-[:SHOWED]->(given:Proof)-[:IN_SKILL]->(skill:Skill)
            WHERE given.state = 'given' AND given.is_discounted AND given.discounted_at > datetime($since)
            WITH skill, min(given.id) AS id, max(given.discounted_at) AS at
            RETURN {what: 'discounted', thing: id, at: at} AS discounted
        } + COLLECT {
            MATCH (person)-[:ENDORSED]->(given:Proof)
            WHERE given.state = 'asked' AND given.at > datetime($since)
            RETURN {what: 'asked', thing: given.id, at: given.at} AS asked
        } + COLLECT {
            MATCH (person)-[standing:STANDS_IN]->(skill:Skill)
            WHERE standing.manager_level IS NOT NULL AND standing.manager_at > datetime($since)
            RETURN {what: 'rated', thing: skill.slug, at: standing.manager_at} AS rated
        } AS found
        UNWIND found AS one
        RETURN 'ability' AS kind, one.thing AS thing, null AS post, $id AS person, one.at AS at, one.what AS what
        """,
        id=id,
        since=since.isoformat(),
    )


def changed(*, since: datetime) -> tuple[PersonId, ...]:
    """Return the people who changed since then, and so perhaps what others say about their skills."""
    rows = read(
        "MATCH (person:Person) WHERE person.changed_key >= $since RETURN person.id AS id", since=clock.key(since)
    )
    return tuple(PersonId(row["id"]) for row in rows)
