"""Notes that the coaches of a community, and admins, keep about a person. Nobody else reads them."""

from graph import clock
from graph.conduct import reach
from graph.conduct.reach import NOT_YOURS
from graph.driver import only, write
from graph.errors import Invalid, NotFound
from graph.ids import CommunityId, MemberNoteId, PersonId, new_id
from graph.viewers import Viewer

NOTE_CHARACTERS = 1_000


def write_down(id: PersonId, words: str, *, community: CommunityId | None, by: Viewer) -> MemberNoteId:
    """Keep a note about a person, for the coaches of this community or, without one, for admins.

    Raises `Invalid` without words of at most 1,000 characters, and `NotFound` for everyone who may not decide about
    them there (graph/conduct/reach.py).
    """
    if not 0 < len(words.strip()) <= NOTE_CHARACTERS:
        raise Invalid(note=f"Write a note of at most {NOTE_CHARACTERS:,} characters.")
    rows = write(
        reach.FIND
        + """
        CREATE (me)-[:WROTE_DOWN]->(note:MemberNote {id: $note, words: $words})-[:NOTE_ON]->(person)
        SET note.at = datetime($now)
        FOREACH (_ IN CASE WHEN community IS NULL THEN [] ELSE [1] END | CREATE (note)-[:DECIDED_IN]->(community))
        RETURN note.id AS id
        """,
        id=id,
        by=by.id,
        community=community,
        note=new_id(),
        words=words.strip(),
        now=clock.now().isoformat(),
    )
    return MemberNoteId(only(rows, otherwise=NOT_YOURS)["id"])


def remove(id: MemberNoteId, *, by: Viewer) -> None:
    """Remove a note for good. Raises `NotFound` for everyone but its author, and the second time."""
    rows = write(
        """
        MATCH (note:MemberNote {id: $id})<-[:WROTE_DOWN]-(me:Person)
        WHERE me.id = $by
        DETACH DELETE note
        RETURN $id AS id
        """,
        id=id,
        by=by.id,
    )
    only(rows, otherwise=NotFound("This note doesn't exist, or you didn't write it."))
