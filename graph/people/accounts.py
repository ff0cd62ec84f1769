"""Sign-in by e-mail and password, and the sessions that come of it. Only hashes are stored of either secret."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.driver import only, read, write
from graph.errors import NotFound
from graph.ids import PersonId
from graph.people.tokens import key_of, new_token
from graph.viewers import EVERYONE, Viewer

SESSION_LASTS = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Account:
    """What is needed to check a password. `password_hash` is in argon2's own format."""

    id: PersonId
    password_hash: str


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """Who is looking at the page, with what every page's header shows of them."""

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
        """Whether needs and knowledge risks are theirs to see (graph/people/oversight.py)."""
        return self.is_admin or self.leads or self.coaches


@dataclass(frozen=True, kw_only=True)
class Session:
    """One browser in which a person is signed in."""

    key: str
    browser: str
    opened_at: datetime
    expires_at: datetime


def find(email: str) -> Account | None:
    """Return the account that may sign in with this address, if there is one."""
    rows = read(
        """
        MATCH (person:Person {email: $email})
        WHERE person.state = 'active' AND person.password_hash IS NOT NULL
        RETURN person.id AS id, person.password_hash AS password_hash
        """,
        email=email.strip().lower(),
    )
    return Account(**rows[0]) if rows else None


def get(id: PersonId) -> Account:
    """Return a person's account. Raises `NotFound` if they cannot sign in."""
    rows = read(
        """
        MATCH (person:Person {id: $id})
        WHERE person.state = 'active' AND person.password_hash IS NOT NULL
        RETURN person.id AS id, person.password_hash AS password_hash
        """,
        id=id,
    )
    return Account(**only(rows, otherwise=NotFound("This account has no password.")))


def give_sign_in(id: PersonId, *, email: str, password_hash: str) -> None:
    """Let somebody who is here already sign in with this address."""
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
    """Sign a person in and return the secret that their browser keeps; it serves for 30 days."""
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
    """Return who holds this session and what they may see, or `None` once it has ended."""
    rows = read(
        """
        MATCH (session:Session {key: $key})-[:OF]->(person:Person)
        WHERE session.expires_at > datetime($now) AND person.state = 'active'
        RETURN person.id AS id,
               person.name AS name,
               coalesce(person.is_admin, false) AS is_admin,
               EXISTS { (person)<-[:REPORTS_TO]-(:Person) } AS leads,
               EXISTS { (person)-[coaching:MEMBER_OF]->(:Community) WHERE coaching.is_coach } AS coaches,
               COUNT {
                   MATCH (person)<-[:PROPOSES]-(ask:Suggestion)-[:FOR]->(question:Post)
                   WHERE ask.open_key IS NOT NULL AND ask.seen_at IS NULL AND question.open_key IS NOT NULL
               } + COUNT {
                   MATCH (person)<-[:TO]-(commission:Commission)-[:MEETS]->(need:Need)
                   WHERE commission.open_key IS NOT NULL AND commission.seen_at IS NULL AND need.key IS NOT NULL
               } + COUNT { (person)<-[mention:MENTIONS]-() WHERE mention.seen_at IS NULL } AS inbox_count,
               [(person)-[:MEMBER_OF]->(closed:Community) WHERE closed.visibility <> 'public' | closed.id] AS closed,
               session.key AS session
        """,
        key=key_of(token),
        now=clock.now().isoformat(),
    )
    if not rows:
        return None
    row = rows[0]
    return SignedIn(audiences=(EVERYONE, *row.pop("closed")), **row)


def sessions(id: PersonId) -> tuple[Session, ...]:
    """Return the open sessions of a person, newest first."""
    rows = read(
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
    return tuple(Session(**row) for row in rows)


def close_session(key: str, *, by: PersonId) -> None:
    """End one of one's own sessions. Ending it twice changes nothing."""
    write("MATCH (session:Session {key: $key})-[:OF]->(:Person {id: $by}) DETACH DELETE session", key=key, by=by)


def forget_expired_sessions() -> None:
    """Remove the sessions that nobody can use any more."""
    write(
        "MATCH (session:Session) WHERE session.expires_at <= datetime($now) DETACH DELETE session",
        now=clock.now().isoformat(),
    )
