"""Signing in by email and password, and sessions. Only hashes of passwords and session secrets are stored."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from graph import clock
from graph.driver import only, write
from graph.errors import Forbidden, NotFound
from graph.ids import PersonId, new_id
from graph.people.tokens import key_of, new_token
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

SESSION_LASTS = timedelta(days=30)
# The use of a session is noted this often, so that reading a page seldom writes.
USE_NOTED_EVERY = timedelta(hours=1)

# How long someone counts as new, unless they lead others or an answer of theirs helped a colleague before.
IS_NEW_FOR = timedelta(days=7)


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
    photo: str | None
    is_admin: bool
    leads: bool
    coaches: bool
    # Whether something may wait for them in *Review*: also for deputies who are called in.
    reviews: bool
    inbox_count: int
    # Whether an admin keeps them out of the site for now: graph/conduct/suspensions.py.
    is_suspended: bool
    # Whether they have a warning to read before they can publish again: graph/conduct/warnings.py.
    is_warned: bool
    # Whether the limits for new people hold for them: webapp/limits/allowances.py.
    is_new: bool
    audiences: tuple[str, ...]
    session: str
    # Whatever is remembered about someone, such as the frame of their pages, doesn't depend on it.
    used_at: datetime = field(compare=False)

    @property
    def viewer(self) -> Viewer:
        return Viewer(id=self.id, audiences=self.audiences)

    @property
    def oversees(self) -> bool:
        """Whether they may see needs and knowledge risks. See graph/people/oversight.py."""
        return self.is_admin or self.leads or self.coaches

    @property
    def use_is_due(self) -> bool:
        """Whether it is time to note that this session is used."""
        return clock.now() - self.used_at >= USE_NOTED_EVERY


@dataclass(frozen=True, kw_only=True)
class Session:
    """One browser in which a person is signed in. `used_at` is exact to the hour."""

    key: str
    browser: str
    opened_at: datetime
    used_at: datetime
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
    """Store a new password, end every session but the one to keep, and void links for another and for feeds."""
    write(
        """
        MATCH (person:Person {id: $id})
        SET person.password_hash = $password_hash
        REMOVE person.feed_key, person.feed_seed
        WITH person, [(reset:PasswordReset)-[:OF]->(person) | reset] AS resets
        FOREACH (reset IN resets | DETACH DELETE reset)
        WITH person
        OPTIONAL MATCH (session:Session)-[:OF]->(person)
        WHERE $keep IS NULL OR session.key <> $keep
        DETACH DELETE session
        """,
        id=id,
        password_hash=password_hash,
        keep=keep,
    )


def open_session(id: PersonId, *, browser: str, language: str = "") -> str:
    """Sign a person in and return the secret that their browser keeps. It works for 30 days.

    `language` is what the browser asks for, as far as there are letters in it; it is remembered for letters.
    """
    token = new_token()
    now = clock.now()
    write(
        """
        MATCH (person:Person {id: $id})
        CREATE (session:Session {key: $key, browser: $browser})-[:OF]->(person)
        SET session.opened_at = datetime($now), session.used_at = datetime($now),
            session.expires_at = datetime($expires_at), person.signed_in_at = datetime($now),
            person.browser_language = coalesce($language, person.browser_language)
        """,
        id=id,
        key=key_of(token),
        browser=browser[:120],
        language=language or None,
        now=now.isoformat(),
        expires_at=(now + SESSION_LASTS).isoformat(),
    )
    return token


def signed_in(token: str) -> SignedIn | None:
    """Return the person of this session and what they may see, or `None` if it has ended."""
    now = clock.now()
    found = read_as(
        SignedIn,
        """
        MATCH (session:Session {key: $key})-[:OF]->(person:Person)
        WHERE session.expires_at > datetime($now) AND person.state = 'active'
        WITH session, person, [$everyone] + [(person)-[:MEMBER_OF]->(closed:Community)
            WHERE closed.visibility <> 'public' | closed.id] AS audiences
        RETURN person.id AS id,
               person.name AS name,
               person.photo AS photo,
               {{person is an admin}} AS is_admin,
               EXISTS { (person)<-[:REPORTS_TO]-(:Person) } AS leads,
               {{person is a coach}} AS coaches,
               {{person is an admin}} OR {{person is a coach}} OR {{person is a deputy now}} AS reviews,
               COUNT {
                   MATCH (person)<-[:TELLS]-(one:Notification)-[:TELLS_OF]->(thing)
                   MATCH (one)-[:UNDER]->(post:Post)
                   WHERE post.audience IN audiences AND {{one is current}}
               } + COUNT {
                   MATCH (person)<-[:TELLS]-(one:Notification)-[:TELLS_OF]->(thing)
                   WHERE NOT EXISTS { (one)-[:UNDER]->(:Post) } AND {{one is still so}}
               } + COUNT {
                   MATCH (person)<-[:TO]-(commission:Commission)-[:MEETS]->(need:Need)
                   WHERE commission.open_key IS NOT NULL AND commission.seen_at IS NULL AND need.key IS NOT NULL
               } AS inbox_count,
               {{person is suspended}} AS is_suspended,
               EXISTS { (person)<-[:WARNS]-(unread:Warning) WHERE unread.read_at IS NULL } AS is_warned,
               coalesce(person.joined_at > datetime($week_ago), false) AND NOT {{person is a leader}}
                   AND NOT {{person is known by acts}} AND NOT EXISTS {
                       MATCH (person)-[:GAVE]->(answer:Answer)-[:ANSWERS]->(:Post)<-[:ASKED]-(asker:Person)
                       WHERE answer.is_accepted AND asker.id <> person.id
                   } AS is_new,
               audiences,
               session.key AS session,
               coalesce(session.used_at, session.opened_at) AS used_at
        """,
        key=key_of(token),
        everyone=EVERYONE,
        now=now.isoformat(),
        week_ago=(now - IS_NEW_FOR).isoformat(),
    )
    return found[0] if found else None


def sessions(id: PersonId) -> tuple[Session, ...]:
    """Return the open sessions of a person, the last used first."""
    return read_as(
        Session,
        """
        MATCH (session:Session)-[:OF]->(:Person {id: $id})
        WHERE session.expires_at > datetime($now)
        RETURN session.key AS key,
               session.browser AS browser,
               session.opened_at AS opened_at,
               coalesce(session.used_at, session.opened_at) AS used_at,
               session.expires_at AS expires_at
        ORDER BY used_at DESC, opened_at DESC
        """,
        id=id,
        now=clock.now().isoformat(),
    )


def note_use(session: str) -> None:
    """Note that a session is used now. An ended one stays ended."""
    write(
        "MATCH (session:Session {key: $key}) SET session.used_at = datetime($now)",
        key=session,
        now=clock.now().isoformat(),
    )


def close_other_sessions(*, keep: str, by: PersonId) -> None:
    """End all of your own sessions but this one. Twice changes nothing."""
    write(
        "MATCH (session:Session)-[:OF]->(:Person {id: $by}) WHERE session.key <> $keep DETACH DELETE session",
        keep=keep,
        by=by,
    )


def sign_out(id: PersonId, *, by: PersonId) -> None:
    """End all sessions of someone, and void the address of their feeds, as an admin.

    The audit log records it if there were any sessions.
    Raises `Forbidden` for everyone but admins.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an active admin}}
        MATCH (person:Person {id: $id})
        WITH admin, person, [(session:Session)-[:OF]->(person) | session] AS sessions
        FOREACH (_ IN CASE WHEN size(sessions) = 0 THEN [] ELSE [1] END |
            CREATE (admin)-[:DID]->(entry:AuditEntry {id: $entry, act: 'ended_sessions'})-[:RECORDS]->(person)
            SET entry.at = datetime($now), entry.at_key = $key)
        FOREACH (session IN sessions | DETACH DELETE session)
        REMOVE person.feed_key, person.feed_seed
        RETURN person.id AS id
        """,
        id=id,
        by=by,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=Forbidden("Only admins can sign someone else out."))


def close_session(key: str, *, by: PersonId) -> None:
    """End one of your own sessions. Twice changes nothing."""
    write("MATCH (session:Session {key: $key})-[:OF]->(:Person {id: $by}) DETACH DELETE session", key=key, by=by)


def forget_expired_sessions() -> None:
    """Remove the sessions that have expired."""
    write(
        "MATCH (session:Session) WHERE session.expires_at <= datetime($now) DETACH DELETE session",
        now=clock.now().isoformat(),
    )
