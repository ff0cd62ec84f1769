"""Requests for a mentor: a learner names up to three people, who are asked one after another.

Only the learner sees the whole request. Each mentor sees it from the moment they are asked, and not who else is named.
graph/mentoring/replies.py is what the mentors do, and graph/mentoring/turns.py asks the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from graph import clock
from graph.cards import Author, SkillTag
from graph.driver import only, write
from graph.errors import Conflict, NotFound, refuse_if_any
from graph.ids import GoalId, MentorAskId, MentorRequestId, PersonId, new_id
from graph.mentoring import further_skills
from graph.mentoring.goals import NOT_YOURS
from graph.mentoring.offers import PLACES
from graph.rows import read_as
from graph.viewers import Viewer

MOST_NAMED = 3
# How long each has to reply until the next is asked.
REPLY_DAYS = 3
WHY_CHARACTERS = 300

AskState = Literal["waiting", "asked", "accepted", "declined", "passed", "expired", "skipped"]
RequestState = Literal["open", "agreed", "ended"]

NOT_FREE = "{name} can't take a mentee now. Choose someone else."


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Someone whom a learner named. `asked_at` is `None` before their turn."""

    id: MentorAskId
    mentor: Author
    headline: str
    state: AskState
    asked_at: datetime | None
    passed_by: Author | None

    @property
    def reply_by(self) -> date | None:
        return (self.asked_at + timedelta(days=REPLY_DAYS)).date() if self.asked_at else None


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request of the viewer, and the people whom they named, in order."""

    id: MentorRequestId
    goal: GoalId
    skill: SkillTag
    level: int
    also: tuple[SkillTag, ...]
    why: str
    state: RequestState
    made_at: datetime
    asked: tuple[Asked, ...]


@dataclass(frozen=True, kw_only=True)
class _Able:
    id: PersonId | None
    name: str | None
    is_able: bool


def send(
    goal: GoalId, mentors: Sequence[PersonId], why: str, *, also: Sequence[str] = (), by: Viewer
) -> MentorRequestId:
    """Ask the first of these people to be a mentor for a goal. The others are asked in order, if it comes to that.

    `also` names up to two further skills. Raises `NotFound` for a goal that isn't the viewer's or isn't open, `Invalid`
    for nobody, more than three people, someone who can't mentor them now, a reason that is empty or too long, and
    further skills as `further_skills.named` does, and `Conflict` if they are asking for this goal already or have a
    mentor for it.
    """
    _refuse_unless_able(goal, tuple(dict.fromkeys(mentors)), why, by)
    further = further_skills.named(also, goal, mentors, by=by)
    now, id = clock.now(), MentorRequestId(new_id())
    rows = write(
        """
        UNWIND $asks AS one
        MATCH (mentor:Person {id: one.mentor})
        MATCH (goal:Goal {id: $goal})<-[:AIMS_AT]-(learner:Person)
        MATCH (goal)-[:IN_SKILL]->(skill:Skill)
        WHERE learner.id = $by
        // Writing before looking takes the lock, so that two forms at once don't make two requests.
        SET goal.asked_key = $key
        WITH one, mentor, goal, learner, skill
        WHERE NOT EXISTS { (goal)<-[:FOR]-(other:MentorRequest) WHERE other.state = 'open' AND other.id <> $id }
          AND NOT EXISTS { (goal)<-[:SERVES]-(running:Mentorship) WHERE running.state = 'running' }
        MERGE (request:MentorRequest {id: $id})
        ON CREATE SET request.why = $why, request.state = 'open', request.open_key = $key,
                      request.made_at = datetime($now), request.changed_key = $key
        MERGE (learner)-[:SEEKS]->(request)
        MERGE (request)-[:FOR]->(goal)
        CREATE (ask:MentorAsk {id: one.id, key: one.key, rank: one.rank, state: one.state})
        SET ask.open_key = CASE one.state WHEN 'asked' THEN $key END,
            ask.asked_at = CASE one.state WHEN 'asked' THEN datetime($now) END,
            ask.changed_key = $key
        MERGE (ask)-[:PART_OF]->(request)
        MERGE (ask)-[:TO]->(mentor)
        MERGE (ask)-[:IN_SKILL]->(skill)
        WITH DISTINCT request
        OPTIONAL MATCH (further:Skill)
            WHERE further.slug IN $further
        FOREACH (_ IN CASE WHEN further IS NULL THEN [] ELSE [1] END | MERGE (request)-[:IN_SKILL]->(further))
        RETURN DISTINCT request.id AS id
        """,
        asks=[
            {
                "id": new_id(),
                "key": f"{id} {mentor}",
                "mentor": mentor,
                "rank": rank,
                "state": "waiting" if rank else "asked",
            }
            for rank, mentor in enumerate(dict.fromkeys(mentors))
        ],
        goal=goal,
        by=by.id,
        id=id,
        further=list(further),
        why=why.strip(),
        key=clock.key(now),
        now=now.isoformat(),
    )
    return only(rows, otherwise=Conflict("You have a mentor for this goal already, or are waiting for a reply."))["id"]


def withdraw(id: MentorRequestId, *, by: Viewer) -> None:
    """Stop looking. Whoever was asked is no longer asked. Twice changes nothing.

    Raises `NotFound` for other people's requests, and `Conflict` if someone has agreed.
    """
    rows = write(
        """
        MATCH (request:MentorRequest {id: $id})<-[:SEEKS]-(learner:Person)
        WHERE learner.id = $by
        SET request.changed_key = $key,
            request.is_withdrawn = request.state = 'open' OR coalesce(request.is_withdrawn, false),
            request.state = CASE request.state WHEN 'open' THEN 'ended' ELSE request.state END
        REMOVE request.open_key
        WITH request
        OPTIONAL MATCH (request)<-[:PART_OF]-(ask:MentorAsk)
            WHERE request.state = 'ended' AND ask.state IN ['asked', 'waiting']
        SET ask.state = 'skipped', ask.changed_key = $key
        REMOVE ask.open_key
        RETURN DISTINCT request.state AS state
        """,
        id=id,
        by=by.id,
        key=clock.key(clock.now()),
    )
    if only(rows, otherwise=NotFound("This request doesn't exist, or it isn't yours."))["state"] == "agreed":
        raise Conflict("Someone has agreed to mentor you. You can end the mentorship instead.")


def mine(*, viewer: Viewer) -> tuple[Request, ...]:
    """Return the open requests of the viewer, and the latest of each goal that found nobody, newest first."""
    found = read_as(
        Request,
        """
        MATCH (learner:Person {id: $viewer})-[:SEEKS]->(request:MentorRequest)-[:FOR]->(goal:Goal)
        WHERE request.state <> 'agreed' AND goal.state = 'open'
        MATCH (goal)-[:IN_SKILL]->(skill:Skill)
        RETURN request.id AS id,
               goal.id AS goal,
               {slug: skill.slug, name: skill.name} AS skill,
               goal.level AS level,
               [(request)-[:IN_SKILL]->(further:Skill) | {slug: further.slug, name: further.name}] AS also,
               request.why AS why,
               request.state AS state,
               request.made_at AS made_at,
               COLLECT {
                   MATCH (request)<-[:PART_OF]-(ask:MentorAsk)-[:TO]->(mentor:Person)
                   OPTIONAL MATCH (ask)<-[:PASSED_TO]-(passed:MentorAsk)-[:TO]->(former:Person)
                   RETURN {id: ask.id, mentor: {{mentor is named}}, headline: coalesce(mentor.headline, ''),
                           state: ask.state, asked_at: ask.asked_at,
                           passed_by: CASE WHEN former IS NOT NULL THEN {{former is named}} END} AS asked
                   ORDER BY ask.rank, ask.changed_key
               } AS asked
        ORDER BY made_at DESC
        """,
        viewer=viewer.id,
    )
    return tuple({one.goal: one for one in reversed(found)}.values())[::-1]


def _refuse_unless_able(goal: GoalId, mentors: Sequence[PersonId], why: str, by: Viewer) -> None:
    rows = read_as(
        _Able,
        """
        MATCH (goal:Goal {id: $goal})<-[:AIMS_AT]-(learner:Person)
        MATCH (goal)-[:IN_SKILL]->(skill:Skill)
        WHERE learner.id = $by AND goal.state = 'open'
        OPTIONAL MATCH (mentor:Person)
            WHERE mentor.id IN $mentors
        RETURN mentor.id AS id,
               mentor.name AS name,
               CASE WHEN mentor IS NULL THEN false
                    ELSE {{mentor is listed}} AND {{mentor is able to mentor}} END AS is_able
        """,
        goal=goal,
        by=by.id,
        mentors=list(mentors),
        places=PLACES,
        now=clock.now().isoformat(),
    )
    only(rows, otherwise=NOT_YOURS)
    found = [one for one in rows if one.id]
    refuse_if_any(
        {
            "mentors": _problem(mentors, found),
            "why": None
            if 1 <= len(why.strip()) <= WHY_CHARACTERS
            else f"Say in one line why, in at most {WHY_CHARACTERS} characters.",
        }
    )


def _problem(mentors: Sequence[PersonId], found: Sequence[_Able]) -> str | None:
    if not found:
        return "Choose at least one person."
    if len(mentors) > MOST_NAMED:
        return f"Choose at most {MOST_NAMED} people."
    return next((NOT_FREE.format(name=one.name) for one in found if not one.is_able), None)
