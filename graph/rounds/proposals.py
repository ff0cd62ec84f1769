"""Proposals of previews: pairs, and people who stay alone with what would help them, as workers store them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from graph import clock
from graph.driver import read, write_together
from graph.expertise.stated_levels import NOVICE
from graph.ids import MentoringRoundId, PersonId, SkillSlug, new_id

# Why someone has no mentor, as the smallest change that would help. `skill` if no single change would, and `goals` if
# they no longer have the goals with which they joined.
Lacking = Literal["places", "unit", "hours", "language", "skill", "goals"]
# A coach may pair two people in spite of these.
CAN_BE_LOCKED: tuple[Lacking, ...] = ("unit", "hours", "language")


@dataclass(frozen=True, kw_only=True)
class Taught:
    """A skill of a pair, and how many levels the mentor is ahead of the learner in it."""

    slug: SkillSlug
    levels: int


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A learner, and the mentor whom a preview proposes or who would fit best after the smallest change.

    `fit` is from 0 to 1. `lacking` is `None` for a pair. `hours_apart` is `None` if one has no time zone. `level` is
    the highest that the learner wants to reach with this mentor.
    """

    learner: PersonId
    mentor: PersonId | None
    lacking: Lacking | None = None
    fit: float = 0.0
    hours_apart: float | None = None
    other_unit: bool = False
    level: int = NOVICE
    skills: tuple[Taught, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a round would give: of which state of it (`pool_key`), and which wish this grants (`wanted_key`).

    `learners` and `mentors` count those who could be paired.
    """

    proposals: Sequence[Proposal]
    exchanges: Sequence[Sequence[PersonId]]
    pool_key: int
    wanted_key: int | None
    learners: int
    mentors: int


def wanted() -> tuple[MentoringRoundId, ...]:
    """Return the rounds whose previews are still to be made."""
    rows = read(
        """
        MATCH (round:MentoringRound)
        WHERE round.wanted_key > 0 AND round.state <> 'published'
        RETURN round.id AS id
        """
    )
    return tuple(row["id"] for row in rows)


def store(id: MentoringRoundId, preview: Preview) -> None:
    """Store a preview in place of the last one, unless the pairs were published meanwhile. Twice changes nothing."""
    write_together(
        (
            """
            MATCH (round:MentoringRound {id: $id})
            WHERE round.state <> 'published'
            SET round.previewed_at = datetime($now), round.previewed_key = $pool_key,
                round.learners = $learners, round.mentors = $mentors,
                round.wanted_key = CASE WHEN round.wanted_key = $wanted_key THEN null ELSE round.wanted_key END
            WITH round
            OPTIONAL MATCH (round)-[:PROPOSES]->(old:RoundPair)
            DETACH DELETE old
            """,
            """
            MATCH (round:MentoringRound {id: $id})
            OPTIONAL MATCH (round)-[old:CIRCLES]->(:Person)
            DELETE old
            """,
            """
            MATCH (round:MentoringRound {id: $id})
            WHERE round.state <> 'published'
            UNWIND $proposals AS proposal
            MATCH (learner:Person {id: proposal.learner})
            OPTIONAL MATCH (mentor:Person {id: proposal.mentor})
            CREATE (round)-[:PROPOSES]->(pair:RoundPair {key: proposal.key, id: proposal.id})-[:FOR]->(learner)
            SET pair += proposal.about
            FOREACH (_ IN CASE WHEN mentor IS NULL THEN [] ELSE [1] END | CREATE (pair)-[:WITH]->(mentor))
            """,
            """
            UNWIND $taught AS one
            MATCH (pair:RoundPair {key: one.key})
            MATCH (skill:Skill {slug: one.skill})
            MERGE (pair)-[covers:COVERS]->(skill)
            SET covers.levels = one.levels
            """,
            """
            MATCH (round:MentoringRound {id: $id})
            WHERE round.state <> 'published'
            UNWIND $circled AS one
            MATCH (person:Person {id: one.person})
            CREATE (round)-[:CIRCLES {exchange: one.exchange, place: one.place}]->(person)
            """,
        ),
        id=id,
        proposals=[_stored(id, one) for one in preview.proposals],
        taught=[taught for one in preview.proposals for taught in _taught(id, one)],
        circled=_circled(preview.exchanges),
        pool_key=preview.pool_key,
        wanted_key=preview.wanted_key,
        learners=preview.learners,
        mentors=preview.mentors,
        now=clock.now().isoformat(),
    )


def key(id: MentoringRoundId, learner: PersonId) -> str:
    """Return the key of what a preview says about a learner."""
    return f"{id} {learner}"


def _stored(id: MentoringRoundId, one: Proposal) -> dict[str, object]:
    return {
        "key": key(id, one.learner),
        "id": new_id(),
        "learner": one.learner,
        "mentor": one.mentor,
        "about": {
            "lacking": one.lacking or "",
            "fit": one.fit,
            "hours_apart": one.hours_apart,
            "other_unit": one.other_unit,
            "level": one.level,
        },
    }


def _taught(id: MentoringRoundId, one: Proposal) -> list[dict[str, object]]:
    return [{"key": key(id, one.learner), "skill": it.slug, "levels": it.levels} for it in one.skills]


def _circled(exchanges: Sequence[Sequence[PersonId]]) -> list[dict[str, object]]:
    return [
        {"exchange": number, "place": place, "person": person}
        for number, people in enumerate(exchanges)
        for place, person in enumerate(people)
    ]
