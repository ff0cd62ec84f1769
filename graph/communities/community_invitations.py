"""Invitations to a community, from its coaches or, if it is public, from any member: decision 52.

Declining is silent. Whoever invited sees the same list, and gets the same answer, whether or not somebody declined.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.cards import Author
from graph.communities.communities import PICTURE, Visibility
from graph.communities.memberships import NOT_HERE
from graph.driver import only, read, write
from graph.errors import Forbidden, Invalid, NotFound
from graph.ids import PersonId, new_id
from graph.people import people
from graph.rows import read_as
from graph.viewers import Viewer

PEOPLE_AT_ONCE = 20
SHOWN = 100
# Nobody is told again before that, whether they declined or haven't answered.
QUIET = timedelta(days=90)

NOT_YOURS = Forbidden(
    "Coaches invite people to a community and, if it is public, members do too. Nobody can while it is archived."
)


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """An invitation as its person sees it: the name and purpose of a community, and who invited them."""

    slug: str
    name: str
    purpose: str
    hue: int
    picture: str
    visibility: Visibility
    by: Author | None


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Someone who was invited, as coaches and whoever invited them see it. It doesn't tell whether they declined."""

    person: Author
    at: datetime


def invite(slug: str, colleagues: Sequence[str], *, by: Viewer) -> None:
    """Invite colleagues by name or email address. Someone who was invited in the last 90 days isn't told again.

    Raises `Forbidden` for people who may not invite, and `Invalid`, with nobody invited, if someone isn't found or
    can't be invited now: they are away or suspended, have no account of their own, or are this person.
    """
    if slug not in _open(by):
        raise NOT_YOURS
    found = _called(colleagues)
    _refuse_absent(found, by=by)
    now = clock.now()
    write(
        """
        MATCH (me:Person {id: $by})-[member:MEMBER_OF]->(community:Community {slug: $slug})
        // Writing before looking takes the lock: two people don't invite the same one twice.
        SET community.invitation_lock = $lock, community.membership_key = $key
        WITH me, community, coalesce(member.is_coach, false) AS is_coach
        WHERE community.archived_at IS NULL AND (is_coach OR community.visibility = 'public')
        UNWIND $people AS id
        MATCH (person:Person {id: id})
        MERGE (person)-[invitation:INVITED_TO]->(community)
        WITH person, invitation, is_coach,
             coalesce(invitation.at_key, 0) <= $quiet OR invitation.is_taken_back AS is_new
        SET invitation.is_by_coach = is_coach OR (NOT is_new AND invitation.is_by_coach)
        FOREACH (_ IN CASE WHEN is_new THEN [1] ELSE [] END |
            SET invitation.declined_key = CASE WHEN coalesce(invitation.declined_key, 0) > $quiet
                    THEN invitation.declined_key ELSE 0 END,
                invitation.at_key = $key, invitation.by = $by, invitation.is_taken_back = false)
        RETURN person.id AS id
        """,
        slug=slug,
        people=[one.id for one in found],
        by=by.id,
        lock=new_id(),
        quiet=clock.key(now - QUIET),
        key=clock.key(now),
    )


def find(slug: str, *, viewer: Viewer) -> Invitation | None:
    """Return the invitation of this person to a community, unless they declined it or are a member."""
    rows = read_as(
        Invitation,
        """
        MATCH (me:Person {id: $viewer})-[invitation:INVITED_TO]->(community:Community {slug: $slug})
        WHERE {{invitation is live}} AND NOT EXISTS { (me)-[:MEMBER_OF]->(community) }
        OPTIONAL MATCH (inviter:Person {id: invitation.by})
        RETURN community.slug AS slug, community.name AS name, community.purpose AS purpose,
               coalesce(community.hue, 0) AS hue, coalesce(community.picture, $picture) AS picture,
               community.visibility AS visibility,
               CASE WHEN inviter IS NOT NULL THEN {{inviter is named}} END AS by
        """,
        slug=slug,
        viewer=viewer.id,
        picture=PICTURE,
    )
    return rows[0] if rows else None


def sent(slug: str, *, viewer: Viewer) -> tuple[Invited, ...] | None:
    """Return what this person can take back, latest first: of coaches, all invitations of people who haven't joined.

    `None` for people who may not invite anyone.
    """
    if slug not in _open(viewer):
        return None
    return read_as(
        Invited,
        """
        MATCH (community:Community {slug: $slug})<-[invitation:INVITED_TO]-(person:Person)
        WHERE NOT invitation.is_taken_back AND (invitation.is_by_coach OR community.visibility = 'public')
          AND (invitation.by = $viewer OR ({{community is coached by the viewer}}
               AND NOT EXISTS { (person)-[:MEMBER_OF]->(community) }))
        RETURN {{person is named}} AS person, invitation.at_key / 1000 AS at
        ORDER BY at DESC, person.id
        LIMIT $shown
        """,
        slug=slug,
        viewer=viewer.id,
        shown=SHOWN,
    )


def accept(slug: str, *, by: Viewer) -> None:
    """Join the community, without the approval of its coaches. Twice changes nothing. Raises `NotFound`."""
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})
        MATCH (community:Community {slug: $slug})
        // Writing before looking takes the lock: an invitation that was taken back lets nobody in.
        SET community.invitation_lock = $lock
        WITH me, community
        OPTIONAL MATCH (me)-[invitation:INVITED_TO]->(community)
        WITH me, community, invitation
        WHERE EXISTS { (me)-[:MEMBER_OF]->(community) } OR {{invitation is live}}
        MERGE (me)-[member:MEMBER_OF]->(community)
            ON CREATE SET member.since = datetime($now), member.is_coach = false
        WITH me, community
        OPTIONAL MATCH (me)-[settled:INVITED_TO|REQUESTED]->(community)
        DELETE settled
        RETURN DISTINCT community.id AS id
        """,
        slug=slug,
        by=by.id,
        lock=new_id(),
        now=now.isoformat(),
    )
    only(rows, otherwise=NotFound(NOT_HERE))


def decline(slug: str, *, by: Viewer) -> None:
    """Decline an invitation. Nobody is told. Twice changes nothing, nor does it without an invitation."""
    write(
        """
        MATCH (:Person {id: $by})-[invitation:INVITED_TO]->(community:Community {slug: $slug})
        WHERE {{invitation is live}}
        SET invitation.declined_key = $key
        """,
        slug=slug,
        by=by.id,
        key=clock.key(clock.now()),
    )


def take_back(slug: str, person: PersonId, *, by: Viewer) -> None:
    """Take an invitation back, also of someone who declined it silently. Twice changes nothing.

    Raises `Forbidden` for everyone but whoever sent it and the coaches of the community.
    """
    rows = write(
        """
        MATCH (community:Community {slug: $slug})<-[invitation:INVITED_TO]-(person:Person {id: $person})
        WHERE invitation.by = $viewer OR {{community is coached by the viewer}}
        SET community.invitation_lock = $lock, invitation.is_taken_back = true
        RETURN community.id AS id
        """,
        slug=slug,
        person=person,
        viewer=by.id,
        lock=new_id(),
    )
    only(rows, otherwise=Forbidden("Only whoever sent an invitation, or a coach of the community, can take it back."))


def _open(viewer: Viewer) -> frozenset[str]:
    """Return the communities to which this person may invite others."""
    rows = read(
        """
        MATCH (:Person {id: $viewer})-[member:MEMBER_OF]->(community:Community)
        WHERE community.archived_at IS NULL AND (member.is_coach OR community.visibility = 'public')
        RETURN community.slug AS slug
        """,
        viewer=viewer.id,
    )
    return frozenset(row["slug"] for row in rows)


def _called(colleagues: Sequence[str]) -> tuple[Author, ...]:
    """Return the people of these names and addresses. Raises `Invalid` with a sentence for each that isn't clear."""
    if not 0 < len(colleagues) <= PEOPLE_AT_ONCE:
        raise Invalid(colleagues=f"Name from one to {PEOPLE_AT_ONCE} colleagues, with commas between them.")
    found, problems = list[Author](), list[str]()
    for typed in colleagues:
        try:
            found.append(people.called(typed))
        except Invalid as invalid:
            problems.append(f"{typed}: {invalid.problems['colleague']}")
    if problems:
        raise Invalid(colleagues=" ".join(problems))
    return tuple(found)


def _refuse_absent(found: Sequence[Author], *, by: Viewer) -> None:
    """Raise `Invalid` for those who can't be invited now. It doesn't tell who is away from who is suspended."""
    rows = read(
        """
        MATCH (person:Person)
        WHERE person.id IN $people AND person.id <> $by AND person.password_hash IS NOT NULL AND {{person is present}}
        RETURN person.id AS id
        """,
        people=[one.id for one in found],
        by=by.id,
        now=clock.now().isoformat(),
    )
    here = {row["id"] for row in rows}
    if refused := [one.name for one in found if one.id not in here]:
        raise Invalid(colleagues=" ".join(f"{name} can't be invited right now." for name in refused))
