"""Mail that is due: one letter with everything that a person is to be told now."""

from collections.abc import Collection
from dataclasses import dataclass

from graph import clock
from graph.driver import write
from graph.ids import PersonId, new_id
from graph.notifications.recipients import TOO_OLD_TO_MAIL
from graph.rows import read_as

ADDRESSEES_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Someone to whom a letter is due."""

    id: PersonId
    name: str
    email: str


def due(only: Collection[PersonId] = ()) -> tuple[Addressee, ...]:
    """Return the people to whom a letter is due now, longest waiting first, or those of them that are named."""
    now = clock.now()
    return read_as(
        Addressee,
        """
        MATCH (one:Notification)
        WHERE one.mail_key <= $now AND one.mail_key > $too_old
        MATCH (one)-[:TELLS]->(person:Person)
        WHERE person.state = 'active' AND person.email IS NOT NULL AND (size($only) = 0 OR person.id IN $only)
        WITH person, min(one.mail_key) AS since
        ORDER BY since
        LIMIT $limit
        RETURN person.id AS id, person.name AS name, person.email AS email
        """,
        now=clock.key(now),
        too_old=clock.key(now - TOO_OLD_TO_MAIL),
        only=list(only),
        limit=ADDRESSEES_AT_ONCE,
    )


def begin(person: PersonId) -> str:
    """Take everything that is due for a person into one letter, and return the letter's id.

    If two workers begin at once, one of the letters is empty. If this machine fails before it is sent, the inbox still
    has everything.
    """
    letter = new_id()
    now = clock.now()
    write(
        """
        MATCH (:Person {id: $person})<-[:TELLS]-(one:Notification)
        WHERE one.mail_key <= $key
        // Writing before looking again takes the lock: two workers must not take the same one.
        SET one.mail_key = one.mail_key
        WITH one
        WHERE one.mail_key IS NOT NULL
        SET one.letter = $letter, one.mailed_at = datetime($now)
        REMOVE one.mail_key
        """,
        person=person,
        letter=letter,
        key=clock.key(now),
        now=now.isoformat(),
    )
    return letter


def give_back(letter: str, person: PersonId) -> None:
    """Make what is in a letter that could not be sent due again."""
    write(
        """
        MATCH (:Person {id: $person})<-[:TELLS|TOLD]-(one:Notification)
        WHERE one.letter = $letter
        SET one.mail_key = CASE WHEN one.read_at IS NULL THEN $key END
        REMOVE one.letter, one.mailed_at
        """,
        person=person,
        letter=letter,
        key=clock.key(clock.now()),
    )
