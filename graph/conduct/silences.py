"""Silence: a coach or an admin keeps a person from publishing, for a reason and until a day. It ends by itself.

They can still read, report and withdraw what they wrote. The rules that refuse everything else are in graph/clauses.py
(`is free to post`, `is free to add`, `is free to reply`), inside the statements that publish. Where they asked without
their name, they still write, so that nobody learns from a silence who asked. The audit log records each silence.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.cards import CommunityTag
from graph.conduct import reach, sanctions
from graph.conduct.reach import NOT_YOURS
from graph.conduct.sanctions import Sanction
from graph.driver import only, write
from graph.errors import NotFound, refuse_if_any
from graph.ids import CommunityId, PersonId, SilenceId, new_id
from graph.rows import read_as
from graph.viewers import Viewer

LONGEST = timedelta(days=92)

NOT_HERE = NotFound("This silence doesn't exist, is over, or it isn't for you to decide.")


@dataclass(frozen=True, kw_only=True)
class SilenceDraft:
    """Why and until when a person is to be silent, and where: without a community, on the whole site.

    Raises `Invalid` with a sentence per field.
    """

    reason: str
    words: str
    ends_at: datetime | None
    community: CommunityId | None = None

    def __post_init__(self) -> None:
        fits = sanctions.ends_in_time(self.ends_at, longest=LONGEST)
        end = None if fits else "Choose when it ends: after today, and at most three months from now."
        refuse_if_any({**sanctions.problems(self.reason, self.words), "ends_at": end})


@dataclass(frozen=True, kw_only=True)
class Silenced(Sanction):
    """A silence as its person sees it. `is_admins` says that an admin ordered it."""

    id: SilenceId
    community: CommunityTag | None
    is_admins: bool


def silence(id: PersonId, draft: SilenceDraft, *, by: Viewer) -> SilenceId:
    """Silence a person, in place of a present silence there: that is how to prolong or shorten one.

    Raises `NotFound` for everyone who may not decide about them there (graph/conduct/reach.py).
    """
    now = clock.now()
    rows = write(
        reach.FIND
        + """
        WITH me, person, community, [(person)<-[:SILENCES]-(former:Silence)
            WHERE former.ends_at > datetime($now) AND coalesce(former.place, '') = coalesce($community, '')
            | former] AS formers
        FOREACH (former IN formers | SET former.ends_at = datetime($now) REMOVE former.appealed_key)
        CREATE (me)-[:ORDERED]->(silence:Silence {id: $silence, reason: $reason, words: $words})-[:SILENCES]->(person)
        SET silence.at = datetime($now), silence.ends_at = datetime($ends_at), silence.place = community.id
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'silenced', reason: $words, at_key: $key})
            -[:RECORDS]->(person)
        SET entry.at = datetime($now)
        FOREACH (_ IN CASE WHEN community IS NULL THEN [] ELSE [1] END |
            CREATE (silence)-[:DECIDED_IN]->(community)
            CREATE (entry)-[:RECORDS]->(community))
        RETURN silence.id AS id
        """,
        id=id,
        by=by.id,
        community=draft.community,
        silence=new_id(),
        reason=draft.reason,
        words=draft.words.strip(),
        ends_at=draft.ends_at.isoformat() if draft.ends_at else "",
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return SilenceId(only(rows, otherwise=NOT_YOURS)["id"])


def end(id: SilenceId, *, by: Viewer) -> PersonId:
    """End a silence early, and return whose it was. The audit log records it, and the person is told.

    A coach of its community may, or an admin who may read there. Raises `NotFound` for everyone else, and once it is
    over.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (silence:Silence {id: $id})-[:SILENCES]->(person:Person)
        WHERE person.id <> $by
        MATCH (me:Person {id: $by})
        OPTIONAL MATCH (silence)-[:DECIDED_IN]->(place:Community)
        WITH silence, person, me, place, {{me is leading}} AS led
        WHERE {{place is in the care of me}}
        // Writing before looking takes the lock: of two, one ends it.
        SET silence.lock = $entry
        WITH silence, person, me, place
        WHERE silence.ends_at > datetime($now)
        SET silence.ends_at = datetime($now),
            silence.appeal_state = CASE WHEN silence.appeal_state = 'open' THEN 'granted' ELSE silence.appeal_state END
        REMOVE silence.appealed_key
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'ended_silence', at_key: $key})-[:RECORDS]->(person)
        SET entry.at = datetime($now)
        FOREACH (_ IN CASE WHEN place IS NULL THEN [] ELSE [1] END | CREATE (entry)-[:RECORDS]->(place))
        RETURN person.id AS person
        """,
        id=id,
        by=by.id,
        audiences=by.audiences,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return PersonId(only(rows, otherwise=NOT_HERE)["person"])


def mine(*, viewer: Viewer) -> tuple[Silenced, ...]:
    """Return the silences of this person, those that last longest first."""
    return read_as(
        Silenced,
        """
        MATCH (:Person {id: $viewer})<-[:SILENCES]-(silence:Silence)
        RETURN silence.id AS id, silence.reason AS reason, silence.words AS words,
               [(silence)-[:DECIDED_IN]->(place:Community)
                   | {{place is tagged}}][0] AS community,
               silence.place IS NULL AS is_admins,
               silence.at AS at, silence.ends_at AS ends_at, coalesce(silence.appeal, '') AS appeal,
               silence.appeal_state AS appeal_state, coalesce(silence.answer, '') AS answer
        ORDER BY ends_at DESC, at DESC
        """,
        viewer=viewer.id,
    )
