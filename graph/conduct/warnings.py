"""Warnings: a coach or an admin tells a person what was wrong. They read it before they publish again.

Only this person, the coaches of that community and admins ever see it. The audit log records it.
"""

from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.cards import CommunityTag
from graph.conduct import reach, sanctions
from graph.conduct.reach import NOT_YOURS, Reason, Text
from graph.driver import only, write
from graph.errors import Conflict, Invalid, NotFound, refuse_if_any
from graph.ids import CommunityId, PersonId, PostId, WarningId, new_id
from graph.rows import read_as
from graph.viewers import Viewer

ANSWER_CHARACTERS = 500

NOT_HERE = NotFound("This warning doesn't exist, or it isn't for you.")
ANSWERED = Conflict("You have answered this warning already.")


@dataclass(frozen=True, kw_only=True)
class WarningDraft:
    """What was wrong, in which community, and perhaps in which text. Raises `Invalid` with a sentence per field.

    Without a community it is about the whole site.
    """

    reason: str
    words: str
    community: CommunityId | None = None
    about: Text | None = None

    def __post_init__(self) -> None:
        refuse_if_any(sanctions.problems(self.reason, self.words))


@dataclass(frozen=True, kw_only=True)
class Warned:
    """A warning as its person sees it. `is_admins` says that an admin gave it. It may be about something on a `post`.

    `read_at` is when they said that they have read it.
    """

    id: WarningId
    reason: Reason
    words: str
    community: CommunityTag | None
    is_admins: bool
    post: PostId | None
    anchor: str
    at: datetime
    read_at: datetime | None
    answer: str


def warn(id: PersonId, draft: WarningDraft, *, by: Viewer) -> WarningId:
    """Warn a person. They can't publish until they have read it. Each warning is one of its own.

    Raises `NotFound` for everyone who may not decide about them there (graph/conduct/reach.py), and `Invalid` for a
    text that doesn't bear their name.
    """
    place = reach.place_of(draft.about, of=id, by=by) if draft.about else None
    now = clock.now()
    rows = write(
        reach.FIND
        + """
        CREATE (me)-[:GAVE_WARNING]->(warning:Warning {id: $warning, reason: $reason, words: $words})-[:WARNS]->(person)
        SET warning.post = $post, warning.anchor = $anchor, warning.at = datetime($now)
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'warned', reason: $words, at_key: $key})
            -[:RECORDS]->(person)
        SET entry.at = datetime($now)
        FOREACH (_ IN CASE WHEN community IS NULL THEN [] ELSE [1] END |
            CREATE (warning)-[:DECIDED_IN]->(community)
            CREATE (entry)-[:RECORDS]->(community))
        RETURN warning.id AS id
        """,
        id=id,
        by=by.id,
        community=draft.community,
        warning=new_id(),
        reason=draft.reason,
        words=draft.words.strip(),
        post=place.post if place else None,
        anchor=place.anchor if place else "",
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return WarningId(only(rows, otherwise=NOT_YOURS)["id"])


def mine(*, viewer: Viewer) -> tuple[Warned, ...]:
    """Return the warnings that this person was given, the unread first, then the newest."""
    return read_as(
        Warned,
        """
        MATCH (:Person {id: $viewer})<-[:WARNS]-(warning:Warning)
        RETURN warning.id AS id, warning.reason AS reason, warning.words AS words,
               [(warning)-[:DECIDED_IN]->(place:Community)
                   | {{place is tagged}}][0] AS community,
               NOT EXISTS { (warning)-[:DECIDED_IN]->(:Community) } AS is_admins,
               warning.post AS post, warning.anchor AS anchor, warning.at AS at, warning.read_at AS read_at,
               coalesce(warning.answer, '') AS answer
        ORDER BY read_at IS NULL DESC, at DESC
        """,
        viewer=viewer.id,
    )


def read(id: WarningId, *, by: Viewer) -> None:
    """Say that you have read a warning: you can publish again. Twice changes nothing. Raises `NotFound` for others."""
    rows = write(
        """
        MATCH (warning:Warning {id: $id})-[:WARNS]->(me:Person)
        WHERE me.id = $by
        SET warning.read_at = coalesce(warning.read_at, datetime($now))
        RETURN warning.id AS id
        """,
        id=id,
        by=by.id,
        now=clock.now().isoformat(),
    )
    only(rows, otherwise=NOT_HERE)


def answer(id: WarningId, words: str, *, by: Viewer) -> None:
    """Answer a warning, once, for the coaches who read it. It counts as read.

    Raises `Invalid` without words of at most 500 characters, `Conflict` a second time, and `NotFound` for others.
    """
    if not 0 < len(words.strip()) <= ANSWER_CHARACTERS:
        raise Invalid(words=f"Answer in at most {ANSWER_CHARACTERS} characters.")
    rows = write(
        """
        MATCH (warning:Warning {id: $id})-[:WARNS]->(me:Person)
        WHERE me.id = $by
        // Writing before looking takes the lock, so that of two answers the first stays.
        SET warning.lock = $lock
        WITH warning, warning.answer IS NULL AS is_first
        SET warning.answer = coalesce(warning.answer, $words),
            warning.read_at = coalesce(warning.read_at, datetime($now))
        RETURN is_first
        """,
        id=id,
        by=by.id,
        words=words.strip(),
        lock=new_id(),
        now=clock.now().isoformat(),
    )
    if not only(rows, otherwise=NOT_HERE)["is_first"]:
        raise ANSWERED
