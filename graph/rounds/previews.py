"""Previews: what a round would give. A worker makes them, and the coaches of the round's community see them.

A preview is of one state of the round: if someone joins or leaves, or a coach changes something, another is needed
before the pairs can be published.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from graph import clock
from graph.cards import Author
from graph.driver import only, write
from graph.ids import MentoringRoundId, SkillSlug
from graph.rounds import rounds
from graph.rounds.proposals import CAN_BE_LOCKED, Lacking
from graph.rounds.rounds import COACHES_ONLY
from graph.rows import read_as
from graph.viewers import Viewer

ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class CoveredSkill:
    """A skill by its name, and how many levels the mentor is ahead of the learner in it."""

    slug: SkillSlug
    name: str
    levels: int


@dataclass(frozen=True, kw_only=True)
class ProposedPair:
    """A proposal as a coach sees it. `is_locked` says whether a coach has decided it."""

    learner: Author
    mentor: Author | None
    lacking: Lacking | None
    fit: float
    hours_apart: float | None
    other_unit: bool
    skills: tuple[CoveredSkill, ...]
    is_locked: bool

    @property
    def can_be_locked(self) -> bool:
        return self.mentor is not None and (self.lacking is None or self.lacking in CAN_BE_LOCKED)


@dataclass(frozen=True, kw_only=True)
class State:
    """Where the preview of a round stands. `is_current` is false if something changed after it was made.

    `exchanges` are two or three people each, of whom each can teach the next, and the last the first.
    """

    is_waiting: bool
    is_current: bool
    made_at: datetime | None
    learners: int
    mentors: int
    pairs: int
    unpaired: int
    exchanges: tuple[tuple[Author, ...], ...]


@dataclass(frozen=True, kw_only=True)
class _Circled:
    exchange: int
    place: int
    person: Author


def want(id: MentoringRoundId, *, by: Viewer) -> None:
    """Want a preview of a round. Raises `Forbidden` for everyone but coaches, and once the pairs are published."""
    rounds.led(id, viewer=by)
    rows = write(
        """
        MATCH (round:MentoringRound {id: $id})-[:OF]->(community:Community)
        WHERE {{community is coached by the viewer}} AND round.state <> 'published'
        SET round.wanted_key = $key
        RETURN round.id AS id
        """,
        id=id,
        viewer=by.id,
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=COACHES_ONLY)


def state(id: MentoringRoundId, *, viewer: Viewer) -> State:
    """Return where the preview of a round stands. Raises `Forbidden` for everyone but the coaches of its community."""
    rounds.led(id, viewer=viewer)
    found = read_as(
        State,
        """
        MATCH (round:MentoringRound {id: $id})-[:OF]->(community:Community)
        WHERE {{community is coached by the viewer}}
        RETURN round.wanted_key IS NOT NULL AS is_waiting,
               coalesce(round.previewed_key = round.pool_key, false) AS is_current,
               round.previewed_at AS made_at,
               coalesce(round.learners, 0) AS learners,
               coalesce(round.mentors, 0) AS mentors,
               COUNT { (round)-[:PROPOSES]->(pair:RoundPair) WHERE pair.lacking = '' } AS pairs,
               COUNT { (round)-[:PROPOSES]->(other:RoundPair) WHERE other.lacking <> '' } AS unpaired,
               [] AS exchanges
        """,
        id=id,
        viewer=viewer.id,
    )
    return replace(only(list(found), otherwise=COACHES_ONLY), exchanges=_exchanges(id, viewer))


def pairs(
    id: MentoringRoundId, *, are_paired: bool, page: int = 1, limit: int = ON_A_PAGE, viewer: Viewer
) -> tuple[ProposedPair, ...]:
    """Return a page of the pairs of a preview, or of people without a mentor, by the learner's name.

    Raises `Forbidden` for everyone but the coaches of the round's community.
    """
    rounds.led(id, viewer=viewer)
    return read_as(
        ProposedPair,
        """
        MATCH (round:MentoringRound {id: $id})-[:OF]->(community:Community)
        WHERE {{community is coached by the viewer}}
        MATCH (round)-[:PROPOSES]->(pair:RoundPair)-[:FOR]->(learner:Person)
        WHERE (pair.lacking = '') = $are_paired
        OPTIONAL MATCH (pair)-[:WITH]->(mentor:Person)
        WITH round, pair, learner, mentor
        ORDER BY learner.name_lower, learner.id
        SKIP $skip
        LIMIT $limit
        RETURN {{learner is named}} AS learner,
               CASE WHEN mentor IS NULL THEN null ELSE {{mentor is named}} END AS mentor,
               CASE pair.lacking WHEN '' THEN null ELSE pair.lacking END AS lacking,
               pair.fit AS fit,
               pair.hours_apart AS hours_apart,
               pair.other_unit AS other_unit,
               [(pair)-[covers:COVERS]->(skill:Skill) WHERE {{skill is known}}
                   | {slug: skill.slug, name: skill.name, levels: covers.levels}] AS skills,
               EXISTS { (round)-[lock:LOCKS]->(learner) WHERE lock.mentor = mentor.id } AS is_locked
        """,
        id=id,
        viewer=viewer.id,
        audiences=rounds.audiences(id),
        are_paired=are_paired,
        skip=(page - 1) * limit,
        limit=limit,
    )


def _exchanges(id: MentoringRoundId, viewer: Viewer) -> tuple[tuple[Author, ...], ...]:
    found = read_as(
        _Circled,
        """
        MATCH (round:MentoringRound {id: $id})-[:OF]->(community:Community)
        WHERE {{community is coached by the viewer}}
        MATCH (round)-[circle:CIRCLES]->(person:Person)
        RETURN circle.exchange AS exchange, circle.place AS place, {{person is named}} AS person
        ORDER BY exchange, place
        """,
        id=id,
        viewer=viewer.id,
    )
    numbers = sorted({one.exchange for one in found})
    return tuple(tuple(one.person for one in found if one.exchange == number) for number in numbers)
