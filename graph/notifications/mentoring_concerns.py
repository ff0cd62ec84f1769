"""What concerns people about mentoring: new mentors for a goal, requests, what became of them, sessions and the end."""

from datetime import datetime, timedelta

from graph import clock, viewers
from graph.driver import read
from graph.ids import GoalId, MentorRequestId, MentorshipId, PersonId
from graph.notifications.concerns import Concern
from graph.pairing import suggested
from graph.rows import read_as


def on_goal(id: GoalId) -> tuple[Concern, ...]:
    """Return that there are new mentors for a goal, for its person alone. Empty if none of them can be asked now."""
    rows = read(
        """
        MATCH (goal:Goal {id: $id})<-[:AIMS_AT]-(person:Person)
        WHERE goal.state = 'open' AND person.state = 'active' AND person.password_hash IS NOT NULL
        RETURN person.id AS person
        """,
        id=id,
    )
    return tuple(one for row in rows for one in _matched(id, row["person"]))


def on_request(id: MentorRequestId, *, since: datetime) -> tuple[Concern, ...]:
    """Return whom a request for a mentor concerns: who is asked or no longer asked since then, and the learner."""
    return read_as(
        Concern,
        """
        MATCH (request:MentorRequest {id: $id})<-[:SEEKS]-(learner:Person)
        MATCH (request)-[:FOR]->(goal:Goal)
        WITH request, learner, goal, COLLECT {
            MATCH (request)<-[:PART_OF]-(ask:MentorAsk)-[:TO]->(mentor:Person)
            WHERE ask.state = 'asked'
            RETURN {what: 'asked', thing: ask.id, person: mentor.id, at: ask.open_key} AS asked
        } + COLLECT {
            MATCH (request)<-[:PART_OF]-(ask:MentorAsk)
            WHERE ask.state = 'asked' AND EXISTS {
                MATCH (request)<-[:PART_OF]-(former:MentorAsk)
                WHERE former.asked_at < ask.asked_at
            }
            RETURN {what: 'moved_on', thing: ask.id, person: learner.id, at: ask.open_key} AS next
        } + COLLECT {
            MATCH (request)<-[:PART_OF]-(ask:MentorAsk)-[:TO]->(mentor:Person)
            WHERE ask.state = 'skipped' AND ask.asked_at IS NOT NULL
            RETURN {what: 'let_go', thing: ask.id, person: mentor.id, at: ask.changed_key} AS former
        } + CASE WHEN request.state = 'ended' AND NOT coalesce(request.is_withdrawn, false)
                 THEN [{what: 'nobody', thing: goal.id, person: learner.id, at: request.changed_key}] ELSE [] END
          AS found
        UNWIND found AS one
        MATCH (person:Person {id: one.person})
        WHERE one.at > $since AND person.state = 'active' AND person.password_hash IS NOT NULL
        RETURN 'mentoring' AS kind, one.thing AS thing, null AS post, person.id AS person,
               one.at / 1000 AS at, one.what AS what
        """,
        id=id,
        since=clock.key(since),
    )


def on_mentorship(id: MentorshipId, *, since: datetime) -> tuple[Concern, ...]:
    """Return what happened in a mentorship since then, for both but the one who did it."""
    return read_as(
        Concern,
        """
        MATCH (mentorship:Mentorship {id: $id})
        WITH mentorship, [
            {what: 'began', by: mentorship.begun_by, at: mentorship.begun_key},
            {what: 'check', by: '', at: mentorship.check_key},
            {what: 'ending', by: '', at: mentorship.ending_key},
            {what: 'ended', by: coalesce(mentorship.ended_by, ''),
             at: CASE mentorship.state WHEN 'ended' THEN mentorship.ended_key END}
        ] + COLLECT {
            MATCH (mentorship)<-[:OF]-(session:MentoringSession)
            RETURN {what: session.state, by: session.changed_by, at: session.changed_key} AS changed
        } + COLLECT {
            MATCH (mentorship)<-[:OF]-(session:MentoringSession)
            WHERE session.state = 'agreed' AND session.soon_for = session.starts_at
            RETURN {what: 'soon', by: '', at: session.soon_key} AS soon
        } AS found
        UNWIND found AS one
        MATCH (mentorship)<-[:MENTORS_IN|LEARNS_IN]-(person:Person)
        WHERE one.at > $since AND person.id <> one.by
          AND person.state = 'active' AND person.password_hash IS NOT NULL
        RETURN DISTINCT 'mentoring' AS kind, mentorship.id AS thing, null AS post, person.id AS person,
               one.at / 1000 AS at, one.what AS what
        """,
        id=id,
        since=clock.key(since),
    )


def _matched(goal: GoalId, person: PersonId) -> tuple[Concern, ...]:
    found = suggested.new(goal, viewer=viewers.get(person))
    if not found:
        return ()
    at = clock.EPOCH + timedelta(microseconds=max(one.key for one in found))
    return (Concern(kind="matched", thing=goal, post=None, person=person, at=at, what=None),)


def changed_requests(*, since: datetime) -> tuple[MentorRequestId, ...]:
    """Return the requests for a mentor in which something happened since then."""
    rows = read(
        "MATCH (request:MentorRequest) WHERE request.changed_key >= $since RETURN request.id AS id",
        since=clock.key(since),
    )
    return tuple(MentorRequestId(row["id"]) for row in rows)


def changed_mentorships(*, since: datetime) -> tuple[MentorshipId, ...]:
    """Return the mentorships in which something happened since then."""
    rows = read(
        "MATCH (mentorship:Mentorship) WHERE mentorship.changed_key >= $since RETURN mentorship.id AS id",
        since=clock.key(since),
    )
    return tuple(MentorshipId(row["id"]) for row in rows)
