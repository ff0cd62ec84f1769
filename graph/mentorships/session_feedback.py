"""Whether a session helped, said by each of the two for themselves in one click. Nobody else sees it."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph import clock
from graph.driver import only, write
from graph.errors import NotFound, refuse_if_any
from graph.ids import MentoringSessionId, MentorshipId
from graph.mentorships.feedback import Helped, problem_of
from graph.rows import read_as
from graph.viewers import Viewer

NOT_HELD = NotFound("This session doesn't exist, isn't over, or you weren't part of it.")


@dataclass(frozen=True, kw_only=True)
class _Said:
    session: MentoringSessionId
    helped: Helped


def mine(id: MentorshipId, *, viewer: Viewer) -> Mapping[MentoringSessionId, Helped]:
    """Return what the viewer said about the sessions of a mentorship, by session."""
    found = read_as(
        _Said,
        """
        MATCH (me:Person {id: $viewer})-[:SAID]->(said:MentoringFeedback)-[:OF]->(session:MentoringSession)
        WHERE EXISTS { (session)-[:OF]->(mentorship:Mentorship) WHERE mentorship.id = $id }
        RETURN session.id AS session, said.helped AS helped
        """,
        viewer=viewer.id,
        id=id,
    )
    return {one.session: one.helped for one in found}


def give(id: MentoringSessionId, helped: str, *, by: Viewer) -> MentorshipId:
    """Say whether a session that was agreed and has begun helped. Twice replaces it.

    Raises `Invalid` for anything but yes, partly and no, and `NotFound` for others and for sessions to come.
    """
    refuse_if_any({"helped": problem_of(helped)})
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})-[:MENTORS_IN|LEARNS_IN]->(mentorship:Mentorship)<-[:OF]-(session:MentoringSession)
        WHERE session.id = $id AND session.state = 'agreed' AND session.starts_at <= datetime($now)
        MERGE (said:MentoringFeedback {key: $by + ' ' + $id})
        MERGE (me)-[:SAID]->(said)
        MERGE (said)-[:OF]->(session)
        SET said.helped = $helped, said.changed_key = $key
        RETURN mentorship.id AS id
        """,
        id=id,
        by=by.id,
        helped=helped,
        now=now.isoformat(),
        key=clock.key(now),
    )
    return MentorshipId(only(rows, otherwise=NOT_HELD)["id"])
