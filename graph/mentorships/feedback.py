"""What came of a mentorship: each of the two says whether it helped. It is about the mentorship, not about people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from statistics import mean
from typing import Literal, get_args

from graph import clock
from graph.driver import only, write
from graph.errors import NotFound, refuse_if_any
from graph.expertise.stated_levels import AUTHORITY, NOVICE
from graph.ids import MentorshipId, PersonId
from graph.rows import read_as
from graph.viewers import Viewer

WORDS_CHARACTERS = 500

Helped = Literal["yes", "partly", "no"]
SHARES: Mapping[Helped, float] = {"yes": 1.0, "partly": 0.5, "no": 0.0}

# With fewer learners, the share would show what one of them said.
LEAST_LEARNERS = 3

NOT_OVER = NotFound("This mentorship doesn't exist, you aren't part of it, or it hasn't ended.")


def problem_of(helped: str) -> str | None:
    """Return what is wrong with an answer to whether something helped, or `None`."""
    return None if helped in get_args(Helped) else "Choose yes, partly or no."


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """Whether it helped, a few words, and the level that the learner has now, if they say so.

    Raises `Invalid` with a sentence per field.
    """

    helped: str
    words: str = ""
    level: int | None = None

    def __post_init__(self) -> None:
        refuse_if_any(
            {
                "helped": problem_of(self.helped),
                "words": None
                if len(self.words) <= WORDS_CHARACTERS
                else f"Use {WORDS_CHARACTERS} characters or fewer.",
                "level": None
                if self.level is None or NOVICE <= self.level <= AUTHORITY
                else f"Choose a level from {NOVICE} to {AUTHORITY}, or none.",
            }
        )


@dataclass(frozen=True, kw_only=True)
class Said:
    """Whether a mentorship helped, according to its learner."""

    by: PersonId
    helped: Helped


def share(said: Collection[Said]) -> float | None:
    """Return how much a mentor helped, from 0 to 1. `None` while fewer than three learners have said so."""
    is_heard = len({one.by for one in said}) >= LEAST_LEARNERS
    return mean(SHARES[one.helped] for one in said) if is_heard else None


def mine(id: MentorshipId, *, viewer: Viewer) -> Feedback | None:
    """Return what the viewer said about a mentorship, or `None`."""
    found = read_as(
        Feedback,
        """
        MATCH (me:Person {id: $viewer})-[:SAID]->(feedback:MentoringFeedback)-[:OF]->(mentorship:Mentorship)
        WHERE mentorship.id = $id
        RETURN feedback.helped AS helped, feedback.words AS words, feedback.level AS level
        """,
        viewer=viewer.id,
        id=id,
    )
    return found[0] if found else None


def give(id: MentorshipId, feedback: Feedback, *, by: Viewer) -> None:
    """Say what came of a mentorship that has ended. Twice replaces it.

    The other person isn't told. Only learners say a level. What they say counts when mentors are suggested. Raises
    `NotFound` for people who aren't part of it, and while it runs.
    """
    rows = write(
        """
        MATCH (me:Person {id: $by})-[mine:MENTORS_IN|LEARNS_IN]->(mentorship:Mentorship)
        WHERE mentorship.id = $id AND mentorship.state = 'ended'
        MERGE (feedback:MentoringFeedback {key: $by + ' ' + $id})
        MERGE (me)-[:SAID]->(feedback)
        MERGE (feedback)-[:OF]->(mentorship)
        SET feedback.helped = $helped, feedback.words = $words, feedback.changed_key = $key,
            feedback.level = CASE type(mine) WHEN 'LEARNS_IN' THEN $level END
        RETURN mentorship.id AS id
        """,
        id=id,
        by=by.id,
        helped=feedback.helped,
        words=feedback.words.strip(),
        level=feedback.level,
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=NOT_OVER)
