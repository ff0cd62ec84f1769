"""Looks once a week who could mentor the people who have a goal, so that they hear of mentors who are new."""

from graph.ids import GoalId
from graph.pairing import suggested
from workers import logs, records
from workers.app import task
from workers.notifications import notifications

log = logs.named(__name__)


@task
def suggest(goal: GoalId) -> None:
    """Note who is suggested for a goal now, and tell its person of those who are new."""
    suggested.note(goal)
    notifications.note_matches(goal)


@task
def sweep() -> None:
    """Do this for the open goals that nobody looked at for a week, among them those that are new."""
    due = suggested.due()
    records.each("mentors for goals", due, suggest, kind=GoalId)
    logs.swept(log, goals=len(due))
