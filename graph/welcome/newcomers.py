"""How far someone who joined has come with their first steps.

Joining sets `person.welcome` to the first step (graph/people/invitations.py). People who were here before that was
introduced have none, and are never led through the steps.
"""

from typing import Literal, get_args

from graph.driver import read, write
from graph.ids import PersonId
from graph.viewers import Viewer

Step = Literal["about", "skills", "communities"]
STEPS: tuple[Step, ...] = get_args(Step)

DONE = "done"


def next_step(*, viewer: Viewer) -> Step | None:
    """Return the step with which this person would go on, or `None` if they are done or were never new."""
    rows = read("MATCH (me:Person {id: $viewer}) RETURN me.welcome AS step", viewer=viewer.id)
    return next((step for step in STEPS for row in rows if row["step"] == step), None)


def go_on(after: Step, *, by: PersonId) -> None:
    """Note that this person has saved or skipped a step. Going back to an earlier one changes nothing."""
    number = STEPS.index(after) + 1
    write(
        """
        MATCH (me:Person {id: $by})
        WHERE me.welcome IN $passed
        SET me.welcome = $next
        """,
        by=by,
        passed=list(STEPS[:number]),
        next=[*STEPS, DONE][number],
    )


def dismiss(*, by: PersonId) -> None:
    """Offer the steps to this person no more. Twice changes nothing."""
    write(
        "MATCH (me:Person {id: $by}) WHERE me.welcome IN $steps SET me.welcome = $done",
        by=by,
        steps=list(STEPS),
        done=DONE,
    )
