"""Appeals against a suspension: while it lasts, its person asks once that another admin looks again."""

from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from graph import clock
from graph.cards import Author
from graph.conduct import sanctions
from graph.conduct.appeals import NOT_FOR_YOU
from graph.driver import only, write
from graph.errors import Conflict
from graph.ids import PersonId, SuspensionId, new_id
from graph.rows import read_as
from graph.viewers import Viewer

ASKED = Conflict("You have asked for another look already, or you aren't suspended any more.")
NOBODY = Conflict("There is no other admin who could look at it again.")

# Keeps a suspension `one` of a `person` if `me` can look at it again.
_ABLE: LiteralString = """
    WHERE one.ends_at > datetime($now) AND person.id <> me.id AND {{me is an active admin}}
      AND NOT EXISTS { (one)<-[:SUSPENDED]-(admin:Person) WHERE admin.id = me.id }
"""


@dataclass(frozen=True, kw_only=True)
class SuspensionAppeal:
    """An appeal as the admin who may decide sees it: why someone is kept out, and what they say."""

    id: SuspensionId
    person: Author
    reason: str
    words: str
    at: datetime


def appeal(words: str, *, by: Viewer) -> None:
    """Ask once that another admin looks again.

    Raises `Invalid` without words of at most 500 characters, and `Conflict` a second time, for people who aren't
    suspended, and if no other admin could decide.
    """
    sanctions.refuse_unless_asked(words)
    now = clock.now()
    rows = write(
        """
        MATCH (one:Suspension)-[:KEEPS_OUT]->(me:Person {id: $by})
        WHERE one.ends_at > datetime($now)
        // Writing before looking takes the lock, so that of two appeals the first stays.
        SET one.lock = $lock
        WITH one, one.appeal_state IS NULL AS is_first, EXISTS {
                 MATCH (admin:Person)
                 WHERE admin.is_admin AND admin.state = 'active' AND NOT {{admin is suspended}}
                   AND NOT EXISTS { (admin)-[:SUSPENDED]->(same:Suspension) WHERE same.id = one.id }
             } AS is_heard
        FOREACH (_ IN CASE WHEN is_first AND is_heard THEN [1] ELSE [] END |
            SET one.appeal = $words, one.appeal_state = 'open', one.appealed_key = $key)
        RETURN is_first, is_heard
        """,
        by=by.id,
        words=words.strip(),
        lock=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    row = only(rows, otherwise=ASKED)
    if not (row["is_first"] and row["is_heard"]):
        raise NOBODY if row["is_first"] else ASKED


def waiting(*, viewer: Viewer) -> tuple[SuspensionAppeal, ...]:
    """Return the appeals that this admin can decide. Everyone else gets none."""
    return read_as(
        SuspensionAppeal,
        """
        MATCH (me:Person {id: $viewer})
        MATCH (one:Suspension)
        WHERE one.appealed_key > 0
        MATCH (one)-[:KEEPS_OUT]->(person:Person)
        """
        + _ABLE
        + """
        RETURN one.id AS id, {{person is named}} AS person, one.words AS reason, one.appeal AS words, one.at AS at
        """,
        viewer=viewer.id,
        now=clock.now().isoformat(),
    )


def refuse(id: SuspensionId, answer: str, *, by: Viewer) -> PersonId:
    """Leave a suspension as it is, with words for its person, and return who that is. The audit log records it.

    To end it instead, see `suspensions.lift`. Raises `Invalid` without words of at most 500 characters, and `NotFound`
    for everyone who can't decide and if it was decided already.
    """
    sanctions.refuse_unless_answered(answer)
    now = clock.now()
    rows = write(
        """
        MATCH (one:Suspension {id: $id})-[:KEEPS_OUT]->(person:Person)
        MATCH (me:Person {id: $by})
        """
        + _ABLE
        + """
        // Writing before looking takes the lock: of two, one decides.
        SET one.lock = $entry
        WITH me, one, person
        WHERE one.appeal_state = 'open'
        SET one.appeal_state = 'refused', one.answer = $answer
        REMOVE one.appealed_key
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'kept_suspension', reason: $answer, at_key: $key})
            -[:RECORDS]->(person)
        SET entry.at = datetime($now)
        RETURN person.id AS person
        """,
        id=id,
        by=by.id,
        answer=answer.strip(),
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return PersonId(only(rows, otherwise=NOT_FOR_YOU)["person"])
