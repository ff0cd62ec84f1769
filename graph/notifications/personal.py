"""What concerns one person and happened on no post: thanks in words, being asked to be an expert, and their skills."""

from datetime import datetime
from typing import LiteralString

from graph import clock
from graph.driver import read
from graph.notifications.concerns import Concern
from graph.rows import read_as

# Of the notifications `one`, those about no post that still hold, as rows of the inbox.
LINES: LiteralString = """
    MATCH (one)-[:TELLS_OF]->(thing)
    WITH one, telling, thing, $audiences AS audiences
    WHERE one.kind IN ['thanked', 'expert', 'ability', 'mentoring', 'matched', 'introduction']
      AND NOT EXISTS { (one)-[:UNDER]->(:Post) } AND {{one is still so}}
    OPTIONAL MATCH (thing)<-[:GAVE_THANKS|NAMED|ENDORSED|SHOWED|MENTORS_IN|LEARNS_IN|BOOKED|RECEIVES]-(other:Person)
        WHERE other.id <> $viewer
    OPTIONAL MATCH (thing)-[:TO]->(asked:Person)
    OPTIONAL MATCH (thing)-[:PART_OF]->(:MentorRequest)<-[:SEEKS]-(learner:Person)
    OPTIONAL MATCH (:Person {id: $viewer})-[standing:STANDS_IN]->(thing)
    OPTIONAL MATCH (manager:Person {id: coalesce(standing.manager, '')})
    // Someone who wants to be introduced, or who introduces, and the one who is met.
    OPTIONAL MATCH (thing)<-[:WANTS]-(seeker:Person)
    OPTIONAL MATCH (thing)-[:THROUGH]->(through:Person)
    OPTIONAL MATCH (thing)-[:TOWARDS]->(stranger:Person)
    WITH one, telling, thing, CASE stranger.id WHEN $viewer THEN seeker.name ELSE stranger.name END AS met,
         coalesce(CASE through.id WHEN $viewer THEN seeker ELSE through END, other,
                  CASE asked.id WHEN $viewer THEN learner ELSE asked END, manager) AS person
    RETURN one.id AS id, one.kind AS kind, one.what AS what, one.made_key AS made_key,
           null AS post, null AS post_kind,
           // Of circles, their title.
           coalesce(met, CASE WHEN thing:Circle THEN thing.title END,
                    [(thing)-[:IN_SKILL]->(skill:Skill) | skill.name][0], thing.words, thing.name, '') AS title,
           CASE WHEN one.kind IN ['mentoring', 'matched', 'introduction'] THEN thing.id
                ELSE coalesce([(thing)-[:IN_SKILL]->(skill:Skill) | skill.slug][0], thing.slug, thing.id) END AS thing,
           false AS is_answer,
           false AS is_comment,
           CASE WHEN person IS NOT NULL THEN {{person is named}} END AS by,
           false AS is_by_asker,
           null AS outcome,
           CASE WHEN thing:Introduction THEN thing.why ELSE '' END AS words,
           false AS is_private,
           type(telling) = 'TELLS' AS is_new
    ORDER BY made_key DESC
    LIMIT $limit
"""


def concern(id: str) -> tuple[Concern, ...]:
    """Return whom thanks for no post, or a request to be an expert, concerns. Empty if it no longer holds."""
    return read_as(
        Concern,
        """
        OPTIONAL MATCH (thanks:Thanks {id: $id})-[:THANKS]->(thanked:Person)
            WHERE thanks.state = 'given' AND NOT EXISTS { (thanks)-[:THANKS_FOR]->() }
        OPTIONAL MATCH (seat:NamedExpert {id: $id})-[:SEATS]->(expert:Person)
            WHERE seat.state = 'asked'
        WITH coalesce(thanks, seat) AS thing, coalesce(thanked, expert) AS person
        WHERE person.state = 'active' AND person.password_hash IS NOT NULL
        RETURN CASE WHEN thing:Thanks THEN 'thanked' ELSE 'expert' END AS kind,
               thing.id AS thing,
               null AS post,
               person.id AS person,
               thing.at AS at,
               null AS what
        """,
        id=id,
    )


def changed(*, since: datetime) -> tuple[str, ...]:
    """Return the thanks, and the requests to be an expert, that were made since then."""
    rows = read(
        """
        MATCH (thanks:Thanks)
        WHERE thanks.changed_key >= $since
        RETURN thanks.id AS id
        UNION
        MATCH (seat:NamedExpert)
        WHERE seat.changed_key >= $since
        RETURN seat.id AS id
        """,
        since=clock.key(since),
    )
    return tuple(row["id"] for row in rows)
