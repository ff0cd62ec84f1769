"""What is due to be shown on people's devices: one message with everything that a person is to be told now."""

from collections.abc import Collection
from dataclasses import dataclass

from graph import clock
from graph.driver import write
from graph.ids import NotificationId, PersonId
from graph.notifications.deliveries import ADDRESSEES_AT_ONCE
from graph.notifications.recipients import TOO_OLD_TO_MAIL
from graph.rows import read_as


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Someone on whose devices a message is due. `language` is a tag such as `sv`, or empty."""

    id: PersonId
    language: str


def due(only: Collection[PersonId] = ()) -> tuple[Owner, ...]:
    """Return the people to whom a message is due now, longest waiting first, or those of them that are named."""
    now = clock.now()
    return read_as(
        Owner,
        """
        MATCH (one:Notification)
        WHERE one.push_key <= $now AND one.push_key > $too_old
        MATCH (one)-[:TELLS]->(person:Person)
        WHERE person.state = 'active' AND (size($only) = 0 OR person.id IN $only)
        WITH person, min(one.push_key) AS since
        ORDER BY since
        LIMIT $limit
        RETURN person.id AS id, {{person is written to}} AS language
        """,
        now=clock.key(now),
        too_old=clock.key(now - TOO_OLD_TO_MAIL),
        only=list(only),
        limit=ADDRESSEES_AT_ONCE,
    )


def begin(ids: Collection[NotificationId], *, to: PersonId) -> bool:
    """Note that a message with these notifications is about to be sent. Return whether to send it.

    Don't send it if another worker was faster. If this machine fails before it is sent, mail and the inbox have it.
    """
    rows = write(
        """
        UNWIND $ids AS id
        MATCH (one:Notification {id: id})-[:TELLS]->(person:Person)
        // Writing before looking takes the lock: two workers must not both begin.
        SET one.push_key = one.push_key
        WITH one, person
        WHERE one.push_key IS NOT NULL AND person.id = $person
        SET one.pushed_at = datetime($now)
        REMOVE one.push_key
        RETURN one.id AS id
        """,
        ids=list(ids),
        person=to,
        now=clock.now().isoformat(),
    )
    return bool(rows)


def give_back(ids: Collection[NotificationId]) -> None:
    """Make what is in a message that reached no device due again, unless it was read in the meantime."""
    write(
        """
        UNWIND $ids AS id
        MATCH (one:Notification {id: id})-[:TELLS]->(:Person)
        SET one.push_key = $key
        REMOVE one.pushed_at
        """,
        ids=list(ids),
        key=clock.key(clock.now()),
    )


def mail_instead(ids: Collection[NotificationId]) -> None:
    """Mail now what was to be mailed later, because no device shows it."""
    write(
        """
        UNWIND $ids AS id
        MATCH (one:Notification {id: id})-[:TELLS]->(:Person)
        WHERE one.mail_key > $now
        SET one.mail_key = $now
        REMOVE one.pushed_at
        """,
        ids=list(ids),
        now=clock.key(clock.now()),
    )
