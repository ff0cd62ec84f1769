"""Private notes: what each of the two writes down for themselves. Nobody else ever reads them."""

from graph import clock
from graph.driver import only, read, write
from graph.errors import refuse_if_any
from graph.ids import MentorshipId
from graph.mentorships.mentorships import NOT_YOURS
from graph.viewers import Viewer

NOTE_CHARACTERS = 10_000


def mine(id: MentorshipId, *, viewer: Viewer) -> str:
    """Return what the viewer has noted on a mentorship, which may be nothing."""
    rows = read(
        """
        MATCH (me:Person {id: $viewer})-[:NOTED]->(note:MentoringNote)-[:OF]->(mentorship:Mentorship)
        WHERE mentorship.id = $id
        RETURN note.body AS body
        """,
        viewer=viewer.id,
        id=id,
    )
    return rows[0]["body"] if rows else ""


def keep(id: MentorshipId, body: str, *, by: Viewer) -> None:
    """Store what someone notes for themselves; nothing removes the note.

    Raises `NotFound` for everyone who isn't part of the mentorship, and `Invalid` for a text that is too long.
    """
    refuse_if_any({"note": None if len(body) <= NOTE_CHARACTERS else f"Use {NOTE_CHARACTERS:,} characters or fewer."})
    rows = write(
        """
        MATCH (me:Person {id: $by})-[:MENTORS_IN|LEARNS_IN]->(mentorship:Mentorship)
        WHERE mentorship.id = $id
        MERGE (note:MentoringNote {key: $by + ' ' + $id})
        MERGE (me)-[:NOTED]->(note)
        MERGE (note)-[:OF]->(mentorship)
        SET note.body = $body, note.changed_key = $key
        RETURN mentorship.id AS id
        """,
        id=id,
        by=by.id,
        body=body.strip(),
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=NOT_YOURS)
