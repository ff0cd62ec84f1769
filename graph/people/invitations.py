"""Links by which people join. The first admin's one-time link is an invitation too."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import LiteralString

from graph import characters, clock
from graph.driver import only, read, write, write_together
from graph.errors import Conflict, Invalid, NotFound, refuse_if_any
from graph.ids import PersonId, new_id
from graph.people import placement
from graph.people.tokens import key_of, new_token
from graph.rows import read_as

INVITATION_LASTS = timedelta(days=14)
NAME_CHARACTERS = 80
ADDRESS_CHARACTERS = 254
# A single address that every mail server accepts: mail must not reach a second one, or hold up everyone else's.
ADDRESS = re.compile(
    r"[a-z0-9](?:[a-z0-9._%+&'=/~-]*[a-z0-9_+=~-])?@[a-z0-9-]+(?:\.[a-z0-9-]+)*", re.ASCII | re.IGNORECASE
)

GONE = "This invitation has been used or has expired. Ask for a new one."


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """The right to join once. One with an address is for that address; only the operator makes others."""

    email: str
    name: str
    is_admin: bool


@dataclass(frozen=True, kw_only=True)
class Registration:
    """What people enter when they join. Raises `Invalid` with a sentence per field."""

    name: str
    email: str
    password_hash: str

    def __post_init__(self) -> None:
        refuse_if_any(
            {
                "name": None
                if characters.is_seen(self.name) and len(self.name.strip()) <= NAME_CHARACTERS
                else "Enter your name, in at most 80 characters.",
                "email": None if is_address(self.email) else "Enter an email address, such as ada@example.com.",
            }
        )


def invite(*, email: str = "", is_admin: bool = False, by: PersonId | None = None) -> str:
    """Return the secret of a new link, which works once within 14 days. Only its hash is stored.

    An invitation that the operator makes by a command has no maker. Others are made in graph/people/guest_lists.py.
    """
    token, now = new_token(), clock.now()
    write(
        """
        CREATE (invitation:Invitation {key: $key, email: $email, is_admin: $is_admin, id: $id, made_key: $made_key})
        SET invitation.expires_at = datetime($expires_at)
        WITH invitation
        OPTIONAL MATCH (maker:Person {id: $by})
        FOREACH (_ IN CASE WHEN maker IS NULL THEN [] ELSE [1] END | CREATE (maker)-[:INVITED_BY_LINK]->(invitation))
        """,
        key=key_of(token),
        email=email.strip().lower(),
        is_admin=is_admin,
        by=by,
        id=new_id(),
        made_key=clock.key(now),
        expires_at=(now + INVITATION_LASTS).isoformat(),
    )
    return token


def get(token: str) -> Invitation:
    """Return the invitation of a link. Raises `NotFound` if it was used or has expired."""
    return only(tuple(filter(None, [find(token)])), otherwise=NotFound(GONE))


def find(token: str) -> Invitation | None:
    """Return the invitation of a link, or `None` if it was used or has expired."""
    found = read_as(
        Invitation,
        """
        MATCH (invitation:Invitation {key: $key})
        WHERE invitation.expires_at > datetime($now)
        RETURN invitation.email AS email, coalesce(invitation.name, '') AS name, invitation.is_admin AS is_admin
        """,
        key=key_of(token),
        now=clock.now().isoformat(),
    )
    return found[0] if found else None


JOIN: LiteralString = """
    MATCH (invitation:Invitation {key: $key})
    WHERE invitation.expires_at > datetime($now)
    CREATE (person:Person {
        id: $id,
        name: $name,
        name_lower: $name_lower,
        email: $email,
        password_hash: $password_hash,
        is_admin: invitation.is_admin,
        state: 'active',
        takes_asks: true,
        ask_limit: 5,
        activity: 0.0,
        changed_key: $changed_key,
        // For the first steps, graph/welcome/newcomers.py, and for the first tip, graph/notifications/first_tips.py.
        welcome: 'about',
        joined_key: $changed_key,
        // Unique: of two who open the same link at the same moment, the second finds it used.
        joined_with: $key
    })
    SET person.joined_at = datetime($now)
    WITH invitation, person, [(invitation)<-[:INVITED_BY_LINK]-(maker:Person) | maker] AS makers
    FOREACH (_ IN CASE WHEN invitation.is_admin THEN [1] ELSE [] END |
        CREATE (entry:AuditEntry {id: $entry, act: 'became_admin'})-[:RECORDS]->(person)
        SET entry.at = datetime($now), entry.at_key = $changed_key
        FOREACH (maker IN makers | CREATE (maker)-[:DID]->(entry)))
    RETURN person.id AS id
"""


def accept(token: str, newcomer: Registration) -> PersonId:
    """Join with a link, which then stops working. The audit log records a new admin and the person who invited them.

    Whoever joins has the address that the invitation is for, whatever was typed, so a link tells nothing about others.
    The unit, manager and office that came with the invitation are theirs. Raises `Conflict` if the link was used or has
    expired, `Invalid` if the address is taken.
    """
    invitation = find(token)
    if invitation is None:
        raise Conflict(GONE)
    email = invitation.email or newcomer.email.strip().lower()
    if read("MATCH (person:Person {email: $email}) RETURN person.id AS id", email=email):
        raise Invalid(email="There is already an account with this address. Sign in instead.")
    now = clock.now()
    rows = write_together(
        (JOIN, placement.PLACE, placement.GATHER),
        key=key_of(token),
        id=new_id(),
        name=newcomer.name.strip(),
        name_lower=characters.folded(newcomer.name),
        email=email,
        password_hash=newcomer.password_hash,
        entry=new_id(),
        now=now.isoformat(),
        changed_key=clock.key(now),
    )
    return only(rows, otherwise=Conflict(GONE))["id"]


def is_address(text: str) -> bool:
    """Return whether this is a single email address."""
    return len(text) <= ADDRESS_CHARACTERS and bool(ADDRESS.fullmatch(text.strip()))


def admin_exists() -> bool:
    """Return whether the site has an active admin."""
    rows = read(
        """
        MATCH (person:Person)
        WHERE {{person is an admin}} AND person.state = 'active'
        RETURN person.id AS id
        LIMIT 1
        """
    )
    return bool(rows)
