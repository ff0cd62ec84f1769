"""Publishing the pairs of a round: each becomes a mentorship. It can be undone until the first two have a meeting."""

from dataclasses import dataclass
from datetime import timedelta

from graph import clock
from graph.driver import only, write, write_together
from graph.errors import Conflict
from graph.ids import MentoringRoundId, new_id
from graph.mentoring.offers import PLACES
from graph.rounds import rounds
from graph.rounds.rounds import COACHES_ONLY
from graph.rows import read_as
from graph.viewers import Viewer

NOT_READY = Conflict("Close the round and make a new preview first. Only what you have seen can be published.")
ONCE_MET = Conflict("Two people of this round have a meeting already, so it can't be undone any more.")


@dataclass(frozen=True, kw_only=True)
class Publication:
    """What came of a published round: its mentorships, and the pairs that no longer held when it was published."""

    mentorships: int
    left_out: int
    can_be_undone: bool


def publish(id: MentoringRoundId, *, by: Viewer) -> None:
    """Begin a mentorship for each pair of the preview that still holds. Twice changes nothing.

    A pair no longer holds if one of the two has left, if the mentor has no place left, if one of them manages the other
    by now, or if one doesn't want the other. Raises `Forbidden` for everyone but the coaches of the round's community,
    and `Conflict` while people can join and without a current preview.
    """
    found = rounds.led(id, viewer=by)
    if found.state == "published":
        return
    now, mark = clock.now(), new_id()
    rows = write_together(
        (
            """
            MATCH (round:MentoringRound {id: $id})-[:OF]->(community:Community)
            // Writing before looking takes the lock: two coaches must not publish two previews.
            SET round.locked_key = $key
            WITH round, community
            WHERE {{community is coached by the viewer}}
              AND (round.state = 'closed' OR (round.state = 'open' AND round.closes_key <= $key))
              AND round.wanted_key IS NULL AND round.previewed_key = round.pool_key
            SET round.state = 'published', round.mark = $mark, round.published_at = datetime($now),
                round.told_key = $key
            WITH round, community
            MATCH (me:Person {id: $viewer})
            CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'published_round', reason: round.name})
                -[:RECORDS]->(community)
            SET entry.at = datetime($now), entry.at_key = $key
            """,
            """
            MATCH (round:MentoringRound {id: $id})-[:OF]->(community:Community)
            WHERE round.mark = $mark
            MATCH (round)-[:PROPOSES]->(pair:RoundPair)-[:WITH]->(mentor:Person)
            WHERE pair.lacking = '' AND mentor.state = 'active' AND EXISTS { (mentor)-[:MEMBER_OF]->(community) }
            // Two acceptances must not take the same place.
            SET mentor.mentoring_key = $key
            WITH round, community, pair, mentor
            MATCH (pair)-[:FOR]->(learner:Person)
            WHERE learner.state = 'active' AND EXISTS { (learner)-[:MEMBER_OF]->(community) }
              AND NOT EXISTS { (learner)-[:NEVER_WITH]-(other:Person) WHERE other.id = mentor.id }
              AND NOT EXISTS { (learner)-[:REPORTS_TO*1..30]->(above:Person) WHERE above.id = mentor.id }
              AND NOT EXISTS { (mentor)-[:REPORTS_TO*1..30]->(superior:Person) WHERE superior.id = learner.id }
            WITH round, pair, mentor
            ORDER BY pair.fit DESC, pair.key
            WITH round, mentor, collect(pair) AS pairs, {{mentor is free for}} AS free
            UNWIND CASE WHEN free > 0 THEN pairs[..free] ELSE [] END AS pair
            MATCH (pair)-[:FOR]->(learner:Person)
            MERGE (mentorship:Mentorship {key: pair.key})
            ON CREATE SET mentorship.id = pair.id, mentorship += $about, mentorship.level = pair.level,
                          mentorship.begun_key = $key, mentorship.changed_key = $key,
                          mentorship.began_on = datetime($today), mentorship.ends_on = datetime($ends_on)
            MERGE (mentor)-[:MENTORS_IN]->(mentorship)
            MERGE (learner)-[:LEARNS_IN]->(mentorship)
            MERGE (mentorship)-[:CAME_OF]->(round)
            """,
            """
            MATCH (round:MentoringRound {id: $id})<-[:CAME_OF]-(mentorship:Mentorship)<-[:LEARNS_IN]-(learner:Person)
            WHERE round.mark = $mark
            // From the learner, who is in few pairs, because the round has thousands.
            MATCH (learner)<-[:FOR]-(pair:RoundPair)-[:COVERS]->(skill:Skill)
            WHERE pair.key = mentorship.key
            MERGE (mentorship)-[:IN_SKILL]->(skill)
            WITH mentorship, learner, skill
            MATCH (learner)-[:AIMS_AT]->(goal:Goal)-[:IN_SKILL]->(same:Skill)
            WHERE goal.state = 'open' AND same.slug = skill.slug
            MERGE (mentorship)-[:SERVES]->(goal)
            WITH mentorship, goal
            WHERE goal.level = mentorship.level
            SET mentorship.level_before = goal.level_before
            """,
            "MATCH (round:MentoringRound {id: $id}) WHERE round.mark = $mark RETURN round.id AS id",
        ),
        id=id,
        viewer=by.id,
        mark=mark,
        entry=new_id(),
        # Begun by the coach, so that the sweep of notifications tells both.
        about={"state": "running", "form": "weeks", "begun_by": by.id},
        places=PLACES,
        today=clock.midnight(now.date()),
        ends_on=clock.midnight(now.date() + timedelta(weeks=found.weeks)),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=NOT_READY)


def of(id: MentoringRoundId, *, viewer: Viewer) -> Publication:
    """Return what came of a published round. Raises `Forbidden` for everyone but the coaches of its community."""
    rounds.led(id, viewer=viewer)
    found = read_as(
        Publication,
        """
        MATCH (round:MentoringRound {id: $id})-[:OF]->(community:Community)
        WHERE {{community is coached by the viewer}}
        WITH round,
             COUNT { (round)<-[:CAME_OF]-(:Mentorship) } AS mentorships,
             COUNT { (round)-[:PROPOSES]->(pair:RoundPair) WHERE pair.lacking = '' } AS pairs
        RETURN mentorships,
               CASE round.state WHEN 'published' THEN pairs - mentorships ELSE 0 END AS left_out,
               round.state = 'published' AND NOT EXISTS {
                   MATCH (round)<-[:CAME_OF]-(:Mentorship)<-[:OF]-(session:MentoringSession)
                   WHERE session.state IN ['agreed', 'held']
               } AS can_be_undone
        """,
        id=id,
        viewer=viewer.id,
    )
    return only(list(found), otherwise=COACHES_ONLY)


def undo(id: MentoringRoundId, *, by: Viewer) -> None:
    """Take the mentorships of a round back, which is closed then. Twice changes nothing.

    Raises `Forbidden` for everyone but the coaches of its community, and `Conflict` once two people have a meeting.
    """
    if rounds.led(id, viewer=by).state != "published":
        return
    now = clock.now()
    rows = write(
        """
        MATCH (round:MentoringRound {id: $id})-[:OF]->(community:Community)
        WHERE {{community is coached by the viewer}} AND round.state = 'published'
        SET round.locked_key = $key
        WITH round, community
        WHERE NOT EXISTS {
            MATCH (round)<-[:CAME_OF]-(:Mentorship)<-[:OF]-(session:MentoringSession)
            WHERE session.state IN ['agreed', 'held']
        }
        SET round.state = 'closed'
        REMOVE round.published_at
        WITH round, community
        MATCH (me:Person {id: $viewer})
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'undid_round', reason: round.name})
            -[:RECORDS]->(community)
        SET entry.at = datetime($now), entry.at_key = $key
        WITH round
        OPTIONAL MATCH (round)<-[:CAME_OF]-(mentorship:Mentorship)
        // Its sessions and notes.
        OPTIONAL MATCH (mentorship)<-[:OF]-(part)
        DETACH DELETE part, mentorship
        RETURN DISTINCT round.id AS id
        """,
        id=id,
        viewer=by.id,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=ONCE_MET)
