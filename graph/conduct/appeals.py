"""Appeals against a silence: the person asks once that someone else looks again, while it lasts.

Another coach of its community decides, or an admin who may read there. About a silence on the whole site, another admin
does.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from graph import clock
from graph.cards import Author, CommunityTag
from graph.conduct import sanctions
from graph.driver import only, write
from graph.errors import Conflict, NotFound
from graph.ids import PersonId, SilenceId, new_id
from graph.rows import read_as
from graph.viewers import Viewer

NOT_HERE = NotFound("This silence doesn't exist, or it isn't yours.")
ASKED = Conflict("You have asked for another look already, or the silence is over.")
NOBODY = Conflict("There is no other coach here who could look at it again.")
NOT_FOR_YOU = NotFound("Nobody asks to look at this again, it was decided already, or it isn't for you to decide.")

# Keeps a `silence` of a `person` if `me` can look at it again. The statement has read its `place`, if any, and the
# communities that `me` coaches as `led`.
_ABLE: LiteralString = """
    WHERE silence.ends_at > datetime($now) AND person.id <> me.id AND {{place is in the care of me}}
      AND NOT EXISTS { (silence)<-[:ORDERED]-(orderer:Person) WHERE orderer.id = me.id }
"""


@dataclass(frozen=True, kw_only=True)
class SilenceAppeal:
    """An appeal as whoever may decide sees it: why someone is silent and until when, and what they say."""

    id: SilenceId
    person: Author
    reason: str
    words: str
    at: datetime
    community: CommunityTag | None


def appeal(id: SilenceId, words: str, *, by: Viewer) -> None:
    """Ask once that another coach or an admin looks again.

    Raises `Invalid` without words of at most 500 characters; `Conflict` a second time, once it is over, and if there is
    nobody else who could decide; and `NotFound` for others.
    """
    sanctions.refuse_unless_asked(words)
    now = clock.now()
    rows = write(
        """
        MATCH (silence:Silence {id: $id})-[:SILENCES]->(me:Person)
        WHERE me.id = $by
        // Writing before looking takes the lock, so that of two appeals the first stays.
        SET silence.lock = $lock
        WITH silence, silence.appeal_state IS NULL AND silence.ends_at > datetime($now) AS is_first,
             // Admins don't read in closed communities, so only another coach can decide there.
             NOT EXISTS { (silence)-[:DECIDED_IN]->(shut:Community) WHERE shut.visibility <> 'public' } OR EXISTS {
                 MATCH (silence)-[:DECIDED_IN]->(:Community)<-[coaching:MEMBER_OF]-(coach:Person)
                 WHERE coaching.is_coach AND coach.state = 'active'
                   AND NOT EXISTS { (coach)-[:ORDERED]->(same:Silence) WHERE same.id = silence.id }
             } AS is_heard
        FOREACH (_ IN CASE WHEN is_first AND is_heard THEN [1] ELSE [] END |
            SET silence.appeal = $words, silence.appeal_state = 'open', silence.appealed_key = $key)
        RETURN is_first, is_heard
        """,
        id=id,
        by=by.id,
        words=words.strip(),
        lock=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    row = only(rows, otherwise=NOT_HERE)
    if not (row["is_first"] and row["is_heard"]):
        raise NOBODY if row["is_first"] else ASKED


def waiting(*, viewer: Viewer) -> tuple[SilenceAppeal, ...]:
    """Return the appeals that this coach or admin can decide. Everyone else gets none."""
    return read_as(
        SilenceAppeal,
        """
        MATCH (me:Person {id: $viewer})
        MATCH (silence:Silence)
        WHERE silence.appealed_key > 0
        MATCH (silence)-[:SILENCES]->(person:Person)
        OPTIONAL MATCH (silence)-[:DECIDED_IN]->(place:Community)
        WITH me, silence, person, place, {{me is leading}} AS led
        """
        + _ABLE
        + """
        RETURN silence.id AS id, {{person is named}} AS person, silence.words AS reason, silence.appeal AS words,
               silence.at AS at,
               CASE WHEN place IS NOT NULL THEN {{place is tagged}} END AS community
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        now=clock.now().isoformat(),
    )


def refuse(id: SilenceId, answer: str, *, by: Viewer) -> PersonId:
    """Leave a silence as it is, with words for its person, and return who that is. The audit log records it.

    To end it instead, see `silences.end`. Raises `Invalid` without words of at most 500 characters, and `NotFound` for
    everyone who can't decide and if it was decided already.
    """
    sanctions.refuse_unless_answered(answer)
    now = clock.now()
    rows = write(
        """
        MATCH (silence:Silence {id: $id})-[:SILENCES]->(person:Person)
        MATCH (me:Person {id: $by})
        OPTIONAL MATCH (silence)-[:DECIDED_IN]->(place:Community)
        WITH me, silence, person, place, {{me is leading}} AS led
        """
        + _ABLE
        + """
        // Writing before looking takes the lock: of two, one decides.
        SET silence.lock = $entry
        WITH me, silence, person, place
        WHERE silence.appeal_state = 'open'
        SET silence.appeal_state = 'refused', silence.answer = $answer
        REMOVE silence.appealed_key
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'kept_silence', reason: $answer, at_key: $key})
            -[:RECORDS]->(person)
        SET entry.at = datetime($now)
        FOREACH (_ IN CASE WHEN place IS NULL THEN [] ELSE [1] END | CREATE (entry)-[:RECORDS]->(place))
        RETURN person.id AS person
        """,
        id=id,
        by=by.id,
        audiences=by.audiences,
        answer=answer.strip(),
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return PersonId(only(rows, otherwise=NOT_FOR_YOU)["person"])
