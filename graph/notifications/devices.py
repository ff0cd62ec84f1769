"""The browsers that show notifications while no page is open. Each belongs to a session and ends with it."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from graph import clock
from graph.driver import write
from graph.errors import Invalid, refuse_if_any
from graph.ids import PersonId
from graph.rows import read_as

ENDPOINT_CHARACTERS = 1_000
# A point on the curve P-256 and 16 bytes, as base64url.
KEY, SECRET = re.compile(r"B[\w-]{86}"), re.compile(r"[\w-]{22}")
# Of someone with more browsers, those that were used last.
MOST_DEVICES = 10

NOT_A_BROWSER = "This isn't what a browser sends. Reload the page and try again."


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """Where a browser can be reached, and the key and secret to seal messages for it. Raises `Invalid`.

    `sender` is the public key of the site, which alone may send there.
    """

    endpoint: str
    key: str
    secret: str
    sender: str

    def __post_init__(self) -> None:
        is_right = KEY.fullmatch(self.key) and SECRET.fullmatch(self.secret) and _is_endpoint(self.endpoint)
        refuse_if_any({"endpoint": None if is_right else NOT_A_BROWSER})


@dataclass(frozen=True, kw_only=True)
class Device:
    """A browser that shows notifications. `session` is the key of its session, `browser` how it introduces itself."""

    session: str
    browser: str
    used_at: datetime
    endpoint: str
    key: str
    secret: str


def add(subscription: Subscription, *, session: str, by: PersonId) -> None:
    """Show this person's notifications in the browser of their session. Nobody else's are shown there any more."""
    rows = write(
        """
        MATCH (session:Session {key: $session})-[:OF]->(:Person {id: $by})
        OPTIONAL MATCH (former:Session {push_endpoint: $endpoint})
        WHERE former.key <> $session
        WITH session, collect(former) AS former
        FOREACH (one IN former | REMOVE one.push_endpoint, one.push_key, one.push_secret, one.push_sender)
        SET session.push_endpoint = $endpoint, session.push_key = $key, session.push_secret = $secret,
            session.push_sender = $sender
        RETURN session.key AS key
        """,
        session=session,
        by=by,
        endpoint=subscription.endpoint,
        key=subscription.key,
        secret=subscription.secret,
        sender=subscription.sender,
    )
    if not rows:
        raise Invalid(endpoint="Sign in again first.")


def remove(session: str, *, by: PersonId) -> None:
    """Show nothing more in the browser of one of your own sessions. Twice changes nothing."""
    write(
        """
        MATCH (session:Session {key: $session})-[:OF]->(:Person {id: $by})
        REMOVE session.push_endpoint, session.push_key, session.push_secret, session.push_sender
        """,
        session=session,
        by=by,
    )


def forget(endpoint: str) -> None:
    """Forget a browser that its push service no longer knows."""
    write(
        """
        MATCH (session:Session {push_endpoint: $endpoint})
        REMOVE session.push_endpoint, session.push_key, session.push_secret, session.push_sender
        """,
        endpoint=endpoint,
    )


def of(person: PersonId, *, sender: str) -> tuple[Device, ...]:
    """Return the browsers in which this site shows someone's notifications, last used first, at most ten."""
    return read_as(
        Device,
        """
        MATCH (session:Session)-[:OF]->(person:Person {id: $person})
        WHERE session.push_sender = $sender AND session.expires_at > datetime($now) AND person.state = 'active'
        RETURN session.key AS session,
               session.browser AS browser,
               coalesce(session.used_at, session.opened_at) AS used_at,
               session.push_endpoint AS endpoint,
               session.push_key AS key,
               session.push_secret AS secret
        ORDER BY used_at DESC
        LIMIT $limit
        """,
        person=person,
        sender=sender,
        now=clock.now().isoformat(),
        limit=MOST_DEVICES,
    )


def _is_endpoint(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(parts.hostname) and len(address) <= ENDPOINT_CHARACTERS
    except ValueError:
        return False
