"""Inviting many people at once, each by their own address, and what is known of them before they join.

Where the site sends mail, a worker makes each link and mails it. Otherwise the links come back to whoever invites.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graph import clock
from graph.driver import write
from graph.ids import PersonId, new_id, slug
from graph.people.employment import UNIT_CHARACTERS
from graph.people.invitations import INVITATION_LASTS, NAME_CHARACTERS, is_address
from graph.people.profiles import LINE_CHARACTERS
from graph.people.tokens import key_of, new_token
from graph.rows import read_as
from graph.viewers import Viewer

MOST = 2_000


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Someone to be invited. `manager` is an address. All but the address may be empty."""

    email: str
    name: str = ""
    unit: str = ""
    manager: str = ""
    office: str = ""
    headline: str = ""
    is_admin: bool = False

    @property
    def problem(self) -> str | None:
        """What is wrong with it by itself, in a sentence."""
        lengths = {
            "name": (self.name, NAME_CHARACTERS),
            "unit": (self.unit, UNIT_CHARACTERS),
            "office": (self.office, LINE_CHARACTERS),
            "title": (self.headline, LINE_CHARACTERS),
        }
        if not is_address(self.email):
            return "There is no email address, such as ada@example.com."
        if self.manager and (not is_address(self.manager) or self.manager == self.email):
            return "The manager must be someone else's email address."
        too_long = [(what, most) for what, (text, most) in lengths.items() if len(text) > most]
        return f"The {too_long[0][0]} is longer than {too_long[0][1]} characters." if too_long else None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What an address is here: `state` of its account, if any, and whether it has an open invitation."""

    address: str
    state: str | None
    is_invited: bool


def standings(addresses: Sequence[str], *, viewer: Viewer) -> dict[str, Standing]:
    """Return what each of these addresses is here. Nobody but admins gets any."""
    found = read_as(
        Standing,
        """
        MATCH (me:Person {id: $viewer})
        WHERE {{me is an admin}}
        UNWIND $addresses AS address
        OPTIONAL MATCH (person:Person {email: address})
        OPTIONAL MATCH (invitation:Invitation {email: address})
        WHERE invitation.expires_at > datetime($now)
        WITH address, person, count(invitation) AS open
        RETURN address, person.state AS state, open > 0 AS is_invited
        """,
        addresses=list(dict.fromkeys(addresses)),
        viewer=viewer.id,
        now=clock.now().isoformat(),
    )
    return {one.address: one for one in found}


def invite(guests: Sequence[Guest], *, is_mailed: bool, by: PersonId) -> dict[str, str]:
    """Invite these people for 14 days, and return the secret of each link by address; empty ones if they are mailed.

    Leaves out those who have an account or an open invitation, so doing it twice changes nothing. The audit log records
    how many were invited. Nobody but admins invites anyone.
    """
    now = clock.now()
    tokens = {guest.email: new_token() for guest in guests}
    rows = write(
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an active admin}}
        UNWIND $guests AS guest
        OPTIONAL MATCH (person:Person {email: guest.email})
        OPTIONAL MATCH (known:Invitation {email: guest.email})
        WHERE known.expires_at > datetime($now)
        WITH admin, guest, count(person) + count(known) AS taken
        WHERE taken = 0
        CREATE (admin)-[:INVITED_BY_LINK]->(invitation:Invitation {
            id: guest.id, email: guest.email, name: guest.name, unit: guest.unit, unit_slug: guest.unit_slug,
            manager: guest.manager, office: guest.office, headline: guest.headline, is_admin: guest.is_admin,
            made_key: guest.made_key
        })
        SET invitation.expires_at = datetime($expires_at),
            invitation.key = guest.key, invitation.mail_key = guest.mail_key
        WITH admin, collect(guest.email) AS invited
        CREATE (admin)-[:DID]->(entry:AuditEntry {id: $entry, act: 'invited'})
        SET entry.at = datetime($now), entry.at_key = $at_key,
            entry.reason = CASE WHEN size(invited) = 1 THEN invited[0] ELSE toString(size(invited)) + ' people' END
        RETURN invited
        """,
        guests=[
            {
                **vars(guest),
                "id": new_id(),
                "unit_slug": slug(guest.unit),
                "key": None if is_mailed else key_of(tokens[guest.email]),
                "mail_key": clock.key(now) if is_mailed else None,
                # The list of invitations is walked by this key.
                "made_key": clock.key(now) + number,
            }
            for number, guest in enumerate(guests)
        ],
        by=by,
        now=now.isoformat(),
        expires_at=(now + INVITATION_LASTS).isoformat(),
        entry=new_id(),
        at_key=clock.key(now),
    )
    return {email: "" if is_mailed else tokens[email] for row in rows for email in row["invited"]}
