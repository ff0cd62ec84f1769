"""Signing in by email and password, and sessions. Only hashes of passwords and session secrets are stored."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.driver import only, write
from graph.errors import NotFound
from graph.ids import PersonId
from graph.people.tokens import key_of, new_token
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

SESSION_LASTS = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Account:
    """The data to check a password with. `password_hash` is in argon2's own format."""

    id: PersonId
    password_hash: str


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """The person who is signed in, with what the header of every page needs."""

    id: PersonId
    name: str
    is_admin: bool
    leads: bool
    coaches: bool
    inbox_count: int
    audiences: tuple[str, ...]
    session: str

    @property
    def viewer(self) -> Viewer:
        return Viewer(id=self.id, audiences=self.audiences)

    @property
    def oversees(self) -> bool:
        """Whether they may see needs and knowledge risks. See graph/people/oversight.py."""
        return self.is_admin or self.leads or self.coaches


@dataclass(frozen=True, kw_only=True)
class Session:
    """One browser in which a person is signed in."""

    key: str
    browser: str
    opened_at: datetime
    expires_at: datetime


def find(email: str) -> Account | None:
    """Return the account that signs in with this address, if there is one."""
    found = read_as(
        Account,
        """
        MATCH (person:Person {email: $email})
        WHERE person.state = 'active' AND person.password_hash IS NOT NULL
        RETURN person.id AS id, person.password_hash AS password_hash
        """,
        email=email.strip().lower(),
    )
    return found[0] if found else None


def get(id: PersonId) -> Account:
    """Return a person's account. Raises `NotFound` if they cannot sign in."""
    found = read_as(
        Account,
        """
        MATCH (person:Person {id: $id})
        WHERE person.state = 'active' AND person.password_hash IS NOT NULL
        RETURN person.id AS id, person.password_hash AS password_hash
        """,
        id=id,
    )
    return only(found, otherwise=NotFound("This account has no password."))


def give_sign_in(id: PersonId, *, email: str, password_hash: str) -> None:
    """Give someone who is already here an address and password to sign in with."""
    write(
        "MATCH (person:Person {id: $id}) SET person.email = $email, person.password_hash = $password_hash",
        id=id,
        email=email,
        password_hash=password_hash,
    )


def set_password(id: PersonId, password_hash: str, *, keep: str | None = None) -> None:
    """Store a new password and end every session but the one to keep."""
    write(
        """
        MATCH (person:Person {id: $id})
        SET person.password_hash = $password_hash
        WITH person
        OPTIONAL MATCH (session:Session)-[:OF]->(person)
        WHERE $keep IS NULL OR session.key <> $keep
        DETACH DELETE session
        """,
        id=id,
        password_hash=password_hash,
        keep=keep,
    )


def open_session(id: PersonId, *, browser: str) -> str:
    """Sign a person in and return the secret that their browser keeps. It works for 30 days."""
    token = new_token()
    now = clock.now()
    write(
        """
        MATCH (person:Person {id: $id})
        CREATE (session:Session {key: $key, browser: $browser})-[:OF]->(person)
        SET session.opened_at = datetime($now), session.expires_at = datetime($expires_at)
        """,
        id=id,
        key=key_of(token),
        browser=browser[:120],
        now=now.isoformat(),
        expires_at=(now + SESSION_LASTS).isoformat(),
    )
    return token


def signed_in(token: str) -> SignedIn | None:
    """Return the person of this session and what they may see, or `None` if it has ended."""
    found = read_as(
        SignedIn,
        """
        MATCH (session:Session {key: $key})-[:OF]->(person:Person)
        WHERE session.expires_at > datetime($now) AND person.state = 'active'
        RETURN person.id AS id,
               person.name AS name,
               {{person is an admin}} AS is_admin,
               EXISTS { (person)<-[:REPORTS_TO]-(:Person) } AS leads,
               {{person is a coach}} AS coaches,
               COUNT {
                   MATCH (person)<-[:PROPOSES]-(ask:Suggestion)-[:FOR]->(question:Post)
                   WHERE ask.open_key IS NOT NULL AND ask.seen_at IS NULL AND question.open_key IS NOT NULL
               } + COUNT {
                   MATCH (person)<-[:TO]-(commission:Commission)-[:MEETS]->(need:Need)
                   WHERE commission.open_key IS NOT NULL AND commission.seen_at IS NULL AND need.key IS NOT NULL
               } + COUNT { (person)<-[mention:MENTIONS]-() WHERE mention.seen_at IS NULL } AS inbox_count,
               [$everyone] + [(person)-[:MEMBER_OF]->(closed:Community) WHERE closed.visibility <> 'public'
                   | closed.id] AS audiences,
               session.key AS session
        """,
        key=key_of(token),
        everyone=EVERYONE,
        now=clock.now().isoformat(),
    )
    return found[0] if found else None


def sessions(id: PersonId) -> tuple[Session, ...]:
    """Return the open sessions of a person, newest first."""
    return read_as(
        Session,
        """
        MATCH (session:Session)-[:OF]->(:Person {id: $id})
        WHERE session.expires_at > datetime($now)
        RETURN session.key AS key,
               session.browser AS browser,
               session.opened_at AS opened_at,
               session.expires_at AS expires_at
        ORDER BY opened_at DESC
        """,
        id=id,
        now=clock.now().isoformat(),
    )


def close_session(key: str, *, by: PersonId) -> None:
    """End one of your own sessions. Twice changes nothing."""
    write("MATCH (session:Session {key: $key})-[:OF]->(:Person {id: $by}) DETACH DELETE session", key=key, by=by)


def forget_expired_sessions() -> None:
    """Remove the sessions that have expired."""
    write(
        "MATCH (session:Session) WHERE session.expires_at <= datetime($now) DETACH DELETE session",
        now=clock.now().isoformat(),
    )
