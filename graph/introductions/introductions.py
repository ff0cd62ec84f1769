"""Introductions: someone asks a colleague to introduce them to a third person, who hears of it only if that happens.

The colleague may decline silently: whoever asked sees "asked" for a week and then nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from graph import clock
from graph.cards import Author, SkillTag
from graph.driver import only, write
from graph.errors import Conflict, NotFound, refuse_if_any
from graph.ids import IntroductionId, PersonId, new_id
from graph.introductions import go_betweens
from graph.rows import read_as
from graph.viewers import Viewer

WHY_CHARACTERS = 300
OPEN_FOR = timedelta(days=7)
MOST_A_WEEK = 3
SHOWN_FOR = timedelta(days=60)

IntroductionState = Literal["asked", "declined", "made", "expired"]

CLOSED = NotFound("This introduction is closed, or you aren't the one who was asked.")
CANNOT = Conflict("This colleague can't introduce you now. Choose someone else.")
TOO_MANY = Conflict(f"You have asked for {MOST_A_WEEK} introductions this week, or for this one already.")


@dataclass(frozen=True, kw_only=True)
class Introduction:
    """An introduction of `seeker` to `to` by `through`, and why the seeker wants it."""

    id: IntroductionId
    seeker: Author
    to: Author
    through: Author
    skill: SkillTag
    why: str
    made_at: datetime


def ask(person: PersonId, through: PersonId, why: str, *, by: Viewer) -> IntroductionId:
    """Ask a colleague to introduce the viewer to someone.

    Raises `Invalid` for a reason that is empty or too long, and `Conflict` if the colleague can't do it, if they were
    asked for this within a week, and for a fourth introduction in a week.
    """
    is_short = 1 <= len(why.strip()) <= WHY_CHARACTERS
    refuse_if_any({"why": None if is_short else f"Say in one line why, in at most {WHY_CHARACTERS} characters."})
    found = next((one for one in go_betweens.of(person, viewer=by) if one.person.id == through), None)
    if not found:
        raise CANNOT
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})
        // Writing before counting takes the lock, so that two forms at once don't ask a fourth.
        SET me.introduced_key = $key
        WITH me, [(me)-[:WANTS]->(other:Introduction) WHERE other.asked_key > $week | other.pair] AS pairs
        WHERE size(pairs) < $most AND NOT $pair IN pairs
        MATCH (person:Person {id: $person})
        MATCH (through:Person {id: $through})
        MATCH (skill:Skill {slug: $skill})
        CREATE (one:Introduction {id: $id, pair: $pair, state: 'asked', why: $why, asked_key: $key, open_key: $key,
                                  changed_key: $key})
        CREATE (me)-[:WANTS]->(one)
        CREATE (one)-[:TOWARDS]->(person)
        CREATE (one)-[:THROUGH]->(through)
        CREATE (one)-[:IN_SKILL]->(skill)
        RETURN one.id AS id
        """,
        by=by.id,
        person=person,
        through=through,
        skill=found.skill.slug,
        id=new_id(),
        pair=f"{by.id} {person}",
        why=why.strip(),
        most=MOST_A_WEEK,
        week=clock.key(now - OPEN_FOR),
        key=clock.key(now),
    )
    return only(rows, otherwise=TOO_MANY)["id"]


def is_asked(person: PersonId, *, viewer: Viewer) -> bool:
    """Return whether the viewer has asked for an introduction to someone within a week, whatever came of it."""
    return person in {one.to.id for one in _found(viewer, "seeker") if one.made_at > clock.now() - OPEN_FOR}


def waiting(*, viewer: Viewer) -> tuple[Introduction, ...]:
    """Return the introductions that the viewer is asked to make, newest first."""
    return _found(viewer, "through", "asked")


def asked(*, viewer: Viewer) -> tuple[Introduction, ...]:
    """Return those for which the viewer has asked within a week and that weren't made, newest first.

    They look the same whether the colleague has declined or not read it yet.
    """
    made = {one.id for one in _found(viewer, "seeker", "made")}
    week = clock.now() - OPEN_FOR
    return tuple(one for one in _found(viewer, "seeker") if one.id not in made and one.made_at > week)


def made(*, viewer: Viewer) -> tuple[Introduction, ...]:
    """Return those of the last 60 days of which the viewer is one of the three, newest first."""
    return tuple(
        sorted(
            (one for role in ("seeker", "to", "through") for one in _found(viewer, role, "made")),
            key=lambda one: one.made_at,
            reverse=True,
        )
    )


def make(id: IntroductionId, *, by: Viewer) -> None:
    """Introduce the two: both are told. Twice changes nothing. Raises `NotFound` for everyone but who was asked."""
    _settle(id, "made", by)


def decline(id: IntroductionId, *, by: Viewer) -> None:
    """Don't introduce the two. Nobody is told. Twice changes nothing. Raises `NotFound` as `make` does."""
    _settle(id, "declined", by)


def expire() -> None:
    """Close those that nobody has made within a week. Nobody is told."""
    write(
        """
        MATCH (one:Introduction)
        WHERE one.open_key < $oldest
        SET one.state = CASE one.state WHEN 'asked' THEN 'expired' ELSE one.state END
        REMOVE one.open_key
        """,
        oldest=clock.key(clock.now() - OPEN_FOR),
    )


def _settle(id: IntroductionId, state: IntroductionState, by: Viewer) -> None:
    rows = write(
        """
        MATCH (one:Introduction {id: $id})-[:THROUGH]->(through:Person)
        WHERE through.id = $by AND one.state IN ['asked', $state]
        SET one.changed_key = CASE one.state WHEN $state THEN one.changed_key ELSE $key END, one.state = $state
        REMOVE one.open_key
        RETURN one.id AS id
        """,
        id=id,
        by=by.id,
        state=state,
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=CLOSED)


def _found(viewer: Viewer, role: str, state: str | None = None) -> tuple[Introduction, ...]:
    return read_as(
        Introduction,
        """
        MATCH (me:Person {id: $viewer})-[:WANTS|TOWARDS|THROUGH]-(one:Introduction)
        WHERE one.asked_key > $since AND ($state IS NULL OR one.state = $state)
        MATCH (seeker:Person)-[:WANTS]->(one)-[:TOWARDS]->(person:Person)
        MATCH (one)-[:THROUGH]->(through:Person)
        MATCH (one)-[:IN_SKILL]->(skill:Skill)
        WHERE $viewer = CASE $role WHEN 'seeker' THEN seeker.id WHEN 'to' THEN person.id ELSE through.id END
          AND seeker.state = 'active' AND person.state = 'active'
        RETURN one.id AS id,
               {{seeker is named}} AS seeker,
               {{person is named}} AS to,
               {{through is named}} AS through,
               {slug: skill.slug, name: skill.name} AS skill,
               one.why AS why,
               one.asked_key / 1000 AS made_at
        ORDER BY one.asked_key DESC
        """,
        viewer=viewer.id,
        role=role,
        state=state,
        since=clock.key(clock.now() - SHOWN_FOR),
    )
