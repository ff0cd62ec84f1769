"""Invitations that nobody has used yet: who made them, until when they work, mailing them, and taking them back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.cards import Author
from graph.driver import only, read, write
from graph.errors import NotFound
from graph.ids import InvitationId, PersonId, new_id
from graph.people.invitations import INVITATION_LASTS
from graph.people.tokens import key_of, new_token
from graph.rows import read_as, write_as
from graph.viewers import Viewer

SHOWN = 100
# While one worker mails hundreds of them, a sweep must not mail the same ones.
MAILED_WITHIN = timedelta(minutes=10)

GONE = "This invitation was used, taken back or has expired."


@dataclass(frozen=True, kw_only=True)
class OpenInvitation:
    """One that can still be used. `by` is `None` if the operator made it by a command; `made_key` orders the list.

    `is_mailed` unless its letter still waits, and `is_refused` if the mail server doesn't take letters to the address.
    """

    id: InvitationId
    made_key: int
    email: str
    name: str
    is_admin: bool
    is_mailed: bool
    is_refused: bool
    by: Author | None
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Someone who gets a letter. `by` is the name of whoever invited them, and `language` the one of their letters."""

    email: str
    name: str
    by: str
    language: str


def listed(*, before: int = clock.FAR_FUTURE, viewer: Viewer) -> tuple[OpenInvitation, ...]:
    """Return at most a hundred open invitations before this key, newest first. Nobody but admins gets any."""
    return read_as(
        OpenInvitation,
        """
        MATCH (me:Person {id: $viewer})
        WHERE {{me is an admin}}
        MATCH (invitation:Invitation)
        WHERE invitation.made_key < $before AND invitation.expires_at > datetime($now)
        WITH invitation
        ORDER BY invitation.made_key DESC
        LIMIT $limit
        RETURN invitation.id AS id,
               invitation.made_key AS made_key,
               invitation.email AS email,
               coalesce(invitation.name, '') AS name,
               invitation.is_admin AS is_admin,
               invitation.mail_key IS NULL AS is_mailed,
               coalesce(invitation.is_refused, false) AS is_refused,
               [(invitation)<-[:INVITED_BY_LINK]-(maker:Person) | {{maker is named}}][0] AS by,
               invitation.expires_at AS expires_at
        ORDER BY made_key DESC
        """,
        before=before,
        viewer=viewer.id,
        now=clock.now().isoformat(),
        limit=SHOWN,
    )


def take_back(id: InvitationId, *, by: PersonId) -> str:
    """Make an invitation void and return its address. The audit log records it.

    Raises `NotFound` if it is used or void already, and for everyone but admins.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an active admin}}
        MATCH (invitation:Invitation {id: $id})
        WITH admin, invitation, invitation.email AS email
        CREATE (admin)-[:DID]->(entry:AuditEntry {id: $entry, act: 'took_back_invitation', reason: email})
        SET entry.at = datetime($now), entry.at_key = $key
        DETACH DELETE invitation
        RETURN email
        """,
        id=id,
        by=by,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return only(rows, otherwise=NotFound(GONE))["email"]


def renew(id: InvitationId, *, is_mailed: bool, by: PersonId) -> str:
    """Make a new link in place of the earlier one, for another 14 days, and return its secret; empty if it is mailed.

    Raises `NotFound` if the invitation is used or void, and for everyone but admins.
    """
    token, now = new_token(), clock.now()
    rows = write(
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an active admin}}
        MATCH (invitation:Invitation {id: $id})
        WHERE invitation.email <> ''
        SET invitation.key = $key, invitation.mail_key = $mail_key, invitation.expires_at = datetime($expires_at)
        REMOVE invitation.begun_key, invitation.is_refused
        RETURN invitation.id AS id
        """,
        id=id,
        by=by,
        key=None if is_mailed else key_of(token),
        mail_key=clock.key(now) if is_mailed else None,
        expires_at=(now + INVITATION_LASTS).isoformat(),
    )
    only(rows, otherwise=NotFound(GONE))
    return "" if is_mailed else token


def waiting(*, of: PersonId | None = None) -> tuple[InvitationId, ...]:
    """Return the invitations to be mailed, oldest first: all, or those of this person. Forgets expired ones."""
    write(
        "MATCH (invitation:Invitation) WHERE invitation.expires_at <= datetime($now) DETACH DELETE invitation",
        now=clock.now().isoformat(),
    )
    rows = read(
        """
        MATCH (invitation:Invitation)
        WHERE invitation.mail_key > 0
          AND ($of IS NULL OR EXISTS {
              MATCH (invitation)<-[:INVITED_BY_LINK]-(maker:Person)
              WHERE maker.id = $of
          })
        RETURN invitation.id AS id, invitation.made_key AS key
        ORDER BY key
        """,
        of=of,
    )
    return tuple(row["id"] for row in rows)


def issue(id: InvitationId) -> tuple[Invited, str] | None:
    """Make the link of an invitation that is to be mailed, and return whose it is and its secret.

    Returns `None` if it isn't to be mailed any more, or another worker is about to.
    """
    token, now = new_token(), clock.now()
    found = write_as(
        Invited,
        """
        MATCH (invitation:Invitation {id: $id})
        WHERE invitation.mail_key > 0 AND coalesce(invitation.begun_key, 0) < $begun_before
        SET invitation.begun_key = $now_key, invitation.key = $key, invitation.expires_at = datetime($expires_at)
        RETURN invitation.email AS email,
               coalesce(invitation.name, '') AS name,
               coalesce([(invitation)<-[:INVITED_BY_LINK]-(maker:Person) | maker.name][0], '') AS by,
               coalesce([(invitation)<-[:INVITED_BY_LINK]-(maker:Person) | {{maker is written to}}][0], '') AS language
        """,
        id=id,
        begun_before=clock.key(now - MAILED_WITHIN),
        now_key=clock.key(now),
        key=key_of(token),
        expires_at=(now + INVITATION_LASTS).isoformat(),
    )
    return (found[0], token) if found else None


def settle(id: InvitationId, *, is_refused: bool) -> None:
    """Note that the letter was sent, or that the mail server refused it for good."""
    write(
        """
        MATCH (invitation:Invitation {id: $id})
        SET invitation.is_refused = $is_refused
        REMOVE invitation.mail_key, invitation.begun_key
        """,
        id=id,
        is_refused=is_refused,
    )


def give_back(id: InvitationId) -> None:
    """Note that the letter couldn't be sent, so that the next sweep tries again."""
    write("MATCH (invitation:Invitation {id: $id}) REMOVE invitation.begun_key", id=id)
