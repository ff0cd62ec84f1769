"""New passwords for people who have forgotten theirs: a link by mail, or one that an admin makes and hands over.

Asking never looks at an account, so it takes the same time and leaves the same trace for every address. A worker finds
out later whether there is one, makes the link and mails it. Only the link's hash is stored.
"""

from dataclasses import dataclass
from datetime import timedelta

from graph import clock
from graph.driver import only, read, write
from graph.errors import Conflict, Forbidden, NotFound
from graph.ids import PasswordResetId, PersonId, new_id
from graph.people.tokens import key_of, new_token
from graph.rows import read_as, write_as

LINK_LASTS = timedelta(hours=1)
# A link from an admin goes from hand to hand, which takes longer than a mail.
ADMINS_LINK_LASTS = timedelta(days=1)
# Nobody waits for a letter that couldn't be sent for a day.
WANTED_FOR = timedelta(days=1)

GONE = "This link has been used or has expired. Ask for a new one."
NOT_YOURS = "Only admins can make this link, and only for people who can sign in and aren't admins themselves."


@dataclass(frozen=True, kw_only=True)
class Forgetful:
    """Someone who is to get a link. `wanted_key` is the moment at which they asked for it."""

    id: PersonId
    name: str
    email: str
    language: str
    wanted_key: int


@dataclass(frozen=True, kw_only=True)
class Resettable:
    """The account for which a link is."""

    name: str
    email: str


def want(address: str) -> PasswordResetId:
    """Note that someone with this address wants a new password, whether or not there is such an account.

    An earlier link works until the new one is made.
    """
    [row] = write(
        """
        MERGE (reset:PasswordReset {address: $address})
        ON CREATE SET reset.id = $id
        SET reset.wanted_key = $key
        RETURN reset.id AS id
        """,
        address=address.strip().lower(),
        id=new_id(),
        key=clock.key(clock.now()),
    )
    return row["id"]


def waiting() -> tuple[PasswordResetId, ...]:
    """Return the requests for which no link has been sent, oldest first. Forgets those that are older than a day."""
    forget()
    rows = read(
        """
        MATCH (reset:PasswordReset)
        WHERE reset.wanted_key > 0
        RETURN reset.id AS id, reset.wanted_key AS key
        ORDER BY key
        """
    )
    return tuple(row["id"] for row in rows)


def issue(id: PasswordResetId) -> tuple[Forgetful, str] | None:
    """Make the link that someone wants, in place of an earlier one, and return whose it is and its secret.

    Returns `None` if it isn't wanted any more or nobody can sign in with the address, and then forgets the request.
    """
    token, now = new_token(), clock.now()
    found = write_as(
        Forgetful,
        """
        MATCH (reset:PasswordReset {id: $id})
        WHERE reset.wanted_key > $since
        MATCH (person:Person {email: reset.address})
        WHERE person.state = 'active' AND person.password_hash IS NOT NULL
        MERGE (reset)-[:OF]->(person)
        SET reset.key = $key, reset.expires_at = datetime($expires_at)
        RETURN person.id AS id, person.name AS name, person.email AS email, {{person is written to}} AS language,
               reset.wanted_key AS wanted_key
        """,
        id=id,
        since=clock.key(now - WANTED_FOR),
        key=key_of(token),
        expires_at=(now + LINK_LASTS).isoformat(),
    )
    if found:
        return found[0], token
    drop(id)
    return None


def settle(id: PasswordResetId, *, wanted_key: int) -> None:
    """Note that the link was sent, unless another one has been asked for since."""
    write(
        "MATCH (reset:PasswordReset {id: $id}) WHERE reset.wanted_key = $wanted_key REMOVE reset.wanted_key",
        id=id,
        wanted_key=wanted_key,
    )


def drop(id: PasswordResetId) -> None:
    """Forget a request for which no letter can be sent. An admin's link for the same address stays."""
    write(
        """
        MATCH (reset:PasswordReset {id: $id})
        REMOVE reset.wanted_key
        WITH reset
        WHERE reset.key IS NULL
        DETACH DELETE reset
        """,
        id=id,
    )


def make(id: PersonId, *, by: PersonId | None) -> str:
    """Return the secret of a link for someone who can't be mailed one. It works once, within a day.

    The audit log records it, and they can see that it was made. Admins can't make one for another admin, because two of
    them decide together. The operator can, by a command, and is nobody. Raises `Forbidden`.
    """
    token, now = new_token(), clock.now()
    rows = write(
        """
        OPTIONAL MATCH (admin:Person {id: $by})
        WITH admin
        WHERE $by IS NULL OR ({{admin is an active admin}})
        MATCH (person:Person {id: $id})
        WHERE person.state = 'active' AND person.password_hash IS NOT NULL
          AND ($by IS NULL OR NOT {{person is an admin}})
        MERGE (reset:PasswordReset {address: person.email})
        ON CREATE SET reset.id = $reset
        MERGE (reset)-[:OF]->(person)
        SET reset.key = $key, reset.expires_at = datetime($expires_at)
        CREATE (entry:AuditEntry {id: $entry, act: 'made_password_link'})-[:RECORDS]->(person)
        SET entry.at = datetime($now), entry.at_key = $at_key
        FOREACH (one IN CASE WHEN admin IS NULL THEN [] ELSE [admin] END | CREATE (one)-[:DID]->(entry))
        RETURN person.id AS id
        """,
        id=id,
        by=by,
        reset=new_id(),
        key=key_of(token),
        expires_at=(now + ADMINS_LINK_LASTS).isoformat(),
        entry=new_id(),
        now=now.isoformat(),
        at_key=clock.key(now),
    )
    only(rows, otherwise=Forbidden(NOT_YOURS))
    return token


def get(token: str) -> Resettable:
    """Return the account of a link. Raises `NotFound` if it was used or has expired."""
    found = read_as(
        Resettable,
        """
        MATCH (reset:PasswordReset {key: $key})-[:OF]->(person:Person)
        WHERE reset.expires_at > datetime($now) AND person.state = 'active'
        RETURN person.name AS name, person.email AS email
        """,
        key=key_of(token),
        now=clock.now().isoformat(),
    )
    return only(found, otherwise=NotFound(GONE))


def use(token: str, password_hash: str) -> PersonId:
    """Store the new password, end every session of the person, and void the link and the address of their feeds.

    Raises `Conflict` if the link is void.
    """
    rows = write(
        """
        MATCH (reset:PasswordReset {key: $key})-[:OF]->(person:Person)
        WHERE reset.expires_at > datetime($now) AND person.state = 'active'
        // Of two who use a link at the same moment, the second waits here, and then finds that it has no key any more.
        SET reset.used_at = datetime($now)
        WITH reset, person
        WHERE reset.key = $key
        SET person.password_hash = $password_hash
        REMOVE person.feed_key, person.feed_seed, reset.key, reset.expires_at
        WITH person, [(session:Session)-[:OF]->(person) | session] AS sessions
        FOREACH (session IN sessions | DETACH DELETE session)
        RETURN person.id AS id
        """,
        key=key_of(token),
        password_hash=password_hash,
        now=clock.now().isoformat(),
    )
    return only(rows, otherwise=Conflict(GONE))["id"]


def forget() -> None:
    """Remove links that have expired, and requests that are older than a day."""
    now = clock.now()
    write(
        """
        MATCH (reset:PasswordReset)
        WHERE coalesce(reset.expires_at, datetime($now)) <= datetime($now)
          AND coalesce(reset.wanted_key, 0) <= $since
        DETACH DELETE reset
        """,
        now=now.isoformat(),
        since=clock.key(now - WANTED_FOR),
    )
