"""Goals: a skill and a level that someone wants to reach, why, and until when. They are private unless shared.

A goal shared with mentors is seen by those whom its person asks, one shared with the manager also by their direct
manager (graph/mentoring/shared_goals.py). A goal has a `key` only while it is open, so a person has one open goal for
a skill.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from graph import clock
from graph.cards import SkillTag
from graph.driver import only, read, write
from graph.errors import Conflict, Invalid, NotFound, refuse_if_any
from graph.expertise import abilities
from graph.expertise.stated_levels import AUTHORITY, NOVICE
from graph.ids import GoalId, PersonId, SkillSlug, new_id
from graph.rows import read_as, write_as
from graph.skills import naming
from graph.viewers import Viewer

WHY_CHARACTERS = 500
MOST_OPEN = 10
LOWEST = NOVICE + 1

SharedWith = Literal["nobody", "mentors", "manager"]
GoalState = Literal["open", "reached", "dropped"]

NOT_YOURS = NotFound("This goal doesn't exist, or it isn't yours.")
TOO_MANY = Invalid(skill=f"You have {MOST_OPEN} open goals. Reach or drop one first.")
UNKNOWN_SKILL = Invalid(skill="There is no such skill here yet. Choose one from the list.")


@dataclass(frozen=True, kw_only=True)
class GoalDraft:
    """A goal as it was typed. Raises `Invalid` with a sentence per field. `until` is the last day, or `None`."""

    level: int
    why: str = ""
    until: date | None = None
    shared_with: str = "mentors"

    def __post_init__(self) -> None:
        is_level, is_short = LOWEST <= self.level <= AUTHORITY, len(self.why.strip()) <= WHY_CHARACTERS
        is_past = self.until is not None and self.until < clock.now().date()
        refuse_if_any(
            {
                "level": None if is_level else f"Choose a level from {LOWEST} to {AUTHORITY}.",
                "why": None if is_short else f"Use {WHY_CHARACTERS} characters or fewer.",
                "until": "Choose a day that is still to come, or leave this empty." if is_past else None,
                "shared_with": None if self.shared_with in get_args(SharedWith) else "Choose who can see this goal.",
            }
        )


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A goal of the viewer. `now` is their level in the skill, and `level_before` the one when they set the goal."""

    id: GoalId
    skill: SkillTag
    level: int
    level_before: int | None
    why: str
    until: date | None
    shared_with: SharedWith
    state: GoalState
    now: int | None = None


@dataclass(frozen=True, kw_only=True)
class _Set:
    id: GoalId


def aim(skill: str, draft: GoalDraft, *, by: Viewer) -> GoalId:
    """Set a goal for the skill with this name, or change the open one.

    Raises `Invalid` for a skill that the person may not know of, for a level that they have already, and for more than
    ten open goals.
    """
    meant = _skill(skill, by)
    before = _level(by, meant)
    _refuse_reached(draft, before)
    rows = write_as(
        _Set,
        """
        MATCH (me:Person {id: $by})
        // Writing before counting takes the lock, so that two forms at once don't set an eleventh.
        SET me.aimed_key = $changed
        WITH me
        MATCH (skill:Skill {slug: $skill})
        WHERE size([(me)-[:AIMS_AT]->(other:Goal) WHERE other.state = 'open' AND other.key <> $key | other.id]) < $most
        MERGE (goal:Goal {key: $key})
        ON CREATE SET goal.id = $id, goal.set_at = datetime($now), goal.level_before = $before
        SET goal += $about, goal.state = 'open', goal.changed_key = $changed,
            goal.until = CASE WHEN $until IS NULL THEN null ELSE datetime($until) END
        MERGE (me)-[:AIMS_AT]->(goal)
        MERGE (goal)-[:IN_SKILL]->(skill)
        RETURN goal.id AS id
        """,
        by=by.id,
        skill=meant,
        key=_key(by.id, meant),
        most=MOST_OPEN,
        id=new_id(),
        before=before,
        about=_about(draft),
        until=clock.midnight(draft.until) if draft.until else None,
        now=clock.now().isoformat(),
        changed=clock.key(clock.now()),
    )
    return only(list(rows), otherwise=TOO_MANY).id


def seek(skill: str, *, by: Viewer) -> GoalId:
    """Return the open goal for this skill, or set one a level above what they have. Raises as `aim` does."""
    meant = _skill(skill, by)
    level = next_level(meant, viewer=by)
    if level is None:
        raise Invalid(level=f"You are at level {AUTHORITY} already, which is the highest.")
    return find_open(meant, viewer=by) or aim(meant, GoalDraft(level=level), by=by)


def find_open(skill: str, *, viewer: Viewer) -> GoalId | None:
    """Return the viewer's open goal for the skill with this name, if any."""
    meant = naming.skill(skill, viewer=viewer)
    key = _key(viewer.id, SkillSlug(meant or ""))
    rows = read("MATCH (goal:Goal {key: $key}) RETURN goal.id AS id", key=key)
    return rows[0]["id"] if rows else None


def next_level(skill: SkillSlug, *, viewer: Viewer) -> int | None:
    """Return the level above the viewer's own, at least 2; `None` if theirs is the highest."""
    level = _level(viewer, skill) or NOVICE
    return level + 1 if level < AUTHORITY else None


def mine(*, viewer: Viewer) -> tuple[Goal, ...]:
    """Return all goals of the viewer: open ones first, those that end soonest in front, then those that ended."""
    levels = own_levels(viewer=viewer)
    states: tuple[GoalState, ...] = get_args(GoalState)
    found = [replace(one, now=levels.get(one.skill.slug)) for one in _goals(viewer)]
    return tuple(
        sorted(found, key=lambda one: (states.index(one.state), one.until or date.max, one.skill.name.casefold()))
    )


def get(id: GoalId, *, viewer: Viewer) -> Goal:
    """Return a goal of the viewer. Raises `NotFound` for goals of others, as for those that don't exist."""
    found = only(list(_goals(viewer, id)), otherwise=NOT_YOURS)
    return replace(found, now=_level(viewer, found.skill.slug))


def own_levels(*, viewer: Viewer) -> Mapping[SkillSlug, int]:
    """Return the leading level of each of the viewer's own skills that has one."""
    return {one.slug: one.leading.level for one in abilities.of(viewer.id, viewer=viewer) if one.leading}


def change(id: GoalId, draft: GoalDraft, *, by: Viewer) -> None:
    """Change an open goal. Raises `NotFound` for goals of others, `Conflict` if it has ended, and as `aim` does."""
    goal = get(id, viewer=by)
    _refuse_reached(draft, goal.now)
    rows = write(
        """
        MATCH (me:Person {id: $by})-[:AIMS_AT]->(goal:Goal)
        WHERE goal.id = $id AND goal.state = 'open'
        SET goal += $about, goal.changed_key = $changed,
            goal.until = CASE WHEN $until IS NULL THEN null ELSE datetime($until) END
        RETURN goal.id AS id
        """,
        by=by.id,
        id=id,
        about=_about(draft),
        until=clock.midnight(draft.until) if draft.until else None,
        changed=clock.key(clock.now()),
    )
    only(rows, otherwise=Conflict("This goal has ended. Reopen it first."))


def end(id: GoalId, state: Literal["reached", "dropped"], *, by: Viewer) -> None:
    """Say that a goal was reached, or drop it. Twice changes nothing. Raises `NotFound` for goals of others."""
    rows = write(
        """
        MATCH (me:Person {id: $by})-[:AIMS_AT]->(goal:Goal)
        WHERE goal.id = $id AND goal.state IN ['open', 'reached', 'dropped']
        SET goal.ended_at = CASE goal.state WHEN $state THEN goal.ended_at ELSE datetime($now) END,
            goal.state = $state,
            goal.changed_key = $changed
        REMOVE goal.key
        RETURN goal.id AS id
        """,
        by=by.id,
        id=id,
        state=state,
        now=clock.now().isoformat(),
        changed=clock.key(clock.now()),
    )
    only(rows, otherwise=NOT_YOURS)


def reopen(id: GoalId, *, by: Viewer) -> None:
    """Open a goal again that was reached or dropped. Twice changes nothing.

    Raises `NotFound` for goals of others, and `Conflict` for an eleventh or if they have a new goal for its skill.
    """
    goal = get(id, viewer=by)
    rows = write(
        """
        MATCH (me:Person {id: $by})
        // Writing before counting takes the lock, as in `aim`.
        SET me.aimed_key = $changed
        WITH me, [(me)-[:AIMS_AT]->(other:Goal) WHERE other.state = 'open' AND other.id <> $id | other.key] AS open
        WHERE size(open) < $most AND NOT $key IN open
        MATCH (me)-[:AIMS_AT]->(goal:Goal)
        WHERE goal.id = $id
        SET goal.state = 'open', goal.key = $key, goal.changed_key = $changed
        REMOVE goal.ended_at
        RETURN goal.id AS id
        """,
        by=by.id,
        id=id,
        key=_key(by.id, goal.skill.slug),
        most=MOST_OPEN,
        changed=clock.key(clock.now()),
    )
    only(rows, otherwise=Conflict(f"You have another open goal for {goal.skill.name}, or {MOST_OPEN} open goals."))


def _goals(viewer: Viewer, id: GoalId | None = None) -> tuple[Goal, ...]:
    # Two skills with a goal each may have been merged. The goal that gave way is kept for the undoing of the merge.
    return read_as(
        Goal,
        """
        MATCH (me:Person {id: $viewer})-[:AIMS_AT]->(goal:Goal)-[:IN_SKILL]->(skill:Skill)
        WHERE ($id IS NULL OR goal.id = $id) AND goal.state IN ['open', 'reached', 'dropped']
        RETURN goal.id AS id,
               {slug: skill.slug, name: skill.name} AS skill,
               goal.level AS level,
               goal.level_before AS level_before,
               goal.why AS why,
               goal.until AS until,
               goal.shared_with AS shared_with,
               goal.state AS state
        """,
        viewer=viewer.id,
        id=id,
    )


def _skill(typed: str, by: Viewer) -> SkillSlug:
    meant = naming.skill(typed, viewer=by)
    if meant is None:
        raise UNKNOWN_SKILL
    return SkillSlug(meant)


def _level(person: Viewer, skill: SkillSlug) -> int | None:
    found = abilities.find(person.id, skill, viewer=person)
    return found.leading.level if found and found.leading else None


def _refuse_reached(draft: GoalDraft, now: int | None) -> None:
    if now is not None and now >= draft.level:
        raise Invalid(level=f"You are at level {now} already. Choose a higher one.")


def _about(draft: GoalDraft) -> dict[str, int | str]:
    return {"level": draft.level, "why": draft.why.strip(), "shared_with": draft.shared_with}


def _key(person: PersonId, skill: SkillSlug) -> str:
    return f"{person} {skill}"
