"""What coaches and admins decide about one person: accounts, memberships, withdrawn texts. Coaches are asked first."""

from datetime import datetime
from typing import LiteralString

from graph import clock
from graph.driver import read
from graph.ids import PendingPostId, PersonId, ReportId, WithdrawalId
from graph.notifications.concerns import Concern
from graph.rows import read_as

# What others do to someone's account and roles, as the audit log calls it.
ACTS = (
    "called_in",
    "came_back",
    "changed_address",
    "changed_manager",
    "dismissed_coach",
    "ended_sessions",
    "ended_silence",
    "kept_silence",
    "kept_suspension",
    "lifted_suspension",
    "made_admin",
    "made_coach",
    "made_password_link",
    "made_site_coach",
    "removed_member",
    "silenced",
    "suspended",
    "unmade_admin",
    "unmade_site_coach",
    "warned",
)

# Those that people hear of by mail at once, since they don't open the site meanwhile.
SUSPENSIONS = ("kept_suspension", "lifted_suspension", "suspended")

# Of the notifications `one`, those about no post that aren't personal and still hold, as rows of the inbox. The post on
# which a text was is named only as long as the viewer may see it.
LINES: LiteralString = """
    MATCH (one)-[:TELLS_OF]->(thing)
    WITH one, telling, thing, $audiences AS audiences
    WHERE one.kind IN ['account', 'membership', 'invited', 'first_tip', 'changed']
      AND NOT EXISTS { (one)-[:UNDER]->(:Post) } AND {{one is still so}}
    OPTIONAL MATCH (one)-[:UNDER]->(place:Community)
    OPTIONAL MATCH (thing)<-[:DID]-(doer:Person)
    OPTIONAL MATCH (:Person {id: $viewer})-[invitation:INVITED_TO]->(thing)
    OPTIONAL MATCH (inviter:Person {id: coalesce(invitation.by, '')})
    OPTIONAL MATCH (post:Post {id: coalesce(thing.post, '')}) WHERE {{post is open}}
    WITH one, telling, thing, place, post,
         // People who are warned, silenced or suspended learn who decided by role, not by name.
         CASE WHEN one.kind = 'first_tip' THEN null
              WHEN one.what IN ['warned', 'silenced', 'ended_silence', 'kept_silence', 'suspended',
                               'kept_suspension', 'lifted_suspension'] THEN null
              WHEN one.kind = 'invited' THEN inviter WHEN thing:Person THEN thing ELSE doer END AS person
    RETURN one.id AS id, one.kind AS kind, one.what AS what, one.made_key AS made_key,
           post.id AS post, post.kind AS post_kind,
           CASE WHEN thing:Takedown OR thing:PendingPost THEN coalesce(post.title, thing.title, '')
                WHEN thing:MentoringRound THEN thing.name
                WHEN place IS NOT NULL THEN place.name
                WHEN one.what = 'changed_manager'
                    THEN coalesce([(:Person {id: $viewer})-[:REPORTS_TO]->(manager:Person) | manager.name][0], '')
                ELSE '' END AS title,
           CASE WHEN thing:MentoringRound THEN thing.id ELSE coalesce(place.slug, thing.id) END AS thing,
           false AS is_answer,
           false AS is_comment,
           CASE WHEN person IS NOT NULL THEN {{person is named}} END AS by,
           false AS is_by_asker,
           CASE WHEN thing:Takedown OR thing:Report THEN thing.of WHEN thing:PendingPost THEN thing.kind END AS outcome,
           CASE WHEN thing:PendingPost THEN thing.words WHEN NOT thing:Takedown THEN ''
                WHEN thing.state = 'stays' THEN thing.answer ELSE thing.reason END AS words,
           coalesce(thing.is_nameless, false)
               OR EXISTS { (thing)-[tie:TAKEN_FROM]->(author:Person) WHERE author.id = $viewer AND tie.is_private }
               AS is_private,
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

    Members hear who can see it now.

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
        } + COLLECT {
            MATCH (community)<-[:RECORDS]-(entry:AuditEntry)<-[:DID]-(doer:Person)
            WHERE entry.act = 'made_' + community.visibility AND entry.at > datetime($since)
            MATCH (community)<-[member:MEMBER_OF]-(person:Person)
            WHERE person.id <> doer.id AND NOT coalesce(member.since > entry.at, false)
            RETURN {what: entry.act, thing: community.id, person: person.id, at: entry.at} AS shown
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


def on_takedown(id: WithdrawalId, *, since: datetime) -> tuple[Concern, ...]:
    """Return whose text a coach withdrew or put back since then. Empty if its authors did it themselves."""
    return read_as(
        Concern,
        """
        MATCH (notice:Takedown {id: $id})-[:TAKEN_FROM]->(person:Person)
        WHERE notice.at > datetime($since) AND person.state = 'active' AND person.password_hash IS NOT NULL
        RETURN 'changed' AS kind,
               notice.id AS thing,
               null AS post,
               person.id AS person,
               notice.at AS at,
               notice.state AS what
        """,
        id=id,
        since=since.isoformat(),
    )


def on_report(id: ReportId, *, since: datetime) -> tuple[Concern, ...]:
    """Return the reporter of a text or person on which a coach or an admin decided since then."""
    return read_as(
        Concern,
        """
        MATCH (report:Report {id: $id})<-[:REPORTED]-(person:Person)
        WHERE report.decided_key > $since AND person.state = 'active' AND person.password_hash IS NOT NULL
        RETURN 'changed' AS kind,
               report.id AS thing,
               null AS post,
               person.id AS person,
               report.decided_key / 1000 AS at,
               report.state AS what
        """,
        id=id,
        since=clock.key(since),
    )


def on_pending(id: PendingPostId, *, since: datetime) -> tuple[Concern, ...]:
    """Return the author of what a coach has published or sent back since then."""
    return read_as(
        Concern,
        """
        MATCH (pending:PendingPost {id: $id})<-[:SUBMITTED]-(person:Person)
        WHERE pending.decided_at > datetime($since) AND pending.state <> 'waiting'
          AND person.state = 'active' AND person.password_hash IS NOT NULL
        RETURN 'changed' AS kind,
               pending.id AS thing,
               null AS post,
               person.id AS person,
               pending.decided_at AS at,
               pending.state AS what
        """,
        id=id,
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
    """Return the communities that people asked to join since then, or whose coaches decided who is in or sees them."""
    rows = read(
        "MATCH (community:Community) WHERE community.membership_key >= $since RETURN community.slug AS slug",
        since=clock.key(since),
    )
    return tuple(row["slug"] for row in rows)


def changed_takedowns(*, since: datetime) -> tuple[WithdrawalId, ...]:
    """Return what coaches withdrew or put back since then."""
    rows = read(
        "MATCH (notice:Takedown) WHERE notice.changed_key >= $since RETURN notice.id AS id", since=clock.key(since)
    )
    return tuple(WithdrawalId(row["id"]) for row in rows)


def changed_reports(*, since: datetime) -> tuple[ReportId, ...]:
    """Return the reports on which coaches decided since then."""
    rows = read(
        "MATCH (report:Report) WHERE report.decided_key >= $since RETURN report.id AS id", since=clock.key(since)
    )
    return tuple(ReportId(row["id"]) for row in rows)


def changed_pending(*, since: datetime) -> tuple[PendingPostId, ...]:
    """Return what waited, and coaches have published or sent back since then."""
    rows = read(
        "MATCH (pending:PendingPost) WHERE pending.changed_key >= $since RETURN pending.id AS id",
        since=clock.key(since),
    )
    return tuple(PendingPostId(row["id"]) for row in rows)
