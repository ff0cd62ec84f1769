"""Mail that is due: one letter with everything that a person is to be told now."""

from collections.abc import Collection
from dataclasses import dataclass

from graph import clock
from graph.driver import write
from graph.ids import NotificationId, PersonId
from graph.notifications.recipients import TOO_OLD_TO_MAIL
from graph.rows import read_as

ADDRESSEES_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Someone to whom a letter is due. `language` is a tag such as `sv`, or empty."""

    id: PersonId
    name: str
    email: str
    language: str


def due(only: Collection[PersonId] = ()) -> tuple[Addressee, ...]:
    """Return the people to whom a letter is due now, longest waiting first, or those of them that are named."""
    now = clock.now()
    return read_as(
        Addressee,
        """
        MATCH (one:Notification)
        WHERE one.mail_key <= $due AND one.mail_key > $too_old
        MATCH (one)-[:TELLS]->(person:Person)
        WHERE person.state = 'active' AND person.email IS NOT NULL AND (size($only) = 0 OR person.id IN $only)
          AND {{one is for its person}}
        WITH person, min(one.mail_key) AS since
        ORDER BY since
        LIMIT $limit
        RETURN person.id AS id, person.name AS name, person.email AS email, {{person is written to}} AS language
        """,
        due=clock.key(now),
        now=now.isoformat(),
        too_old=clock.key(now - TOO_OLD_TO_MAIL),
        only=list(only),
        limit=ADDRESSEES_AT_ONCE,
    )


def begin(ids: Collection[NotificationId], *, to: PersonId) -> bool:
    """Note that a letter with these notifications is about to be sent. Return whether to send it.

    Don't send it if another worker was faster. If this machine fails before it is sent, the inbox still has everything.
    """
    rows = write(
        """
        UNWIND $ids AS id
        MATCH (one:Notification {id: id})-[:TELLS]->(person:Person)
        // Writing before looking takes the lock: two workers must not both begin.
        SET one.mail_key = one.mail_key
        WITH one, person
        WHERE one.mail_key IS NOT NULL AND person.id = $person
        SET one.mailed_at = datetime($now)
        REMOVE one.mail_key
        RETURN one.id AS id
        """,
        ids=list(ids),
        person=to,
        now=clock.now().isoformat(),
    )
    return bool(rows)


def give_back(ids: Collection[NotificationId]) -> None:
    """Make what is in a letter that could not be sent due again, unless it was read in the meantime."""
    write(
        """
        UNWIND $ids AS id
        MATCH (one:Notification {id: id})-[:TELLS]->(:Person)
        SET one.mail_key = $key
        REMOVE one.mailed_at
        """,
        ids=list(ids),
        key=clock.key(clock.now()),
    )
