"""The working hours of two people who want to meet, from their profiles."""

from datetime import time

from graph.driver import read
from graph.ids import PersonId
from graph.mentoring.slots import Hours


def of(*people: PersonId) -> tuple[Hours, ...]:
    """Return the working hours of these people, in this order. People who are unknown have the usual ones."""
    rows = read(
        """
        UNWIND $people AS id
        MATCH (person:Person {id: id})
        RETURN person.id AS id,
               coalesce(person.time_zone, '') AS time_zone,
               coalesce(person.work_begins, '') AS begins,
               coalesce(person.work_ends, '') AS ends
        """,
        people=list(people),
    )
    hours = {
        row["id"]: Hours(time_zone=row["time_zone"], begins=_time(row["begins"]), ends=_time(row["ends"]))
        for row in rows
    }
    return tuple(hours.get(person, Hours()) for person in people)


def _time(typed: str) -> time | None:
    return time.fromisoformat(typed) if typed else None
