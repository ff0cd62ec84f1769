"""What came of a circle: everyone in it says for themselves whether it helped. The others don't see it."""

from graph import clock
from graph.driver import only, write
from graph.errors import NotFound
from graph.ids import CircleId
from graph.mentorships.feedback import Feedback
from graph.rows import read_as
from graph.viewers import Viewer

NOT_OVER = NotFound("This circle doesn't exist, you weren't in it, or it hasn't ended.")


def mine(id: CircleId, *, viewer: Viewer) -> Feedback | None:
    """Return what the viewer said about a circle, or `None`."""
    found = read_as(
        Feedback,
        """
        MATCH (me:Person {id: $viewer})-[:SAID]->(feedback:MentoringFeedback)-[:OF]->(circle:Circle)
        WHERE circle.id = $id
        RETURN feedback.helped AS helped, feedback.words AS words
        """,
        viewer=viewer.id,
        id=id,
    )
    return found[0] if found else None


def give(id: CircleId, feedback: Feedback, *, by: Viewer) -> None:
    """Say what came of a circle that has ended. Twice replaces it.

    Raises `NotFound` for people who weren't in it to the end, and while it runs.
    """
    rows = write(
        """
        MATCH (me:Person {id: $by})-[:LEADS|TAKES_PART_IN]->(circle:Circle)
        WHERE circle.id = $id AND circle.state = 'ended'
        WITH DISTINCT me, circle
        MERGE (feedback:MentoringFeedback {key: $by + ' ' + $id})
        MERGE (me)-[:SAID]->(feedback)
        MERGE (feedback)-[:OF]->(circle)
        SET feedback.helped = $helped, feedback.words = $words, feedback.changed_key = $key
        RETURN circle.id AS id
        """,
        id=id,
        by=by.id,
        helped=feedback.helped,
        words=feedback.words.strip(),
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=NOT_OVER)
