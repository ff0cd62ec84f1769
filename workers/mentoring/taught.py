"""Counts mentorships and circles that helped as evidence of what their mentors know."""

from graph import sweeps
from graph.circles import taught as circles_taught
from graph.ids import CircleId, MentorshipId
from graph.mentoring import taught
from workers import records
from workers.app import task


@task
def count(id: MentorshipId) -> None:
    """Count what the learner said came of a mentorship. Twice changes nothing."""
    taught.count(id)


@task
def count_circle(id: CircleId) -> None:
    """Count what the learners said came of a circle. Twice changes nothing."""
    circles_taught.count(id)


@task
def sweep() -> None:
    """Count what was missed because a message was lost."""
    with sweeps.since_last("evidence of mentorships") as since:
        records.each("evidence of mentorships", taught.changed(since=since), taught.count, kind=MentorshipId)
        changed = circles_taught.changed(since=since)
        records.each("evidence of circles", changed, circles_taught.count, kind=CircleId)
