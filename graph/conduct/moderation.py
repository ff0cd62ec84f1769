"""The moderation page of a person: what coaches and admins decided about them, as far as this reader may know."""

from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.cards import Author, CommunityTag
from graph.conduct import suspensions
from graph.conduct.reach import NOT_YOURS, Reason
from graph.conduct.sanctions import AppealState
from graph.conduct.suspensions import Suspended
from graph.driver import only
from graph.ids import MemberNoteId, PersonId, PostId, SilenceId, WarningId
from graph.rows import read_as
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class GivenWarning:
    """A warning as coaches see it. `by` gave it."""

    id: WarningId
    reason: Reason
    words: str
    by: Author | None
    community: CommunityTag | None
    post: PostId | None
    anchor: str
    at: datetime
    read_at: datetime | None
    answer: str


@dataclass(frozen=True, kw_only=True)
class GivenSilence:
    """A silence as coaches see it. `by` ordered it."""

    id: SilenceId
    reason: Reason
    words: str
    by: Author | None
    community: CommunityTag | None
    at: datetime
    ends_at: datetime
    appeal: str
    appeal_state: AppealState | None

    @property
    def is_over(self) -> bool:
        return self.ends_at <= clock.now()


@dataclass(frozen=True, kw_only=True)
class KeptNote:
    """A note about a person."""

    id: MemberNoteId
    words: str
    by: Author | None
    community: CommunityTag | None
    at: datetime
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class Record:
    """What a reader may know and decide about a person.

    `places` are communities in which they may decide. `is_everywhere` says that they may for the whole site.
    """

    person: Author
    places: tuple[CommunityTag, ...]
    is_everywhere: bool
    warnings: tuple[GivenWarning, ...]
    silences: tuple[GivenSilence, ...]
    suspensions: tuple[Suspended, ...]
    notes: tuple[KeptNote, ...]


@dataclass(frozen=True, kw_only=True)
class _Reach:
    person: Author
    places: tuple[CommunityTag, ...]
    is_everywhere: bool


def of(id: PersonId, *, viewer: Viewer) -> Record:
    """Return what was decided about a person, newest first. Raises `NotFound` for those who may not decide about them.

    Coaches read what concerns their communities, admins what concerns the site and communities in which they may read.
    """
    found = only(_reach(id, viewer), otherwise=NOT_YOURS)
    if not (found.places or found.is_everywhere):
        raise NOT_YOURS
    return Record(
        person=found.person,
        places=found.places,
        is_everywhere=found.is_everywhere,
        warnings=_warnings(id, viewer),
        silences=_silences(id, viewer),
        suspensions=suspensions.of(id, viewer=viewer),
        notes=_notes(id, viewer),
    )


def _reach(id: PersonId, viewer: Viewer) -> tuple[_Reach, ...]:
    return read_as(
        _Reach,
        """
        MATCH (me:Person {id: $viewer})
        WHERE me.state = 'active'
        MATCH (person:Person {id: $id})
        WHERE {{person is within reach}}
        RETURN {{person is named}} AS person, {{me is an admin}} AS is_everywhere, COLLECT {
            MATCH (me)-[coaching:MEMBER_OF]->(community:Community)
            WHERE coaching.is_coach
              AND (community.visibility = 'public' OR EXISTS { (person)-[:MEMBER_OF]->(community) })
            RETURN {{community is tagged}} AS place
            ORDER BY community.name
        } AS places
        """,
        id=id,
        viewer=viewer.id,
    )


def _warnings(id: PersonId, viewer: Viewer) -> tuple[GivenWarning, ...]:
    return read_as(
        GivenWarning,
        """
        MATCH (me:Person {id: $viewer})
        MATCH (:Person {id: $id})<-[:WARNS]-(warning:Warning)
        OPTIONAL MATCH (warning)-[:DECIDED_IN]->(place:Community)
        WITH me, warning, place, {{me is leading}} AS led
        WHERE {{place is in the care of me}}
        RETURN warning.id AS id, warning.reason AS reason,
               warning.words AS words,
               [(warning)<-[:GAVE_WARNING]-(one:Person) | {{one is named}}][0] AS by,
               CASE WHEN place IS NOT NULL THEN {{place is tagged}} END AS community,
               warning.post AS post, warning.anchor AS anchor, warning.at AS at,
               warning.read_at AS read_at, coalesce(warning.answer, '') AS answer
        ORDER BY at DESC
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )


def _silences(id: PersonId, viewer: Viewer) -> tuple[GivenSilence, ...]:
    return read_as(
        GivenSilence,
        """
        MATCH (me:Person {id: $viewer})
        MATCH (:Person {id: $id})<-[:SILENCES]-(silence:Silence)
        OPTIONAL MATCH (silence)-[:DECIDED_IN]->(place:Community)
        WITH me, silence, place, {{me is leading}} AS led
        WHERE {{place is in the care of me}}
        RETURN silence.id AS id, silence.reason AS reason,
               silence.words AS words,
               [(silence)<-[:ORDERED]-(one:Person) | {{one is named}}][0] AS by,
               CASE WHEN place IS NOT NULL THEN {{place is tagged}} END AS community,
               silence.at AS at, silence.ends_at AS ends_at,
               coalesce(silence.appeal, '') AS appeal,
               silence.appeal_state AS appeal_state
        ORDER BY at DESC
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )


def _notes(id: PersonId, viewer: Viewer) -> tuple[KeptNote, ...]:
    return read_as(
        KeptNote,
        """
        MATCH (me:Person {id: $viewer})
        MATCH (:Person {id: $id})<-[:NOTE_ON]-(note:MemberNote)<-[:WROTE_DOWN]-(author:Person)
        OPTIONAL MATCH (note)-[:DECIDED_IN]->(place:Community)
        WITH me, note, author, place, {{me is leading}} AS led
        WHERE {{place is in the care of me}}
        RETURN note.id AS id, note.words AS words, {{author is named}} AS by,
               CASE WHEN place IS NOT NULL THEN {{place is tagged}} END AS community,
               note.at AS at, author.id = $viewer AS is_mine
        ORDER BY at DESC
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
