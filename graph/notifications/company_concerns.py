"""What coaches and admins decide about one person, and what coaches are asked to decide: accounts and memberships."""

from datetime import datetime
from typing import LiteralString

from graph import clock
from graph.driver import read
from graph.ids import PersonId
from graph.notifications.concerns import Concern
from graph.rows import read_as

# What others do to someone's account and roles, as the audit log calls it.
ACTS = (
    "came_back",
    "changed_address",
    "changed_manager",
    "dismissed_coach",
    "ended_sessions",
    "made_admin",
    "made_coach",
    "made_password_link",
    "unmade_admin",
)

# Of the notifications `one`, those about accounts and communities that still hold, as rows of the inbox.
LINES: LiteralString = """
    MATCH (one)-[:TELLS_OF]->(thing)
    WITH one, telling, thing, $audiences AS audiences
    WHERE one.kind IN ['account', 'membership'] AND {{one is still so}}
    OPTIONAL MATCH (one)-[:UNDER]->(place:Community)
    OPTIONAL MATCH (thing)<-[:DID]-(doer:Person)
    WITH one, telling, thing, place, CASE WHEN thing:Person THEN thing ELSE doer END AS person
    RETURN one.id AS id, one.kind AS kind, one.what AS what, one.made_key AS made_key,
           null AS post, null AS post_kind,
           CASE WHEN place IS NOT NULL THEN place.name
                WHEN one.what = 'changed_manager'
                    THEN coalesce([(:Person {id: $viewer})-[:REPORTS_TO]->(manager:Person) | manager.name][0], '')
                ELSE '' END AS title,
           coalesce(place.slug, thing.id) AS thing,
           false AS is_answer,
           false AS is_comment,
           CASE WHEN person IS NOT NULL THEN {{person is named}} END AS by,
           false AS is_by_asker,
           null AS outcome,
           false AS is_private,
           type(telling) = 'TELLS' AS is_new
    ORDER BY made_key DESC
    LIMIT $limit
"""


def on_account(id: PersonId, *, since: datetime) -> tuple[Concern, ...]:
    """Return what others did since then to the account and the roles of someone who can sign in."""
    return read_as(
        Concern,
        """
        MATCH (person:Person {id: $id})<-[:RECORDS]-(entry:AuditEntry)
        WHERE person.state = 'active' AND person.password_hash IS NOT NULL
          AND entry.act IN $acts AND entry.at > datetime($since)
          AND NOT EXISTS { (entry)<-[:DID]-(doer:Person) WHERE doer.id = $id }
        RETURN 'account' AS kind,
               entry.id AS thing,
               null AS post,
               [(entry)-[:RECORDS]->(community:Community) | community.id][0] AS place,
               person.id AS person,
               entry.at AS at,
               entry.act AS what
        """,
        id=id,
        acts=list(ACTS),
        since=since.isoformat(),
    )


def on_community(slug: str, *, since: datetime) -> tuple[Concern, ...]:
    """Return the requests to join a community since then, for its coaches, and what they decided, for the others.

    People to whom a hidden community is closed aren't told of it.
    """
    return read_as(
        Concern,
        """
        MATCH (community:Community {slug: $slug})
        WITH community, COLLECT {
            MATCH (community)<-[request:REQUESTED]-(asker:Person)
            WHERE request.at > datetime($since)
            MATCH (community)<-[coaching:MEMBER_OF]-(coach:Person)
            WHERE coaching.is_coach
            RETURN {what: 'requested', thing: asker.id, person: coach.id, at: request.at} AS asked
        } + COLLECT {
            MATCH (community)<-[member:MEMBER_OF]-(person:Person)
            WHERE member.since > datetime($since) AND member.added_by <> person.id
            RETURN {what: 'admitted', thing: community.id, person: person.id, at: member.since} AS admitted
        } + COLLECT {
            MATCH (community)-[refusal:REFUSED]->(person:Person)
            WHERE refusal.at > datetime($since)
            RETURN {what: 'declined', thing: community.id, person: person.id, at: refusal.at} AS refused
        } AS found
        UNWIND found AS one
        MATCH (person:Person {id: one.person})
        WHERE person.state = 'active' AND person.password_hash IS NOT NULL
          AND (community.visibility <> 'hidden' OR EXISTS {
              MATCH (person)-[:MEMBER_OF]->(joined:Community)
              WHERE joined.id = community.id
          })
        RETURN 'membership' AS kind,
               one.thing AS thing,
               null AS post,
               community.id AS place,
               one.person AS person,
               one.at AS at,
               one.what AS what
        """,
        slug=slug,
        since=since.isoformat(),
    )


def changed_accounts(*, since: datetime) -> tuple[PersonId, ...]:
    """Return the people to whose accounts or roles others did something since then."""
    rows = read(
        """
        MATCH (entry:AuditEntry)
        WHERE entry.at_key >= $since AND entry.act IN $acts
        MATCH (entry)-[:RECORDS]->(person:Person)
        RETURN DISTINCT person.id AS id
        """,
        since=clock.key(since),
        acts=list(ACTS),
    )
    return tuple(PersonId(row["id"]) for row in rows)


def changed_communities(*, since: datetime) -> tuple[str, ...]:
    """Return the communities that people asked to join since then, or whose coaches decided on it."""
    rows = read(
        "MATCH (community:Community) WHERE community.membership_key >= $since RETURN community.slug AS slug",
        since=clock.key(since),
    )
    return tuple(row["slug"] for row in rows)
