"""Changing the address that one signs in with. The new one counts once its owner has opened the link in a mail to it.

Nobody learns from this whether an address has an account: the answer is the same, and a worker finds out later.
"""

from dataclasses import dataclass
from datetime import timedelta

from graph import clock
from graph.driver import only, read, write
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import AddressChangeId, PersonId, new_id
from graph.people.invitations import is_address
from graph.people.tokens import key_of, new_token
from graph.rows import read_as, write_as

LINK_LASTS = timedelta(days=1)

GONE = "This link has been used or has expired, or is for someone else's account."
NO_ADDRESS = "Enter an email address, such as ada@example.com."


@dataclass(frozen=True, kw_only=True)
class Account:
    """The address that someone signs in with, and the one that waits to be confirmed, if any."""

    email: str
    pending: str | None


@dataclass(frozen=True, kw_only=True)
class Change:
    """A wanted change. `is_taken` if the new address has an account; `owner` is its name if they can sign in."""

    person: PersonId
    name: str
    language: str
    old: str
    new: str
    wanted_key: int
    is_taken: bool
    owner: str | None
    owner_language: str


def account(*, by: PersonId) -> Account:
    """Return your own addresses."""
    found = read_as(
        Account,
        """
        MATCH (person:Person {id: $by})
        RETURN coalesce(person.email, '') AS email,
               [(change:AddressChange)-[:OF]->(person)
                   WHERE change.wanted_key IS NOT NULL OR change.expires_at > datetime($now)
                   | change.address][0] AS pending
        """,
        by=by,
        now=clock.now().isoformat(),
    )
    return only(found, otherwise=NotFound("This account doesn't exist."))


def want(address: str, *, by: PersonId) -> AddressChangeId:
    """Note that a person wants to sign in with another address, in place of an earlier wish.

    Raises `Invalid` if it is no address, or is theirs already.
    """
    if not is_address(address):
        raise Invalid(email=NO_ADDRESS)
    rows = write(
        """
        MATCH (person:Person {id: $by})
        WHERE person.state = 'active' AND person.email <> $address
        MERGE (change:AddressChange {of: $by})
        ON CREATE SET change.id = $id
        MERGE (change)-[:OF]->(person)
        SET change.address = $address, change.wanted_key = $key
        REMOVE change.key, change.expires_at
        RETURN change.id AS id
        """,
        by=by,
        address=address.strip().lower(),
        id=new_id(),
        key=clock.key(clock.now()),
    )
    return only(rows, otherwise=Invalid(email="You sign in with this address already."))["id"]


def withdraw(*, by: PersonId) -> None:
    """Keep the present address: the link stops working. Twice changes nothing."""
    write("MATCH (change:AddressChange {of: $by}) DETACH DELETE change", by=by)


def waiting() -> tuple[AddressChangeId, ...]:
    """Return the changes for which no letters have been sent, oldest first. Forgets those that are too old."""
    now = clock.now()
    write(
        """
        MATCH (change:AddressChange)
        WHERE coalesce(change.expires_at, datetime($now)) <= datetime($now)
          AND coalesce(change.wanted_key, 0) <= $since
        DETACH DELETE change
        """,
        now=now.isoformat(),
        since=clock.key(now - LINK_LASTS),
    )
    rows = read(
        """
        MATCH (change:AddressChange)
        WHERE change.wanted_key > 0
        RETURN change.id AS id, change.wanted_key AS key
        ORDER BY key
        """
    )
    return tuple(row["id"] for row in rows)


def issue(id: AddressChangeId) -> tuple[Change, str] | None:
    """Make the link for the new address and return it with what letters need to know; `None` if it isn't wanted now.

    The link for an address that has an account works nowhere.
    """
    token, now = new_token(), clock.now()
    found = write_as(
        Change,
        """
        MATCH (change:AddressChange {id: $id})-[:OF]->(person:Person)
        WHERE change.wanted_key > $since AND person.state = 'active'
        OPTIONAL MATCH (owner:Person {email: change.address})
        SET change.key = $key, change.expires_at = datetime($expires_at)
        RETURN person.id AS person,
               person.name AS name,
               {{person is written to}} AS language,
               person.email AS old,
               change.address AS new,
               change.wanted_key AS wanted_key,
               owner IS NOT NULL AS is_taken,
               CASE WHEN owner.state = 'active' THEN owner.name END AS owner,
               {{owner is written to}} AS owner_language
        """,
        id=id,
        since=clock.key(now - LINK_LASTS),
        key=key_of(token),
        expires_at=(now + LINK_LASTS).isoformat(),
    )
    return (found[0], token) if found else None


def settle(id: AddressChangeId, *, wanted_key: int) -> None:
    """Note that the letters were sent, unless another address has been wanted since."""
    write(
        "MATCH (change:AddressChange {id: $id}) WHERE change.wanted_key = $wanted_key REMOVE change.wanted_key",
        id=id,
        wanted_key=wanted_key,
    )


def get(token: str, *, by: PersonId) -> str:
    """Return the address that a link confirms. Raises `NotFound` if it was used, has expired or is for someone else."""
    rows = read(
        """
        MATCH (change:AddressChange {key: $key})-[:OF]->(person:Person {id: $by})
        WHERE change.expires_at > datetime($now)
        RETURN change.address AS address
        """,
        key=key_of(token),
        by=by,
        now=clock.now().isoformat(),
    )
    return only(rows, otherwise=NotFound(GONE))["address"]


def confirm(token: str, *, by: PersonId) -> None:
    """Sign in with the new address from now on. Links for a new password that went to the old one stop working.

    Raises `Conflict` if the link was used, has expired or is for someone else, or if the address has an account.
    """
    rows = write(
        """
        MATCH (change:AddressChange {key: $key})-[:OF]->(person:Person {id: $by})
        WHERE change.expires_at > datetime($now)
        OPTIONAL MATCH (owner:Person {email: change.address})
        WITH change, person, owner, [(reset:PasswordReset)-[:OF]->(person) | reset] AS resets
        WHERE owner IS NULL
        SET person.email = change.address
        FOREACH (reset IN resets | DETACH DELETE reset)
        DETACH DELETE change
        RETURN person.id AS id
        """,
        key=key_of(token),
        by=by,
        now=clock.now().isoformat(),
    )
    only(rows, otherwise=Conflict(GONE))


def set_for(id: PersonId, address: str, *, by: PersonId) -> None:
    """Give someone another address, as an admin does where the site sends no mail. The audit log records both.

    Raises `Invalid` if it is no address or has an account, `Forbidden` for everyone but admins. The same address again
    changes nothing.
    """
    if not is_address(address):
        raise Invalid(email=NO_ADDRESS)
    now, address = clock.now(), address.strip().lower()
    if read("MATCH (one:Person {email: $address}) WHERE one.id <> $id RETURN one.id AS id", address=address, id=id):
        raise Invalid(email="Someone else signs in with this address.")
    rows = write(
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an active admin}}
        MATCH (person:Person {id: $id})
        WHERE person.password_hash IS NOT NULL
        WITH admin, person, person.email AS old, [(reset:PasswordReset)-[:OF]->(person) | reset] AS resets
        FOREACH (_ IN CASE WHEN old = $address THEN [] ELSE [1] END |
            CREATE (admin)-[:DID]->(entry:AuditEntry {id: $entry, act: 'changed_address'})-[:RECORDS]->(person)
            SET entry.at = datetime($now), entry.at_key = $at_key, entry.reason = old + ' → ' + $address)
        FOREACH (reset IN resets | DETACH DELETE reset)
        SET person.email = $address
        RETURN person.id AS id
        """,
        id=id,
        address=address,
        by=by,
        entry=new_id(),
        now=now.isoformat(),
        at_key=clock.key(now),
    )
    only(rows, otherwise=Forbidden("Only admins can change the address of someone else's account."))
