"""Plans: the steps of a mentorship, which either of the two changes. It begins with a template for how they meet.

Steps of the template have no text of their own, so that each of the two reads them in their language. They are stored
with the first change.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from graph import clock
from graph.driver import only
from graph.errors import Conflict, Invalid, refuse_if_any
from graph.ids import MentorshipId, PlanStepId, new_id
from graph.mentorships.mentorships import ENDED, NOT_YOURS
from graph.rows import read_as, write_as
from graph.viewers import Viewer

STEP_CHARACTERS = 200
MOST_STEPS = 30

# The steps of the two templates. webapp/templates/components/mentoring.html has their texts.
ONE_MEETING = ("question", "meet", "next")
SOME_WEEKS = ("know", "agree", "look", "small", "halfway", "alone", "share", "end")

CHANGED = Conflict("The other person has changed the plan meanwhile. Look at it, and try again.")
GONE = Conflict("The other person has removed this step meanwhile. Add it again if you still need it.")


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of a plan. `text` is empty for a step of the template that nobody has reworded."""

    id: PlanStepId
    text: str
    is_done: bool = False


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The steps of a mentorship in order. `version` changes with every change, as that of the agenda does."""

    steps: tuple[Step, ...]
    version: int

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)


@dataclass(frozen=True, kw_only=True)
class Way:
    """How far a mentorship has come: steps that are `done`, sessions that took place, and those that are agreed."""

    done: int
    steps: int
    met: int
    ahead: int


@dataclass(frozen=True, kw_only=True)
class _Row:
    mentorship: MentorshipId
    form: str
    version: int
    ids: tuple[PlanStepId, ...]
    texts: tuple[str, ...]
    done: tuple[bool, ...]
    met: int
    ahead: int


@dataclass(frozen=True, kw_only=True)
class _Version:
    version: int


def of(id: MentorshipId, *, viewer: Viewer) -> Plan:
    """Return the plan of a mentorship. Raises `NotFound` for everyone who isn't part of it."""
    return _plan(only(_rows(viewer, id), otherwise=NOT_YOURS))


def ways(*, viewer: Viewer) -> Mapping[MentorshipId, Way]:
    """Return how far each mentorship of the viewer has come."""
    plans = ((row, _plan(row)) for row in _rows(viewer))
    return {
        row.mentorship: Way(done=plan.done, steps=len(plan.steps), met=row.met, ahead=row.ahead) for row, plan in plans
    }


def add(id: MentorshipId, text: str, *, version: int, by: Viewer) -> None:
    """Add a step at the end. Raises `NotFound` for others, `Invalid` for a text that is empty or too long and for a
    31st step, and `Conflict` if the other person has changed the plan since `version`.
    """
    _refuse_text(text, "step")

    def added(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        if len(steps) >= MOST_STEPS:
            raise Invalid(step=f"A plan has at most {MOST_STEPS} steps. Remove one first.")
        return (*steps, Step(id=PlanStepId(new_id()), text=text.strip()))

    _change(id, added, version=version, by=by)


def reword(id: MentorshipId, step: PlanStepId, text: str, *, version: int, by: Viewer) -> None:
    """Give a step another text. Twice changes nothing. Raises as `add` does, and `Conflict` for a removed step."""
    _refuse_text(text, f"text-{step}")

    def reworded(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        if step not in {one.id for one in steps}:
            raise GONE
        return tuple(replace(one, text=text.strip()) if one.id == step else one for one in steps)

    _change(id, reworded, version=version, by=by)


def tick(id: MentorshipId, step: PlanStepId, *, is_done: bool, version: int, by: Viewer) -> None:
    """Say that a step is done, or isn't. Twice changes nothing. Raises `NotFound` and `Conflict` as `add` does."""
    _change(
        id,
        lambda steps: tuple(replace(one, is_done=is_done) if one.id == step else one for one in steps),
        version=version,
        by=by,
    )


def move(id: MentorshipId, step: PlanStepId, *, by_places: int, version: int, by: Viewer) -> None:
    """Move a step up (-1) or down (1), never beyond the ends. Raises `NotFound` and `Conflict` as `add` does."""

    def moved(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        others = [one for one in steps if one.id != step]
        for place, one in enumerate(steps):
            if one.id == step:
                others.insert(max(place + by_places, 0), one)
        return tuple(others)

    _change(id, moved, version=version, by=by)


def remove(id: MentorshipId, step: PlanStepId, *, version: int, by: Viewer) -> None:
    """Remove a step. Twice changes nothing. Raises `NotFound` and `Conflict` as `add` does."""
    _change(id, lambda steps: tuple(one for one in steps if one.id != step), version=version, by=by)


def _change(
    id: MentorshipId, change: Callable[[tuple[Step, ...]], tuple[Step, ...]], *, version: int, by: Viewer
) -> None:
    plan = of(id, viewer=by)
    changed = change(plan.steps)
    if changed == plan.steps:
        return
    rows = write_as(
        _Version,
        """
        MATCH (mentorship:Mentorship {id: $id})<-[:MENTORS_IN|LEARNS_IN]-(me:Person)
        WHERE me.id = $by AND mentorship.state = 'running'
        // Writing before looking takes the lock.
        SET mentorship.planned_key = $key
        WITH mentorship, coalesce(mentorship.plan_version, 0) AS version
        SET mentorship.plan_ids = CASE version WHEN $version THEN $ids ELSE mentorship.plan_ids END,
            mentorship.plan_texts = CASE version WHEN $version THEN $texts ELSE mentorship.plan_texts END,
            mentorship.plan_done = CASE version WHEN $version THEN $done ELSE mentorship.plan_done END,
            mentorship.plan_version = CASE version WHEN $version THEN version + 1 ELSE mentorship.plan_version END
        RETURN version
        """,
        id=id,
        by=by.id,
        version=version,
        ids=[one.id for one in changed],
        texts=[one.text for one in changed],
        done=[one.is_done for one in changed],
        key=clock.key(clock.now()),
    )
    if only(rows, otherwise=ENDED).version != version:
        raise CHANGED


def _plan(row: _Row) -> Plan:
    if not row.version:
        template = ONE_MEETING if row.form == "meeting" else SOME_WEEKS
        return Plan(steps=tuple(Step(id=PlanStepId(name), text="") for name in template), version=0)
    stored = zip(row.ids, row.texts, row.done, strict=True)
    return Plan(steps=tuple(Step(id=id, text=text, is_done=done) for id, text, done in stored), version=row.version)


def _rows(viewer: Viewer, id: MentorshipId | None = None) -> tuple[_Row, ...]:
    return read_as(
        _Row,
        """
        MATCH (me:Person {id: $viewer})-[:MENTORS_IN|LEARNS_IN]->(mentorship:Mentorship)
        WHERE $id IS NULL OR mentorship.id = $id
        RETURN mentorship.id AS mentorship,
               mentorship.form AS form,
               coalesce(mentorship.plan_version, 0) AS version,
               coalesce(mentorship.plan_ids, []) AS ids,
               coalesce(mentorship.plan_texts, []) AS texts,
               coalesce(mentorship.plan_done, []) AS done,
               COUNT {
                   MATCH (mentorship)<-[:OF]-(past:MentoringSession)
                   WHERE past.state IN ['agreed', 'held'] AND past.starts_at < datetime($now)
               } AS met,
               COUNT {
                   MATCH (mentorship)<-[:OF]-(next:MentoringSession)
                   WHERE next.state = 'agreed' AND next.starts_at >= datetime($now)
               } AS ahead
        """,
        viewer=viewer.id,
        id=id,
        now=clock.now().isoformat(),
    )


def _refuse_text(text: str, field: str) -> None:
    is_right = 1 <= len(text.strip()) <= STEP_CHARACTERS
    refuse_if_any({field: None if is_right else f"Describe the step in at most {STEP_CHARACTERS} characters."})
